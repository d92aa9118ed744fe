import { duplicateWithinMs, withoutHolds } from "@otklik/domain/survey/answer-flags";
import { type ResponseReading, readResponse } from "@otklik/domain/survey/read-response";
import { type GivenContact, readContact, traitsOf, upsertContact } from "../contacts/index.ts";
import type { Context, PublishedSurvey } from "../context.ts";
import type { CountedResponse } from "../events.ts";
import { Problem } from "../problem.ts";
import { findVersion } from "../surveys/index.ts";
import { attemptName, noContact } from "./anonymous.ts";
import { readCatalogue } from "./catalogue.ts";
import { knownOf } from "./known.ts";
import {
  countedOf,
  eventsOfNew,
  isForDetectors,
  needsCase,
  type Prepared,
  prepareResponse,
  type Submission,
  wantsCall,
} from "./prepare.ts";
import { countInQuotas } from "./quota-store.ts";
import { fillQuotas, settleQuotas } from "./quotas.ts";
import { isClosed } from "./silence.ts";
import { hasJustAnswered, lockSubmission, type StoredResponse, updateResponse } from "./store.ts";
import { type ResponseView, viewOfNew, viewOfStored } from "./view.ts";

export type Saved = { response: ResponseView; isNew: boolean };

/**
 * Saves an answer in a transaction of its own: finds or makes the contact, and edits the attempt if it is there and
 * unfinished. The same finished answer again gives the stored one, another under its submissionId is refused.
 */
export async function saveResponse(ctx: Context, submission: Submission, contact?: GivenContact): Promise<Saved> {
  const catalogue = readCatalogue({ ...ctx, now: ctx.ports.now(), read: (work) => work(ctx) });
  const definition = (await catalogue.survey(submission.surveyId))?.definition;
  if (contact && definition?.anonymous) throw noContact();
  const respondent = contact ? await knownRespondent(ctx, contact) : {};
  const submissionId = submission.submissionId ?? ctx.ports.crypto.uuidv7();
  const stored = await lockSubmission(ctx, attemptName(ctx.ports.crypto, definition, submissionId));
  const before = stored ? await knownBefore(ctx, stored, submission) : {};
  const prepared = await prepareInContext(ctx, { ...submission, submissionId, ...before, ...respondent });
  if (contact && (await hasJustAnswered(ctx, prepared.row, duplicateWithinMs))) prepared.row.flags.push("duplicate");
  return stored ? editResponse(ctx, stored, prepared) : addResponse(ctx, prepared);
}

/** What an earlier save of the attempt has told already: a later one need not say it again to stay on its path. */
async function knownBefore(ctx: Context, { contactId, attributes }: StoredResponse, submission: Submission) {
  const known = await knownOf(ctx, { contactId, context: { ...attributes, ...submission.attributes } });
  return { traits: known.contact, context: known.context };
}

/** What an answer takes over from its contact, who is found or made. */
export async function knownRespondent(ctx: Context, contact: GivenContact) {
  const { contactId } = await upsertContact(ctx, contact, "/contact");
  const { name, attributes, isTest, locale } = await readContact(ctx, contactId);
  return {
    contactId,
    contactAttributes: attributes,
    contactLocale: locale,
    traits: traitsOf({ name, attributes, locale }),
    ...(isTest && { isTest }),
  };
}

export async function prepareInContext(ctx: Context, submission: Submission): Promise<Prepared> {
  const catalogue = readCatalogue({ ...ctx, now: ctx.ports.now(), read: (work) => work(ctx) });
  return prepareResponse(ctx.ports, submission, {
    survey: await catalogue.survey(submission.surveyId),
    touchpointId: await catalogue.touchpointId(submission.touchpointKey),
    dimensions: await catalogue.dimensions(),
  });
}

/** A first save: the row and its events go into what the transaction writes at its end. */
export async function addResponse(ctx: Context, prepared: Prepared): Promise<Saved> {
  const settled = await settleQuotas(ctx, prepared, prepared.row.id);
  ctx.changes.responses.push(settled.row);
  for (const event of eventsOfNew(settled)) await ctx.emit(event);
  return { response: viewOfNew(settled), isNew: true };
}

/**
 * A later save of an attempt: −old +new until its respondent has finished it, silence or not; afterwards only the same
 * again is taken, as a repeat. `response.finished` is told once: where silence has, sending tells only that it changed.
 */
