import type { SurveyDefinition } from "@otklik/domain/survey/definition";
import { describe, expect, it } from "vitest";
import { bodyOf, draftFrom } from "./saving.ts";

const definition: Required<Omit<SurveyDefinition, "schemaVersion">> = {
  name: "After delivery",
  locale: "en",
  translations: { ru: { prompts: { score: "Оценка?" } } },
  questions: [
    { id: "score", type: "nps", prompt: "How likely?" },
    { id: "why", type: "text", prompt: "Why?" },
  ],
  pages: [{ id: "second", from: "why" }],
  computed: [{ id: "total", by: "sum", terms: [{ question: "score" }] }],
  quotas: [{ id: "first", when: { question: "score", op: "gt", value: 8 }, limit: 10, whenFull: "close" }],
  endings: [{ id: "thanks", prompt: "Thank you!" }],
  anonymous: true,
  safeContext: ["shop"],
};

describe("a survey that is opened in the builder and saved again", () => {
  it("keeps every part of its definition", () => {
    const stored = { ...definition, id: "one", version: 1, updatedAt: "2026-03-02T10:00:00.000Z" };
    expect(bodyOf(draftFrom(stored))).toEqual(definition);
  });
});
