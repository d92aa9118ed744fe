import { existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import type { SurveyDefinition } from "@otklik/domain/survey/definition";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pageScripts } from "../built-assets.ts";
import { answersFromForm } from "./answers-from-form.ts";
import { stepToOpen } from "./steps.ts";
import { surveyPage } from "./survey-page.ts";
import type { SurveyView } from "./survey-view.ts";

/** By which the page tells our server from a network that wants somebody to log in. */
const ours = { "x-request-id": "r-1" };
const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const address = "http://otklik.test/i/TOKEN";

const scripts = pageScripts();
const script = readFileSync(new URL(`../../dist${scripts.survey}`, import.meta.url));

it("is at most 10 kB compressed, of which at most 600 bytes stand in the page", () => {
  const rest = readFileSync(new URL(`../../dist${scripts.survey}.br`, import.meta.url));
  expect(brotliDecompressSync(rest)).toEqual(script);
  const first = brotliCompressSync(scripts.first);
  expect(first.length).toBeLessThanOrEqual(600);
  expect(first.length + rest.length).toBeLessThanOrEqual(10_000);
});

describe.skipIf(!existsSync(executablePath))("the survey page with scripts", { timeout: 30_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"];
    browser = await chromium.launch({ executablePath, args });
  });
  afterAll(() => browser.close());

  it("saves nothing for a scanner that opens it, clicks by script and waits", async () => {
    const { page, posts } = await open({ preselected: { questionId: "score", value: 9, channel: "email" } });
    await page.evaluate(() => document.querySelector<HTMLElement>("[value='3']")!.click());
    await pass(page, 20);
    expect(posts).toEqual([]);
  });

  it("saves what a person chose after five seconds in sight, and says so", async () => {
    const { page, posts } = await open();
    await page.keyboard.press("7");
    await pass(page, 3);
    expect(posts).toEqual([]);
    await pass(page, 3);
    await expect.poll(() => page.textContent("[role=status]")).toBe("Saved. You can still change it.");
    expect(posts).toMatchObject([{ fields: { score: "7" }, nonce: "n-1", finished: false }]);
  });

  it("saves again only what changed, and not within eleven seconds", async () => {
    const { page, posts } = await open();
    await page.keyboard.press("7");
    await pass(page, 6);
    await expect.poll(() => posts.length).toBe(1);
    await page.keyboard.press("2");
    await pass(page, 7);
    expect(posts).toHaveLength(1);
    await pass(page, 5);
    await expect.poll(() => posts.length).toBe(2);
    await pass(page, 13);
    expect(posts.map(({ fields }) => fields.score)).toEqual(["7", "2"]);
  });

  it.each([
    [503, 2, "tries again in silence when the server fails"],
    [422, 1, "does not repeat in vain what the server refuses"],
  ])("after a %i has saved %i times: %s", async (status, times) => {
    const { page, posts } = await open({}, status);
    await page.keyboard.press("7");
    await pass(page, 6);
    await expect.poll(() => posts.length).toBe(1);
    await pass(page, 13);
    await expect.poll(() => posts.length).toBe(times);
    expect(await page.textContent("[role=status]")).toBe("");
  });

  it("chooses by digits, 1 and 0 being 10, and sends by Enter", async () => {
    const { page, sent } = await open();
    // Without a look in between: 1 and 0 are 10 only when they are pressed one right after the other.
    await page.keyboard.type("10");
    expect(await page.inputValue("[name=score]:checked")).toBe("10");
    await page.keyboard.press("Enter");
    await expect.poll(() => sent[0]?.get("score"), { timeout: 10_000 }).toBe("10");
  });

  it("leaves digits alone where somebody is writing", async () => {
    const { page } = await open();
    await page.focus("textarea");
    await page.keyboard.type("10 of 10");
    expect(await page.inputValue("textarea")).toBe("10 of 10");
    expect(await page.locator("[name=score]:checked").count()).toBe(0);
  });

  it("chooses in the row that has the focus", async () => {
    const { page } = await open();
    await page.focus("[name='parts.staff'][value='1']");
    await page.keyboard.press("4");
    expect(await page.inputValue("[name='parts.staff']:checked")).toBe("4");
    expect(await page.locator("[name=score]:checked").count()).toBe(0);
  });

  it("sends a form once, however often Send is pressed", async () => {
    const { page, sent } = await open();
    await page.keyboard.press("9");
    await page.dblclick("button");
    await expect.poll(() => page.textContent("h1")).toBe("Thank you!");
    expect(sent).toHaveLength(1);
  });

  it("saves the same answers that the form would send", async () => {
    const { page, posts, sent } = await open();
    await page.keyboard.press("0");
    await page.click("label:has([name='parts.speed'][value='10'])");
    await page.fill("textarea", "Late,\nagain");
    await page.check("[name=call]");
    await page.fill("[name='call.phone']", " +79215550142 ");
    await page.getByLabel("Today 17–19").check();
    await pass(page, 6);
    await expect.poll(() => posts.length).toBe(1);
    await page.click("button");
    await expect.poll(() => sent.length).toBe(1);
    const saved = answersFromForm(survey, new Map(Object.entries(posts[0]!.fields)));
    expect(saved).toEqual(answersFromForm(survey, sent[0]!));
    expect(saved).toEqual({
      score: 0,
      parts: { speed: 10 },
      why: "Late,\nagain",
      call: {
        wanted: true,
        phone: "+79215550142",
        window: { from: "2026-11-21T14:00:00.000Z", to: "2026-11-21T16:00:00.000Z" },
      },
    });
  });

  type Saved = { fields: Record<string, string>; nonce: string; finished: boolean };

  /** A page of its own, under a clock that stands still; what it saves and what its form sends is kept. */
  async function open(
    more: Partial<SurveyView> = {},
    status = 200,
  ): Promise<{ page: Page; posts: Saved[]; sent: URLSearchParams[] }> {
    const page = await browser.newPage();
    const posts: Saved[] = [];
    const sent: URLSearchParams[] = [];
    await page.clock.install();
    await page.route("**/*", async (route) => {
      const request = route.request();
      if (request.url().endsWith(".js")) return route.fulfill({ contentType: "text/javascript", body: script });
      if (request.method() === "GET")
        return route.fulfill({ contentType: "text/html", body: surveyPage({ ...view, ...more }) });
      if (!request.headers()["content-type"]?.startsWith("application/json")) {
        sent.push(new URLSearchParams(request.postData() ?? ""));
        return route.fulfill({ contentType: "text/html", headers: ours, body: "<!doctype html><h1>Thank you!</h1>" });
      }
      posts.push(request.postDataJSON());
      return route.fulfill({ status, headers: ours, json: {} });
    });
    await page.goto(`${address}?score=9`);
    await expect.poll(() => page.evaluate("document.forms[0].noValidate"), { timeout: 10_000 }).toBe(true);
    return { page, posts, sent };
  }
});

