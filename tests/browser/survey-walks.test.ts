import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { faultsOfAnswers } from "@otklik/domain/survey/check-answers";
import type { Known } from "@otklik/domain/survey/condition";
import type { Answers, Question, SurveyDefinition } from "@otklik/domain/survey/definition";
import { foldedFor } from "@otklik/domain/survey/folded";
import { answersOn, pathOf } from "@otklik/domain/survey/path";
import { pipe } from "@otklik/domain/survey/piping";
import { screenAfter } from "@otklik/domain/survey/screen";
import fc from "fast-check";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { pageScripts } from "../../apps/api/src/built-assets.ts";
import { afterField, answersFromForm, formFromAnswers } from "../../apps/api/src/pages/answers-from-form.ts";
import { pageDataOf } from "../../apps/api/src/pages/page-data.ts";
import { errorsForForm } from "../../apps/api/src/pages/refused-form.ts";
import { unfoldedAfter } from "../../apps/api/src/pages/script/unfold.ts";
import { faultsUpTo, stepFrom, stepToOpen, stepWith } from "../../apps/api/src/pages/steps.ts";
import { surveyPage } from "../../apps/api/src/pages/survey-page.ts";
import { launchBrowser } from "../support/chromium.ts";
import { type Seen, type Visit, visit } from "../support/random-respondent.ts";
import { withAnswers } from "../support/random-surveys.ts";

/** How many random surveys; RANDOM_SURVEYS=10000 for all. RANDOM_SURVEY=17 is the one of that number alone. */
const howMany = Number(process.env.RANDOM_SURVEYS ?? 150);
const only = process.env.RANDOM_SURVEY;
const batch = 50;

const scripts = pageScripts();
const script = readFileSync(new URL(`../../apps/api/dist${scripts.survey}`, import.meta.url));

