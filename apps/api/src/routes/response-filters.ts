import { holds, signals } from "@otklik/domain/survey/answer-flags";
import { longestTag, tidyTag } from "@otklik/domain/values/tag";
import { z } from "zod";
import { channel, id, key, metric, time } from "./shapes.ts";

const score = z
  .string()
  .regex(/^-?\d{1,9}(\.\d{1,9})?$/, "A number is expected")
  .transform(Number);

export const tag = z
  .string()
  .max(500)
  .transform(tidyTag)
  .pipe(z.string().min(1, "A tag has a letter at least").max(longestTag));

/** What answers are asked by: the same for list, summary, results and export. */
export const responseFilters = {
  touchpoint: key.optional(),
  survey: id.optional(),
  channel: channel.optional(),
  scoreMin: score.optional(),
  scoreMax: score.optional(),
  class: z.enum(["promoter", "passive", "detractor", "satisfied", "neutral", "dissatisfied"]).optional(),
  metric: metric.optional().describe("Answers that count in this score"),
  from: time.optional(),
  to: time.optional(),
  contact: id.optional(),
  q: z.string().min(1).max(200).optional(),
  theme: id.optional().describe("Answers that hold a word of this theme"),
  segment: z.string().max(300).optional(),
  tag: tag.optional(),
  answer: z
    .string()
    .max(300)
    .regex(/^[^:]+:.+$/s, "A question's id and an answer are expected, like seat:window")
    .transform((text) => ({ question: text.slice(0, text.indexOf(":")), value: text.slice(text.indexOf(":") + 1) }))
    .optional()
    .describe("Who answered a question by this: id:value, a number, a choice's id, true or false"),
  status: z.enum(["partial", "finished"]).optional(),
  flag: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(z.enum([...holds, ...signals, "none"])))
    .optional()
    .describe(
      "Any of these, by commas; none: answers that nothing holds back. speeder, straightLiner and duplicate are worth a look, and count",
    ),
};
