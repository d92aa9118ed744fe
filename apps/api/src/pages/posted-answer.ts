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
  /** How long ago it was given, where it waited for a network; null: just now. */
  lateMs: number | null;
};

// No question has an id that begins so.
const lateField = ".late";
const longestLateMs = 31 * 24 * 3_600_000;

/** A device tells how long it kept an answer, by its own clock at both ends: what that clock shows does not matter. */
function lateIn(fields: ReadonlyMap<string, string>): number | null {
  const late = fields.get(lateField);
  return late && /^\d{1,12}$/.test(late) ? Math.min(Number(late), longestLateMs) : null;
}

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
      lateMs: lateIn(fields),
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
    lateMs: lateIn(fields),
  };
}
