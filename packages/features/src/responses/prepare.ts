import { foundNoRoom, signalsOf } from "@otklik/domain/survey/answer-flags";
import { faultsOfAnswers, withoutBlanks } from "@otklik/domain/survey/check-answers";
import type { Known } from "@otklik/domain/survey/condition";
import type { Answers } from "@otklik/domain/survey/definition";
import { answersOn } from "@otklik/domain/survey/path";
import { type Quota, quotasFilledBy } from "@otklik/domain/survey/quotas";
import { type ResponseReading, readResponse } from "@otklik/domain/survey/read-response";
import { chooseLocale } from "@otklik/domain/survey/texts";
import type { PublishedSurvey } from "../context.ts";
import type { CountedResponse, HouseEvent } from "../events.ts";
import type { Ports } from "../ports.ts";
import { type FieldError, invalid } from "../problem.ts";
import { segmentValues } from "../touchpoints/index.ts";
import { anonymised, anonymousRow } from "./anonymous.ts";
import { nextMixing } from "./mix-anonymous.ts";
import { isForQuotas } from "./quotas.ts";
import { firstLookAt } from "./silence.ts";
import type { NewResponseRow, StoredResponse } from "./store.ts";

/** An answer as any door hands it in. */
export type Submission = {
  surveyId: string;
  touchpointKey: string;
  channel: string;
  answers: Answers;
  locale?: string | null;
  occurredAt?: Date;
  /** One attempt; ours if not given. */
  submissionId?: string;
  finished: boolean;
  attributes?: Record<string, unknown>;
  source: "api" | "page" | "import";
  /** Saved by the page itself before Send: kept, not counted. */
  isProvisional?: boolean;
  isQuarantined?: boolean;
  /** Given in time and come once its link took no answers any more: kept, and counted once a person lets it in. */
  isDoorShut?: boolean;
  /** When the survey was first shown to whoever answers it, by our own clock. */
  startedAt?: Date;
  /** This device has answered the same link a short while ago. */
  isRepeat?: boolean;
  isTest: boolean;
  contactId?: string | null;
  invitationId?: string | null;
  /** Frozen with the invitation; otherwise worked out from attributes and contact. */
  segments?: Record<string, string>;
  contactAttributes?: Record<string, unknown>;
  /** What branches may speak of: the contact's attributes and name, and by default the submission's own attributes. */
  traits?: Known["contact"];
  context?: Known["context"];
  /** Holds where the submission itself names none. */
  contactLocale?: string | null;
};

/** A checked answer: its row, and what its saving means. */
export type Prepared = {
  row: NewResponseRow;
  touchpointKey: string;
  reading: ResponseReading;
  /** Of the survey it answers, those that it fills once it is finished. */
  quotas: Quota[];
  /** What the scores hold of it once it is saved; null: nothing yet. */
  counted: CountedResponse | null;
};

const day = 86_400_000;
const earliest = Date.UTC(2000, 0, 1);

export type Surroundings = {
  survey: PublishedSurvey | null;
  touchpointId: string | null;
  dimensions: { id: string; key: string }[];
};

/** Checks a submission against the published version and works out all that is kept of it. Refusals name every place. */
export function prepareResponse(
  ports: Ports,
  given: Submission,
  { survey, touchpointId, dimensions }: Surroundings,
): Prepared {
  const receivedAt = ports.now();
  const occurredAt = given.occurredAt ?? receivedAt;
  if (!survey || !touchpointId) throw refused(given, survey, touchpointId, occurredAt, receivedAt);
  const submission = survey.definition.anonymous ? anonymised(given, survey, dimensions) : given;
  const said = withoutBlanks(survey.definition, submission.answers);
  const known = { contact: submission.traits, context: submission.context ?? submission.attributes };
  const faults = [
    ...faultsOfAnswers(survey.definition, said, submission.finished, known),
    ...faultsOfTime(occurredAt, receivedAt),
  ];
  if (faults.length > 0) throw invalid("response.invalid", faults);

  // What is kept is what was asked: an answer on a branch that was left would be in scores, comments and cases for good,
  // and whoever reads the row later no longer knows which branch that was.
  const answers = answersOn(survey.definition, said, known);
  const reading = readResponse(survey.definition, answers);
  const id = ports.crypto.uuidv7();
  const isCounted = ![
    submission.isProvisional,
    submission.isQuarantined,
    submission.isDoorShut,
    submission.isTest,
  ].some(Boolean);
  const segments =
    submission.segments ?? segmentValues(dimensions, [submission.attributes, submission.contactAttributes]);
  const whole: NewResponseRow = {
    id,
    submission_id: submission.submissionId ?? id,
    survey_id: survey.id,
    survey_version: survey.version,
    touchpoint_id: touchpointId,
    channel: submission.channel,
    contact_id: submission.contactId ?? null,
    invitation_id: submission.invitationId ?? null,
    status: submission.finished ? "finished" : "partial",
    anonymous: null,
    is_counted: isCounted,
    score: reading.score,
    class: reading.class,
    comment: reading.comment,
    answers,
    locale: chooseLocale(survey.definition, [submission.locale, submission.contactLocale]),
    attributes: submission.attributes ?? {},
    segments,
    flags: [
      ...(submission.isProvisional ? ["provisional"] : []),
      ...(submission.isQuarantined ? ["quarantined"] : []),
      ...(submission.isDoorShut && submission.finished ? ["doorShut"] : []),
      ...(submission.finished ? signalsOf(survey.definition, answers, { ...submission, finishedAt: receivedAt }) : []),
    ],
    source: submission.source,
    is_test: submission.isTest,
    feeds_detector:
      isCounted &&
      reading.contributions.length > 0 &&
      isForDetectors({ source: submission.source, receivedAt, occurredAt }),
    body_digest: digestOf(ports, submission),
    occurred_at: occurredAt.toISOString(),
    received_at: receivedAt.toISOString(),
  };
  const row = survey.definition.anonymous ? anonymousRow(whole, ports.crypto, survey.definition) : whole;
  const counted = isCounted ? countedOf(survey, row, reading) : null;
  const quotas =
    survey.definition.quotas && isForQuotas(row.source, row.is_test)
      ? quotasFilledBy(survey.definition, answers, known)
      : [];
  return { row, touchpointKey: submission.touchpointKey, reading, quotas, counted };
}

