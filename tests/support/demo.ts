import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext } from "playwright-core";
import { type Program, programFor } from "./program.ts";
import { prepareServer, type TestServer } from "./server.ts";
import { until } from "./until.ts";

/** A first start as anybody has it: the demo company, made after the port answered. */
export type Demo = {
  server: TestServer;
  api: Program;
  /** The path of the workspace, as `/meridian-rail`. */
  home: string;
  surveyId: string;
  signIn(context: BrowserContext): Promise<void>;
  dispose(): Promise<void>;
};

export async function startDemo(): Promise<Demo> {
  const server = await prepareServer({ OTKLIK_BOOTSTRAP: "" });
  const folder = server.env().DATA_DIR as string;
  const file = join(folder, "demo.env");
  const shared = process.env.OTKLIK_SHARED_DEMO;
  const isOurs = shared === undefined || isFirst(shared);
  if (isOurs) {
    await server.restart();
    await until("the demo company is made", async () => existsSync(file), longestMs);
    if (shared !== undefined) await share(server, shared);
  } else {
    await until("the demo company is made for all", async () => existsSync(readyIn(shared)), longestMs);
    cpSync(join(shared, "data"), folder, { recursive: true });
    await server.restart();
  }
  const lines = Object.fromEntries(
    readFileSync(file, "utf8")
      .split("\n")
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  ) as Record<string, string>;
  let signedIn: Awaited<ReturnType<BrowserContext["cookies"]>> = [];
  const signIn = async (context: BrowserContext) => {
    const data = { email: lines.OTKLIK_EMAIL, password: lines.OTKLIK_PASSWORD };
    const answer = await context.request.post(`${server.url}/auth/sign-in`, { data });
    // More visits a minute than tries are allowed: the last session serves once more.
    if (answer.status() === 429 && signedIn.length > 0) return context.addCookies(signedIn);
    if (answer.ok()) signedIn = await context.cookies();
    if (!answer.ok()) throw new Error(`Signing in was answered ${answer.status()}: ${await answer.text()}`);
  };
  return {
    server,
    api: programFor({ url: server.url, secretKey: lines.OTKLIK_KEY as string }),
    home: "/meridian-rail",
    surveyId: lines.OTKLIK_SURVEY as string,
    signIn,
    dispose: () => server.dispose(),
  };
}

const longestMs = 180_000;
const readyIn = (shared: string) => join(shared, "ready");

/** One of all the test files of a run makes the company that each of them then has a copy of. */
function isFirst(shared: string): boolean {
  try {
    mkdirSync(join(shared, "making"));
    return true;
  } catch {
    return false;
  }
}

async function share(server: TestServer, shared: string): Promise<void> {
  await server.stop();
  cpSync(server.env().DATA_DIR as string, join(shared, "data"), { recursive: true });
  writeFileSync(readyIn(shared), "");
  await server.restart();
}

export type Look = { scheme: "light" | "dark"; language: "en" | "ru"; width: 1280 | 380 };
export const looks: Look[] = (["light", "dark"] as const).flatMap((scheme) =>
  (["en", "ru"] as const).flatMap((language) => ([1280, 380] as const).map((width) => ({ scheme, language, width }))),
);

/** A browser of somebody who wants the dashboard to look so. */
export async function browserLooking(browser: Browser, { scheme, language, width }: Look): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width, height: width === 380 ? 800 : 1000 },
    locale: language === "ru" ? "ru-RU" : "en-GB",
    timezoneId: "Europe/Moscow",
    colorScheme: scheme,
    ...(width === 380 && { hasTouch: true, isMobile: true }),
  });
  await context.addInitScript(
    (preferences) => localStorage.setItem("otklik.preferences", JSON.stringify(preferences)),
    { scheme, language },
  );
  return context;
}
