import type { Context, PublishedSurvey } from "../context.ts";
import type { InvitationRow } from "../distribution/index.ts";
import { Problem } from "../problem.ts";
import { isSpent, spendInvitation } from "./anonymous-store.ts";
import type { InvitedAnswer } from "./answer-invitation.ts";
import { readCatalogue } from "./catalogue.ts";
import { prepareResponse } from "./prepare.ts";
import { addResponse, type Saved } from "./save-response.ts";

type Invited = { invitation: InvitationRow; survey: PublishedSurvey; touchpointKey: string };

/**
 * Saves the answer to an invitation without a trace of the invitation, which is marked as spent by the same transaction:
 * one answer each, and no way from one to the other. The caller holds the invitation's lock.
 */
export async function answerAnonymously(
  ctx: Context,
  { invitation, survey, touchpointKey }: Invited,
  { answers, finished, isDoorShut }: InvitedAnswer,
): Promise<Saved> {
  if (await wasAnswered(ctx, invitation))
    throw new Problem("conflict", "response.finished", "This survey has been answered already. Thank you!");
  const catalogue = readCatalogue({ ...ctx, now: ctx.ports.now(), read: (work) => work(ctx) });
  const prepared = prepareResponse(
    ctx.ports,
    {
      surveyId: invitation.surveyId,
      touchpointKey,
      channel: invitation.channel,
      answers,
      submissionId: ctx.ports.crypto.uuidv4(),
      finished,
      isDoorShut,
      source: "page",
      isTest: invitation.isTest,
      segments: invitation.segments,
      context: invitation.context,
    },
    { survey, touchpointId: invitation.touchpointId, dimensions: await catalogue.dimensions() },
  );
  await spendInvitation(ctx, invitation.id);
  return addResponse(ctx, prepared);
}

/** Whether an invitation to an anonymous survey has been used. */
export const wasAnswered = async (ctx: Context, { id, status }: Pick<InvitationRow, "id" | "status">) =>
  status === "completed" || (await isSpent(ctx, id));
