import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { faultsOfAnonymity, hourOf, leastGroup, safeOf, tellableGroups } from "./anonymity.ts";
import type { SurveyDefinition } from "./definition.ts";

const survey = (more: Partial<SurveyDefinition>): SurveyDefinition => ({
  schemaVersion: 1,
  name: "S",
  locale: "en",
  translations: {},
  questions: [{ id: "score", type: "nps", prompt: "?" }],
  endings: [],
  anonymous: true,
  ...more,
});

describe("Groups of anonymous answers", () => {
  it.each<[number[], number[]]>([
    [
      [20, 10],
      [20, 10],
    ],
    [[20, 3], []],
    [[20, 10, 3], [20]],
    [[20, 10, 3, 1], [20]],
    [
      [20, 10, 3, 3],
      [20, 10],
    ],
    [
      [20, 10, 4, 1],
      [20, 10],
    ],
    [[4], []],
    [[5], [5]],
    [
      [0, 0],
      [0, 0],
    ],
    [[], []],
  ])("of %j tell %j", (sizes, told) => {
    const tellable = tellableGroups(sizes);
    expect(sizes.filter((_, at) => tellable[at])).toEqual(told);
  });

  it("are never told below five, nor to be worked out from the whole", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 30 }), { maxLength: 12 }), (sizes) => {
        const tellable = tellableGroups(sizes);
        const hidden = sizes.filter((_, at) => !tellable[at]);
        expect(sizes.every((size, at) => !tellable[at] || size === 0 || size >= leastGroup)).toBe(true);
        const sum = hidden.reduce((all, size) => all + size, 0);
        const isWhole = sizes.every((size, at) => size === 0 || !tellable[at]);
        expect(hidden.length === 0 || isWhole || (sum >= leastGroup && hidden.length > 1)).toBe(true);
      }),
    );
  });
});

it("keeps of a time its hour, and of a context what is declared safe", () => {
  expect(hourOf(new Date("2026-03-02T10:59:59.999Z")).toISOString()).toBe("2026-03-02T10:00:00.000Z");
  expect(safeOf(survey({ safeContext: ["depot"] }), { depot: "North", order: "A-1" })).toEqual({ depot: "North" });
  expect(safeOf(survey({}), { depot: "North" })).toEqual({});
});

it.each<[string, Partial<SurveyDefinition>, string[]]>([
  ["nothing that names anybody", {}, []],
  ["a call back", { questions: [{ id: "call", type: "callback", prompt: "?" }] }, ["/questions/0/type"]],
  ["an address", { questions: [{ id: "mail", type: "email", prompt: "?" }] }, ["/questions/0/type"]],
  [
    "a branch by who answers",
    { endings: [{ id: "e", prompt: "!", when: { contact: "plan", op: "eq", value: "gold" } }] },
    ["/endings/0/when/contact"],
  ],
  [
    "a branch by what the link carried",
    { questions: [{ id: "s", type: "nps", prompt: "?", when: { context: "order", op: "eq", value: "1" } }] },
    ["/questions/0/when/context"],
  ],
  [
    "a branch by what is declared safe",
    {
      safeContext: ["depot"],
      questions: [{ id: "s", type: "nps", prompt: "?", when: { context: "depot", op: "eq", value: "1" } }],
    },
    [],
  ],
])("an anonymous survey with %s is refused where that stands", (_, more, pointers) => {
  expect(faultsOfAnonymity(survey(more)).map(({ pointer }) => pointer)).toEqual(pointers);
  expect(faultsOfAnonymity(survey({ ...more, anonymous: false }))).toEqual([]);
});
