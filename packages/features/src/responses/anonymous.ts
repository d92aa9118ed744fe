import { hourOf, safeOf } from "@otklik/domain/survey/anonymity";
import type { SurveyDefinition } from "@otklik/domain/survey/definition";
import type { PublishedSurvey } from "../context.ts";
import type { Crypto } from "../ports.ts";
import { invalid } from "../problem.ts";
import type { Submission } from "./prepare.ts";
import type { NewResponseRow } from "./store.ts";

/** The name that an attempt is stored under. An anonymous one must not be found again by whoever knows the caller's. */
export function attemptName(crypto: Crypto, definition: SurveyDefinition | undefined, submissionId: string): string {
  return definition?.anonymous ? crypto.sign("nonce", `anonymous attempt ${submissionId}`) : submissionId;
}

export const noContact = () =>
  invalid("survey.anonymous", [{ pointer: "/contact", detail: "This survey is anonymous. Leave the contact out." }]);

/** What is left of a submission to an anonymous survey. Nothing is kept of it before it is sent, and nobody is named. */
export function anonymised(
  submission: Submission,
  survey: PublishedSurvey,
  dimensions: { id: string; key: string }[],
): Submission {
  const { surveyId, touchpointKey, channel, answers, source, isTest, startedAt, submissionId, occurredAt } = submission;
  const { isDoorShut } = submission;
  if (!submission.finished || submission.isProvisional)
    throw invalid("survey.anonymous", [
      { pointer: "/finished", detail: "Of an anonymous survey nothing is kept before it is finished." },
    ]);
  const keep = new Set(survey.definition.safeContext);
  const isSafe = new Set(dimensions.flatMap(({ id, key }) => (keep.has(key) ? [id] : [])));
  const { segments } = submission;
  return {
    ...{ surveyId, touchpointKey, channel, answers, source, isTest, startedAt, submissionId, occurredAt, isDoorShut },
    finished: true,
    attributes: safeOf(survey.definition, { ...submission.context, ...submission.attributes }),
    ...(segments && { segments: Object.fromEntries(Object.entries(segments).filter(([id]) => isSafe.has(id))) }),
  };
}

/** The row of an anonymous answer: under an id that tells no time, its times to the hour. */
export function anonymousRow(row: NewResponseRow, crypto: Crypto, definition: SurveyDefinition): NewResponseRow {
  return {
    ...row,
    id: crypto.uuidv4(),
    submission_id: attemptName(crypto, definition, row.submission_id),
    anonymous: "fresh",
    // The language is one of a few that somebody may be known by.
    locale: definition.locale,
    feeds_detector: false,
    body_digest: crypto.digest(JSON.stringify(row.answers)),
    occurred_at: hourOf(new Date(row.occurred_at)).toISOString(),
    received_at: hourOf(new Date(row.received_at)).toISOString(),
  };
}
