import { isBuiltin } from "node:module";
import { describe, expect, it } from "vitest";
import {
  type Import,
  importsOf,
  readCommittedTexts,
  readSources,
  type TextFile,
  withoutComments,
} from "./support/imports.ts";

type Rule = { says: string; breaks(one: Import): boolean };

const isTest = (path: string) => path.startsWith("tests/") || /\.test\.tsx?$/.test(path);
const isIn = (folder: string, path: string | null) => path?.startsWith(`${folder}/`) ?? false;
const isPackage = (specifier: string, ...names: string[]) =>
  names.some((name) => specifier === name || specifier.startsWith(`${name}/`));

const features = "packages/features/src";
const flow = `${features}/flow.ts`;
const compositionRoots = ["node", "open-worker", "cli", "open-house"].map((name) => `apps/api/src/${name}.ts`);
const runtimeFree = ["packages/domain", "packages/features", "apps/api/src/routes", "apps/api/src/pages"];

/** A feature may import the features of the lines above its own. */
const stages = [
  ["accounts", "images"],
  ["surveys", "contacts"],
  ["touchpoints"],
  ["distribution"],
  ["sources"],
  ["responses"],
  ["metrics"],
  ["shifts"],
  ["cases"],
  ["insights", "journey", "webhooks", "live", "history", "idempotency"], // to the side: they read every stage, and none names them
];
const stageOf = (feature: string) => stages.findIndex((names) => names.includes(feature));

