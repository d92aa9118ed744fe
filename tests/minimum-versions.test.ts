import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "./support/imports.ts";

type Locked = { version?: string; resolved?: string; integrity?: string; link?: boolean };
type Lock = Record<string, Locked>;

/** The oldest version without a known hole; where two majors are kept up, one for each. */
const oldestSafe: Record<string, string[]> = {
  hono: ["4.13.19"],
  "@hono/node-server": ["2.1.7"],
  "better-auth": ["1.7.16"],
  nodemailer: ["10.4.1"],
  "smtp-server": ["3.18.3"],
  "drizzle-orm": ["0.45.2"],
  undici: ["7.29.0", "8.9.0"],
};

const lock: Lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;

describe("the lock file", () => {
  it("holds no package with a known hole", () => {
    expect(unsafe(lock)).toEqual([]);
  });

  it("names no host to fetch from, so that everybody's own registry setting holds", () => {
    expect(named(lock)).toEqual([]);
  });

  it("has the hash of every package", () => {
    expect(unhashed(lock)).toEqual([]);
  });
});

describe("the checks themselves", () => {
  it.each([
    ["nodemailer", "10.4.0", 1],
    ["nodemailer", "10.4.1-beta.1", 1],
    ["nodemailer", "10.4.1", 0],
    ["nodemailer", "11.0.0", 0],
    ["nodemailer", "9.9.9", 1],
    ["undici", "7.29.0", 0],
    ["undici", "8.8.9", 1],
    ["undici", "8.10.0", 0],
    ["@hono/node-server", "2.0.9", 1],
  ])("%s %s", (name, version, found) => {
    expect(unsafe({ [`packages/adapters/node_modules/${name}`]: { version } })).toHaveLength(found);
  });

  it("finds a host and a missing hash", () => {
    const bad: Lock = { "node_modules/x": { version: "1.0.0", resolved: "https://example.com/x.tgz" } };
    expect([named(bad), unhashed(bad)]).toEqual([["node_modules/x: https://example.com/x.tgz"], ["node_modules/x"]]);
  });
});

function unsafe(packages: Lock): string[] {
  return Object.entries(packages).flatMap(([path, { version }]) => {
    const name = path.split("node_modules/").at(-1) ?? "";
    const minima = path.includes("node_modules/") ? oldestSafe[name] : undefined;
    if (!minima || !version || isSafe(version, minima)) return [];
    return [`${path} is ${version}, the oldest safe one is ${minima.join(" or ")}`];
  });
}

const named = (packages: Lock) =>
  installed(packages).flatMap(([path, { resolved }]) => (resolved ? [`${path}: ${resolved}`] : []));

const unhashed = (packages: Lock) => installed(packages).flatMap(([path, { integrity }]) => (integrity ? [] : [path]));

/** Without the root, and without the links to our own workspaces. */
const installed = (packages: Lock) =>
  Object.entries(packages).filter(([path, { link }]) => path.includes("node_modules/") && !link);

/** The minimum of the same major holds; above the last of them everything is safe, below the first nothing. */
function isSafe(version: string, minima: string[]): boolean {
  const [major] = numbers(version);
  const minimum = minima.find((one) => numbers(one)[0] === major) ?? minima.at(-1) ?? "0";
  const order = compare(numbers(version), numbers(minimum));
  return order > 0 || (order === 0 && !version.includes("-"));
}

const numbers = (version: string) => (version.split("-")[0] ?? "").split(".").map(Number);

function compare(a: number[], b: number[]): number {
  const at = a.findIndex((part, i) => part !== b[i]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
