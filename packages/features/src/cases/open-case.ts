import { casePriority } from "@otklik/domain/cases/case-states";
import { foundNoRoom } from "@otklik/domain/survey/answer-flags";
import { primaryQuestion, type SurveyDefinition, scaleOf } from "@otklik/domain/survey/definition";
import { readResponse } from "@otklik/domain/survey/read-response";
import { readSettings } from "../accounts/index.ts";
import { lockContact } from "../contacts/index.ts";
import type { Context, Planning, Work } from "../context.ts";
import type { EventNamed } from "../events.ts";
import type { Follower } from "../flow.ts";
import { findResponse, lockResponse, type StoredResponse } from "../responses/index.ts";
import { findVersion } from "../surveys/index.ts";
import { deleteNotesAbout } from "./notes-store.ts";
import { insertCase } from "./store.ts";

/** Puts an unhappy customer, or one who wishes to be called, in front of a person: once per response. */
export const openCase: Follower<EventNamed<"response.created" | "response.updated">> = {
  queue: "openCase",
  when: ({ needsCase }) => needsCase,
  payload: ({ responseId }) => ({ responseId }),
  run: (work: Work, { responseId }) =>
    work.inWorkspace(async (ctx) => {
      await openCaseFor(ctx, responseId as string);
      // In the same transaction: an edit that waits for the answer's lock leaves a job of its own then.
      await work.finishIn(ctx);
    }),
};

async function openCaseFor(ctx: Context, responseId: string): Promise<void> {
  const contactId = (await findResponse(ctx, responseId))?.contactId ?? null;
  const contact = contactId ? await lockContact(ctx, contactId) : null;
  // Whoever edits it now is waited for, and finds the case.
  await lockResponse(ctx, responseId);
  const response = await findResponse(ctx, responseId);
  if (!response || !(response.isCounted || foundNoRoom(response.flags))) return;
  const version = await findVersion(ctx, response.surveyId, response.surveyVersion);
  if (!version) return;
  const { callback, isUnhappy } = readResponse(version.definition, response.answers);
  // Edited since: a customer who thought better of it needs nobody.
  if (!callback && !isUnhappy) return;
  const caseId = ctx.ports.crypto.uuidv7();
  const due = await dueAt(ctx, callback?.window);
  const isNew = await insertCase(ctx, {
    id: caseId,
    subjectType: "response",
    subjectId: response.id,
    contactId: response.contactId,
    touchpointId: response.touchpointId,
    status: "new",
    score: response.score,
    reason: callback ? "callback" : (response.class ?? "unhappy"),
    priority: casePriority({ wantsCall: callback !== null, share: shareOfScale(version.definition, response) }),
    valueMinor: contact?.valueMinor ?? null,
    dueAt: due,
    openedAt: ctx.ports.now(),
  });
  if (isNew) await ctx.emit({ name: "case.opened", caseId, dueAt: due });
}

/** Where the score lies on its question's scale, 0 to 1. */
function shareOfScale(definition: SurveyDefinition, { score }: StoredResponse): number | null {
  const primary = primaryQuestion(definition);
  if (!primary || score === null) return null;
  if (primary.type === "csi") return score / 100;
  const { min, max } = scaleOf(primary);
  return (score - min) / (max - min);
}

// Never before the hours the customer asked for: whoever calls earlier breaks a promise.
async function dueAt(ctx: Context, window: { from: string; to: string } | undefined): Promise<Date> {
  const { caseDueHours } = await readSettings(ctx);
  const usual = new Date(ctx.ports.now().getTime() + caseDueHours * 3_600_000);
  if (!window) return usual;
  const end = new Date(window.to);
  return end > ctx.ports.now() ? end : usual;
}

/** What people wrote about an erased contact goes; that there was a case stays. */
export function forgetCases(planning: Planning, { contactId }: EventNamed<"contact.erased">): Promise<void> {
  const { workspaceId } = planning;
  return planning.inTx((tx) => deleteNotesAbout({ tx, workspaceId }, contactId));
}
