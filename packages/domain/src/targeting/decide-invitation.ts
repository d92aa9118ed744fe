import { stableShare } from "./stable-share.ts";
import { type Filter, passesFilters } from "./trigger.ts";

export const refusalReasons = [
  "erased",
  "unsubscribed",
  "unreachable",
  "inactive",
  "filter",
  "sampled-out",
  "recontact",
  "contact-budget",
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** The contact as targeting sees them, at one moment. */
export type Candidate = {
  contactId: string;
  isErased: boolean;
  hasUnsubscribed: boolean;
  /** Channels there is an unsuppressed address for and that can send now. */
  reachableBy: readonly string[];
  /** Contacts made or planned, over all channels and surveys. */
  ledger: readonly { at: Date; surveyId: string }[];
};

export type Policy = {
  distributionId: string;
  surveyId: string;
  isActive: boolean;
  channels: readonly string[];
  filters: readonly Filter[];
  /** Share of contacts that are asked, above 0 to 1. */
  sampling: number;
  /** Days between two contacts of any kind. */
  restDays: number;
  /** Days before this very survey is asked again; null: no rule of its own. */
  recontactDays: number | null;
  whenBudgetSpent: "refuse" | "defer";
  delaySeconds: number;
};

export type InvitationDecision =
  | { outcome: "invited"; channel: string; sendAt: Date }
  | { outcome: "deferred" | "refused"; reason: RefusalReason; nextEligibleAt: Date | null };

type Refusal = { reason: RefusalReason; nextEligibleAt?: Date } | null;
type Check = (candidate: Candidate, policy: Policy, properties: Record<string, unknown>, now: Date) => Refusal;

const day = 86_400_000;

// Consent first, so that no later, retryable reason can hide it; the budget last, so that a person whom another rule
// leaves out is never told to wait for it.
const checks: readonly Check[] = [
  ({ isErased }) => (isErased ? { reason: "erased" } : null),
  ({ hasUnsubscribed }) => (hasUnsubscribed ? { reason: "unsubscribed" } : null),
  ({ reachableBy }, { channels }) =>
    channels.some((channel) => reachableBy.includes(channel)) ? null : { reason: "unreachable" },
  (_, { isActive }) => (isActive ? null : { reason: "inactive" }),
  (_, { filters }, properties) => (passesFilters(filters, properties) ? null : { reason: "filter" }),
  ({ contactId }, { distributionId, sampling }) =>
    stableShare(`${distributionId}:${contactId}`) < sampling ? null : { reason: "sampled-out" },
  ({ ledger }, { recontactDays, surveyId }, _, now) =>
    recontactDays === null
      ? null
      : restingSince(
          ledger.filter((row) => row.surveyId === surveyId),
          recontactDays,
          now,
          "recontact",
        ),
  ({ ledger }, { restDays }, _, now) => restingSince(ledger, restDays, now, "contact-budget"),
];

/** Whether to invite, and if not, why and from when on. The first rule that objects gives the reason. */
export function decideInvitation(
  candidate: Candidate,
  policy: Policy,
  properties: Record<string, unknown>,
  now: Date,
): InvitationDecision {
  for (const check of checks) {
    const refusal = check(candidate, policy, properties, now);
    if (!refusal) continue;
    const { reason, nextEligibleAt = null } = refusal;
    const isDeferred = nextEligibleAt !== null && policy.whenBudgetSpent === "defer";
    return { outcome: isDeferred ? "deferred" : "refused", reason, nextEligibleAt };
  }
  const channel = policy.channels.find((one) => candidate.reachableBy.includes(one)) as string;
  return { outcome: "invited", channel, sendAt: new Date(now.getTime() + policy.delaySeconds * 1000) };
}

function restingSince(contacts: readonly { at: Date }[], restDays: number, now: Date, reason: RefusalReason): Refusal {
  if (contacts.length === 0) return null;
  const rested = Math.max(...contacts.map(({ at }) => at.getTime())) + restDays * day;
  return rested > now.getTime() ? { reason, nextEligibleAt: new Date(rested) } : null;
}
