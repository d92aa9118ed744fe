import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page, Route } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, launchKillable } from "../support/chromium.ts";
import { must, type Program, programFor } from "../support/program.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { until } from "../support/until.ts";

const unhappy = { question: "score", op: "band", value: "detractor" };
const survey = {
  name: "After a trip",
  locale: "en",
  translations: { ru: {} },
  questions: [
    { id: "score", type: "nps", prompt: "How likely are you to recommend us?" },
    { id: "why", type: "text", prompt: "You gave {{answer:score}}. What went wrong?", required: true, when: unhappy },
    { id: "best", type: "text", prompt: "What was best?", when: { not: unhappy } },
    { id: "coffee", type: "rating", prompt: "How was the coffee?" },
  ],
  pages: [{ id: "second", from: "coffee", title: "On board" }],
  endings: [
    { id: "sorry", prompt: "We are sorry.", when: unhappy },
    { id: "thanks", prompt: "Thank you!" },
  ],
};

let server: TestServer;
let api: Program;
let browser: Browser;
let open: string;
let distributionId: string;
const folders: string[] = [];

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
  api = programFor(server);
  await must(api.post("/v1/touchpoints", { key: "trip", name: "Trip", channels: ["link"] }));
  const { id } = await must(api.post("/v1/surveys", survey));
  await must(api.post(`/v1/surveys/${id}/publish`));
  const offer = {
    surveyId: id,
    touchpointKey: "trip",
    channels: ["link"],
    trigger: { event: "trip.made" },
    active: true,
  };
  ({ id: distributionId, url: open } = await must(api.post("/v1/distributions", offer)));
});
afterAll(async () => {
  await browser?.close();
  await server?.dispose();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

let contacts = 0;
const personal = async (): Promise<string> => {
  const contact = { email: `anna-${++contacts}@example.com` };
  return (await must(api.post("/v1/invitations", { distributionId, contact, channel: "link" }))).url;
};
const responses = async () => (await must(api.get("/v1/responses?limit=200"))).data;
const visit = async (url: string, context?: BrowserContext): Promise<Page> => {
  const page = await (context ?? (await browser.newContext({ locale: "en-GB" }))).newPage();
  page.setDefaultTimeout(8000);
  await page.goto(url);
  return page;
};
const headed = (page: Page, text: string) =>
  until(
    text,
    async () =>
      (await page
        .locator("h1")
        .first()
        .innerText()
        .catch(() => "")) === text,
  );
const heading = (page: Page) => page.locator("h1").first().innerText();
const choose = (page: Page, name: string, value: number) =>
  page.locator(`label:has([name="${name}"][value="${value}"])`).click();
const takenOver = (page: Page) => until("the script", () => page.evaluate("document.forms[0].noValidate"));
const press = (page: Page, name: string) => page.getByRole("button", { name }).click();

it("goes on, back and forward by the browser's own buttons, without a request", async () => {
  const page = await visit(open);
  await takenOver(page);
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  await choose(page, "score", 9);
  await page.getByText("What was best?").waitFor();
  await choose(page, "score", 2);
  await page.getByText("You gave 2. What went wrong?").waitFor();
  expect(await page.getByText("What was best?").isVisible()).toBe(false);
  await press(page, "Next");
  expect(await page.locator(".er:visible").innerText()).toBe("Please write a few words.");
  expect(await page.title()).toContain("Not sent yet");
  await page.locator("[name=why]").fill("Late");
  await press(page, "Next");
  await headed(page, "How was the coffee? optional");
  expect(await page.locator(".page").innerText()).toBe("On board");
  await page.goBack();
  await headed(page, "How likely are you to recommend us?");
  expect(await page.locator("[name=why]").inputValue()).toBe("Late");
  await page.goForward();
  await headed(page, "How was the coffee? optional");
  await press(page, "Back");
  await headed(page, "How likely are you to recommend us?");
  await press(page, "Next");
  expect(requests).toEqual([]);
  await choose(page, "coffee", 4);
  await press(page, "Send");
  await headed(page, "We are sorry.");
  expect((await responses())[0]).toMatchObject({ status: "finished", answers: { score: 2, why: "Late", coffee: 4 } });
});

it("is a form that can be sent where its script is not to be had", async () => {
  const context = await browser.newContext({ locale: "en-GB" });
  await context.route("**/assets/**", (route) => route.abort());
  const page = await visit(open, context);
  await choose(page, "score", 10);
  await press(page, "Next");
  await headed(page, "What was best? optional");
  await press(page, "Next");
  await press(page, "Send");
  await headed(page, "Thank you!");
});

describe("before all of its script is there", () => {
  /** A page whose script comes when it is let in; the first look at it is over. */
  async function withoutRest(url: string, context: BrowserContext) {
    let letIn: () => void = () => {};
    const isLetIn = new Promise<void>((resolve) => {
      letIn = resolve;
    });
    await context.route("**/assets/survey-*", async (route) => {
      await isLetIn;
      await route.continue();
    });
    const page = await visit(url, context);
    return { page, letIn };
  }
  it("keeps what is typed, over what this device had kept, and goes on from there", async () => {
    const context = await browser.newContext({ locale: "en-GB" });
    const before = await visit(open, context);
    await takenOver(before);
    await choose(before, "score", 9);
    await before.locator("[name=best]").fill("The view");
    await press(before, "Next");
    await headed(before, "How was the coffee? optional");
    await before.close();

    const { page, letIn } = await withoutRest(open, context);
    await page.keyboard.press("1");
    await page.keyboard.press("0");
    expect(await page.locator("[name=score]:checked").inputValue()).toBe("10");
    letIn();
    await takenOver(page);
    expect(await heading(page)).toBe("How likely are you to recommend us?");
    expect(await page.locator("[name=score]:checked").inputValue()).toBe("10");
    expect(await page.locator("[name=best]").inputValue()).toBe("The view");
    await page.locator("[name=best]").fill("The view, and the tea");
    await press(page, "Next");
    await choose(page, "coffee", 5);
    await press(page, "Send");
    await headed(page, "Thank you!");
    const answers = { score: 10, best: "The view, and the tea", coffee: 5 };
    expect((await responses())[0]).toMatchObject({ status: "finished", answers });
  });

  it.each(["comes while the form is under way", "never comes"])(
    "sends what Send is pressed for: it %s",
    async (when) => {
      const before = (await responses()).length;
      const context = await browser.newContext({ locale: "en-GB" });
      const { page, letIn } = await withoutRest(await personal(), context);
      await choose(page, "score", 3);
      await page.route(
        "**/i/*",
        async (route) => {
          if (when.startsWith("comes")) {
            const arrives = page.waitForResponse("**/assets/survey-*");
            letIn();
            await arrives;
            await page.waitForTimeout(300);
          }
          await route.continue();
        },
        { times: 1 },
      );
      await press(page, "Next");
      await headed(page, "You gave 3. What went wrong?");
      await page.locator("[name=why]").fill("Late");
      await press(page, "Next");
      await headed(page, "How was the coffee? optional");
      await press(page, "Send");
      await headed(page, "We are sorry.");
      expect(await responses()).toHaveLength(before + 1);
      expect((await responses())[0]).toMatchObject({ status: "finished", answers: { score: 3, why: "Late" } });
    },
  );

  it("sends it again, as the browser's own page of a missing network offers, where Send met none", async () => {
    const context = await browser.newContext({ locale: "en-GB" });
    await context.route("**/assets/survey-*", (route) => route.abort());
    const page = await visit(open, context);
    await choose(page, "score", 2);
    await context.setOffline(true);
    await press(page, "Next");
    await page.waitForURL("chrome-error://**");
    await context.setOffline(false);
    await page.reload();
    await headed(page, "You gave 2. What went wrong?");
  });
});

it("goes on at the same screen on another device", async () => {
  const link = await personal();
  const page = await visit(link);
  await choose(page, "score", 1);
  await page.locator("[name=why]").fill("Cold");
  await press(page, "Next");
  await until("the answer to be saved", async () => (await responses())[0]?.answers.why === "Cold", 15_000);
  const other = await visit(link);
  await headed(other, "How was the coffee? optional");
  await press(other, "Back");
  expect(await other.locator("[name=why]").inputValue()).toBe("Cold");
});

it("keeps what is sent without a network, says so, and sends it once when there is one", async () => {
  const before = (await responses()).length;
  const page = await visit(await personal());
  await choose(page, "score", 9);
  await page.context().setOffline(true);
  await press(page, "Next");
  await press(page, "Send");
  await headed(page, "Kept on this device");
  expect(await page.locator("[role=status]").innerText()).toContain("when you are online");
  const given = Date.now();
  await page.waitForTimeout(2000);
  await page.context().setOffline(false);
  await headed(page, "Thank you!");
  const [newest, ...others] = await responses();
  expect(others).toHaveLength(before);
  expect(newest).toMatchObject({ status: "finished", score: 9, flags: [] });
  expect(Math.abs(Date.parse(newest.occurredAt) - given)).toBeLessThan(1500);
});

it("loses nothing of what was typed to a killed browser, nor of what was sent in vain", async () => {
  const profile = mkdtempSync(join(tmpdir(), "otklik-profile-"));
  folders.push(profile);
  const before = (await responses()).length;
  const first = await launchKillable(profile);
  const page = await visit(open, first.browser.contexts()[0]);
  await choose(page, "score", 3);
  await page.locator("[name=why]").pressSequentially("The ticket came late");
  await page.waitForTimeout(100);
  await first.kill9();

  const second = await launchKillable(profile);
  const again = await visit(open, second.browser.contexts()[0]);
  await until(
    "what was typed",
    async () => (await again.locator("[name=why]").inputValue()) === "The ticket came late",
  );
  expect(await again.locator("[name=score]:checked").inputValue()).toBe("3");
  await press(again, "Next");
  await server.kill9();
  await press(again, "Send");
  await headed(again, "Kept on this device");
  await second.kill9();

  await server.restart();
  const third = await launchKillable(profile);
  await visit(open, third.browser.contexts()[0]);
  await until("the answer", async () => (await responses()).length === before + 1);
  expect((await responses())[0]).toMatchObject({
    status: "finished",
    answers: { score: 3, why: "The ticket came late" },
  });
  await third.kill9();
}, 60_000);

it("what was saved before Send outlives a killed server", async () => {
  const link = await personal();
  const page = await visit(link);
  await choose(page, "score", 6);
  const status = page.locator("[role=status]");
  await until("the answer to be saved", async () => (await status.innerText()).startsWith("Saved"), 15_000);
  await server.kill9();
  await server.restart();
  expect((await responses())[0]).toMatchObject({ status: "partial", score: 6, flags: ["provisional"] });
  await page.locator("[name=why]").fill("Noise");
  await press(page, "Next");
  await press(page, "Send");
  await headed(page, "We are sorry.");
  expect((await responses())[0]).toMatchObject({ status: "finished", score: 6, answers: { why: "Noise" } });
}, 60_000);

it("a kiosk goes on without a network, one person after the other, and sends each answer once", async () => {
  const before = (await responses()).length;
  const page = await visit(`${open}?kiosk=lobby-2`);
  await page.evaluate("navigator.serviceWorker.ready");
  await until("the page to be kept", () =>
    page.evaluate("caches.open('otklik-kiosk').then((cache) => cache.keys()).then((keys) => keys.length >= 3)"),
  );
  await server.kill9();
  const given: number[] = [];
  for (const score of [9, 10]) {
    await page.reload();
    await headed(page, "How likely are you to recommend us?");
    expect(await page.locator("[name=score]:checked").count()).toBe(0);
    await until("the script", () =>
      page.evaluate("document.querySelector('[name=nonce]').value.split('.').length === 4"),
    );
    await choose(page, "score", score);
    await page.locator("[name=best]").fill(`The ${score}th`);
    await press(page, "Next");
    await press(page, "Send");
    await headed(page, "Thank you!");
    expect(await page.locator("nav").count()).toBe(0);
    given.push(Date.now());
    await press(page, "Start anew");
    await headed(page, "How likely are you to recommend us?");
    expect(await page.locator("[name=best]").inputValue()).toBe("");
  }
  await page.waitForTimeout(1500);
  await server.restart();
  await until("both answers", async () => (await responses()).length >= before + 2, 20_000);
  await page.reload();
  await page.waitForTimeout(500);
  const all = await responses();
  expect(all).toHaveLength(before + 2);
  for (const [at, score] of [9, 10].entries()) {
    const one = all.find(
      (response: { score: number; channel: string }) => response.channel === "kiosk" && response.score === score,
    );
    expect(one).toMatchObject({
      status: "finished",
      attributes: { device: "lobby-2" },
      answers: { best: `The ${score}th` },
    });
    expect(Math.abs(Date.parse(one.occurredAt) - (given[at] as number))).toBeLessThan(1500);
  }
}, 60_000);

it("takes no page of a network that wants a login for an answer that has arrived", async () => {
  const before = (await responses()).length;
  const page = await visit(await personal());
  const portal = (route: Route) => route.fulfill({ contentType: "text/html", body: "<h1>Log in to the network</h1>" });
  await page.route("**/i/**", portal);
  await choose(page, "score", 10);
  await press(page, "Next");
  await press(page, "Send");
  await headed(page, "Kept on this device");
  await page.unroute("**/i/**", portal);
  await page.evaluate("dispatchEvent(new Event('online'))");
  await headed(page, "Thank you!");
  expect(await responses()).toHaveLength(before + 1);
});

it("a kiosk of a survey with quotas, that can keep nothing, thanks each person and begins anew with an attempt of its own", async () => {
  const { id } = await must(
    api.post("/v1/surveys", { ...survey, quotas: [{ id: "unhappy", when: unhappy, limit: 1, whenFull: "close" }] }),
  );
  await must(api.post(`/v1/surveys/${id}/publish`));
  const offer = {
    surveyId: id,
    touchpointKey: "trip",
    channels: ["link"],
    trigger: { event: "trip.made" },
    active: true,
  };
  const { url } = await must(api.post("/v1/distributions", offer));
  const before = (await responses()).length;
  const context = await browser.newContext({ locale: "en-GB" });
  await context.addInitScript("Object.defineProperty(self, 'indexedDB', { value: { open() { throw new Error(); } } })");
  const page = await visit(`${url}?kiosk=lobby-3`, context);
  for (const score of [9, 10]) {
    await until("the script", () =>
      page.evaluate("document.querySelector('[name=nonce]')?.value.split('.').length === 4"),
    );
    expect(await page.locator("[name=score]:checked").count()).toBe(0);
    await choose(page, "score", score);
    await press(page, "Next");
    await press(page, "Send");
    await headed(page, "Thank you!");
    await until("the answer", async () =>
      (await responses()).some((one: { score: number }) => one.score === score && one),
    );
    await press(page, "Start anew");
    await headed(page, "How likely are you to recommend us?");
  }
  await until("both answers", async () => (await responses()).length === before + 2);
});

it("a page that a kiosk has nothing to ask on is a page of that kiosk", async () => {
  const context = await browser.newContext({ locale: "en-GB" });
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(`${open}-none?kiosk=lobby-2`);
  await page
    .getByText("Start anew")
    .waitFor({ state: "attached" })
    .catch(() => {});
  expect(await page.locator("body").getAttribute("data-kiosk")).toContain("?kiosk=lobby-2");
});
