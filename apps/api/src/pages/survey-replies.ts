import { faultsOfAnswers } from "@otklik/domain/survey/check-answers";
import type { Answers, SurveyDefinition } from "@otklik/domain/survey/definition";
import { primaryQuestion, scaleOf } from "@otklik/domain/survey/definition";
import { foldedFor } from "@otklik/domain/survey/folded";
import { metByFullQuota, metSoFar, type Quota } from "@otklik/domain/survey/quotas";
import { chooseLocale, languageOf, localesOf } from "@otklik/domain/survey/texts";
import { respondentLanguages } from "@otklik/domain/words/languages";
import { wordsFor } from "@otklik/domain/words/words";
import { Problem } from "@otklik/features/problem";
import { DoorShut, type OpenedSurvey, type Saved } from "@otklik/features/responses/index";
import type { Context } from "hono";
import type { ApiEnv } from "../api-env.ts";
import { afterField, answersFromForm, backField, formFromAnswers, languageField } from "./answers-from-form.ts";
import { callbackWindows } from "./callback-windows.ts";
import { htmlResponse } from "./html-response.ts";
import { kioskOf, kioskPart } from "./kiosk.ts";
import { messagePage, thanksPage } from "./message-pages.ts";
import type { PostedAnswer } from "./posted-answer.ts";
import { errorsForForm } from "./refused-form.ts";
import { faultsUpTo, type Journey, stepBefore, stepFrom, stepToOpen, stepWith } from "./steps.ts";
import { surveyPage } from "./survey-page.ts";
import type { Step } from "./survey-view.ts";

type C = Context<ApiEnv>;

export function localeOf(c: C, known: readonly string[], definition?: SurveyDefinition, posted?: string): string {
  // A form says its own language; the address may still name the one it was opened in.
  const asked = posted ?? (c.req.method === "GET" ? c.req.query("lang") : undefined);
  const accepted = (c.req.header("accept-language") ?? "").split(",").map((part) => part.split(";")[0]?.trim());
  const wanted = [asked, ...(known.length > 0 ? known : accepted), ...accepted, c.req.query("lang")];
  if (definition) return chooseLocale(definition, wanted);
  const languages = wanted.map((one) => languageOf(one ?? ""));
  return respondentLanguages.find((one) => one === languages.find(isSpoken)) ?? "en";
}

const isSpoken = (language: string) => (respondentLanguages as readonly string[]).includes(language);

/** What a form that was sent is answered with: a screen, holding what was typed and what is wrong with it. */
type Reply = { locale: string; step: Step | undefined; values: Record<string, string>; errors: Record<string, string> };

/** `isTried`: by whoever makes it. Its script is left out, which would keep on this device what nobody answered. */
type Opened = OpenedSurvey & { isTried?: true };

