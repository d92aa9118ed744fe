import { describe, expect, it } from "vitest";
import { type Computed, computedValue } from "./computed.ts";
import type { Condition } from "./condition.ts";
import type { Answers, SurveyDefinition } from "./definition.ts";
import { fits, type TextPattern } from "./patterns.ts";
import { metByFullQuota, metSoFar, type Quota, quotasFilledBy } from "./quotas.ts";
import { shuffled } from "./shuffle.ts";

describe("A computed value", () => {
  const answers: Answers = { a: 3, b: 5, plan: "gold", used: ["x", "y", { other: "z" }], parts: { speed: 4 } };
  const of = (by: Computed["by"], terms: Computed["terms"]) => computedValue({ id: "c", by, terms }, answers);
  it.each<[string, number | null, number | null]>([
    ["a sum with weights", of("sum", [{ question: "a", weight: 2 }, { question: "b" }]), 11],
    ["a mean of what was answered", of("mean", [{ question: "a" }, { question: "b" }, { question: "none" }]), 4],
    [
      "the least and the most",
      (of("min", [{ question: "a" }, { question: "b" }]) ?? 0) * 10 +
        (of("max", [{ question: "a" }, { question: "b" }]) ?? 0),
      35,
    ],
    ["how many were answered", of("count", [{ question: "a" }, { question: "none" }]), 1],
    [
      "points of choices",
      of("sum", [
        { question: "plan", points: { gold: 10 } },
        { question: "used", points: { x: 1, other: 5 } },
      ]),
      16,
    ],
    ["no points for what has none", of("sum", [{ question: "plan", points: { constructor: 10 } }]), 0],
    ["an item of a CSI", of("sum", [{ question: "parts", part: "speed" }]), 4],
    ["nothing where nothing was answered", of("mean", [{ question: "none" }]), null],
    ["nothing of a text", of("sum", [{ question: "plan" }]), null],
  ])("is %s", (_, value, expected) => {
    expect(value).toBe(expected);
  });
});

describe("A quota", () => {
  const definition: SurveyDefinition = {
    schemaVersion: 1,
    name: "S",
    locale: "en",
    translations: {},
    questions: [
      { id: "score", type: "nps", prompt: "?" },
      { id: "why", type: "text", prompt: "?", when: { question: "score", op: "le", value: 6 } },
    ],
    quotas: [
      {
        id: "gold",
        when: {
          all: [
            { contact: "plan", op: "eq", value: "gold" },
            { question: "score", op: "ge", value: 9 },
          ],
        },
        limit: 2,
        whenFull: { ending: "full" },
      },
      { id: "late", when: { question: "why", op: "contains", value: "late" }, limit: 1, whenFull: "close" },
    ],
    endings: [
      { id: "thanks", prompt: "!" },
      { id: "full", prompt: "!" },
    ],
  };
  const gold = { contact: { plan: "gold" } };

  it("is filled by a combination of answers and attributes, on the path alone", () => {
    const filled = (answers: Answers, known = {}) => quotasFilledBy(definition, answers, known).map(({ id }) => id);
    expect(filled({ score: 9 }, gold)).toEqual(["gold"]);
    expect(filled({ score: 9 })).toEqual([]);
    expect(filled({ score: 2, why: "Too late" })).toEqual(["late"]);
    expect(filled({ score: 9, why: "Too late" })).toEqual([]);
  });

  it("lets its last one in, and tells the next one what the survey says", () => {
    expect(metByFullQuota(definition, { score: 9 }, gold, new Map([["gold", 1]]))).toBeNull();
    expect(metByFullQuota(definition, { score: 9 }, gold, new Map([["gold", 2]]))).toEqual({ ending: "full" });
    expect(metByFullQuota(definition, { score: 1, why: "late" }, {}, new Map([["late", 1]]))).toBe("close");
  });

  it("is met as soon as it is decided, and not by who was not asked yet", () => {
    const met = (quota: Quota, upTo: string | null, answers: Answers) =>
      metSoFar({ ...definition, quotas: [quota] }, { answers, known: gold, upTo }, new Map([["q", 1]]));
    const quota = (when: Condition): Quota => ({ id: "q", when, limit: 1, whenFull: "close" });
    const happy = quota({ question: "score", op: "ge", value: 9 });
    expect(met(happy, null, { score: 9 })).toBeNull();
    expect(met(happy, "score", { score: 9 })).toBe("close");
    const silent = quota({ question: "why", op: "answered", value: false });
    expect(met(silent, "score", { score: 9 })).toBeNull();
    expect(met(silent, "why", { score: 1 })).toBe("close");
    expect(met(quota({ contact: "plan", op: "eq", value: "gold" }), null, {})).toBe("close");
  });
});

describe("An order of one's own", () => {
  const list = ["a", "b", "c", "d", "e"].map((id) => ({ id, fixed: id === "e" }));
  const orderOf = (seed: string) =>
    shuffled(list, seed)
      .map(({ id }) => id)
      .join("");

  it("is the same at every look, has everything once, and leaves what is fixed in its place", () => {
    expect(orderOf("attempt-1")).toBe(orderOf("attempt-1"));
    for (let seed = 0; seed < 200; seed++) {
      const order = orderOf(`attempt-${seed}`);
      expect([...order].sort().join("")).toBe("abcde");
      expect(order.at(-1)).toBe("e");
    }
  });

  it("prefers no choice: each comes first about as often", () => {
    const firsts = new Map<string, number>();
    for (let seed = 0; seed < 4000; seed++) {
      const first = orderOf(`0198c0de-${seed}`)[0] as string;
      firsts.set(first, (firsts.get(first) ?? 0) + 1);
    }
    // 1000 each; five standard deviations are 137.
    for (const n of firsts.values()) expect(Math.abs(n - 1000)).toBeLessThan(137);
  });
});

describe("A text's pattern", () => {
  it.each<[TextPattern, string, boolean]>([
    ["digits", "0042", true],
    ["digits", "4 2", false],
    ["letters", "Жан-Поль О'Нил", true],
    ["letters", "R2", false],
    ["alphanumeric", "Дом2", true],
    ["code", "AB-12/3.4_5", true],
    ["code", "-AB", false],
    ["url", "https://www.example.com/a?b", true],
    ["url", "javascript:alert(1)", false],
  ])("%s of %s is %s", (pattern, text, isFit) => {
    expect(fits(pattern, text)).toBe(isFit);
  });
});
