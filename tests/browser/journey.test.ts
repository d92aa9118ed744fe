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

async function visit(path: string, width: 1280 | 380 = 1280): Promise<Page> {
  const context = await browserLooking(browser, { scheme: "light", language: "en", width });
  await demo.signIn(context);
  const page = await context.newPage();
  await page.goto(demo.server.url + demo.home + path);
  await settled(page);
  return page;
}

const address = (page: Page) => new URL(page.url()).searchParams.get("cell");
/** Row and column of the cell that has the focus. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const { row, column } = (document.activeElement as HTMLElement).dataset;
    return row === undefined ? null : [Number(row), Number(column)];
  });

describe("The journey map, by keyboard alone", () => {
  it("is one stop of Tab, and arrows pass over where nobody is asked", async () => {
    const page = await visit("/journey?period=90d");
    expect(await page.locator("table button[tabindex='0']").count()).toBe(1);
    await page.locator("table button[tabindex='0']").focus();
    expect(await focused(page)).toEqual([0, 0]);
    await page.keyboard.press("ArrowRight");
    // Nobody searches the timetable by SMS or messenger.
    await page.keyboard.press("ArrowRight");
    expect(await focused(page)).toEqual([0, 4]);
    await page.keyboard.press("ArrowDown");
    expect(await focused(page)).toEqual([1, 4]);
    await page.keyboard.press("Home");
    expect(await focused(page)).toEqual([1, 0]);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    expect(await focused(page)).toEqual([0, 0]);
    expect(await page.locator("table button[tabindex='0']").count()).toBe(1);
  });

  it("opens a cell with Enter, closes it with Escape where it was, and Back opens it again", async () => {
    const page = await visit("/journey?period=90d&against=target");
    await page.locator("table button[tabindex='0']").focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    const details = page.getByRole("dialog", { name: "Ticket purchase, All channels" });
    await details.waitFor();
    expect(address(page)).toBe("ticket-purchase.all");
    expect(await details.innerText()).toMatch(/NPS \d+ ± \d+, [\d,]+ answers in 90 days/);
    await page.keyboard.press("Escape");
    await details.waitFor({ state: "detached" });
    expect(await focused(page)).toEqual([1, 0]);
    expect(new URL(page.url()).search).toBe("?period=90d&against=target");

    await page.keyboard.press("Enter");
    await details.getByRole("link", { name: "Answers" }).click();
    await page.waitForURL(/responses/);
    expect(new URL(page.url()).searchParams.get("touchpoint")).toBe("ticket-purchase");
    await page.goBack();
    await details.waitFor();
  });

  it("draws the trend of a cell where it stands", async () => {
    const page = await visit("/journey?period=90d&cell=ticket-delivery.sms");
    const details = page.getByRole("dialog", { name: "Ticket delivery, SMS" });
    await details.getByRole("button", { name: "Trend" }).click();
    await details.getByRole("img").waitFor();
  });

  it("unfolds the channels of a touchpoint on a narrow screen", async () => {
    const page = await visit("/journey?period=90d", 380);
    expect(await page.getByRole("table").count()).toBe(0);
    await page.getByRole("button", { name: /^Refunds/ }).tap();
    await page.getByRole("list", { name: "Channels of Refunds" }).getByRole("button").first().tap();
    await page.getByRole("dialog", { name: "Refunds, All channels" }).waitFor();
  });

  it("counts an answer as it comes, without a reload", async () => {
    const page = await visit("/journey?period=90d");
    await page.getByText("Live", { exact: false }).first().waitFor();
    const cell = page.locator("[data-row='2'][data-column='0']");
    const before = await cell.innerText();
    const place = { surveyId: demo.surveyId, touchpointKey: "ticket-delivery", channel: "web" };
    await must(demo.api.post("/v1/responses", { ...place, answers: { score: 10 } }));
    await page.waitForFunction(
      (was) => document.querySelector<HTMLElement>("[data-row='2'][data-column='0']")?.innerText !== was,
      before,
    );
  });
});

describe("Settings of the journey, by keyboard alone", () => {
  const stages = (page: Page) =>
    page
      .locator("section section")
      .evaluateAll((all) =>
        all.map((stage) =>
          [...stage.querySelectorAll<HTMLElement>("li button[aria-expanded] > span")].map(({ innerText }) => innerText),
        ),
      );

  it("carries a touchpoint into the next stage with Alt and an arrow, keeps hold of it, and takes it back with Z", async () => {
    const page = await visit("/settings/touchpoints");
    const before = await stages(page);
    const down = page.getByRole("button", { name: "Move Ticket delivery down" });
    await down.focus();
    await page.keyboard.press("Alt+ArrowDown");
    await page.getByText("Ticket delivery moved, in Travel.").waitFor();
    expect((await stages(page))[2]?.[0]).toBe("Ticket delivery");
    await page.waitForFunction(
      () => document.activeElement?.getAttribute("aria-label") === "Move Ticket delivery down",
    );
    await page.keyboard.press("z");
    await page.getByText("Undone.").waitFor();
    expect(await stages(page)).toEqual(before);
  });

  it("says why a touchpoint with answers stays", async () => {
    const page = await visit("/settings/touchpoints");
    await page.getByRole("button", { name: /^Refunds/ }).click();
    await page.getByRole("button", { name: "Remove", exact: true }).click();
    await page.getByText("Refunds cannot be removed", { exact: false }).waitFor();
  });

  it("declares a dimension under the key of its attribute, and takes it back", async () => {
    const page = await visit("/settings/dimensions");
    const form = page.getByRole("form", { name: "New dimension" });
    await form.getByLabel("Name").fill("Тариф");
    expect(await form.getByLabel("Key of the attribute").inputValue()).toBe("tarif");
    await form.getByRole("button", { name: "Declare" }).click();
    await page.getByText("attribute tarif").waitFor();
    await page.getByRole("button", { name: "Take back Тариф" }).click();
    await page.getByText("attribute tarif").waitFor({ state: "detached" });
  });
});
