import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../support/chromium.ts";
import { settled } from "../support/dashboard-pages.ts";
import { browserLooking, type Demo, startDemo } from "../support/demo.ts";
import { must } from "../support/program.ts";

let demo: Demo;
let browser: Browser;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await demo?.dispose();
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

async function visit(path: string): Promise<Page> {
  const context = await browserLooking(browser, { scheme: "light", language: "en", width: 1280 });
  await demo.signIn(context);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(demo.server.url + demo.home + path);
  await settled(page);
  return page;
}

const publishedId = async () => {
  const { data } = await must(demo.api.get("/v1/surveys/usage?limit=200"));
  return data.find(({ state }: { state: string }) => state === "live").id;
};

describe("A survey", () => {
  it("is made from a template, reworded in two languages, and published", { timeout: 60_000 }, async () => {
    const page = await visit("/surveys");
    await page.getByRole("link", { name: "New survey" }).click();
    await page.getByRole("link", { name: /After delivery/ }).click();
    const question = page.getByLabel(/Question 1/);
    await question.fill("");
    await page.getByRole("button", { name: "Publish" }).click();
    await page.getByText("Write what is asked.").waitFor();
    await question.fill("How likely are you to recommend this parcel?");
    await page.locator("p", { hasText: "How likely are you to recommend this parcel?" }).waitFor();
    await page.getByText("Russian", { exact: true }).last().click();
    expect(await question.inputValue()).toMatch(/доставки/);
    await page.getByRole("button", { name: "Save draft" }).click();
    await page.waitForURL(/\/surveys\/[0-9a-f-]{36}\/edit/);
    await page.getByRole("button", { name: "Publish" }).click();
    await page.waitForURL(/\/results/);
    await page.getByRole("link", { name: "Offer it at a touchpoint" }).waitFor();
    const id = /surveys\/([^/]+)\/results/.exec(page.url())?.[1];
    expect(await must(demo.api.get(`/v1/surveys/${id}`))).toMatchObject({
      status: "published",
      version: 1,
      locale: "en",
      questions: [{ prompt: "How likely are you to recommend this parcel?" }, {}, {}],
      translations: { ru: { prompts: { score: expect.stringContaining("доставки") } } },
    });
  });
});

describe("A distribution", () => {
  it("is offered by an event under a condition, switched, taken back by Z, tested and changed", {
    timeout: 60_000,
  }, async () => {
    const page = await visit(`/distributions/new?survey=${await publishedId()}`);
    await page.getByRole("button", { name: "Create" }).click();
    expect(await page.getByText("This is needed.").count()).toBe(2);
    await page.getByRole("combobox", { name: "Touchpoint" }).click();
    await page.getByRole("option", { name: "Refunds" }).click();
    await page.getByLabel("Event", { exact: true }).fill("parcel.delivered");
    await page.getByRole("button", { name: "Add a condition" }).click();
    await page.getByLabel("Property").fill("class");
    await page.getByLabel("Value").fill("first");
    await page.getByRole("button", { name: "Create" }).click();
    await page.waitForURL(/distributions\/[0-9a-f-]{36}/);
    await page.getByText("Refunds ← event parcel.delivered · 1 filter · E-mail · at once").first().waitFor();
    const id = /distributions\/([0-9a-f-]{36})/.exec(page.url())?.[1];
    const kept = () => must(demo.api.get(`/v1/distributions/${id}`));
    expect(await kept()).toMatchObject({
      trigger: { event: "parcel.delivered", where: [{ property: "class", op: "eq", value: "first" }] },
    });

    await page.getByRole("switch").focus();
    await page.keyboard.press("Space");
    await page.getByText(/nobody is asked any more/).waitFor();
    expect((await kept()).active).toBe(false);
    await page.keyboard.press("z");
    await page.locator("[role=switch][aria-checked=true]").waitFor();
    expect((await kept()).active).toBe(true);

    await page.getByRole("textbox", { name: "E-mail" }).fill("tester@example.com");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.getByText("On its way to tester@example.com.").waitFor();
    expect(await must(demo.api.get(`/v1/distributions/${id}/funnel`))).toMatchObject({ invited: { n: 0 } });

    await page.getByRole("link", { name: "Change", exact: true }).click();
    await page.getByLabel("Share of customers, %").fill("30");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText(/at once · 30%/).waitFor();
    expect((await kept()).sampling).toBe(0.3);
  });

  it("is reached in the list by J and opened by Enter", async () => {
    const page = await visit("/distributions");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("k");
    const named = await page.evaluate(() => document.activeElement?.textContent ?? "");
    expect(named).toContain("←");
    await page.keyboard.press("Enter");
    await page.waitForURL(/distributions\/[0-9a-f-]{36}/);
    await page.getByText(named, { exact: true }).waitFor();
  });
});
