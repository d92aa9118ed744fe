import { safeOf } from "@otklik/domain/survey/anonymity";
import type { Known } from "@otklik/domain/survey/condition";
import type { Answers, SurveyDefinition } from "@otklik/domain/survey/definition";
import { allowedLink } from "@otklik/domain/values/allowed-link";
import type { Theme } from "@otklik/domain/values/theme";
import { readSettings, type SettingsView } from "../accounts/index.ts";
import { readContact, usableAddresses } from "../contacts/index.ts";
import type { Context, PublishedSurvey } from "../context.ts";
import {
  type DistributionRow,
  findDistribution,
  findInvitation,
  isPinProof,
  linksOf,
  markOpened,
  openSingleUse,
} from "../distribution/index.ts";
import { mediaPath } from "../images/index.ts";
import { Problem } from "../problem.ts";
import { listTouchpoints } from "../touchpoints/index.ts";
import { attemptName } from "./anonymous.ts";
import { wasAnswered } from "./answer-anonymously.ts";
import { invitedTo } from "./answer-invitation.ts";
import { readCatalogue } from "./catalogue.ts";
import { knownOf } from "./known.ts";
import type { Submission } from "./prepare.ts";
import { countsOfQuotas } from "./quota-store.ts";
import { type Saved, saveResponse } from "./save-response.ts";
import { DoorShut, givenAtOf, refusalAt, type Sending, takePlaceIn } from "./shut-door.ts";
import { isClosed } from "./silence.ts";
import { findSubmission, lockSubmission, responseTo } from "./store.ts";

/** Whose page it is, as respondents know them; `accent` null: ours. */
type OpenedBrand = {
  name: string;
  accent: string | null;
  theme: Theme;
  /** Where its images are: a path that their ids are put behind. */
  mediaAt: string;
};

/** What a survey page is drawn from. */
export type OpenedSurvey = {
  definition: SurveyDefinition;
  brand: OpenedBrand;
  privacyUrl: string | null;
  timeZone: string;
  /** Languages the respondent is known to read, best first. */
  locales: string[];
  phone: string | null;
  unsubscribeUrl: string | null;
  channel: string;
  status: "unanswered" | "saved" | "finished";
  answers: Answers;
  /** What its branches and texts may speak of. */
  known: Known;
  /** How many count in each quota of the survey; empty where it has none. */
  quotaCounts: ReadonlyMap<string, number>;
  /** Where a browser goes once the answer is in; null: it stays. */
  redirectUrl: string | null;
  /** Of an answer that waited for a network: when it was given; null: just now. */
  givenAt: Date | null;
  /** It takes no answers any more; what was given before is kept nevertheless, and counts nowhere. */
  isShut: boolean;
};

/** Opens a personal link. The one thing this changes is the invitation's `opened` mark. */
export async function openInvitation(
  ctx: Context,
  invitationId: string,
  { marks, sending }: { marks: boolean; sending?: { lateMs: number | null } },
): Promise<OpenedSurvey> {
  const invitation = await findInvitation(ctx, invitationId);
  if (!invitation) throw new Problem("not-found", "link.not-found", "This link leads nowhere.");
  const survey = await invitedTo(ctx, invitation);
  const isAnonymous = Boolean(survey.definition.anonymous);
  // When somebody looked would tell when they answered.
  if (marks && !isAnonymous) await markOpened(ctx, invitationId);
  const stored = isAnonymous ? null : await responseTo(ctx, invitationId);
  const isFinished = isAnonymous ? await wasAnswered(ctx, invitation) : stored !== null && isClosed(stored);
  const settings = await readSettings(ctx);
  const addresses = await usableAddresses(ctx, invitation.contactId);
  const distribution = (await findDistribution(ctx, invitation.distributionId)) as DistributionRow;
  const { definition } = survey;
  const givenAt = givenAtOf(ctx.ports.now(), sending?.lateMs ?? null, invitation.sentAt ?? invitation.createdAt);
  const door = { distribution: { ...distribution, active: true }, settings, definition };
  const shut = isFinished ? null : await refusalAt(ctx, door, sending && { givenAt });
  if (shut && givenAt === null) throw shut;
  return {
    givenAt,
    isShut: shut !== null,
    definition,
    brand: brandOf(settings),
    privacyUrl: settings.privacyUrl,
    timeZone: settings.timeZone,
    locales: [invitation.locale, settings.locale].filter((one) => one !== null),
    phone: addresses.find(({ kind }) => kind === "phone")?.address ?? null,
    unsubscribeUrl: linksOf(ctx.ports, invitationId).unsubscribe,
    channel: invitation.channel,
    status: isFinished ? "finished" : stored ? "saved" : "unanswered",
    answers: stored?.answers ?? {},
    known: isAnonymous ? { context: safeOf(definition, invitation.context) } : await knownOf(ctx, invitation),
    quotaCounts: await quotaCountsOf(ctx, survey),
    redirectUrl: redirectOf(distribution, settings),
  };
}

/** The name and masked-to-be address on an unsubscribe page. */
export async function openUnsubscribe(
  ctx: Context,
  invitationId: string,
): Promise<{ brand: OpenedBrand; privacyUrl: string | null; locale: string; email: string | null; isDone: boolean }> {
  const invitation = await findInvitation(ctx, invitationId);
  const settings = await readSettings(ctx);
  const contact = invitation ? await readContact(ctx, invitation.contactId).catch(() => null) : null;
  return {
    brand: brandOf(settings),
    privacyUrl: settings.privacyUrl,
    locale: contact?.locale ?? settings.locale,
    email: contact?.email ?? null,
    isDone: contact?.unsubscribedAt != null,
  };
}

