import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, BrowserContextOptions } from "playwright-core";

/** What stands between a customer and the server: `latencyMs` before each response, bytes a second, and a slower processor. */
export type Line = { latencyMs: number; downKbps: number; upKbps: number; cpuSlowdown: number };

/**
 * One first view: every request that the browser made before the page's load event was over, and what the first question
 * needs to be seen and answered is among them. Times are ms since the navigation began.
 */
export type Visit = {
  requests: number;
  /** Over the line, response headers included. */
  bytes: number;
  bodyBytes: number;
  /** What came after the load event: the rest of the script. */
  laterRequests: number;
  laterBytes: number;
  firstPaintMs: number;
  /** When the first question's text was painted. */
  questionMs: number;
  /** When the script had taken the form over; null: there is none. */
  takenOverMs: number | null;
  /** Layout shift until the end of the visit, without what follows an input within 0.5 s. */
  shift: number;
  /** The same with it. */
  shiftWithInput: number;
};

type Seen = Pick<Visit, "firstPaintMs" | "questionMs" | "takenOverMs" | "shift" | "shiftWithInput">;
type Watched = typeof globalThis & { seen: Seen };

const watchedMs = 3000;

/** Opens the address as somebody who was never there. With `chooses` a score is clicked once the script runs, and the page watched until 3 s after its load. */
export async function visit(
  browser: Browser,
  { url, look, line, chooses }: { url: string; look: BrowserContextOptions; line: Line; chooses: boolean },
): Promise<Visit> {
  const context = await browser.newContext(look);
  try {
    const page = await context.newPage();
    await page.addInitScript(watch);
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: line.latencyMs,
      downloadThroughput: (line.downKbps * 1000) / 8,
      uploadThroughput: (line.upKbps * 1000) / 8,
    });
    await session.send("Emulation.setCPUThrottlingRate", { rate: line.cpuSlowdown });
    await session.send("Page.enable");
    const requests = new Map<string, { isLater: boolean; head: number; bytes: number }>();
    let isLoaded = false;
    session.on("Page.loadEventFired", () => {
      isLoaded = true;
    });
    session.on("Network.requestWillBeSent", ({ requestId }) =>
      requests.set(requestId, { isLater: isLoaded, head: 0, bytes: 0 }),
    );
    session.on("Network.responseReceived", ({ requestId, response }) => {
      const request = requests.get(requestId);
      if (request) request.head = response.encodedDataLength;
    });
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      const request = requests.get(requestId);
      if (request) request.bytes = encodedDataLength;
    });

    const answer = await page.goto(url, { waitUntil: "load" });
    if (answer?.status() !== 200) throw new Error(`${url} was answered ${answer?.status()}.`);
    const loaded = performance.now();
    if (chooses) {
      await page.waitForFunction(() => (globalThis as Watched).seen.takenOverMs !== null);
      await page.locator(".scale label").nth(3).click();
      await sleep(Math.max(0, loaded + watchedMs - performance.now()));
      if (!(await page.locator('.scale [value="3"]').first().isChecked())) throw new Error("The score was not chosen.");
    }
    await page.waitForFunction(() => (globalThis as Watched).seen.questionMs > 0);
    const seen = await page.evaluate(() => (globalThis as Watched).seen);
    const all = [...requests.values()];
    const [first, later] = [all.filter(({ isLater }) => !isLater), all.filter(({ isLater }) => isLater)];
    const sum = (of: typeof all, figure: "bytes" | "head") => of.reduce((total, one) => total + one[figure], 0);
    return {
      ...seen,
      requests: first.length,
      bytes: sum(first, "bytes"),
      bodyBytes: sum(first, "bytes") - sum(first, "head"),
      laterRequests: later.length,
      laterBytes: sum(later, "bytes"),
    };
  } finally {
    await context.close();
  }
}

/** Runs in the page, before anything of its own. */
function watch(): void {
  const seen: Seen = { firstPaintMs: 0, questionMs: 0, takenOverMs: null, shift: 0, shiftWithInput: 0 };
  (globalThis as Watched).seen = seen;
  const observe = (type: string, hear: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(hear)).observe({ type, buffered: true });
  observe("paint", ({ name, startTime }) => {
    if (name === "first-contentful-paint") seen.firstPaintMs = startTime;
  });
  observe("element", (entry) => {
    seen.questionMs = (entry as PerformanceEntry & { renderTime: number }).renderTime;
  });
  observe("layout-shift", (entry) => {
    const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
    seen.shiftWithInput += value;
    if (!hadRecentInput) seen.shift += value;
  });
  let question: Element | null = null;
  new MutationObserver(() => {
    if (!question) {
      question = document.querySelector("h1");
      question?.setAttribute("elementtiming", "question");
    }
    // The way back, which a first screen has no use for, is the script's.
    if (seen.takenOverMs === null && document.querySelector("form .back")) seen.takenOverMs = performance.now();
  }).observe(document, { childList: true, subtree: true });
}