/** Lets seconds pass for the page, each with a moment in which a reply can arrive. */
async function pass(page: Page, seconds: number): Promise<void> {
  for (let left = seconds; left > 0; left--) {
    await page.clock.runFor(1000 * Math.min(left, 1));
    await sleep(20);
  }
}

const survey: SurveyDefinition = {
  schemaVersion: 1,
  name: "After delivery",
  locale: "en",
  translations: {},
  questions: [
    { id: "score", type: "nps", prompt: "Recommend?" },
    {
      id: "parts",
      type: "csi",
      prompt: "Parts?",
      items: [
        { id: "speed", label: "Speed", weight: 1 },
        { id: "staff", label: "Staff", weight: 1 },
      ],
      scale: { min: 1, max: 10 },
    },
    { id: "why", type: "text", prompt: "Why?" },
    { id: "call", type: "callback", prompt: "Call me" },
  ],
  endings: [],
};

const view: SurveyView = {
  definition: survey,
  locale: "en",
  otherLocales: [],
  brand: { name: "Meridian", accent: null },
  nonce: "n-1",
  preselected: null,
  values: {},
  errors: {},
  context: null,
  phone: null,
  windows: [{ label: "Today 17–19", from: "2026-11-21T14:00:00.000Z", to: "2026-11-21T16:00:00.000Z" }],
  saved: false,
  unsubscribeUrl: null,
  privacyUrl: null,
  step: stepToOpen({ definition: survey, answers: {}, known: {} }, null),
  scripts,
};
