import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import axe from "axe-core";
import { parse } from "csv-parse/sync";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../support/chromium.ts";
import {
  type DashboardPage,
  dashboardPages,
  faultsOfLayout,
  layoutShift,
  settled,
} from "../support/dashboard-pages.ts";
import { browserLooking, type Demo, startDemo } from "../support/demo.ts";
import { root } from "../support/imports.ts";
import { must } from "../support/program.ts";
import { strangersPath } from "../support/strangers-path.ts";
import { until } from "../support/until.ts";

let demo: Demo;
let browser: Browser;
let pages: DashboardPage[];

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
  pages = await dashboardPages(demo);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await demo?.dispose();
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

const usual = { scheme: "light", language: "en", width: 1280 } as const;

async function signedIn(look: Parameters<typeof browserLooking>[1] = usual): Promise<BrowserContext> {
  const context = await browserLooking(browser, look);
  await demo.signIn(context);
  return context;
}

async function visit(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(demo.server.url + path);
  await settled(page);
  return page;
}

describe("Every page of the dashboard", () => {
  // The rest of the looks, and their pictures, are made by `npm run screenshots`.
  it.each([{ scheme: "dark", language: "ru", width: 380 } as const])(
    "breaks no rule of access and none of layout, looked at as %o",
    { timeout: 240_000 },
    async (look) => {
      const context = await signedIn(look);
      const faults: Record<string, string[]> = {};
      for (const { name, path, open } of pages) {
        const page = await context.newPage();
        const found: string[] = [];
        page.on("pageerror", (error) => found.push(error.message));
        page.on("console", (message) => message.type() === "error" && found.push(message.text()));
        await page.goto(demo.server.url + path);
        await settled(page).catch((error) => found.push(String(error).split("\n")[0] as string));
        if ((await layoutShift(page)) > 0.1) found.push("jumps while it loads");
        await open?.(page);
        if (open) await page.waitForTimeout(300);
        found.push(...(await faultsOfLayout(page)));
        await page.evaluate(axe.source);
        const { violations } = await page.evaluate<axe.AxeResults>("axe.run()");
        found.push(...violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`));
        if (found.length > 0) faults[name] = found;
        await page.close();
      }
      expect(faults).toEqual({});
    },
  );
});

describe("A stranger", () => {
  it("finds the worst touchpoint, the reason, the customer with the most at stake, and closes that case", async () => {
    const page = await (await signedIn()).newPage();
    const { caseId } = await strangersPath(page, demo);
    expect(await must(demo.api.get(`/v1/cases/${caseId}`))).toMatchObject({
      status: "resolved",
      rootCause: "Ticket sent late",
      outcome: "Refunded",
      notes: expect.arrayContaining([expect.objectContaining({ body: expect.stringContaining("refund agreed") })]),
    });
  }, 60_000);
});

describe("The line to the server", () => {
  const answerNow = async (score: number) =>
    must(
      demo.api.post("/v1/responses", {
        surveyId: demo.surveyId,
        touchpointKey: "ticket-delivery",
        channel: "web",
        answers: { score, why: `Answered at ${performance.now()}` },
      }),
    );

  it("brings an answer to an open overview without a reload", async () => {
    const page = await visit(await signedIn(), `${demo.home}/overview`);
    await until("the line is up", () => page.getByText("Live", { exact: false }).first().isVisible());
    await answerNow(9);
    await page
      .getByText(/\b1 new\b/)
      .first()
      .waitFor({ timeout: 5_000 });
  });

  it("is one for ten tabs of a browser, and goes on in another when the tab that held it closes", async () => {
    const context = await signedIn();
    const lines = new Set<string>();
    context.on("request", (request) => {
      if (request.url().includes("/v1/stream")) lines.add(`${lines.size} ${request.url()}`);
    });
    const tabs: Page[] = [];
    for (let tab = 0; tab < 10; tab++) tabs.push(await visit(context, `${demo.home}/overview`));
    expect(lines.size).toBe(1);
    await answerNow(10);
    for (const tab of tabs)
      await tab
        .getByText(/\b1 new\b/)
        .first()
        .waitFor({ timeout: 5_000 });
    await tabs[0]?.close();
    await until("another tab listens", () => lines.size === 2);
    await answerNow(8);
    await (tabs[9] as Page)
      .getByText(/\b2 new\b/)
      .first()
      .waitFor({ timeout: 5_000 });
  }, 60_000);
});

describe("A chart", () => {
  it("is told in a sentence and given as a table, as CSV and as a picture", async () => {
    const page = await visit(await signedIn(), `${demo.home}/overview`);
    await page.locator("canvas").waitFor();
    expect(await page.getByRole("img", { name: /^NPS by week from/ }).count()).toBe(1);
    const saved = async (way: string) => {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: way }).click(),
      ]);
      return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
    };
    const csv = await saved("CSV");
    expect(csv.name).toBe("nps-by-week.csv");
    const [head, ...weeks] = csv.bytes.toString("utf8").trim().split("\r\n");
    expect(head).toBe("Week from,NPS,From,To,Answers,What happened");
    const picture = await saved("PNG");
    expect([picture.name, picture.bytes.subarray(1, 4).toString()]).toEqual(["nps-by-week.png", "PNG"]);
    await page.getByRole("button", { name: "As table" }).click();
    expect(await page.locator("tbody tr").count()).toBe(weeks.length);
  });
});

describe("The overview", () => {
  it("tells the shift that nobody has looked at, until somebody has; and takes that back", async () => {
    const page = await visit(await signedIn(), `${demo.home}/overview`);
    const changed = page.getByRole("region", { name: "What changed" });
    expect(await changed.innerText()).toMatch(
      /Ticket delivery fell by about \d+ points \(\d+…\d+\) since \w{3},? \d+ \w{3}\./,
    );
    const open = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Shifts.*1 open/ });
    await changed.getByRole("button", { name: "Acknowledge" }).click();
    await changed.getByText("No new shift.").waitFor();
    expect(await open.count()).toBe(0);
    await page.getByRole("button", { name: "Undo" }).click();
    await changed.getByText("Ticket delivery fell").waitFor();
    await open.waitFor();
    await changed.getByRole("link", { name: "See what changed" }).click();
    await page.waitForURL(/\/shifts\/[0-9a-f-]{36}$/);
  });
});

describe("The list of shifts", () => {
  it("is worked by keys: the way there, to a row, saying that one has seen it, and taking that back", async () => {
    const page = await visit(await signedIn(), `${demo.home}/overview`);
    await page.keyboard.press("g");
    await page.keyboard.press("s");
    await page.waitForURL(/\/shifts$/);
    const row = page.locator("li:has([data-shift])").filter({ hasText: "Ticket delivery" });
    await row.waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("a");
    await row.getByText("Acknowledged").waitFor();
    await page.keyboard.press("z");
    await row.getByText("Open", { exact: true }).waitFor();
    expect(await row.innerText()).toMatch(/−\d+ \(−\d+…−\d+\)/);
    await page.getByRole("link", { name: "What can we see?" }).click();
    await page.getByRole("heading", { name: "What can we see?" }).waitFor();
    const series = page.getByRole("row").filter({ hasText: "Ticket delivery, SMS" });
    await page.getByRole("searchbox").fill("sms");
    await series.waitFor();
    expect(await page.getByRole("row").filter({ hasText: "E-mail" }).count()).toBe(0);
  });
});

describe("The first load", () => {
  it("is at most 250 kB of compressed script, and no chart is in it", async () => {
    const context = await signedIn();
    const scripts: string[] = [];
    context.on("request", (request) => request.url().endsWith(".js") && scripts.push(new URL(request.url()).pathname));
    const page = await context.newPage();
    await page.goto(`${demo.server.url}${demo.home}/cases`);
    await settled(page);
    const dist = join(root, "apps/dashboard/dist");
    const size = scripts.reduce((sum, path) => sum + statSync(join(dist, `${path}.br`)).size, 0);
    expect(size).toBeLessThanOrEqual(250_000);
    const withCharts = readdirSync(join(dist, "assets")).filter(
      (file) => file.endsWith(".js") && readFileSync(join(dist, "assets", file), "utf8").includes("chartjs"),
    );
    expect(scripts.filter((path) => withCharts.some((file) => path.endsWith(file)))).toEqual([]);
  });
});

describe("Working with many answers", () => {
  it("saves the filtered list as a file, whole", async () => {
    const page = await visit(await signedIn(), `${demo.home}/responses?class=detractor`);
    await page.getByRole("button", { name: "Export" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("radio", { name: "CSV" }).check();
    const total = Number(
      ((await dialog.textContent()) ?? "").match(/([\d,]+) answers?, as they/)?.[1]?.replaceAll(",", ""),
    );
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      dialog.getByRole("button", { name: "Save file" }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^responses-\d{4}-\d\d-\d\d\.csv$/);
    const rows: Record<string, string>[] = parse(readFileSync(await download.path()), { columns: true, bom: true });
    expect(rows).toHaveLength(total);
    expect(new Set(rows.map((row) => row.class))).toEqual(new Set(["detractor"]));
    expect(await page.getByRole("dialog").count()).toBe(0);
  });

  it("tags those that were chosen by keyboard and mouse, and takes it back", { timeout: 60_000 }, async () => {
    const page = await visit(await signedIn(), `${demo.home}/responses`);
    const boxes = page.getByRole("checkbox", { name: "Choose this answer" });
    await boxes.first().check();
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    const bar = page.getByRole("region", { name: "The chosen answers" });
    await bar.getByText("2 answers chosen").waitFor();
    await bar.getByPlaceholder("Tag").fill("by many");
    await bar.getByRole("button", { name: "Put on" }).click();
    await page.getByText("“by many” is on 2 answers more.").waitFor();
    const tagged = async () => (await must(demo.api.get("/v1/responses?tag=by%20many"))).data.length;
    expect(await tagged()).toBe(2);
    await page.getByRole("button", { name: "Undo" }).click();
    await until("the tags are off again", async () => (await tagged()) === 0);
  });

  it("keeps filters as a view, brings them back by one press, and gives back one that was deleted", async () => {
    const page = await visit(await signedIn(), `${demo.home}/responses?class=detractor&channel=sms`);
    const menu = page.getByRole("button", { name: /^Saved views: / });
    await menu.click();
    await page.getByRole("menuitem", { name: "Keep or arrange views…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Keep the filters of now as" }).fill("Unhappy by SMS");
    await dialog.getByRole("button", { name: "Keep", exact: true }).click();
    await dialog.getByRole("button", { name: "Delete “Unhappy by SMS”" }).click();
    await page.getByRole("button", { name: "Undo" }).click();
    await dialog.getByRole("button", { name: "Delete “Unhappy by SMS”" }).waitFor();
    await page.keyboard.press("Escape");
    await page.goto(`${demo.server.url}${demo.home}/responses`);
    await menu.click();
    await page.getByRole("menuitem", { name: /^Unhappy by SMS/ }).click();
    await page.getByRole("button", { name: "Saved views: Unhappy by SMS" }).waitFor();
    expect(new URL(page.url()).searchParams.get("class")).toBe("detractor");
  });

  it("names a theme by its words, counts it and lists its answers; one answer stands on its customer's way", {
    timeout: 60_000,
  }, async () => {
    const page = await visit(await signedIn(), `${demo.home}/responses?tab=summary&period=90d`);
    await page.getByRole("button", { name: "Name a theme" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name", { exact: true }).fill("Files that do not open");
    await dialog.getByLabel("Words and phrases, by commas").fill("pdf, empty page");
    await dialog.getByRole("button", { name: "Add theme" }).click();
    await dialog.getByRole("textbox", { name: "Words of Files that do not open" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: "Files that do not open" }).click();
    const row = page.locator("li[data-index] a").first();
    await row
      .getByText(/pdf|empty page/i)
      .first()
      .waitFor();
    await row.click();
    const answer = page.getByRole("region", { name: "Answer", exact: true });
    await answer
      .getByRole("heading", { name: "Their journey" })
      .or(answer.getByText("Unknown respondent"))
      .first()
      .waitFor();
    const [theme] = (await must(demo.api.get("/v1/themes"))).data;
    expect(theme).toMatchObject({ keywords: ["pdf", "empty page"] });
    expect(new URL(page.url()).searchParams.get("theme")).toBe(theme.id);
  });
});
