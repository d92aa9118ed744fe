import type { Known } from "@otklik/domain/survey/condition";
import type { Answers, SurveyDefinition } from "@otklik/domain/survey/definition";
import { readSettings, type SettingsView } from "../accounts/index.ts";
import { readContact, usableAddresses } from "../contacts/index.ts";
import type { Context } from "../context.ts";
import { findDistribution, findInvitation, linksOf, markOpened } from "../distribution/index.ts";
import { Problem } from "../problem.ts";
import { listTouchpoints } from "../touchpoints/index.ts";
import { invitedTo } from "./answer-invitation.ts";
import { readCatalogue } from "./catalogue.ts";
import { knownOf } from "./known.ts";
import { isClosed } from "./silence.ts";
import { responseTo } from "./store.ts";

/** Whose page it is, as respondents know them; `accent` null: ours. */
type OpenedBrand = { name: string; accent: string | null };

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
};

/** Opens a personal link. The one thing this changes is the invitation's `opened` mark. */
export async function openInvitation(
  ctx: Context,
  invitationId: string,
  { marks }: { marks: boolean },
): Promise<OpenedSurvey> {
  const invitation = await findInvitation(ctx, invitationId);
  if (!invitation) throw new Problem("not-found", "link.not-found", "This link leads nowhere.");
  if (marks) await markOpened(ctx, invitationId);
  const survey = await invitedTo(ctx, invitation);
  const stored = await responseTo(ctx, invitationId);
  const settings = await readSettings(ctx);
  const addresses = await usableAddresses(ctx, invitation.contactId);
  return {
    definition: survey.definition,
    brand: brandOf(settings),
    privacyUrl: settings.privacyUrl,
    timeZone: settings.timeZone,
    locales: [invitation.locale, settings.locale].filter((one) => one !== null),
    phone: addresses.find(({ kind }) => kind === "phone")?.address ?? null,
    unsubscribeUrl: linksOf(ctx.ports, invitationId).unsubscribe,
    channel: invitation.channel,
    status: stored && isClosed(stored) ? "finished" : stored ? "saved" : "unanswered",
    answers: stored?.answers ?? {},
    known: await knownOf(ctx, invitation),
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

/** Opens the open link of a distribution, with what an answer through it is attributed to. */
export async function openDistribution(
  ctx: Context,
  distributionId: string,
): Promise<OpenedSurvey & { surveyId: string; touchpointKey: string }> {
  const distribution = await findDistribution(ctx, distributionId);
  const catalogue = readCatalogue({ ...ctx, now: ctx.ports.now(), read: (work) => work(ctx) });
  const survey = distribution?.active ? await catalogue.survey(distribution.surveyId) : null;
  const touchpoint = (await listTouchpoints(ctx)).find(({ id }) => id === distribution?.touchpointId);
  if (!distribution || !survey || !touchpoint) throw new Problem("gone", "survey.closed", "This survey is closed.");
  const settings = await readSettings(ctx);
  return {
    definition: survey.definition,
    brand: brandOf(settings),
    privacyUrl: settings.privacyUrl,
    timeZone: settings.timeZone,
    locales: [settings.locale],
    phone: null,
    unsubscribeUrl: null,
    channel: "link",
    status: "unanswered",
    answers: {},
    known: {},
    surveyId: survey.id,
    touchpointKey: touchpoint.key,
  };
}

/** The brand that these settings give a page. */
export const brandOf = ({
  senderName,
  name,
  accent,
}: Pick<SettingsView, "senderName" | "name" | "accent">): OpenedBrand => ({
  name: senderName ?? name,
  accent,
});
