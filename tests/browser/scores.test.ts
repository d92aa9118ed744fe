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
  await page.goto(demo.server.url + demo.home + path);
  await settled(page);
  return page;
}

const searchOf = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);
const isAt = (page: Page, path: string) => page.waitForURL((url) => url.pathname.startsWith(demo.home + path));

describe("The charts of a score", () => {
  it("mark shifts and releases over the trend, and tell them in its table", async () => {
    await must(demo.api.post("/v1/marks", { kind: "release", title: "App 7.2", at: new Date().toISOString() }));
    const page = await visit("/scores?period=90d");
    await page.getByRole("button", { name: "As table" }).click();
    const table = page.getByRole("table");
    expect(await table.getByRole("columnheader").allInnerTexts()).toContain("What happened");
    await table.getByText(/▼ Ticket delivery fell by about \d+ points/).waitFor();
    await table.getByText("App 7.2").waitFor();
  });

  it("lead from a number of the table to the answers of that time and class, by keys alone", async () => {
    const page = await visit("/scores?view=answers&period=90d");
    await page.getByRole("button", { name: "As table" }).click();
    const row = page.getByRole("table").getByRole("row").nth(2);
    await row.getByRole("link").last().focus();
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    await isAt(page, "/responses");
    const { from, to, class: scoreClass, period } = searchOf(page);
    expect(scoreClass).toBe("promoter");
    expect(period).toBeUndefined();
    expect(Date.parse(to as string) - Date.parse(from as string)).toBe(7 * 86_400_000);
  });

  it("lead from a cell of the picture to its answers", async () => {
    const page = await visit("/scores?view=answers&period=90d");
    const canvas = page.locator("canvas");
    const { width, height } = (await canvas.boundingBox()) as { width: number; height: number };
    // Once it can be saved, it is drawn.
    await page.getByRole("button", { name: "PNG" }).click();
    await canvas.click({ position: { x: width / 2, y: height * 0.7 } });
    await isAt(page, "/responses");
    expect(searchOf(page).class).toBe("detractor");
  });

  it("are saved as numbers and as a picture", async () => {
    const page = await visit("/scores?period=90d");
    for (const [name, file] of [
      ["CSV", "nps-by-week.csv"],
      ["PNG", "nps-by-week.png"],
    ] as const) {
      const [saved] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
      expect(saved.suggestedFilename()).toBe(file);
    }
  });
});

describe("A comparison", () => {
  it("is fixed in the address before anybody looks, without today", async () => {
    const page = await visit("/overview");
    await page.getByRole("link", { name: "Compare two periods or groups" }).click();
    await page.waitForURL((url) => url.searchParams.has("days") && url.searchParams.has("against"));
    const { days, against } = searchOf(page) as Record<string, string>;
    const [first = "", last = ""] = days?.split("..") ?? [];
    expect(last < new Date().toISOString().slice(0, 10)).toBe(true);
    expect((against?.split("..")[1] ?? "") < first).toBe(true);
    await page.getByText(/^(▼ |▲ )?(Fell|Rose|No visible change|Cannot tell)/).waitFor();
  });

  it("of two channels says which is higher, or that it cannot tell; and says how many answers are missing", async () => {
    const page = await visit("/scores?view=compare&by=channel&channel=sms&other=email&period=90d");
    await page.getByText(/(is (higher|lower) than E-mail by about|No visible difference|Cannot tell)/).waitFor();
    await page.getByLabel("With", { exact: true }).selectOption("kiosk");
    await page.getByText(/Cannot tell yet: 30 more answers needed in Kiosk/).waitFor();
  });

  it("refuses two periods that hold the same days", async () => {
    const page = await visit("/scores?view=compare&days=2026-10-01..2026-10-31&against=2026-10-31..2026-11-05");
    await page.getByText("Both periods hold the same days. Choose two that do not.").waitFor();
  });
});
