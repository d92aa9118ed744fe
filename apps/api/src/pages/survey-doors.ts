import type { Answers, SurveyDefinition } from "@otklik/domain/survey/definition";
import { primaryQuestion, scaleOf } from "@otklik/domain/survey/definition";
import { chooseLocale, languageOf, localesOf } from "@otklik/domain/survey/texts";
import { wordsFor } from "@otklik/domain/words/words";
import { respondent } from "@otklik/features/context";
import {
  type FoundLink,
  findInvitationLink,
  findOpenLink,
  findUnsubscribeLink,
  markScanned,
  unsubscribeByLink,
} from "@otklik/features/distribution/index";
import { Problem } from "@otklik/features/problem";
import {
  answerInvitation,
  type OpenedSurvey,
  openDistribution,
  openInvitation,
  openUnsubscribe,
  quarantineAnswer,
  type Saved,
  ScannerLike,
} from "@otklik/features/responses/index";
import { type Context, Hono } from "hono";
import type { ApiEnv } from "../api-env.ts";
import { requireSameOrigin } from "../authenticate.ts";
import { describe } from "../describe.ts";
import { afterField, answersFromForm, backField, formFromAnswers } from "./answers-from-form.ts";
import { callbackWindows } from "./callback-windows.ts";
import { htmlResponse } from "./html-response.ts";
import { type Message, messagePage, thanksPage, unsubscribePage } from "./message-pages.ts";
import { type PostedAnswer, readPosted } from "./posted-answer.ts";
import { errorsForForm } from "./refused-form.ts";
import { faultsUpTo, type Journey, stepBefore, stepFrom, stepToOpen, stepWith } from "./steps.ts";
import { surveyPage } from "./survey-page.ts";
import type { Step } from "./survey-view.ts";

type C = Context<ApiEnv>;