export type OpenedLink = OpenedSurvey & {
  distributionId: string;
  surveyId: string;
  touchpointKey: string;
  /** The name it is told by now; it may have been opened by an older one. */
  slug: string;
  /** Of a link for one answer: the answer's submissionId. */
  attempt: string | null;
  /** A finished answer goes by `answerAtDoor`. */
  isCountedAtDoor: boolean;
};

/** What a visitor comes with: the secret of a link for one answer, the proof that they know the PIN, and what they send. */
export type Visit = { token?: string; pinProof?: string; sending?: Sending & { attempt: string } };

/** Opens the open link of a distribution, or one of its links for one answer, with what an answer through it is attributed to. */
export async function openDistribution(ctx: Context, distributionId: string, visit: Visit): Promise<OpenedLink> {
  const settings = await readSettings(ctx);
  const distribution = await findDistribution(ctx, distributionId);
  const catalogue = readCatalogue({ ...ctx, now: ctx.ports.now(), read: (work) => work(ctx) });
  // Its page was shown to whoever sends what they gave earlier: they knew the PIN, and it was open then.
  const isLate = visit.sending !== undefined && visit.sending.givenAt !== null;
  const survey = distribution && (distribution.active || isLate) ? await catalogue.survey(distribution.surveyId) : null;
  const touchpoint = (await listTouchpoints(ctx)).find(({ id }) => id === distribution?.touchpointId);
  if (!distribution || !survey || !touchpoint) throw new DoorShut("closed", { settings });
  const { definition } = survey;
  const { crypto, now } = ctx.ports;
  const door = { distribution, settings, definition };
  // Nobody is asked for a PIN to be told that it is closed.
  if (!isLate && distribution.pinHash !== null && !isPinProof({ crypto, now: now() }, distribution, visit.pinProof))
    throw (await refusalAt(ctx, door, visit.sending)) ?? new DoorShut("pin", { settings, definition });
  const attempt = visit.token === undefined ? null : await openSingleUse(ctx, distributionId, visit.token);
  if (attempt === null && (distribution.singleUse || visit.token !== undefined))
    throw new DoorShut("singleUse", { settings, definition });
  // A link for one answer is known to whoever gave it to somebody, and its answer by it.
  if (attempt !== null && definition.anonymous) throw new DoorShut("closed", { settings, definition });
  const submissionId = attempt ?? visit.sending?.attempt ?? null;
  const stored =
    submissionId === null ? null : await findSubmission(ctx, attemptName(crypto, definition, submissionId));
  const isFinished = stored !== null && isClosed(stored);
  const shut = isFinished ? null : await refusalAt(ctx, door, visit.sending);
  if (shut && !isLate) throw shut;
  return {
    givenAt: visit.sending?.givenAt ?? null,
    isShut: shut !== null,
    definition,
    brand: brandOf(settings),
    privacyUrl: settings.privacyUrl,
    timeZone: settings.timeZone,
    // Nobody is known yet: their browser says what they read.
    locales: [],
    phone: null,
    unsubscribeUrl: null,
    channel: "link",
    status: isFinished ? "finished" : stored && attempt ? "saved" : "unanswered",
    // What was answered is told to nobody but the holder of a link made for one person.
    answers: (attempt && stored?.answers) || {},
    known: {},
    quotaCounts: await quotaCountsOf(ctx, survey),
    redirectUrl: redirectOf(distribution, settings),
    distributionId,
    surveyId: survey.id,
    touchpointKey: touchpoint.key,
    slug: distribution.slug,
    attempt,
    isCountedAtDoor: distribution.responseLimit !== null,
  };
}

/** Saves a finished answer through a link whose door counts: one more place, or a refusal, by the same transaction. */
export async function answerAtDoor(ctx: Context, distributionId: string, submission: Submission): Promise<Saved> {
  const distribution = await findDistribution(ctx, distributionId);
  const catalogue = readCatalogue({ ...ctx, now: ctx.ports.now(), read: (work) => work(ctx) });
  const definition = (await catalogue.survey(submission.surveyId))?.definition;
  const stored = await lockSubmission(
    ctx,
    attemptName(ctx.ports.crypto, definition, submission.submissionId as string),
  );
  if (!distribution || submission.isDoorShut || (stored && isClosed(stored))) return saveResponse(ctx, submission);
  const door = { distribution, settings: await readSettings(ctx), definition: null };
  const hasRoom = await takePlaceIn(ctx, door, { isThanked: submission.occurredAt !== undefined });
  return saveResponse(ctx, { ...submission, isDoorShut: !hasRoom });
}

const quotaCountsOf = async (ctx: Context, { id, definition }: PublishedSurvey) =>
  definition.quotas?.length ? countsOfQuotas(ctx, id) : new Map<string, number>();

const redirectOf = ({ redirectUrl }: DistributionRow, { redirectHosts }: SettingsView) =>
  redirectUrl === null ? null : allowedLink(redirectUrl, redirectHosts);

/** The brand that these settings give a page. */
export const brandOf = ({
  id,
  senderName,
  name,
  accent,
  theme,
}: Pick<SettingsView, "id" | "senderName" | "name" | "accent" | "theme">): OpenedBrand => ({
  name: senderName ?? name,
  accent,
  theme,
  mediaAt: mediaPath(id, ""),
});
