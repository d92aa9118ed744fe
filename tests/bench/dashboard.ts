import { setTimeout as sleep } from "node:timers/promises";
import type { CDPSession, Page } from "playwright-core";
import { launchBrowser } from "../support/chromium.ts";
import { settled } from "../support/dashboard-pages.ts";
import { browserLooking, startDemo } from "../support/demo.ts";
import { must } from "../support/program.ts";
import { strangersPath } from "../support/strangers-path.ts";
import { median, quantile, type Report } from "./report.ts";

const tabCount = 10;
const pages = ["/overview", "/responses", "/cases", "/journey"];

/** A browser with ten tabs of the dashboard, an answer a second: how soon it shows, and whether memory grows. */
export async function benchDashboard({ minutes }: { minutes: number }): Promise<Report> {
  const demo = await startDemo();
  const browser = await launchBrowser();
  try {
    const context = await browserLooking(browser, { scheme: "light", language: "en", width: 1280 });
    await demo.signIn(context);
    let lines = 0;
    context.on("request", (request) => {
      if (request.url().includes("/v1/stream")) lines++;
    });
    const tabs: Page[] = [];
    for (let tab = 0; tab < tabCount; tab++) {
      const page = await context.newPage();
      await page.goto(`${demo.server.url}${demo.home}${pages[tab % pages.length]}`);
      await settled(page);
      tabs.push(page);
    }
    const stranger = await strangersPath(await context.newPage(), demo);
    const sessions = await Promise.all(tabs.map((page) => context.newCDPSession(page)));
    const [overview] = tabs as [Page];
    await overview.bringToFront();

    const heaps: number[] = [];
    const delays: number[] = [];
    let answers = 0;
    const startedAt = performance.now();
    for (let minute = 0; minute <= minutes; minute++) {
      while (performance.now() - startedAt < minute * 60_000) {
        const before = performance.now();
        await must(
          demo.api.post("/v1/responses", {
            surveyId: demo.surveyId,
            touchpointKey: "ticket-delivery",
            channel: "web",
            answers: { score: answers % 11, why: `Answer ${answers}` },
          }),
        );
        answers++;
        await overview.getByText(`${answers} new`, { exact: true }).first().waitFor({ timeout: 10_000 });
        delays.push(performance.now() - before);
        await sleep(Math.max(0, 1_000 - (performance.now() - before)));
      }
      heaps.push(await heapOf(sessions));
    }
    // The first minute fills what is kept on purpose.
    const [early, late] = [heaps[1] ?? 0, heaps.at(-1) ?? 0];
    const mb = (bytes: number) => (bytes / 2 ** 20).toFixed(1);
    return {
      name: "dashboard",
      title: "Ten tabs of the dashboard",
      columns: ["measured", "value", "goal"],
      rows: [
        ...stranger.steps.map(({ name, ms }) => [`a stranger's way: ${name}`, `${ms.toFixed(0)} ms`, "≤ 1000 ms"]),
        ["event streams opened", String(lines), "1"],
        ["answer sent → shown, median", `${median(delays).toFixed(0)} ms`, "–"],
        ["answer sent → shown, p99", `${quantile(delays, 0.99).toFixed(0)} ms`, "≤ 1000 ms"],
        ["heap of all tabs after 1 minute", `${mb(early)} MB`, "–"],
        [`heap of all tabs after ${minutes} minutes`, `${mb(late)} MB`, "no growth"],
        ["by minute", heaps.map(mb).join(", "), "–"],
      ],
      notes: [`${tabCount} tabs on ${pages.join(", ")}; ${answers} answers, one a second; heap after a collection.`],
    };
  } finally {
    await browser.close();
    await demo.dispose();
  }
}

async function heapOf(sessions: CDPSession[]): Promise<number> {
  let sum = 0;
  for (const session of sessions) {
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = (await session.send("Runtime.getHeapUsage")) as { usedSize: number };
    sum += usedSize;
  }
  return sum;
}
