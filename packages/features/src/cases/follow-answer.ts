import type { AnswerChange } from "@otklik/domain/cases/case-changes";
import { casePriority } from "@otklik/domain/cases/case-states";
import { readResponse } from "@otklik/domain/survey/read-response";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import type { EventNamed } from "../events.ts";
import { findResponse } from "../responses/index.ts";
import { findVersion } from "../surveys/index.ts";
import { lockCaseAbout, updateCase } from "./store.ts";

/**
 * A respondent changed an answer that has a case: the case follows its score and says so. It is never closed by that:
 * somebody may be on the phone already, and why a customer thought better of it is worth a call.
 */
export async function followAnswer(
  ctx: Context,
  event: EventNamed<"response.created" | "response.updated">,
): Promise<void> {
  if (!event.before || !event.after) return;
  const found = await lockCaseAbout(ctx, event.responseId);
  const response = found && (await findResponse(ctx, event.responseId));
  if (!found || !response) return;
  const version = await findVersion(ctx, response.surveyId, response.surveyVersion);
  if (!version) return;
  const { callback, isUnhappy } = readResponse(version.definition, response.answers);
  const wantsCall = callback !== null && found.reason !== "callback";
  const answer: AnswerChange[] = [
    ...(response.score === found.score ? [] : [isUnhappy ? ("unhappy" as const) : ("happier" as const)]),
    ...(event.hasNewComment ? (["comment"] as const) : []),
    ...(wantsCall ? (["callback"] as const) : []),
  ];
  if (answer.length === 0) return;
  await updateCase(ctx, found.id, {
    score: response.score,
    ...(wantsCall && { reason: "callback", priority: casePriority({ wantsCall, share: null }) }),
  });
  await audit(ctx, { action: "case.answer", subjectKind: "case", subjectId: found.id, details: { answer } });
}
