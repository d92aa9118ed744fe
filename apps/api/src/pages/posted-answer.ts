import type { Answers } from "@otklik/domain/survey/definition";
import { withoutControls } from "@otklik/domain/values/html";
import { Problem } from "@otklik/features/problem";
import type { Context } from "hono";
import { z } from "zod";
import type { ApiEnv } from "../api-env.ts";
import { Answers as AnswersShape } from "../routes/shapes.ts";
import { limitedText, readJson } from "../validate.ts";

/** What a page or a program posted. What came as `fields` is read by its survey. */
export type PostedAnswer = {
  isJson: boolean;
  nonce: string;
  finished: boolean;
  lang?: string;
  fields: Map<string, string>;
  answers: Answers;
};

// Unknown fields are ignored here: pages and widgets live long.
const Posted = z
  .object({
    answers: AnswersShape.optional(),
    /** Instead of answers: the controls of our page as they stand, for us to read. */
    fields: z.record(z.string().max(200), z.string().max(20_000)).optional(),
    nonce: z.string().max(200),
    finished: z.boolean().default(true),
    lang: z.string().max(35).optional(),
  })
  .refine(({ answers, fields }) => answers !== undefined || fields !== undefined, {
    path: ["answers"],
    error: "Answers are expected",
  });

/** Reads a posted answer: JSON from the script, or the plain form. */
export async function readPosted(c: Context<ApiEnv>): Promise<PostedAnswer> {
  const type = c.req.header("content-type") ?? "";
  if (/^application\/json\b/i.test(type)) {
    const body = readJson(Posted, await limitedText(c));
    const fields = new Map(Object.entries(body.fields ?? {}).map(([name, value]) => [name, withoutControls(value)]));
    return {
      isJson: true,
      ...body,
      lang: body.lang ?? fields.get("lang"),
      answers: (body.answers ?? {}) as Answers,
      fields,
    };
  }
  if (!/^application\/x-www-form-urlencoded\b/i.test(type)) {
    throw new Problem(
      "not-json",
      "body.not-a-form",
      "Send a form, or JSON with the header Content-Type: application/json.",
    );
  }
  const fields = new Map(
    [...new URLSearchParams(await limitedText(c))].map(([name, value]) => [name, withoutControls(value)]),
  );
  return {
    isJson: false,
    nonce: fields.get("nonce") ?? "",
    finished: true,
    lang: fields.get("lang"),
    fields,
    answers: {},
  };
}