export function countedOf(
  survey: PublishedSurvey,
  row: Pick<NewResponseRow, "touchpoint_id" | "channel" | "segments" | "occurred_at">,
  reading: ResponseReading,
): CountedResponse {
  return {
    surveyId: survey.id,
    touchpointId: row.touchpoint_id,
    channel: row.channel,
    segments: row.segments as Record<string, string>,
    at: new Date(row.occurred_at),
    answers: reading.contributions.map(({ questionId, bucket, scaled }) => ({
      questionId,
      scaleVersion: survey.scaleVersions[questionId] ?? 1,
      bucket,
      scaled: scaled ?? 0n,
    })),
  };
}

/** What happens when this is saved for the first time, under the condition that it is. */
export function eventsOfNew(prepared: Prepared): HouseEvent[] {
  const { row, touchpointKey, counted } = prepared;
  const isAnonymous = row.anonymous !== null;
  const of = {
    responseId: row.id,
    surveyId: row.survey_id,
    touchpointKey,
    channel: row.channel,
    ifInserted: true,
    isAnonymous,
  };
  const events: HouseEvent[] = [
    {
      name: "response.created",
      ...of,
      before: null,
      after: counted,
      needsCase: needsCase(prepared),
      hasNewComment: row.comment !== null,
      feedsDetector: row.feeds_detector,
    },
  ];
  if (row.status === "finished") events.push({ name: "response.finished", ...of });
  else events.push({ name: "response.unfinished", lookAt: firstLookAt(new Date(row.received_at)) });
  if (isAnonymous) events.push({ name: "answers.unmixed", lookAt: nextMixing(new Date(row.received_at)) });
  if (wantsCall(prepared)) events.push({ name: "callback.requested", ...of });
  return events;
}

/** What was imported, or is told more than a week late, says nothing of what customers think now. */
export function isForDetectors(answer: { source: string; receivedAt: Date; occurredAt: Date }): boolean {
  return answer.source !== "import" && answer.receivedAt.getTime() - answer.occurredAt.getTime() <= 7 * day;
}

/** An unhappy answer or a wish to be called needs a person, unless it is a test or its sender may be a machine. */
export function needsCase(meant: Meant): boolean {
  return isForPeople(meant) && (meant.reading.isUnhappy || meant.reading.callback !== null);
}

export function wantsCall(meant: Meant): boolean {
  return isForPeople(meant) && meant.reading.callback !== null;
}

type Meant = Pick<Prepared, "counted" | "reading"> & { row: Pick<StoredResponse, "source" | "flags" | "anonymous"> };

// What was imported may be years old: its unhappy customers were called then, or will not be called now.
// Nobody is unhappy in vain because a quota or a link was full.
const isForPeople = ({ counted, row }: Meant) =>
  (counted !== null || foundNoRoom(row.flags)) && row.source !== "import" && row.anonymous === null;

/** By this the same body is known again. */
export function digestOf(
  ports: Ports,
  { surveyId, touchpointKey, channel, answers, locale, occurredAt, attributes }: Submission,
): string {
  return ports.crypto.digest(
    JSON.stringify([surveyId, touchpointKey, channel, answers, locale ?? null, occurredAt ?? null, attributes ?? null]),
  );
}

function faultsOfTime(occurredAt: Date, receivedAt: Date): FieldError[] {
  if (occurredAt.getTime() > receivedAt.getTime() + day)
    return [{ pointer: "/occurredAt", detail: "This time is in the future." }];
  return occurredAt.getTime() < earliest
    ? [{ pointer: "/occurredAt", detail: "This time is before the year 2000." }]
    : [];
}

function refused(
  { surveyId, touchpointKey }: Submission,
  survey: PublishedSurvey | null,
  touchpointId: string | null,
  occurredAt: Date,
  receivedAt: Date,
) {
  const errors = faultsOfTime(occurredAt, receivedAt);
  if (!survey) errors.push({ pointer: "/surveyId", detail: `No published survey ${surveyId}.` });
  if (!touchpointId) errors.push({ pointer: "/touchpointKey", detail: `No touchpoint has the key ${touchpointKey}.` });
  return invalid("response.invalid", errors);
}
