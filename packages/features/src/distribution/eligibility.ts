import { type StandingReason, standingOf } from "@otklik/domain/targeting/standing";
import { readSettings } from "../accounts/index.ts";
import { readContact, usableAddresses } from "../contacts/index.ts";
import type { Context } from "../context.ts";
import { ledgerOf } from "./store.ts";

export type StandingView = {
  canBeAsked: boolean;
  reason: StandingReason | null;
  nextEligibleAt: string | null;
  /** Days between two contacts that the workspace allows now. */
  restDays: number;
};
export type EligibilityView = {
  /** The latest contact made or planned; null: none. */
  lastContactAt: string | null;
  transactional: StandingView;
  relational: StandingView;
};

/** When a contact may next be asked, by kind of survey, and what stands in the way until then. */
export async function readEligibility(ctx: Context, contactId: string): Promise<EligibilityView> {
  const contact = await readContact(ctx, contactId);
  const { transactionalRestDays, relationalRestDays } = await readSettings(ctx);
  const usable = await usableAddresses(ctx, contact.id);
  const contactTimes = (await ledgerOf(ctx, contact.id)).map(({ at }) => at.getTime());
  const lastContactAt = contactTimes.length > 0 ? new Date(Math.max(...contactTimes)) : null;
  const hasMail = ctx.ports.mailer !== null;
  const person = {
    hasUnsubscribed: contact.unsubscribedAt !== null,
    hasAddress: hasMail && contact.email !== null,
    canBeReached: hasMail && usable.some(({ kind }) => kind === "email"),
    lastContactAt,
  };
  const standing = (restDays: number): StandingView => {
    const { nextEligibleAt, ...rest } = standingOf(person, restDays, ctx.ports.now());
    return { ...rest, nextEligibleAt: nextEligibleAt?.toISOString() ?? null, restDays };
  };
  return {
    lastContactAt: lastContactAt?.toISOString() ?? null,
    transactional: standing(transactionalRestDays),
    relational: standing(relationalRestDays),
  };
}
