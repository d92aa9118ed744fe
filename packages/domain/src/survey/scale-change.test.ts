import { describe, expect, it } from "vitest";
import type { MetricQuestion, Question, SurveyDefinition } from "./definition.ts";
import { changedScales, type ScaleChange } from "./scale-change.ts";

const survey = (question: Question, more: Partial<SurveyDefinition> = {}): SurveyDefinition => ({
  schemaVersion: 1,
  name: "S",
  locale: "en",
  translations: {},
  questions: [question],
  endings: [],
  ...more,
});
const ces = {
  id: "q",
  type: "ces",
  prompt: "How easy was it?",
  lowLabel: "Very hard",
  highLabel: "Very easy",
} as const;
const items = [
  { id: "speed", label: "Speed", weight: 1 },
  { id: "staff", label: "Staff", weight: 3 },
];
const csi = { id: "q", type: "csi", prompt: "?", items, scale: { min: 1, max: 10 } } as const satisfies MetricQuestion;
const inRussian = { ru: { labels: { "q.low": "Очень трудно", "q.high": "Очень легко" } } };

describe("A metric question in a new version", () => {
  it.each<[string, SurveyDefinition, SurveyDefinition, ScaleChange[]]>([
    ["is the same, unchanged", survey(ces), survey(ces), []],
    ["keeps its series in other words of its prompt", survey(ces), survey({ ...ces, prompt: "Was it easy?" }), []],
    ["keeps it when it becomes required or optional", survey(ces), survey({ ...ces, required: false }), []],
    ["keeps it when another language is added", survey(ces), survey(ces, { translations: inRussian }), []],
    [
      "keeps it when another language's labels change",
      survey(ces, { translations: inRussian }),
      survey(ces, { translations: { ru: { labels: { "q.low": "Тяжело", "q.high": "Просто" } } } }),
      [],
    ],
    [
      "keeps it when the survey's own language becomes another, and the words are the same",
      survey(ces, { translations: inRussian }),
      survey(
        { ...ces, lowLabel: "Очень трудно", highLabel: "Очень легко" },
        { locale: "ru", translations: { en: { labels: { "q.low": "Very hard", "q.high": "Very easy" } } } },
      ),
      [],
    ],
    [
      "starts another when nothing shows that the words are the same",
      survey(ces),
      survey({ ...ces, lowLabel: "Очень трудно", highLabel: "Очень легко" }, { locale: "ru" }),
      ["labels"],
    ],
    ["starts another with a new end label", survey(ces), survey({ ...ces, highLabel: "Effortless" }), ["labels"]],
    ["starts another without its labels", survey(ces), survey({ id: "q", type: "ces", prompt: "?" }), ["labels"]],
    [
      "starts another when its ends change places",
      survey(ces),
      survey({ ...ces, lowLabel: "Very easy", highLabel: "Very hard" }),
      ["direction"],
    ],
    ["starts another once it is anonymous", survey(ces), survey(ces, { anonymous: true }), ["anonymity"]],
    ["starts another as another metric", survey(ces), survey({ ...ces, type: "csat" }), ["metric"]],
    ["starts another on another scale", survey(csi), survey({ ...csi, scale: { min: 1, max: 5 } }), ["scale"]],
    ["keeps it with its items in another order", survey(csi), survey({ ...csi, items: items.toReversed() }), []],
    [
      "keeps it with the same weights in other numbers",
      survey(csi),
      survey({ ...csi, items: items.map((item) => ({ ...item, weight: item.weight / 4 })) }),
      [],
    ],
    [
      "starts another with other weights",
      survey(csi),
      survey({ ...csi, items: items.map((item) => ({ ...item, weight: 1 })) }),
      ["weights"],
    ],
    ["starts another with an item less", survey(csi), survey({ ...csi, items: items.slice(1) }), ["items"]],
    [
      "starts another with an item called otherwise",
      survey(csi),
      survey({ ...csi, items: items.map((item) => ({ ...item, label: `${item.label}!` })) }),
      ["labels"],
    ],
    [
      "says all that is another",
      survey(csi),
      survey({ ...csi, lowLabel: "Bad", scale: { min: 1, max: 7 }, items: items.slice(1) }),
      ["scale", "labels", "items"],
    ],
  ])("%s", (_, before, after, because) => {
    expect(changedScales(before, after)).toEqual(because.length > 0 ? [{ questionId: "q", because }] : []);
  });

  it("is nobody's next where it was not asked before", () => {
    expect(changedScales(survey({ ...ces, id: "other" }), survey(ces))).toEqual([]);
  });
});
