import { readFile } from "node:fs/promises";
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

const says = (page: Page, text: string | RegExp, timeout = 10_000) =>
  page.getByText(text, { exact: true }).first().waitFor({ timeout });
let made = 0;
const newContact = async () =>
  (await must(demo.api.post("/v1/contacts", { email: `passer-by-${++made}@example.com`, name: "Passer By" }))).id;

describe("Contacts", () => {
  it("are found by a part of an address and opened, by keyboard alone", async () => {
    const page = await visit("/contacts");
    await page.locator("tbody tr").first().waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("NIKOLAI.REZNIK@");
    await page.waitForFunction(() => document.querySelectorAll("tbody tr").length === 1);
    expect(new URL(page.url()).searchParams.get("q")).toBe("NIKOLAI.REZNIK@");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL(/contacts\/[0-9a-f-]{36}/);
    await page.getByRole("heading", { level: 1, name: "Nikolai Reznik" }).waitFor();
  });

  it("say in people's words why somebody was not asked", async () => {
    const id = await newContact();
    const { email } = await must(demo.api.get(`/v1/contacts/${id}`));
    for (const order of ["1", "2"])
      await must(
        demo.api.post("/v1/events", {
          name: "ticket.sent",
          contact: { email },
          properties: { order, channel: "email" },
        }),
      );
    const page = await visit(`/contacts/${id}?kind=decision`);
    await page.locator("ol li").first().waitFor();
    expect(await page.locator("ol li").first().innerText()).toMatch(
      /^Not asked: asked the same day, limit is one in 30 days\. Next from \w+,? \d+ \w+/,
    );
    expect(await page.locator("ol li").count()).toBe(2);
  });

  it("are erased ten seconds later, unless it is called off or the page is left", async () => {
    const id = await newContact();
    const page = await visit(`/contacts/${id}`);
    const erase = page.getByRole("button", { name: "Erase" });
    await erase.click();
    await page.keyboard.press("z");
    await says(page, "Nothing was changed.");
    await erase.click();
    await page.getByRole("link", { name: "All contacts" }).click();
    await page.waitForTimeout(10_500);
    expect((await must(demo.api.get(`/v1/contacts/${id}`))).id).toBe(id);

    await page.goBack();
    await erase.click();
    await says(page, "Erased.", 20_000);
    const { data } = await must(demo.api.get(`/v1/contacts?q=passer-by-${made}@`));
    expect(data).toEqual([]);
  }, 60_000);
});