/** "responses" for packages/features/src/responses/save-response.ts; null for a file beside the feature folders. */
const featureOf = (path: string | null) =>
  (path?.startsWith(`${features}/`) ? path.slice(features.length + 1) : "").match(/^([^/]+)\//)?.[1] ?? null;

const rules: Record<string, Rule> = {
  domain: {
    says: "packages/domain imports only itself",
    breaks: ({ path, specifier, target }) =>
      isIn("packages/domain", path) && !isTest(path) && !(specifier.startsWith(".") && isIn("packages/domain", target)),
  },
  drizzle: {
    says: "only store.ts files and packages/db import drizzle",
    breaks: ({ path, specifier }) => {
      if (isTest(path) || isIn("packages/db", path) || /\/([\w-]+-)?store\.ts$/.test(path)) return false;
      if (specifier === "better-auth/adapters/drizzle") return path !== `${features}/accounts/auth.ts`;
      return /(^|\/)drizzle(-|$)/.test(specifier);
    },
  },
  hono: {
    says: "features never import Hono",
    breaks: ({ path, specifier }) =>
      isIn("packages/features", path) && isPackage(specifier, "hono", "@hono", "hono-openapi"),
  },
  door: {
    says: "a feature is entered through its index.ts",
    breaks: ({ path, target }) => {
      const feature = featureOf(target);
      return feature !== null && feature !== featureOf(path) && target !== `${features}/${feature}/index.ts`;
    },
  },
  order: {
    says: "a stage never names its neighbour or the stages after it",
    breaks: ({ path, target }) => {
      const from = featureOf(path);
      const to = featureOf(target);
      return from !== null && to !== null && from !== to && stageOf(to) >= stageOf(from);
    },
  },
  flow: {
    says: "only flow.ts knows what happens next",
    breaks: ({ path, target, isOfTypes }) => {
      if (!isIn(features, path) || isTest(path) || path === flow) return false;
      if (featureOf(path) === null) return featureOf(target) !== null;
      return target === flow && !isOfTypes; // a verb that runs the flow closes a circle: flow.ts imports the verb
    },
  },
  node: {
    says: "what also runs on Workers imports nothing of Node",
    breaks: ({ path, specifier }) =>
      !isTest(path) &&
      isBuiltin(specifier) &&
      (path === "apps/api/src/app.ts" || runtimeFree.some((folder) => isIn(folder, path))),
  },
  dashboard: {
    says: "the dashboard knows the domain and the types of the API, nothing else of the house",
    breaks: ({ path, target, isOfTypes }) => {
      if (!isIn("apps/dashboard", path) || isTest(path) || target === null) return false;
      if (isIn("apps/dashboard", target) || isIn("packages/domain", target)) return false;
      if (path === "apps/dashboard/vite.config.ts" && isIn("scripts", target)) return false;
      return !(isOfTypes && target === "apps/api/src/app.ts");
    },
  },
  adapters: {
    says: "adapters are named only in composition roots",
    breaks: ({ path, target }) =>
      isIn("packages/adapters", target) &&
      !isIn("packages/adapters", path) &&
      !isTest(path) &&
      !compositionRoots.includes(path),
  },
};

const broken = ({ says, breaks }: Rule, files: TextFile[]) =>
  files
    .flatMap(importsOf)
    .filter(breaks)
    .map(({ path, specifier }) => `${path} imports "${specifier}": ${says}`);

const sources = readSources();

describe("imports point down", () => {
  it.each(Object.values(rules))("$says", (rule) => {
    expect(broken(rule, sources)).toEqual([]);
  });

  it("every feature folder has its place in the order", () => {
    const strangers = new Set(
      sources.map(({ path }) => featureOf(path)).filter((name) => name !== null && stageOf(name) < 0),
    );
    expect([...strangers]).toEqual([]);
  });
});

describe("configuration is read at the door", () => {
  it("only apps/api/src/config.ts reads process.env", () => {
    expect(sources.flatMap(environmentReads)).toEqual([]);
  });
});

describe("nothing of the machine it was written on is committed", () => {
  it("no file names its folders or a package registry", () => {
    expect(readCommittedTexts().flatMap(machineNames)).toEqual([]);
  });
});

function environmentReads({ path, text }: TextFile): string[] {
  const mayRead =
    isTest(path) ||
    isIn("scripts", path) ||
    /(^|\/)[\w.]+\.config\.ts$/.test(path) ||
    path === "apps/api/src/config.ts";
  if (mayRead) return [];
  const code = withoutComments(text);
  const rest = compositionRoots.includes(path) ? code.replaceAll("readConfig(process.env)", "") : code;
  const reads = /process\??\s*\.\s*env\b|process\[["']env|from\s*["'](?:node:)?process["']|import\.meta\.env/.exec(
    rest,
  );
  return reads ? [`${path} reads ${reads[0]}: only apps/api/src/config.ts does`] : [];
}

/** Written in halves, so that this file does not name them itself. */
const machineWords = [
  "/wo" + "rk/",
  "/ro" + "ot/",
  "registry.npm" + "js.org",
  "registry.yarn" + "pkg.com",
  "npm.pkg." + "github.com",
  "arti" + "factory",
  "verd" + "accio",
];

function machineNames({ path, text }: TextFile): string[] {
  return machineWords.filter((word) => text.includes(word)).map((word) => `${path} names ${word}`);
}

describe("the checks themselves", () => {
  const stage = (feature: string, line: string) => ({ path: `${features}/${feature}/verb.ts`, text: line });
  const beside = (file: string, line: string) => ({ path: `${features}/${file}`, text: line });
  const file = (path: string, text: string) => ({ path, text });

  it.each<[keyof typeof rules, TextFile]>([
    ["domain", file("packages/domain/src/metrics/nps.ts", 'import { z } from "zod";')],
    ["domain", file("packages/domain/src/metrics/nps.ts", 'import type { Db } from "@otklik/db/open-database";')],
    ["domain", file("packages/domain/src/nps.ts", 'export * from "../../db/src/open-database.ts";')],
    ["domain", file("packages/domain/src/nps.ts", 'const fs = await import("node:fs");')],
    ["drizzle", stage("responses", 'import {\n  eq,\n  sql,\n} from "drizzle-orm";')],
    ["drizzle", file("apps/api/src/app.ts", 'import { pgTable } from "drizzle-orm/pg-core";')],
    [
      "drizzle",
      file("packages/adapters/src/queue.ts", 'import { drizzleAdapter } from "better-auth/adapters/drizzle";'),
    ],
    ["drizzle", file(`${features}/accounts/auth.ts`, 'import { sql } from "drizzle-orm";')],
    ["hono", beside("context.ts", 'import type { Context } from "hono";')],
    ["hono", stage("cases", 'import { zValidator } from "@hono/zod-validator";')],
    ["door", stage("cases", 'import { lockCandidate } from "../contacts/store.ts";')],
    ["door", file("apps/api/src/routes/cases.ts", 'import { openCase } from "@otklik/features/cases/open-case";')],
    ["order", stage("responses", 'import { addToScores } from "../metrics/index.ts";')],
    ["order", stage("surveys", 'import { upsertContact } from "../contacts/index.ts";')],
    ["order", stage("metrics", 'import { drivers } from "@otklik/features/insights/index";')],
    ["flow", beside("audit.ts", 'import { openCase } from "./cases/index.ts";')],
    ["flow", stage("responses", 'import { flow } from "../flow.ts";')],
    ["node", stage("accounts", 'import { createHash } from "node:crypto";')],
    ["node", file("apps/api/src/app.ts", 'import "fs";')],
    ["node", file("apps/api/src/pages/survey.ts", 'import { readFile } from "node:fs/promises";')],
    ["dashboard", file("apps/dashboard/src/api.ts", 'import { createApp } from "@otklik/api/app";')],
    ["dashboard", file("apps/dashboard/src/a.tsx", 'import type { Context } from "@otklik/features/context";')],
    ["adapters", file("apps/api/src/app.ts", 'import { systemClock } from "@otklik/adapters/system-clock";')],
    ["adapters", stage("cases", 'import { memory } from "../../../adapters/src/memory.ts";')],
  ])("%s: refuses %o", (name, sample) => {
    expect(broken(rules[name] as Rule, [sample])).toHaveLength(1);
  });

  it.each<[keyof typeof rules, TextFile]>([
    [
      "domain",
      file("packages/domain/src/metrics/nps.ts", '// not import { z } from "zod"\nimport { x } from "../values/x.ts";'),
    ],
    ["domain", file("packages/domain/src/metrics/nps.test.ts", 'import fc from "fast-check";')],
    ["drizzle", file(`${features}/cases/store.ts`, 'import { sql } from "drizzle-orm";')],
    ["drizzle", file("packages/db/src/open-database.ts", 'import { drizzle } from "drizzle-orm/pglite";')],
    ["drizzle", file(`${features}/accounts/auth.ts`, 'import { drizzleAdapter } from "better-auth/adapters/drizzle";')],
    [
      "door",
      stage("cases", 'import { contactOf } from "../contacts/index.ts";\nimport { insertCase } from "./store.ts";'),
    ],
    ["order", stage("cases", 'import { contactOf } from "../contacts/index.ts";')],
    ["flow", beside("flow.ts", 'import { openCase } from "./cases/index.ts";')],
    ["flow", beside("house.ts", 'import { follow } from "./flow.ts";')],
    ["flow", stage("cases", 'import type { Follower } from "../flow.ts";')],
    ["node", file("apps/api/src/node.ts", 'import { createServer } from "node:http";')],
    ["dashboard", file("apps/dashboard/src/api.ts", 'import type { App } from "@otklik/api/app";')],
    ["dashboard", file("apps/dashboard/src/words.ts", 'import { plural } from "@otklik/domain/words/plural";')],
    ["adapters", file("apps/api/src/open-house.ts", 'import { systemClock } from "@otklik/adapters/system-clock";')],
  ])("%s: allows %o", (name, sample) => {
    expect(broken(rules[name] as Rule, [sample])).toEqual([]);
  });

  it("names the file and the import", () => {
    const sample = stage("responses", 'import { addToScores } from "../metrics/index.ts";');
    expect(broken(rules.order as Rule, [sample])).toEqual([
      'packages/features/src/responses/verb.ts imports "../metrics/index.ts": a stage never names its neighbour or the stages after it',
    ]);
  });

  it.each([
    ["apps/api/src/app.ts", "const key = process.env.KEY;", 1],
    ["apps/api/src/node.ts", "readConfig(process.env); process.env.PORT;", 1],
    ["packages/features/src/context.ts", 'import { env } from "node:process";', 1],
    ["apps/api/src/node.ts", "const config = readConfig(process.env);", 0],
    ["apps/api/src/config.ts", "process.env", 0],
    ["apps/api/src/app.ts", "/** `env` is `process.env` in Node */", 0],
    ["apps/api/src/app.ts", 'const accept = "*/*"; process.env.KEY; /* * */', 1],
  ])("process.env in %s: %s", (path, text, found) => {
    expect(environmentReads({ path, text })).toHaveLength(found);
  });

  it("finds a folder of the machine in a committed text", () => {
    expect(machineNames({ path: "README.md", text: `cd ${machineWords[0]}main` })).toHaveLength(1);
  });
});
