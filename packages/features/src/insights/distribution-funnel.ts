import type { Context } from "../context.ts";
import { readDistribution } from "../distribution/index.ts";
import { invalid } from "../problem.ts";
import { findSurvey, findVersion } from "../surveys/index.ts";
import {
  countByDistribution,
  countByOpenLink,
  countDecisions,
  countInvitations,
  countLosses,
  listOffers,
} from "./store.ts";
import { usualWindow } from "./windows.ts";

/** `share` of those invited, 0..1; null while nobody was. */
export type Step = { n: number; share: number | null };

export type FunnelView = {
  distributionId: string;
  from: string;
  to: string;
  invited: Step;
  /** Planned and not sent yet. */
  waiting: Step;
  sent: Step;
  /** Null where nobody reports deliveries, as mail servers do not. */
  delivered: Step | null;
  opened: Step;
  started: Step;
  answered: Step;
  failed: Step;
  bounced: Step;
  /** The mail server was lost half way: never resent by itself. */
  unknown: Step;
  /** Planned, and taken back before it was sent. */
  withdrawn: Step;
  /**
   * Answers of this survey at this touchpoint that nobody was invited to; that a page was opened is recorded nowhere. Null:
   * the survey is anonymous, so that it is not known who was invited.
   */
  openLink: { started: number; answered: number } | null;
  /** Why invitations did not arrive, the most frequent first. */
  losses: { status: string; reason: string | null; n: number }[];
  /** How often this distribution decided whether to ask somebody. */
  decided: number;
  /** Why people were not asked, or are asked later; the most frequent first. `share` of all decisions. */
  refusals: { outcome: "refused" | "deferred"; reason: string; n: number; share: number }[];
};

/** What became of those invited in a window, by default the last 30 days, and why others were not. Tests are left out. */
export async function readFunnel(
  ctx: Context,
  { id, ...window }: { id: string; from?: Date; to?: Date },
): Promise<FunnelView> {
  const { surveyId, touchpointKey } = await readDistribution(ctx, id);
  const span = usualWindow(window, ctx.ports.now());
  if (span.from >= span.to)
    throw invalid("funnel.invalid", [{ pointer: "/to", detail: "The window must end after it begins." }]);
  const counted = await countInvitations(ctx, id, span);
  const step = (n: number): Step => ({ n, share: counted.invited === 0 ? null : n / counted.invited });
  const decisions = await countDecisions(ctx, id, span);
  const decided = decisions.reduce((sum, { n }) => sum + n, 0);
  return {
    distributionId: id,
    from: span.from.toISOString(),
    to: span.to.toISOString(),
    invited: step(counted.invited),
    waiting: step(counted.waiting),
    sent: step(counted.sent),
    delivered: counted.reported > 0 ? step(counted.delivered) : null,
    opened: step(counted.opened),
    started: step(counted.started),
    answered: step(counted.answered),
    failed: step(counted.failed),
    bounced: step(counted.bounced),
    unknown: step(counted.unknown),
    withdrawn: step(counted.withdrawn),
    openLink: (await isAnonymous(ctx, surveyId)) ? null : await countByOpenLink(ctx, { surveyId, touchpointKey }, span),
    losses: await countLosses(ctx, id, span),
    decided,
    refusals: decisions.flatMap(({ outcome, reason, n }) =>
      outcome === "invited" ? [] : [{ outcome, reason: reason ?? "", n, share: n / decided }],
    ),
  };
}

async function isAnonymous(ctx: Context, surveyId: string): Promise<boolean> {
  const survey = await findSurvey(ctx, surveyId);
  const asked = survey?.publishedVersion ? await findVersion(ctx, surveyId, survey.publishedVersion) : null;
  return asked?.definition.anonymous === true;
}

export type DistributionUsage = {
  distributionId: string;
  survey: { id: string; name: string };
  touchpoint: { key: string; name: string };
  invited: number;
  answered: number;
};

/** Every distribution with the names of what it offers where, and how many were invited and answered. */
export async function readDistributionUsage(
  ctx: Context,
  window: { from?: Date; to?: Date },
): Promise<DistributionUsage[]> {
  const counted = await countByDistribution(ctx, usualWindow(window, ctx.ports.now()));
  return (await listOffers(ctx)).map(({ id, surveyId, surveyName, touchpoint }) => ({
    distributionId: id,
    survey: { id: surveyId, name: surveyName },
    touchpoint,
    invited: counted.get(id)?.invited ?? 0,
    answered: counted.get(id)?.answered ?? 0,
  }));
}