/** The doors of a respondent: personal links, open links, and the way out. Looking at a page answers nothing. */
export const surveyDoors = new Hono<ApiEnv>()
  .get(
    "/i/:token",
    describe("A personal link; ?score= preselects and records nothing", { 200: "HTML", 404: "HTML: the link is dead" }),
    (c) =>
      onPage(c, async () => {
        const link = await findInvitationLink(c.var.runtime.house, c.req.param("token"));
        const marks = c.req.method === "GET" && !isPrefetch(c);
        const opened = await inWorkspace(c, link, (ctx) => openInvitation(ctx, link.id, { marks }));
        if (opened.status === "finished") return thanks(c, opened, opened.answers, true);
        return survey(c, opened, personalNonce(c, c.req.param("token")));
      }),
  )
  .get(
    "/i/:token/h",
    describe("A link that no person sees: whoever opens it is a mail scanner", { 200: "HTML" }),
    (c) =>
      onPage(c, async () => {
        const link = await findInvitationLink(c.var.runtime.house, c.req.param("token"));
        if (c.req.method === "GET") await inWorkspace(c, link, (ctx) => markScanned(ctx, link.id));
        return htmlResponse(c, messagePage({ locale: localeOf(c, []), brand: null, message: "unknownLink" }));
      }),
  )
  .post(
    "/i/:token",
    describe("The answer to an invitation: a plain form, or JSON", {
      200: "Stored",
      403: "Foreign page or bad nonce",
      404: "The link is dead",
      409: "Answered already",
      422: "Refused",
    }),
    async (c) => {
      const posted = await readPosted(c);
      return onPage(
        c,
        async () => {
          requireSameOrigin(c);
          const token = c.req.param("token");
          const { house } = c.var.runtime;
          const link = await findInvitationLink(house, token);
          const opened = await inWorkspace(c, link, (ctx) => openInvitation(ctx, link.id, { marks: false }));
          requireNonce(c, posted.nonce, personalNonce(c, token));
          const answers = answersIn(posted, opened.definition);
          const save = (finished: boolean) =>
            inWorkspace(c, link, (ctx) =>
              answerInvitation(ctx, link.id, {
                answers,
                finished,
                locale: localeOf(c, opened.locales, opened.definition, posted.lang),
              }),
            );
          return answered(c, { opened, posted, answers, nonce: posted.nonce }, (finished) =>
            save(finished).catch(async (error) => {
              if (error instanceof ScannerLike) await inWorkspace(c, link, (ctx) => quarantineAnswer(ctx, link.id));
              throw error;
            }),
          );
        },
        posted.isJson,
      );
    },
  )
  .get(
    "/s/:slug",
    describe("An open survey link; ?score= preselects and records nothing", {
      200: "HTML",
      404: "HTML: the link is dead",
      410: "HTML: closed",
    }),
    (c) =>
      onPage(c, async () => {
        const link = await findOpenLink(c.var.runtime.house, c.req.param("slug"));
        const opened = await inWorkspace(c, link, (ctx) => openDistribution(ctx, link.id));
        return survey(c, opened, openNonce(c, c.req.param("slug")));
      }),
  )
  .post(
    "/s/:slug",
    describe("An answer through an open link: a plain form, or JSON", {
      200: "Stored",
      403: "Foreign page or bad nonce",
      404: "The link is dead",
      409: "Answered already",
      422: "Refused",
    }),
    async (c) => {
      const posted = await readPosted(c);
      return onPage(
        c,
        async () => {
          requireSameOrigin(c);
          const slug = c.req.param("slug");
          const { house, capture } = c.var.runtime;
          const link = await findOpenLink(house, slug);
          const opened = await inWorkspace(c, link, (ctx) => openDistribution(ctx, link.id));
          requireOpenNonce(c, slug, posted.nonce);
          const answers = answersIn(posted, opened.definition);
          const submission = (finished: boolean) => ({
            surveyId: opened.surveyId,
            touchpointKey: opened.touchpointKey,
            channel: opened.channel,
            answers,
            locale: localeOf(c, opened.locales, opened.definition, posted.lang),
            submissionId: posted.nonce,
            finished,
            isProvisional: !finished,
            source: "page" as const,
            isTest: false,
          });
          return answered(c, { opened, posted, answers, nonce: posted.nonce }, (finished) =>
            capture.submit(link.workspaceId, respondent, submission(finished)),
          );
        },
        posted.isJson,
      );
    },
  )
  .get(
    "/u/:token",
    describe("Asks whether to stop asking; does nothing yet", { 200: "HTML", 404: "HTML: the link is dead" }),
    (c) => onPage(c, async () => unsubscribe(c, await findUnsubscribeLink(c.var.runtime.house, c.req.param("token")))),
  )
  .post(
    "/u/:token",
    describe("Stops asking, at once and for ever (RFC 8058)", { 200: "HTML", 404: "HTML: the link is dead" }),
    (c) =>
      onPage(c, async () => {
        const link = await findUnsubscribeLink(c.var.runtime.house, c.req.param("token"));
        await unsubscribeByLink(c.var.runtime.house, link);
        return unsubscribe(c, link);
      }),
  );

const inWorkspace: <T>(
  c: C,
  link: FoundLink,
  verb: Parameters<typeof c.var.runtime.house.inWorkspace<T>>[2],
) => Promise<T> = (c, link, verb) => c.var.runtime.house.inWorkspace(link.workspaceId, respondent, verb);

const messageOf: Partial<Record<string, Message>> = {
  "link.not-found": "unknownLink",
  "survey.closed": "closed",
  "nonce.invalid": "refused",
  "origin.foreign": "refused",
};

/** People get a page that says what to do; programs get the problem itself. */
async function onPage(c: C, work: () => Promise<Response>, isJson = false): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (isJson || !(error instanceof Problem)) throw error;
    const status =
      error.kind === "not-found"
        ? 404
        : error.kind === "gone"
          ? 410
          : error.kind === "forbidden"
            ? 403
            : error.kind === "conflict"
              ? 409
              : 422;
    const page = messagePage({
      locale: localeOf(c, []),
      brand: null,
      message: messageOf[error.code] ?? "error",
      requestId: c.var.requestId,
    });
    return htmlResponse(c, page, { status });
  }
}

