import type { Answers } from "@otklik/domain/survey/definition";
import type { ResponseClass } from "@otklik/domain/survey/read-response";
import type { Prepared } from "./prepare.ts";
import type { StoredResponse } from "./store.ts";

export type ResponseView = {
  id: string;
  submissionId: string;
  surveyId: string;
  surveyVersion: number;
  touchpointKey: string;
  channel: string;
  contactId: string | null;
  invitationId: string | null;
  status: "partial" | "finished";
  /** Silence: nothing more came for a set time. Null while it is partial. */
  finishedBy: "respondent" | "silence" | null;
  answers: Answers;
  score: number | null;
  class: ResponseClass | null;
  comment: string | null;
  locale: string;
  attributes: Record<string, unknown>;
  occurredAt: string;
  receivedAt: string;
  flags: string[];
};

export function viewOfStored(row: StoredResponse): ResponseView {
  return {
    id: row.id,
    submissionId: row.submissionId,
    surveyId: row.surveyId,
    surveyVersion: row.surveyVersion,
    touchpointKey: row.touchpointKey,
    channel: row.channel,
    contactId: row.contactId,
    invitationId: row.invitationId,
    status: row.status,
    finishedBy: row.status === "partial" ? null : row.finishedBySilence ? "silence" : "respondent",
    answers: row.answers,
    score: row.score,
    class: row.class as ResponseClass | null,
    comment: row.comment,
    locale: row.locale,
    // What is safe to count by is not safe to show beside one answer.
    attributes: row.anonymous ? {} : row.attributes,
    occurredAt: row.occurredAt.toISOString(),
    receivedAt: row.receivedAt.toISOString(),
    flags: row.flags,
  };
}

/** The same of an answer that was saved this moment, without asking the database for it again. */
export function viewOfNew({ row, touchpointKey }: Prepared): ResponseView {
  return {
    id: row.id,
    submissionId: row.submission_id,
    surveyId: row.survey_id,
    surveyVersion: row.survey_version,
    touchpointKey,
    channel: row.channel,
    contactId: row.contact_id,
    invitationId: row.invitation_id,
    status: row.status as "partial" | "finished",
    finishedBy: row.status === "partial" ? null : "respondent",
    answers: row.answers as Answers,
    score: row.score,
    class: row.class as ResponseClass | null,
    comment: row.comment,
    locale: row.locale,
    attributes: row.anonymous ? {} : (row.attributes as Record<string, unknown>),
    occurredAt: row.occurred_at,
    receivedAt: row.received_at,
    flags: row.flags,
  };
}