export async function editResponse(ctx: Context, stored: StoredResponse, given: Prepared): Promise<Saved> {
  if (isClosed(stored)) {
    const isRepeat =
      stored.bodyDigest === given.row.body_digest && [null, stored.contactId].includes(given.row.contact_id);
    if (isRepeat) return { response: viewOfStored(stored), isNew: false };
    throw new Problem("conflict", "response.finished", "This answer is finished and cannot be changed any more.");
  }
  if (stored.surveyId !== given.row.survey_id) {
    throw new Problem("conflict", "response.other-survey", "This submissionId belongs to an answer to another survey.");
  }
  const before = stored.isCounted ? (await countable(ctx, stored)).counted : null;
  // What a person or a scanner's trap has held back stays so, whatever its respondent sends next.
  const isHeld = stored.flags.includes("quarantined");
  const prepared = await settleQuotas(ctx, given, stored.id, { isHeld, stored });
  // Where and when it counts was settled by the first save; whose it is may be learnt later.
  const row = {
    ...prepared.row,
    ...(isHeld && { is_counted: false, flags: [...new Set([...stored.flags, ...prepared.row.flags])] }),
    contact_id: stored.contactId ?? prepared.row.contact_id,
    invitation_id: stored.invitationId ?? prepared.row.invitation_id,
    attributes: { ...stored.attributes, ...(prepared.row.attributes as Record<string, unknown>) },
    touchpoint_id: stored.touchpointId,
    channel: stored.channel,
    segments: stored.segments,
    occurred_at: stored.occurredAt.toISOString(),
  };
  const after =
    prepared.counted && !isHeld
      ? {
          ...prepared.counted,
          touchpointId: row.touchpoint_id,
          channel: row.channel,
          segments: stored.segments,
          at: stored.occurredAt,
        }
      : null;
  const isFinished = row.status === "finished";
  await updateResponse(ctx, stored.id, {
    // What silence finished stays so until it is sent.
    status: isFinished ? "finished" : stored.status,
    finishedBySilence: stored.finishedBySilence && !isFinished,
    lastSavedAt: isFinished || stored.status === "finished" ? null : ctx.ports.now(),
    surveyVersion: row.survey_version,
    contactId: row.contact_id,
    invitationId: row.invitation_id,
    isCounted: row.is_counted,
    score: row.score,
    class: row.class,
    comment: row.comment,
    answers: prepared.row.answers as StoredResponse["answers"],
    locale: row.locale,
    attributes: row.attributes,
    flags: row.flags,
    bodyDigest: row.body_digest,
  });
  const of = eventOf(stored);
  const feedsDetector = takeUp(ctx, stored, after);
  const isForPeople = !isHeld && needsCase(prepared);
  const hasNewComment = row.comment !== null && row.comment !== stored.comment;
  await ctx.emit({
    name: "response.updated",
    ...of,
    before,
    after,
    needsCase: isForPeople,
    hasNewComment,
    feedsDetector,
  });
  if (isFinished && stored.status !== "finished") await ctx.emit({ name: "response.finished", ...of });
  if (!isHeld && wantsCall(prepared)) await ctx.emit({ name: "callback.requested", ...of });
  const saved = {
    ...prepared,
    row: {
      ...row,
      status: isFinished ? "finished" : stored.status,
      id: stored.id,
      submission_id: stored.submissionId,
      received_at: stored.receivedAt.toISOString(),
    },
    touchpointKey: stored.touchpointKey,
  };
  const response = viewOfNew(saved);
  return {
    response: stored.finishedBySilence && !isFinished ? { ...response, finishedBy: "silence" } : response,
    isNew: false,
  };
}

/** Takes an answer out of the scores, to be looked at by a person. It is kept. */
export async function quarantineResponse(ctx: Context, stored: StoredResponse): Promise<void> {
  if (stored.flags.includes("quarantined")) return;
  const before = stored.isCounted ? (await countable(ctx, stored)).counted : null;
  await updateResponse(ctx, stored.id, { isCounted: false, flags: [...stored.flags, "quarantined"] });
  await countInQuotas(ctx, stored.id, false);
  const event = { name: "response.updated" as const, ...eventOf(stored), before, after: null };
  await ctx.emit({ ...event, needsCase: false, hasNewComment: false, feedsDetector: false });
}

/** Puts an answer that was held back into the scores; an unhappy one gets its case. A test never counts. */
export async function countStored(ctx: Context, stored: StoredResponse): Promise<void> {
  const { counted, reading } = await countable(ctx, stored);
  const [before, after] = [stored.isCounted ? counted : null, stored.isTest ? null : counted];
  await updateResponse(ctx, stored.id, { isCounted: after !== null, flags: withoutHolds(stored.flags) });
  await countInQuotas(ctx, stored.id, after !== null);
  if (after && stored.finishedBySilence) await fillQuotas(ctx, [stored]);
  const feedsDetector = takeUp(ctx, stored, after);
  const event = { name: "response.updated" as const, ...eventOf(stored), before, after, feedsDetector };
  await ctx.emit({ ...event, hasNewComment: false, needsCase: needsCase({ counted: after, reading, row: stored }) });
}

/** Gives an answer that counts for the first time its place among those that detectors take up. */
function takeUp(ctx: Context, stored: StoredResponse, after: CountedResponse | null): boolean {
  if (stored.anonymous || stored.feedsDetector || !after || after.answers.length === 0 || !isForDetectors(stored))
    return false;
  ctx.changes.takeUps.push(stored.id);
  return true;
}

const eventOf = ({ id, surveyId, touchpointKey, channel, anonymous }: StoredResponse) => ({
  responseId: id,
  surveyId,
  touchpointKey,
  channel,
  ifInserted: false,
  isAnonymous: anonymous !== null,
});

async function countable(
  ctx: Context,
  stored: StoredResponse,
): Promise<{ counted: CountedResponse; reading: ResponseReading }> {
  const version = await findVersion(ctx, stored.surveyId, stored.surveyVersion);
  if (!version) throw new Error("an answered version is kept");
  const survey: PublishedSurvey = {
    id: stored.surveyId,
    version: version.version,
    definition: version.definition,
    scaleVersions: version.scaleVersions,
  };
  const place = {
    touchpoint_id: stored.touchpointId,
    channel: stored.channel,
    segments: stored.segments,
    occurred_at: stored.occurredAt.toISOString(),
  };
  const reading = readResponse(version.definition, stored.answers);
  return { counted: countedOf(survey, place, reading), reading };
}