describe("Settings", () => {
  it("are saved when their field is left, and taken back by Z", async () => {
    const page = await visit("/settings/budget");
    const days = page.getByLabel("At most one survey after an event in");
    await days.fill("14");
    await days.blur();
    await says(page, "Surveys after an event: saved.");
    expect((await must(demo.api.get("/v1/workspace"))).transactionalRestDays).toBe(14);
    await page.keyboard.press("z");
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>("input[inputmode]")?.value === "30");
    await days.fill("often");
    await days.blur();
    await page.getByRole("alert").getByText("A whole number of days").waitFor();
    expect((await must(demo.api.get("/v1/workspace"))).transactionalRestDays).toBe(30);
  });

  it("refuse a colour that nobody could read before it is saved", async () => {
    const page = await visit("/settings/theme");
    const colour = page.getByRole("textbox", { name: "Colour", exact: true });
    await colour.fill("#FFD400");
    await colour.blur();
    await page.getByText("cannot be read").waitFor();
    expect((await must(demo.api.get("/v1/workspace"))).accent).toBeNull();
    await colour.fill("#5B3FC4");
    await colour.press("Enter");
    await says(page, "Accent colour: saved.");
    await page.getByRole("button", { name: "Use Otklik’s" }).click();
    await page.waitForFunction(() => !document.body.innerText.includes("Use Otklik’s"));
  });

  it("show a new key once", async () => {
    const page = await visit("/settings/keys");
    await page.getByRole("button", { name: "New key" }).click();
    await page.getByLabel("What it is for").fill("Booking");
    await page.getByRole("button", { name: "Make key" }).click();
    await says(page, "Copy it now: it is shown this once.");
    const key = await page.locator("code").first().innerText();
    expect(key).toMatch(/^ok_\w{16,}$/);
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByRole("button", { name: /^Revoke: Booking/ }).waitFor();
    expect(await page.content()).not.toContain(key);
  });

  it("hand all contacts over as one table", async () => {
    const page = await visit("/settings/data");
    const [download] = await Promise.all([
      page.waitForEvent("download", { timeout: 60_000 }),
      page.getByRole("button", { name: "Contacts as CSV" }).click(),
    ]);
    const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\r\n");
    expect(lines[0]).toMatch(/^\ufeffid,Name,E-mail,/);
    expect(lines.length).toBeGreaterThan(4_000);
  }, 90_000);

  it("say what another limit of false alarms would cost before it is set", async () => {
    const page = await visit("/settings/alarms");
    const limit = page.getByRole("textbox", { name: /false alarms a year/ });
    await limit.fill("2");
    const cost = (label: string) => page.locator("span", { has: page.locator(`> b:text-is("${label}:")`) });
    const told = cost("With 2");
    await told.waitFor();
    const fall = (text: string) => Number(/a fall of (\d+) points/.exec(text)?.[1]);
    const [now, then] = [await cost("Now").innerText(), await told.innerText()];
    expect(fall(then)).toBeGreaterThan(fall(now));
    const saved = async () => (await must(demo.api.get("/v1/workspace"))).alarms;
    expect((await saved()).falseAlarmsPerYear).toBe(12);
    await limit.press("Enter");
    await says(page, "Alarms: saved.");
    expect((await saved()).falseAlarmsPerYear).toBe(2);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>("main label input")?.value === "12");
    await page.getByRole("checkbox", { name: /^Class/ }).click();
    await says(page, "Alarms: saved.");
    expect(await saved()).toMatchObject({ falseAlarmsPerYear: 12, watchedDimensions: ["ticketClass"] });
    await limit.fill("0");
    await limit.press("Enter");
    await says(page, "A number from 0.1 to 365 is needed.");
  });

  it("let a member choose how to hear of shifts, with quiet hours, and take it back", async () => {
    const page = await visit("/settings/notifications");
    await page.getByRole("radio", { name: "One mail a day" }).click();
    await says(page, "Notifications: saved.");
    await page.getByRole("switch", { name: "Quiet hours" }).click({ force: true });
    const until = page.getByLabel("To", { exact: true });
    await page.waitForFunction(() => document.querySelectorAll<HTMLInputElement>("[type=time]")[1]?.value === "08:00");
    await until.fill("22:00");
    await says(page, "Quiet hours end at another time than they begin.");
    await until.fill("07:30");
    await Promise.all([page.waitForResponse((answer) => answer.request().method() === "PUT"), until.blur()]);
    await page.reload();
    await until.waitFor();
    expect(await until.inputValue()).toBe("07:30");
    expect(await page.getByRole("radio", { name: "One mail a day" }).isChecked()).toBe(true);
    await page.getByRole("radio", { name: "No mail" }).click();
    await until.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).click();
    await until.waitFor();
  });

  it("note a release by the clocks of the workspace, and give back one that was removed", async () => {
    const page = await visit("/settings/marks");
    await page.getByRole("button", { name: "Add a mark" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await says(page, "It needs a name.");
    await page.getByLabel("What it was").fill("App 7.2");
    await page.getByLabel("Began").fill("2026-03-01T23:00");
    await page.getByLabel("Where").selectOption("ticket-delivery");
    await page.getByRole("button", { name: "Save" }).click();
    await says(page, "Added: App 7.2.");
    const marks = async () => (await must(demo.api.get("/v1/marks"))).data;
    expect(await marks()).toMatchObject([
      { kind: "release", title: "App 7.2", at: "2026-03-01T20:00:00.000Z", touchpointKey: "ticket-delivery" },
    ]);
    await page.getByRole("button", { name: "Change App 7.2" }).click();
    await page.getByLabel("What it was").fill("App 7.3");
    await page.getByRole("button", { name: "Save" }).click();
    await says(page, "Saved: App 7.3.");
    await page.getByRole("button", { name: "Remove App 7.3" }).click();
    await says(page, "Removed: App 7.3.");
    expect(await marks()).toEqual([]);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: "Change App 7.3" }).waitFor();
    expect(await marks()).toMatchObject([{ title: "App 7.3", at: "2026-03-01T20:00:00.000Z" }]);
  });
});
