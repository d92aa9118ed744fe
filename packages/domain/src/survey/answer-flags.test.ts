import { describe, expect, it } from "vitest";
import { isHeldBack, isStraightLine, isTooFast, signalsOf } from "./answer-flags.ts";
import type { Answers, Question, SurveyDefinition } from "./definition.ts";

const survey = (...questions: Question[]): SurveyDefinition => ({
  schemaVersion: 1,
  name: "S",
  locale: "en",
  translations: {},
  questions,
  endings: [],
});

const named = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: `r${at}`, label: `Row ${at}`, weight: 1 }));
const csi = (rows: number): Question => ({
  id: "parts",
  type: "csi",
  prompt: "How satisfied are you with …",
  items: named(rows),
  scale: { min: 1, max: 10 },
});
const matrix = (rows: number, columns: number): Question => ({
  id: "table",
  type: "matrix",
  prompt: "How was it?",
  rows: named(rows),
  columns: named(columns).map(({ id, label }) => ({ id: `c${id}`, label })),
});
const ratings = (count: number, max = 5): Question[] =>
  Array.from({ length: count }, (_, at) => ({ id: `q${at}`, type: "rating", prompt: "?", scale: { min: 1, max } }));
const all = <T>(count: number, value: T, key = "r"): Record<string, T> =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`${key}${at}`, value]));

describe("A straight line", () => {
  it.each<[string, SurveyDefinition, Answers, boolean]>([
    ["the same in four parts", survey(csi(4)), { parts: all(4, 7) }, true],
    ["three parts are too few", survey(csi(3)), { parts: all(3, 7) }, false],
    ["one part is another", survey(csi(4)), { parts: { ...all(4, 7), r2: 8 } }, false],
    ["four of six answered, all alike", survey(csi(6)), { parts: all(4, 10) }, true],
    ["three of six answered", survey(csi(6)), { parts: all(3, 10) }, false],
    ["a table marked down one column", survey(matrix(4, 3)), { table: all(4, "cr1") }, true],
    ["a table of two columns is yes or no", survey(matrix(6, 2)), { table: all(6, "cr0") }, false],
    ["five ratings in a row", survey(...ratings(5)), all(5, 4, "q"), true],
    ["four ratings in a row", survey(...ratings(4)), all(4, 4, "q"), false],
    ["five ratings, one another", survey(...ratings(5)), { ...all(5, 4, "q"), q2: 3 }, false],
    ["five ratings, one skipped", survey(...ratings(5)), { q0: 4, q1: 4, q3: 4, q4: 4 }, false],
    ["five ratings on two scales", survey(...ratings(3), ...ratings(2, 7)), all(5, 4, "q"), false],
    [
      "a sentence between them is no answer",
      survey(...ratings(3), { id: "s", type: "statement", prompt: "Now the staff." }, ...ratings(5).slice(3)),
      all(5, 4, "q"),
      true,
    ],
    ["nothing answered", survey(csi(4), ...ratings(5)), {}, false],
  ])("%s", (_, definition, answers, expected) => {
    expect(isStraightLine(definition, answers)).toBe(expected);
  });
});

describe("A speeder", () => {
  const long = survey(csi(8), { id: "why", type: "text", prompt: "What is the main reason for your answer?" });
  const answers = { parts: { ...all(8, 7), r1: 3 }, why: "Late" };
  it.each<[string, SurveyDefinition, Answers, number, boolean]>([
    ["nine marks in two seconds", long, answers, 2, true],
    ["nine marks in eight seconds", long, answers, 8, false],
    ["one score in half a second: a tap in a mail", survey(...ratings(1)), { q0: 5 }, 0.5, false],
    ["three ratings at once are too few to tell", survey(...ratings(3)), all(3, 5, "q"), 0.1, false],
    ["four ratings at once", survey(...ratings(4)), { ...all(4, 5, "q"), q0: 4 }, 1, true],
    ["what was skipped takes no time", survey(...ratings(30)), { ...all(4, 5, "q"), q0: 4 }, 2, false],
  ])("%s", (_, definition, given, seconds, expected) => {
    expect(isTooFast(definition, given, seconds)).toBe(expected);
  });

  it("is nobody whose start is not known", () => {
    expect(signalsOf(long, answers, { finishedAt: new Date(0) })).toEqual([]);
  });

  it("is nobody whom a clock that went back makes slower than nothing, unless they are", () => {
    const at = new Date("2026-03-02T10:00:00Z");
    expect(signalsOf(long, answers, { startedAt: at, finishedAt: new Date(at.getTime() + 60_000) })).toEqual([]);
    expect(signalsOf(long, answers, { startedAt: at, finishedAt: at, isRepeat: true })).toEqual([
      "speeder",
      "duplicate",
    ]);
  });
});

it.each([
  [[], false],
  [["speeder", "duplicate", "straightLiner"], false],
  [["provisional"], true],
  [["speeder", "quarantined"], true],
])("of %j held back is %s", (flags, expected) => {
  expect(isHeldBack(flags)).toBe(expected);
});