export function surveyReply(c: C, opened: Opened, nonce: string, reply?: Reply): Promise<Response> {
  const { answers, known } = opened;
  const definition = foldedFor(opened.definition, known);
  const met = reply ? null : metSoFar(opened.definition, { answers, known, upTo: null }, opened.quotaCounts);
  if (met) return turnedAway(c, opened, answers, met);
  const locale = reply?.locale ?? localeOf(c, opened.locales, definition);
  const chosen = reply ? null : preselected(c, opened);
  const step = reply ? reply.step : stepToOpen({ definition, answers, known }, chosen?.questionId ?? null);
  const isFirst = !step || step.after === null;
  const isRefused = reply !== undefined && Object.keys(reply.errors).length > 0;
  const page = surveyPage({
    definition,
    locale,
    otherLocales: localesOf(definition).filter((other) => other !== locale),
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
    // A personal link carries nothing: what it is about is kept with its invitation.
    linkContext: opened.unsubscribeUrl === null ? known.context : {},
    step,
    scripts: opened.isTried ? null : c.var.runtime.pageScripts,
    kiosk: kioskPart(c, locale),
  });
  // A kiosk keeps this page for when there is no network, and no other.
  c.header("otklik-page", "survey");
  return htmlResponse(c, page, {
    status: isRefused ? 422 : 200,
    brand: opened.brand,
    leadsTo: opened.redirectUrl,
  });
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

/**
 * What was posted, as answers. Controls that a script sends before Send may hold half an address: what cannot be taken
 * yet is left out, so that it does not keep the others from being saved.
 */
export function answersIn(posted: PostedAnswer, { definition, known }: OpenedSurvey): Answers {
  if (posted.fields.size === 0) return posted.answers;
  const answers = answersFromForm(definition, posted.fields);
  if (!posted.isJson || posted.finished) return answers;
  const faulty = new Set(
    faultsOfAnswers(definition, answers, false, known).map(({ pointer }) => pointer.split("/")[2]),
  );
  const sound = Object.entries(answers).filter(([id]) => !faulty.has(id));
  return sound.length === 0 ? answers : Object.fromEntries(sound);
}

type Answering = { opened: Opened; posted: PostedAnswer; answers: Answers; nonce: string };
/** What became of an answer; of a draft's preview nothing, so it has no more than this. */
type Outcome = {
  response: Pick<Saved["response"], "submissionId" | "status" | "answers"> & Partial<Pick<Saved["response"], "flags">>;
};
type Save = (finished: boolean) => Promise<Outcome>;

/** Saves, and says so in the way it was asked: a page for a form, JSON for JSON. */
export async function answered(c: C, answering: Answering, save: Save): Promise<Response> {
  const { posted, answers, nonce } = answering;
  const { locales } = answering.opened;
  const opened = { ...answering.opened, locales: posted.lang === undefined ? locales : [posted.lang, ...locales] };
  if (posted.isJson) {
    const { response } = await save(posted.finished);
    const { submissionId, status } = response;
    const leadsTo = status === "finished" ? opened.redirectUrl : null;
    return c.json({ submissionId, status, ...(leadsTo && { redirectUrl: leadsTo }) });
  }
  const journey = { definition: foldedFor(opened.definition, opened.known), answers, known: opened.known };
  try {
    return await goOn(c, { ...answering, opened }, journey, save);
  } catch (error) {
    if (!(error instanceof Problem) || error instanceof DoorShut) throw error;
    if (error.kind === "conflict") return thanks(c, opened, opened.answers, true);
    if (!error.errors) throw error;
    const locale = localeOf(c, opened.locales, opened.definition, posted.lang);
    const errors = errorsForForm(opened.definition, { answers, errors: error.errors }, locale);
    const step = stepWith(
      journey,
      Object.keys(errors).find((id) => id !== ""),
    );
    return surveyReply(c, opened, nonce, { locale, step, values: Object.fromEntries(posted.fields), errors });
  }
}

/** One screen further, each kept before the next is shown; or one back; or, behind the last, the end. */
async function goOn(c: C, { opened, posted, answers, nonce }: Answering, journey: Journey, save: Save) {
  const { definition } = opened;
  const locale = localeOf(c, opened.locales, definition, posted.lang);
  const reply = { locale, values: formFromAnswers(definition, answers), errors: {} };
  const after = posted.fields.get(afterField) ?? null;
  const language = posted.fields.get(languageField);
  if (language !== undefined) {
    const held = { locale: chooseLocale(definition, [language, locale]), values: Object.fromEntries(posted.fields) };
    return surveyReply(c, opened, nonce, { ...reply, ...held, step: stepFrom(journey, after).step });
  }
  if (posted.fields.has(backField))
    return surveyReply(c, opened, nonce, { ...reply, step: stepBefore(journey, after) });

  const { step, next } = stepFrom(journey, after);
  if (!step || !next) {
    const { response } = await save(true);
    if (response.flags?.includes("overQuota")) return overQuota(c, opened, response.answers);
    // What leads away from a kiosk has nobody to lead back.
    const onward = kioskOf(c) === null ? opened.redirectUrl : null;
    if (onward && !c.req.header("otklik-script")) return c.redirect(onward, 303);
    return thanks(c, opened, response.answers, false, { onward });
  }
  const faults = faultsUpTo(journey, step);
  if (faults.length > 0)
    throw new Problem("invalid", "response.invalid", "Some answers are wrong.", { errors: faults });
  // Of an anonymous survey nothing is kept before it is sent; the form carries it all.
  if (Object.keys(answers).length > 0 && !definition.anonymous) await save(false);
  const upTo = step.screen.questions.at(-1) ?? null;
  const met = metSoFar(opened.definition, { answers, known: opened.known, upTo }, opened.quotaCounts);
  if (met) return turnedAway(c, opened, answers, met);
  return surveyReply(c, opened, nonce, { ...reply, step: next });
}

/** A finished answer that is kept and has no place in a quota any more: which one, the counts told a moment later say. */
function overQuota(c: C, opened: OpenedSurvey, answers: Answers): Promise<Response> {
  const all = new Map(opened.definition.quotas?.map(({ id, limit }) => [id, limit]));
  const counts = new Map([...all, ...opened.quotaCounts]);
  const met =
    metByFullQuota(opened.definition, answers, opened.known, counts) ??
    metByFullQuota(opened.definition, answers, opened.known, all) ??
    "close";
  return turnedAway(c, opened, answers, met, 200);
}

/** Because a quota is full: the ending that is for them, or that there are answers enough. */
function turnedAway(
  c: C,
  opened: OpenedSurvey,
  answers: Answers,
  met: Quota["whenFull"],
  status: 200 | 410 = met === "close" ? 410 : 200,
): Promise<Response> {
  if (met !== "close") return thanks(c, opened, answers, false, { ending: met.ending });
  const { brand, privacyUrl } = opened;
  const locale = localeOf(c, opened.locales, opened.definition);
  return htmlResponse(
    c,
    messagePage({ locale, brand, message: "full", privacyUrl, kiosk: kioskPart(c, locale, "message") }),
    { status, brand },
  );
}

export function thanks(
  c: C,
  opened: OpenedSurvey,
  answers: Answers,
  hasAnsweredBefore: boolean,
  { ending = null, onward = null }: { ending?: string | null; onward?: string | null } = {},
): Promise<Response> {
  const { definition, known, unsubscribeUrl, privacyUrl, brand } = opened;
  const locale = localeOf(c, opened.locales, definition);
  const page = thanksPage({
    definition,
    answers,
    known,
    locale,
    // What was sent is looked at again by a GET; a form that was just sent is not.
    otherLocales: c.req.method === "GET" ? localesOf(definition).filter((other) => other !== locale) : [],
    brand,
    hasAnsweredBefore,
    turnedAwayTo: ending,
    onward,
    kiosk: kioskPart(c, locale),
    unsubscribeUrl,
    privacyUrl,
  });
  return htmlResponse(c, page, { status: hasAnsweredBefore && c.req.method === "POST" ? 409 : 200, brand });
}