let browser: Browser;
let server: Server;
const pages = new Map<string, string>();
/** What each page sent, by its path; by the form itself: its script gave up. */
const sent = new Map<string, { fields: Map<string, string>; isByForm: boolean }>();

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const path = request.url as string;
    if (request.method === "POST") {
      const body = Buffer.concat(await Array.fromAsync(request)).toString();
      sent.set(path, { fields: new Map(new URLSearchParams(body)), isByForm: !request.headers["otklik-script"] });
      // By which the page knows a reply of ours from a network's own page.
      response.setHeader("x-request-id", path);
      return response.setHeader("content-type", "text/html").end("<!doctype html><h1>Thank you!</h1>");
    }
    const isScript = path === scripts.survey;
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html; charset=utf-8");
    if (isScript) response.setHeader("cache-control", "max-age=3600, immutable");
    response.end(isScript ? script : (pages.get(path) ?? "<!doctype html><title>Respondent</title><body>"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

it(
  "the built script leads a respondent as the server would, and refuses with the same words, whatever the survey",
  async () => {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const met = { surveys: 0, screens: 0, refused: 0, back: 0, ended: 0 };
    const last = only === undefined ? Number.POSITIVE_INFINITY : Number(only);
    for (
      let first = only === undefined ? 0 : last - (last % batch);
      met.surveys < howMany && first <= last;
      first += batch
    ) {
      const cases = casesFrom(first).filter(({ number }) => only === undefined || number === last);
      const open = cases.slice(0, howMany - met.surveys);
      for (const one of open) pages.set(`/s/${one.number}`, drawn(one));
      const visits = await page.evaluate(
        visit,
        open.map(({ number }) => number),
      );
      for (const [at, one] of open.entries()) {
        const seen = visits[at] as Visit;
        const why = `RANDOM_SURVEY=${one.number}\n${JSON.stringify(one)}\n${JSON.stringify(seen)}`;
        expect(seen.complaints, why).toEqual([]);
        compare(one, seen, why);
        met.surveys++;
        met.screens += seen.acts.length;
        met.refused += seen.acts.filter(({ after }) => after && Object.keys(after.refusals).length > 0).length;
        met.back += seen.acts.filter(({ by }) => by === "back").length;
        met.ended += seen.acts.filter(({ after }) => after === null).length;
      }
      pages.clear();
      sent.clear();
    }
    if (process.env.RANDOM_SURVEYS) process.stdout.write(`${JSON.stringify(met)}\n`);
    expect(met.ended).toBe(met.surveys);
  },
  60_000 + howMany * 1_000,
);

type Case = { number: number; definition: SurveyDefinition; known: Known; saved: Answers };

/** The surveys of a batch that ask anything at all; every second one has been answered in part. */
function casesFrom(first: number): Case[] {
  return fc.sample(withAnswers, { numRuns: batch, seed: first }).flatMap((sample, at) => {
    const number = first + at;
    const written = JSON.stringify(sample);
    const {
      definition: plain,
      answers: any,
      known,
    } = JSON.parse(
      number % 2 ? written : written.replaceAll('"part":"x","op":"ge","value":3', '"op":"band","value":"satisfied"'),
    ) as typeof sample;
    const questions = plain.questions.map((one, place) => dressed(one, number + place));
    const definition = telling({ ...plain, questions }, number);
    // As the page itself would have saved them: no form holds a blank text, or a box that was left empty.
    const answers = answersFromForm(definition, new Map(Object.entries(formFromAnswers(definition, any))));
    const isRight = faultsOfAnswers(definition, answers, false, known).length === 0;
    const saved = number % 2 === 1 && isRight ? answersOn(definition, answers, known) : {};
    const asks = pathOf(definition, saved, known).asked.length > 0;
    return asks ? [{ number, definition, known, saved }] : [];
  });
}

const ways = ["sum", "mean", "min", "max", "count"] as const;
const names = [
  "{{answer:q0|nobody}}",
  "{{computed:sum|none}}",
  "{{context.amount|–}}",
  "{{contact.plan}}",
  "{{answer:q1}}",
];

/** Values are computed in each way; of every second survey texts and titles say what was answered, computed and known. */
function telling(definition: SurveyDefinition, number: number): SurveyDefinition {
  const points = { a: 3, b: 1, other: 2 };
  const terms = definition.questions.map(({ id, type }, at) => ({
    question: id,
    weight: 1 + (at % 2),
    ...(type.endsWith("Choice") && { points }),
  }));
  const computed = [{ id: "sum", by: ways[number % 5] as (typeof ways)[number], terms }];
  if (number % 4 < 2) return { ...definition, computed };
  const nameAt = (at: number) => names[at % names.length];
  return {
    ...definition,
    computed,
    questions: definition.questions.map((question, at) => ({
      ...question,
      prompt: `Of ${nameAt(number + at)}?`,
      ...(at % 3 === 0 && question.type !== "callback" && { help: `Not ${nameAt(number + at + 2)}.` }),
    })),
    pages: definition.pages?.map((page, at) => (at === 0 ? { ...page, title: `Part ${nameAt(number)}` } : page)),
  };
}

/** Texts become any of what is typed, ordered or placed; choices may be too few or too many. */
function dressed(question: Question, seed: number): Question {
  const label = (id: string) => ({ id, label: id });
  if (question.type === "multipleChoice") return { ...question, other: seed % 2 === 0, min: 1 + (seed % 2) };
  // Its index comes to the very ends of the bands.
  if (question.type === "csi" && seed % 2 === 0)
    return { ...question, items: question.items.slice(0, 1), scale: { min: 1, max: 11 } };
  if (question.type !== "text") return question;
  const kinds = [
    { type: "text", minLength: 5 },
    { type: "number", min: 1, max: 9, decimals: 1 },
    { type: "date", min: "2026-01-01" },
    { type: "email" },
    { type: "phone" },
    { type: "callback" },
    { type: "ranking", choices: ["a", "b"].map(label) },
    { type: "matrix", rows: ["x", "y"].map(label), columns: ["l", "m"].map(label) },
    { type: "rating", scale: { min: 1, max: 4 } },
    {},
    {},
    {},
  ] as const;
  return { ...question, ...kinds[seed % kinds.length] } as Question;
}

function drawn({ definition: whole, known, saved }: Case): string {
  const definition = foldedFor(whole, known);
  return surveyPage({
    definition,
    locale: "en",
    otherLocales: [],
    brand: { name: "Meridian", accent: null },
    nonce: "n-1",
    preselected: null,
    values: formFromAnswers(definition, saved),
    errors: {},
    context: null,
    phone: null,
    windows: [],
    saved: false,
    unsubscribeUrl: null,
    privacyUrl: null,
    step: stepToOpen({ definition, answers: saved, known }, null),
    scripts,
  });
}

/** What was seen, against what the server makes of the same form. */
function compare({ number, definition: whole, known, saved }: Case, { opened, acts }: Visit, why: string): void {
  // Screens are those of the survey for this respondent; what is kept is checked by the whole of it.
  const definition = foldedFor(whole, known);
  const journeyOf = ({ fields }: Pick<Seen, "fields">) => {
    const answers = answersFromForm(definition, new Map(Object.entries(fields)));
    return { definition, answers, known };
  };
  const isShownBehind = (after: string | null, seen: Seen) => {
    const journey = journeyOf(seen);
    const step = { screen: { page: null, questions: [], isLast: false }, after: null, answers: {}, known };
    const { deciding } = pageDataOf({ definition, locale: "en" }, step);
    const expected = unfoldedAfter({ ...journey, deciding }, after);
    expect(seen.shown, why).toEqual(expected?.questions);
    expect([seen.fields[afterField] ?? null, seen.button], why).toEqual([
      expected?.after,
      expected?.isLast ? "Send" : "Next",
    ]);
    const sources = { definition, locale: "en", ...known, answers: answersOn(definition, journey.answers, known) };
    const said = seen.shown.flatMap((id) => {
      const { prompt = "", help = "" } = definition.questions.find((one) => one.id === id) ?? {};
      const texts = [prompt, help].filter((text) => text.includes("{{")).map((text) => pipe(text, sources));
      return texts.length > 0 ? [[id, texts.join(" / ")]] : [];
    });
    expect(seen.said, why).toEqual(Object.fromEntries(said));
    expect(seen.title, why).toBe(expected?.page?.title ? pipe(expected.page.title, sources) : null);
    // Screens as the server has them, one behind the other.
    const rest = [...seen.shown];
    for (let last = after; rest.length > 0; ) {
      const screen = screenAfter(definition, journey.answers, known, last);
      expect(screen && rest.splice(0, screen.questions.length), why).toEqual(screen?.questions ?? ["a screen"]);
      last = screen?.questions.at(-1) ?? null;
    }
  };

  let after = stepToOpen({ definition, answers: saved, known }, null)?.after ?? null;
  expect(journeyOf(opened as Seen).answers, why).toEqual(
    answersFromForm(definition, new Map(Object.entries(formFromAnswers(definition, saved)))),
  );
  isShownBehind(after, opened as Seen);
  for (const act of acts) {
    const { by, before, after: then } = act;
    isShownBehind(after, before);
    const journey = journeyOf(before);
    const { step, next } = stepFrom(journey, before.fields[afterField] ?? null);
    const faults = step && next ? faultsUpTo(journey, step) : faultsOfAnswers(whole, journey.answers, true, known);
    if (by === "back") after = act.to ?? null;
    else if (faults.length > 0) {
      const errors = errorsForForm(whole, { answers: journey.answers, errors: faults }, "en");
      expect(then?.refusals, why).toEqual(errors);
      const [refused = ""] = Object.keys(errors);
      if (!before.shown.includes(refused)) after = stepWith(journey, refused)?.after ?? null;
      expect(then?.shown, why).toContain(refused);
    } else if (next) after = before.shown.at(-1) ?? null;
    else expect(then, why).toBeNull();
    if (then) isShownBehind(after, then);
    else {
      const last = sent.get(`/s/${number}`);
      expect(last?.isByForm, why).toBe(false);
      expect(Object.fromEntries(last?.fields ?? []), why).toEqual(before.fields);
    }
  }
}