function localeOf(c: C, known: readonly string[], definition?: SurveyDefinition, posted?: string): string {
  const asked = posted ?? c.req.query("lang");
  const accepted = (c.req.header("accept-language") ?? "").split(",").map((part) => part.split(";")[0]?.trim());
  const wanted = [asked, ...(known.length > 0 ? known : accepted), ...accepted];
  if (definition) return chooseLocale(definition, wanted);
  return wanted.some((one) => one && languageOf(one) === "ru") ? "ru" : "en";
}

/** What a form that was sent is answered with: a screen, holding what was typed and what is wrong with it. */
type Reply = { locale: string; step: Step | undefined; values: Record<string, string>; errors: Record<string, string> };

function survey(c: C, opened: OpenedSurvey, nonce: string, reply?: Reply): Promise<Response> {
  const { definition, answers, known } = opened;
  const locale = reply?.locale ?? localeOf(c, opened.locales, definition);
  const chosen = reply ? null : preselected(c, opened);
  const step = reply ? reply.step : stepToOpen({ definition, answers, known }, chosen?.questionId ?? null);
  const isFirst = !step || step.after === null;
  const isRefused = reply !== undefined && Object.keys(reply.errors).length > 0;
  const page = surveyPage({
    definition,
    locale,
    // A link to another language opens the survey anew, so it stands where nothing is lost by that.
    otherLocales: isFirst ? localesOf(definition).filter((other) => other !== locale) : [],
    brand: opened.brand,
    nonce,
    preselected: chosen,
    values: reply?.values ?? formFromAnswers(definition, answers),
    errors: reply?.errors ?? {},
    context: null,
    phone: opened.phone,
    windows: callbackWindows(c.var.runtime.house.ports.now(), opened.timeZone, wordsFor(locale)),
    windowsZone: opened.timeZone === "UTC" ? "UTC" : zoneName(opened.timeZone, locale),
    saved: opened.status === "saved" || (reply !== undefined && !isRefused && !isFirst),
    unsubscribeUrl: opened.unsubscribeUrl,
    privacyUrl: opened.privacyUrl,
    step,
  });
  return htmlResponse(c, page, { status: isRefused ? 422 : 200, brand: opened.brand });
}

function zoneName(timeZone: string, locale: string): string {
  const part = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "longGeneric" })
    .formatToParts(new Date())
    .find(({ type }) => type === "timeZoneName");
  return part?.value ?? timeZone;
}

function preselected(c: C, { definition, channel }: OpenedSurvey) {
  const primary = primaryQuestion(definition);
  const score = c.req.query("score");
  if (!primary || primary.type === "csi" || score === undefined || !/^\d{1,2}$/.test(score)) return null;
  const { min, max } = scaleOf(primary);
  const value = Number(score);
  return value >= min && value <= max ? { questionId: primary.id, value, channel } : null;
}

function answersIn(posted: PostedAnswer, definition: SurveyDefinition): Answers {
  return posted.fields.size > 0 ? answersFromForm(definition, posted.fields) : posted.answers;
}

type Answering = { opened: OpenedSurvey; posted: PostedAnswer; answers: Answers; nonce: string };
type Save = (finished: boolean) => Promise<Saved>;

/** Saves, and says so in the way it was asked: a page for a form, JSON for JSON. */
async function answered(c: C, answering: Answering, save: Save): Promise<Response> {
  const { opened, posted, answers, nonce } = answering;
  if (posted.isJson) {
    const { response } = await save(posted.finished);
    return c.json({ submissionId: response.submissionId, status: response.status });
  }
  const journey = { definition: opened.definition, answers, known: opened.known };
  try {
    return await goOn(c, answering, journey, save);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.kind === "conflict") return thanks(c, opened, opened.answers, true);
    if (!error.errors) throw error;
    const locale = localeOf(c, opened.locales, opened.definition, posted.lang);
    const errors = errorsForForm(opened.definition, { answers, errors: error.errors }, locale);
    const step = stepWith(
      journey,
      Object.keys(errors).find((id) => id !== ""),
    );
    return survey(c, opened, nonce, { locale, step, values: Object.fromEntries(posted.fields), errors });
  }
}

