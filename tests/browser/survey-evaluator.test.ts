import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { faultsOfAnswers } from "@otklik/domain/survey/check-answers";
import { pathOf } from "@otklik/domain/survey/path";
import { screenAfter } from "@otklik/domain/survey/screen";
import fc from "fast-check";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "../support/chromium.ts";
import { withAnswers } from "../support/random-surveys.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

type Case = typeof withAnswers extends fc.Arbitrary<infer One> ? One : never;

const origin = "http://otklik.test";
const batch = 500;
const batches = 20;

/** What a browser is given: the very files of packages/domain, their types taken out. */
function moduleAt(path: string): string {
  return stripTypeScriptTypes(readFileSync(new URL(`../../packages/domain/src${path}`, import.meta.url), "utf8"));
}

it("a browser comes to the same path, screens and refusals as the server, for 10 000 random surveys", async () => {
  const page = await browser.newPage();
  await page.route(`${origin}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    return pathname === "/"
      ? route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Evaluator</title>" })
      : route.fulfill({ contentType: "text/javascript", body: moduleAt(pathname) });
  });
  await page.goto(origin);
  await page.evaluate(`Promise.all(["path", "screen", "check-answers"].map((name) => import("/survey/" + name + ".ts"))).then(
    (modules) => Object.assign(globalThis, ...modules))`);

  for (let seed = 1; seed <= batches; seed++) {
    // As they would be sent: what JSON does not hold is gone on both sides.
    const cases = JSON.parse(JSON.stringify(fc.sample(withAnswers, { numRuns: batch, seed }))) as Case[];
    const here = cases.map(({ definition, answers, known }) => [
      pathOf(definition, answers, known),
      screenAfter(definition, answers, known, null),
      faultsOfAnswers(definition, answers, true, known),
    ]);
    const there = await page.evaluate(`${JSON.stringify(cases)}.map(({ definition, answers, known }) => [
      pathOf(definition, answers, known),
      screenAfter(definition, answers, known, null),
      faultsOfAnswers(definition, answers, true, known),
    ])`);
    expect(there).toEqual(JSON.parse(JSON.stringify(here)));
  }
}, 120_000);
