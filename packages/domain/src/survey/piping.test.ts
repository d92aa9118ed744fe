import { describe, expect, it } from "vitest";
import type { Answers, SurveyDefinition } from "./definition.ts";
import { pipe, pipeHeader, pipeHtml } from "./piping.ts";

const definition: SurveyDefinition = {
  schemaVersion: 1,
  name: "S",
  locale: "en",
  translations: { ru: { labels: { "plan.gold": "Золото" } } },
  questions: [
    { id: "why", type: "text", prompt: "?" },
    { id: "score", type: "nps", prompt: "?" },
    { id: "plan", type: "singleChoice", prompt: "?", choices: [{ id: "gold", label: "Gold" }], other: true },
    { id: "used", type: "multipleChoice", prompt: "?", choices: [{ id: "a", label: "Lounge" }], other: true },
    { id: "day", type: "date", prompt: "?" },
    { id: "call", type: "callback", prompt: "?" },
  ],
  computed: [{ id: "double", by: "sum", terms: [{ question: "score", weight: 2 }] }],
  endings: [],
};
const answers: Answers = {
  why: "Late\r\nX-Evil: 1 <b>{{contact.name}}</b> $& {{7*7}}",
  score: 7,
  plan: "gold",
  used: ["a", { other: "Wi-Fi" }],
  day: "2026-11-21",
  call: { wanted: true },
};
const sources = {
  definition,
  answers,
  contact: { name: "Anna", tier: 2, deep: {} },
  context: { order: "A-1" },
  locale: "en",
};

describe("A text that is filled in", () => {
  it.each([
    ["Dear {{contact.name}}", "Dear Anna"],
    ["Dear {{ contact.name | friend }}", "Dear Anna"],
    ["Dear {{contact.nobody|friend}}", "Dear friend"],
    ["Dear {{contact.nobody}}!", "Dear !"],
    ["{{contact.constructor|none}} {{contact.deep|none}} {{context.__proto__|none}}", "none none none"],
    ["{{context.order}} at tier {{contact.tier}}", "A-1 at tier 2"],
    ["{{answer:score}} twice is {{computed:double}}", "7 twice is 14"],
    ["{{answer:plan}}, {{answer:used}}", "Gold, Lounge, Wi-Fi"],
    ["{{answer:day}}", "21 November 2026"],
    ["{{answer:call|nothing}} {{answer:nope|nothing}}", "nothing nothing"],
    ["{{7*7}} {{constructor}} {{ }} {x} $1 {{contact:name}}", "{{7*7}} {{constructor}} {{ }} {x} $1 {{contact:name}}"],
  ])("%j says %j", (text, said) => {
    expect(pipe(text, { ...sources, locale: "en-GB" })).toBe(said);
  });

  it("is filled once: what an answer holds stays as it was written", () => {
    expect(pipe("{{answer:why}}", sources)).toBe("Late\r\nX-Evil: 1 <b>{{contact.name}}</b> $& {{7*7}}");
    expect(pipe("{{contact.nobody|{{contact.name}}}}", sources)).toBe("{{contact.nobody|Anna}}");
  });

  it("says a choice in the reader's language", () => {
    expect(pipe("{{answer:plan}}", { ...sources, locale: "ru" })).toBe("Золото");
  });

  it("is markup to nobody, and one line in a header", () => {
    expect(String(pipeHtml("<i>{{answer:why}}", sources))).toBe(
      "&lt;i&gt;Late\r\nX-Evil: 1 &lt;b&gt;{{contact.name}}&lt;/b&gt; $&amp; {{7*7}}",
    );
    expect(pipeHeader("Re: {{answer:why}}", sources)).toBe("Re: Late X-Evil: 1 <b>{{contact.name}}</b> $& {{7*7}}");
    expect(pipeHeader("{{answer:why}}", { ...sources, answers: { why: "я".repeat(999) } })).toHaveLength(200);
  });
});
