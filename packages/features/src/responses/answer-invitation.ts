import { canBeAnswered, furtherStatus, type InvitationStatus } from "@otklik/domain/distribution/invitation-states";
import type { Answers } from "@otklik/domain/survey/definition";
import { readSettings } from "../accounts/index.ts";
import type { Context, PublishedSurvey, Work } from "../context.ts";
import { findDistribution, type InvitationRow, lockInvitation, updateInvitation } from "../distribution/index.ts";
import type { EventNamed } from "../events.ts";
import type { Follower } from "../flow.ts";
import { Problem } from "../problem.ts";
import { findVersion } from "../surveys/index.ts";
import { listTouchpoints } from "../touchpoints/index.ts";
import { answerAnonymously } from "./answer-anonymously.ts";
import { knownOf } from "./known.ts";
import { prepareResponse } from "./prepare.ts";
import { addResponse, editResponse, quarantineResponse, type Saved } from "./save-response.ts";
import { takePlaceIn } from "./shut-door.ts";
import { isClosed } from "./silence.ts";
import { lockSubmission, responseTo, type StoredResponse } from "./store.ts";

export type InvitedAnswer = {
  answers: Answers;
  finished: boolean;
  locale?: string;
  occurredAt?: Date;
  isDoorShut?: boolean;
};

/** Around the moment at which something followed the link that no person can see. */
const scannedWithinMs = 10 * 60_000;
/** Nobody sends two different scores this soon after each other by hand. */
const postedWithinMs = 10_000;

/**
 * Saves the answer to an invitation, which is its one attempt. Before Send it is provisional: kept and not counted.
 * Answers that a mail scanner may have made are kept apart.
 */
export async function answerInvitation(ctx: Context, invitationId: string, answer: InvitedAnswer): Promise<Saved> {
  const invitation = await lockInvitation(ctx, invitationId);
  if (!invitation || !canBeAnswered(invitation.status as InvitationStatus)) {
    throw new Problem("not-found", "link.not-found", "This invitation was withdrawn.");
  }
  const survey = await invitedTo(ctx, invitation);
  const touchpointKey = await keyOf(ctx, invitation.touchpointId);
  if (survey.definition.anonymous) {
    const isDoorShut = !(await hasPlace(ctx, invitation, answer));
    return answerAnonymously(ctx, { invitation, survey, touchpointKey }, { ...answer, isDoorShut });
  }
  const stored = (await responseTo(ctx, invitationId)) ?? (await lockSubmission(ctx, invitationId));
  const known = await knownOf(ctx, invitation);
  const isOpen = stored && isClosed(stored) ? true : await hasPlace(ctx, invitation, answer);
  const prepared = prepareResponse(
    ctx.ports,
    {
      surveyId: invitation.surveyId,
      touchpointKey,
      channel: invitation.channel,
      answers: answer.answers,
      locale: answer.locale,
      occurredAt: answer.occurredAt,
      submissionId: invitationId,
      finished: answer.finished,
      source: "page",
      // What a person has let in stays in.
      isProvisional: !answer.finished && !stored?.isCounted,
      isQuarantined: wasScannedAround(invitation, ctx.ports.now()),
      ...(invitation.openedAt && { startedAt: invitation.openedAt }),
      isDoorShut: !isOpen,
      isTest: invitation.isTest,
      contactId: invitation.contactId,
      invitationId,
      segments: invitation.segments,
      traits: known.contact,
      context: known.context,
    },
    { survey, touchpointId: invitation.touchpointId, dimensions: [] },
  );
  if (stored && isClosed(stored)) {
    if (isSecondScoreAtOnce(invitation, stored, prepared.row.score, ctx.ports.now())) throw new ScannerLike(stored.id);
    throw new Problem("conflict", "response.finished", "This survey has been answered already. Thank you!");
  }
  const saved = stored ? await editResponse(ctx, stored, prepared) : await addResponse(ctx, prepared);
  await updateInvitation(ctx, invitationId, {
    status: furtherStatus(invitation.status as InvitationStatus, answer.finished ? "completed" : "started"),
    ...(answer.finished && { postedAt: ctx.ports.now() }),
  });
  return saved;
}

async function hasPlace(ctx: Context, { distributionId, isTest }: InvitationRow, answer: InvitedAnswer) {
  if (answer.isDoorShut) return false;
  const distribution = answer.finished && !isTest ? await findDistribution(ctx, distributionId) : null;
  if (distribution?.responseLimit == null) return true;
  const door = { distribution, settings: await readSettings(ctx), definition: null };
  return takePlaceIn(ctx, door, { isThanked: answer.occurredAt !== undefined });
}

/** A second, different score posted at once: the first must be taken out of the scores, and nothing else be done. */
export class ScannerLike extends Problem {
  readonly responseId: string;
  constructor(responseId: string) {
    super("conflict", "response.finished", "This survey has been answered already. Thank you!");
    this.responseId = responseId;
  }
}

/** Takes the answer to an invitation out of the scores. */
export async function quarantineAnswer(ctx: Context, invitationId: string): Promise<void> {
  await lockInvitation(ctx, invitationId);
  const stored = await responseTo(ctx, invitationId);
  if (stored) await quarantineResponse(ctx, stored);
}

/** What was answered shortly before a scanner showed itself is taken out of the scores. */
export const quarantineScanned: Follower<EventNamed<"invitation.scanned">> = {
  queue: "quarantineScanned",
  payload: ({ invitationId }) => ({ invitationId }),
  run: (work: Work, { invitationId }) =>
    work.inWorkspace(async (ctx) => {
      const stored = await responseTo(ctx, invitationId as string);
      if (stored && ctx.ports.now().getTime() - stored.receivedAt.getTime() <= scannedWithinMs)
        await quarantineAnswer(ctx, invitationId as string);
    }),
};

const wasScannedAround = ({ scannedAt }: InvitationRow, now: Date) =>
  scannedAt !== null && Math.abs(now.getTime() - scannedAt.getTime()) <= scannedWithinMs;

function isSecondScoreAtOnce(
  { postedAt }: InvitationRow,
  stored: StoredResponse,
  score: number | null,
  now: Date,
): boolean {
  return (
    postedAt !== null &&
    now.getTime() - postedAt.getTime() <= postedWithinMs &&
    score !== null &&
    score !== stored.score
  );
}

export async function invitedTo(ctx: Context, { surveyId, surveyVersion }: InvitationRow): Promise<PublishedSurvey> {
  const version = await findVersion(ctx, surveyId, surveyVersion);
  if (!version) throw new Error("an invited version is kept");
  return { id: surveyId, version: surveyVersion, definition: version.definition, scaleVersions: version.scaleVersions };
}

async function keyOf(ctx: Context, touchpointId: string): Promise<string> {
  return (await listTouchpoints(ctx)).find(({ id }) => id === touchpointId)?.key as string;
}
