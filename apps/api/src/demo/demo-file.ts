import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What a person or a shell needs to go on with the demo, by name. */
export type DemoLines = Record<
  "OTKLIK_URL" | "OTKLIK_KEY" | "OTKLIK_SURVEY" | "OTKLIK_EMAIL" | "OTKLIK_PASSWORD",
  string
>;

export const demoFile = (dataDir: string) => join(dataDir, "demo.env");

export async function writeDemoFile(dataDir: string, lines: DemoLines): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  const text = Object.entries(lines).map(([name, value]) => `${name}=${value}\n`);
  await writeFile(demoFile(dataDir), text.join(""), { mode: 0o600 });
}

export const forgetDemoFile = (dataDir: string): Promise<void> => rm(demoFile(dataDir), { force: true });

/** On a later start: the addresses again, brought up to date, for as long as the demo's file is there. */
export async function recallDemo(dataDir: string, url: string): Promise<string | null> {
  const text = await readFile(demoFile(dataDir), "utf8").catch(() => null);
  if (text === null) return null;
  const pairs = text
    .split("\n")
    .filter((line) => line.includes("="))
    .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]);
  const lines = { ...Object.fromEntries(pairs), OTKLIK_URL: url } as DemoLines;
  await writeDemoFile(dataDir, lines);
  return tellDemo(dataDir, lines);
}

export function tellDemo(
  dataDir: string,
  { OTKLIK_URL: url, OTKLIK_EMAIL: email, OTKLIK_PASSWORD: password }: DemoLines,
): string {
  return [
    `Otklik is running:  ${url}/`,
    `Sign-in:            ${email}  ${password}`,
    `Local mailbox:      ${url}/dev/mailbox`,
    `API:                ${url}/docs`,
    `For the tour:       . ${demoFile(dataDir)}`,
  ].join("\n");
}
