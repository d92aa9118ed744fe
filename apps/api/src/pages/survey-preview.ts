import { faultsOfAnswers } from "@otklik/domain/survey/check-answers";
import { answersOn } from "@otklik/domain/survey/path";
import { previewMessages } from "@otklik/features/distribution/index";
import { invalid } from "@otklik/features/problem";
import { type OpenedSurvey, openDraft } from "@otklik/features/responses/index";
import { type Context, Hono } from "hono";
import { z } from "zod";
import type { ApiEnv } from "../api-env.ts";
import { describe, refusals } from "../describe.ts";
import { idParam, locale } from "../routes/shapes.ts";
import { validate } from "../validate.ts";
import { mailboxResponse } from "./html-response.ts";
import { contextOfLink } from "./link-context.ts";
import { readPosted } from "./posted-answer.ts";
import { stepTo } from "./steps.ts";
import { answered, answersIn, localeOf, surveyReply, thanks } from "./survey-replies.ts";

type C = Context<ApiEnv>;

const Messages = z
  .object({
    locale: z.string(),
    email: z.object({ subject: z.string(), text: z.string() }),
    sms: z.object({
      text: z.string(),
      alphabet: z.enum(["gsm", "unicode"]),
      units: z.int().describe("Septets, or UTF-16 code units"),
      segments: z.int().describe("Messages that it is paid as"),
    }),
  })
  .meta({ id: "SurveyMessages" });

/** No question is asked under it, and nobody's answer is kept under it. */
const nonce = "preview";

/** The draft by the code of the survey page itself, for the builder's frame. Whatever is answered in it is forgotten at once. */
export const surveyPreview = new Hono<ApiEnv>()
  .get(
    "/:id/preview",
    describe(
      "The draft's page, to be framed by the dashboard: ?at= opens it at a question or an ending, ?lang= in a language; ?contact.plan=gold and ?order=A-1 are what would be known",
      { 200: "HTML" },
      refusals.read,
    ),
    validate("param", idParam),
    async (c) => {
      const opened = await draftFor(c, c.req.valid("param").id, new Map());
      const { definition, known } = opened;
      const at = c.req.query("at");
      const ending = definition.endings.find(({ id }) => id === at);
      if (ending) {
        const { when: _, ...always } = ending;
        return framed(await thanks(c, { ...opened, definition: { ...definition, endings: [always] } }, {}, false));
      }
      const step = at === undefined ? undefined : stepTo({ definition, answers: {}, known }, at);
      const language = localeOf(c, opened.locales, definition);
      return framed(await surveyReply(c, opened, nonce, step && { locale: language, step, values: {}, errors: {} }));
    },
  )
  .get(
    "/:id/preview/email",
    describe("The mail that would ask the draft's first question, to be framed by the dashboard", { 200: "HTML" }, [
      ...refusals.read,
      409,
    ]),
    validate("param", idParam),
    async (c) => {
      const { email } = await c.var.run((ctx) => previewMessages(ctx, c.req.valid("param").id, c.req.query("lang")));
      return mailboxResponse(c, email.html);
    },
  )
  .get(
    "/:id/messages",
    describe("The mail and the text message that would ask the draft's first question", { 200: Messages }, [
      ...refusals.read,
      409,
      422,
    ]),
    validate("param", idParam),
    validate("query", z.object({ lang: locale.optional() })),
    async (c) => {
      const { id } = c.req.valid("param");
      const { email, ...rest } = await c.var.run((ctx) => previewMessages(ctx, id, c.req.valid("query").lang));
      return c.json({ ...rest, email: { subject: email.subject, text: email.text } });
    },
  )
  .post(
    "/:id/preview",
    describe(
      "One screen further in the draft's page, by the same forms as /s/{slug}; nothing is stored",
      { 200: "HTML, or JSON for JSON", 422: "Refused" },
      refusals.read,
    ),
    validate("param", idParam),
    async (c) => {
      const posted = await readPosted(c);
      const opened = await draftFor(c, c.req.valid("param").id, posted.fields);
      const { definition, known } = opened;
      const answers = answersIn(posted, opened);
      const reply = await answered(c, { opened, posted, answers, nonce }, async (finished) => {
        const faults = faultsOfAnswers(definition, answers, finished, known);
        if (faults.length > 0) throw invalid("response.invalid", faults);
        const status = finished ? ("finished" as const) : ("partial" as const);
        return { response: { submissionId: nonce, status, answers: answersOn(definition, answers, known) } };
      });
      return framed(reply);
    },
  );

async function draftFor(
  c: C,
  id: string,
  fields: ReadonlyMap<string, string>,
): Promise<OpenedSurvey & { isTried: true }> {
  const opened = await c.var.run((ctx) => openDraft(ctx, id));
  const query = c.req.query();
  const contact = Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) =>
      name.startsWith("contact.") ? [[name.slice("contact.".length), value]] : [],
    ),
  );
  return { ...opened, isTried: true, known: { contact, context: contextOfLink(opened.definition, { query, fields }) } };
}

/** The page's own policy, but for the dashboard's frame around it. */
function framed(response: Response): Response {
  const policy = response.headers.get("content-security-policy") ?? "";
  response.headers.set("content-security-policy", policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'"));
  return response;
}
