import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../support/chromium.ts";
import { settled } from "../support/dashboard-pages.ts";
import { browserLooking, type Demo, startDemo } from "../support/demo.ts";
import { must } from "../support/program.ts";

let demo: Demo;
let browser: Browser;
let id: string;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
  id = (await must(demo.api.get("/v1/shifts"))).data[0].id;
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

const read = () => must(demo.api.get(`/v1/shifts/${id}`));
const statusWhen = async (wanted: string) => {
  for (let tries = 0; tries < 50 && (await read()).status !== wanted; tries++)
    await new Promise((go) => setTimeout(go, 100));
  return (await read()).status;
};

describe("One shift", () => {
  it("is told in one sentence with its size and day, and what chance would do", async () => {
    const page = await visit(`/shifts/${id}`);
    const text = await page.locator("main").innerText();
    expect(text).toMatch(/Ticket delivery fell by about \d+ points \(\d+…\d+\) since \w{3} \d+ \w{3,4}\./);
    expect(text).toMatch(/Chance alone would do this about once in [\d.]+ years/);
    expect(await page.locator("canvas").count()).toBe(2);
  });

  it("is acknowledged with A and taken back with Z", async () => {
    const page = await visit(`/shifts/${id}`);
    await page.keyboard.press("a");
    expect(await statusWhen("acknowledged")).toBe("acknowledged");
    await page.getByRole("status").getByText("Acknowledged.").waitFor();
    await page.keyboard.press("z");
    expect(await statusWhen("open")).toBe("open");
    await page.getByRole("button", { name: "Acknowledge" }).waitFor();
  });

  it("is explained by a release that is noted then and there, and both are taken back together", async () => {
    const page = await visit(`/shifts/${id}`);
    await page.getByRole("button", { name: "Explain…" }).click();
    await page.getByRole("radio", { name: "Something new" }).click();
    await page.getByRole("button", { name: "Explain", exact: true }).click();
    expect(await page.getByRole("alert").innerText()).toBe("Say what it is called.");
    await page.getByLabel("What it is called").fill("App 7.2");
    await page.getByRole("button", { name: "Explain", exact: true }).click();
    expect(await statusWhen("explained")).toBe("explained");
    await page.getByText("Release “App 7.2”").waitFor();
    const marks = async () => (await must(demo.api.get("/v1/marks"))).data.map(({ title }: { title: string }) => title);
    expect(await marks()).toContain("App 7.2");
    await page.getByRole("button", { name: /Undo/ }).click();
    expect(await statusWhen("open")).toBe("open");
    await expect.poll(marks).not.toContain("App 7.2");
  });

  it("leads from its number of answers to exactly those answers", async () => {
    const page = await visit(`/shifts/${id}`);
    const { after } = await read();
    await page.getByRole("link", { name: `All ${after.n} answers` }).click();
    await settled(page);
    const url = new URL(page.url());
    expect(url.searchParams.get("touchpoint")).toBe("ticket-delivery");
    const from = url.searchParams.get("from") as string;
    const { data } = await must(
      demo.api.get(`/v1/responses?touchpoint=ticket-delivery&flag=none&limit=200&from=${encodeURIComponent(from)}`),
    );
    expect(data).toHaveLength(after.n);
  });

  it("that nobody knows says so", async () => {
    const page = await visit("/shifts/019c0000-0000-7000-8000-000000000000");
    await page.getByText("There is no such shift").waitFor();
  });
});