/** One screen further, each kept before the next is shown; or one back; or, behind the last, the end. */
async function goOn(c: C, { opened, posted, answers, nonce }: Answering, journey: Journey, save: Save) {
  const { definition } = opened;
  const locale = localeOf(c, opened.locales, definition, posted.lang);
  const reply = { locale, values: formFromAnswers(definition, answers), errors: {} };
  const after = posted.fields.get(afterField) ?? null;
  if (posted.fields.has(backField)) return survey(c, opened, nonce, { ...reply, step: stepBefore(journey, after) });

  const { step, next } = stepFrom(journey, after);
  if (!step || !next) {
    const { response } = await save(true);
    return thanks(c, opened, response.answers, false);
  }
  const faults = faultsUpTo(journey, step);
  if (faults.length > 0)
    throw new Problem("invalid", "response.invalid", "Some answers are wrong.", { errors: faults });
  if (Object.keys(answers).length > 0) await save(false);
  return survey(c, opened, nonce, { ...reply, step: next });
}

function thanks(c: C, opened: OpenedSurvey, answers: Answers, hasAnsweredBefore: boolean): Promise<Response> {
  const { definition, known, unsubscribeUrl, privacyUrl, brand } = opened;
  const page = thanksPage({
    definition,
    answers,
    known,
    locale: localeOf(c, opened.locales, definition),
    brand,
    hasAnsweredBefore,
    unsubscribeUrl,
    privacyUrl,
  });
  return htmlResponse(c, page, { status: hasAnsweredBefore && c.req.method === "POST" ? 409 : 200, brand });
}

async function unsubscribe(c: C, link: FoundLink): Promise<Response> {
  const { brand, privacyUrl, locale, email, isDone } = await inWorkspace(c, link, (ctx) =>
    openUnsubscribe(ctx, link.id),
  );
  const chosen = localeOf(c, [locale]);
  const page = unsubscribePage({
    locale: chosen,
    otherLocales: chosen === "ru" ? ["en"] : ["ru"],
    brand,
    address: email,
    isDone,
    privacyUrl,
  });
  return htmlResponse(c, page, { brand });
}

const isPrefetch = (c: C) =>
  `${c.req.header("sec-purpose") ?? ""} ${c.req.header("purpose") ?? ""}`.includes("prefetch");

// A nonce proves that the page was fetched before it was posted; it holds no state of ours.
const personalNonce = (c: C, token: string) =>
  c.var.runtime.house.ports.crypto.sign("nonce", `i ${token}`).slice(0, 22);

/** On an open link it is the attempt as well: the submissionId of what is answered on this page. */
function openNonce(c: C, slug: string): string {
  const attempt = c.var.runtime.house.ports.crypto.uuidv4();
  return `${attempt}.${signatureOf(c, slug, attempt)}`;
}

const signatureOf = (c: C, slug: string, attempt: string) =>
  c.var.runtime.house.ports.crypto.sign("nonce", `s ${slug} ${attempt}`).slice(0, 22);

function requireOpenNonce(c: C, slug: string, nonce: string): void {
  const [attempt = ""] = nonce.split(".");
  requireNonce(c, nonce, `${attempt}.${signatureOf(c, slug, attempt)}`);
}

function requireNonce(c: C, given: string, expected: string): void {
  if (!c.var.runtime.house.ports.crypto.equals(given, expected)) {
    throw new Problem("forbidden", "nonce.invalid", "This form does not come from our page. Open the link again.");
  }
}
