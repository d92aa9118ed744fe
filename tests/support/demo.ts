import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext } from "playwright-core";
import { type Program, programFor } from "./program.ts";
import { startServer, type TestServer } from "./server.ts";
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
  const server = await startServer({ OTKLIK_BOOTSTRAP: "" });
  const file = join(server.env().DATA_DIR as string, "demo.env");
  await until("the demo company is made", async () => existsSync(file), 60_000);
  const lines = Object.fromEntries(
    readFileSync(file, "utf8")
      .split("\n")
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  ) as Record<string, string>;
  const signIn = async (context: BrowserContext) => {
    const data = { email: lines.OTKLIK_EMAIL, password: lines.OTKLIK_PASSWORD };
    const answer = await context.request.post(`${server.url}/auth/sign-in`, { data });
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
