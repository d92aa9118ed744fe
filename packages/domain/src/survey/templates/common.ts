import type { Condition, Test } from "../condition.ts";
import { standardWording as standard } from "../standard-wording.ts";
import type { Said, Template, TemplateQuestion } from "./draft-of.ts";

/** Unhappy with what `score` asks, by the bands of its metric. */
export const unhappy = (metric: "nps" | "csat" | "ces" | "csi", question = "score"): Test =>
  metric === "nps" ? { question, op: "band", value: "detractor" } : { question, op: "band", value: "dissatisfied" };

export const happy = (metric: "nps" | "csat" | "ces" | "csi", question = "score"): Test =>
  metric === "nps" ? { question, op: "band", value: "promoter" } : { question, op: "band", value: "satisfied" };

export const why: TemplateQuestion = { id: "why", type: "text", prompt: standard.why };
export const better: TemplateQuestion = { id: "better", type: "text", prompt: standard.better };

/** A call is offered to those who have a reason to want one. */
export const callIf = (when: Condition, prompt: Said = standard.callMe): TemplateQuestion => ({
  id: "call",
  type: "callback",
  prompt,
  when,
});

/** Thanks to all, and a word of their own to the unhappy. */
export const thanksAndSorry = (sorry: Condition): Template["endings"] => [
  { id: "sorry", prompt: standard.thanksDetractor, when: sorry },
  { id: "thanks", prompt: standard.thanks },
];
