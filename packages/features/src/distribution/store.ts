import type { Db } from "@otklik/db/database";
import { insertRows } from "@otklik/db/insert-rows";
import {
  contactLedger,
  customerEvents,
  decisions,
  distributions,
  invitations,
  linkTokens,
  surveySlugs,
} from "@otklik/db/schema/index";
import { and, asc, desc, eq, gt, gte, inArray, isNull, lt, notExists, or, sql } from "drizzle-orm";
import type { Context } from "../context.ts";
import type { PageRequest } from "../page.ts";

export type DistributionRow = typeof distributions.$inferSelect;
export type CustomerEventRow = typeof customerEvents.$inferSelect;
export type DecisionRow = typeof decisions.$inferSelect;
export type InvitationRow = typeof invitations.$inferSelect;

export async function insertDistribution(
  { tx, workspaceId }: Context,
  row: Omit<DistributionRow, "workspaceId">,
): Promise<void> {
  await tx.insert(distributions).values({ workspaceId, ...row });
}

/** Whose a slug is, made this distribution's if it is nobody's yet. Names are shared by the whole installation. */
export async function claimSlug({ tx, workspaceId }: Context, slug: string, distributionId: string): Promise<boolean> {
  await tx.insert(surveySlugs).values({ slug, workspaceId, distributionId }).onConflictDoNothing();
  const [row] = await tx.select().from(surveySlugs).where(eq(surveySlugs.slug, slug));
  return row?.workspaceId === workspaceId && row.distributionId === distributionId;
}

export async function findDistribution({ tx, workspaceId }: Context, id: string): Promise<DistributionRow | null> {
  const [row] = await tx
    .select()
    .from(distributions)
    .where(and(eq(distributions.workspaceId, workspaceId), eq(distributions.id, id)));
  return row ?? null;
}

export async function updateDistribution(
  { tx, workspaceId }: Context,
  id: string,
  changes: Partial<DistributionRow>,
): Promise<void> {
  await tx
    .update(distributions)
    .set(changes)
    .where(and(eq(distributions.workspaceId, workspaceId), eq(distributions.id, id)));
}

/** Newest first, one more than asked for. */
export async function listDistributions(
  { tx, workspaceId }: Context,
  { limit, after }: PageRequest,
): Promise<DistributionRow[]> {
  const older = after
    ? or(
        lt(distributions.createdAt, new Date(after.at)),
        and(eq(distributions.createdAt, new Date(after.at)), lt(distributions.id, after.id)),
      )
    : undefined;
  return tx
    .select()
    .from(distributions)
    .where(and(eq(distributions.workspaceId, workspaceId), older))
    .orderBy(desc(distributions.createdAt), desc(distributions.id))
    .limit(limit + 1);
}

/** The active distributions that wait for this event, the most important first. */
export async function distributionsFor({ tx, workspaceId }: Context, event: string): Promise<DistributionRow[]> {
  return tx
    .select()
    .from(distributions)
    .where(
      and(
        eq(distributions.workspaceId, workspaceId),
        eq(distributions.triggerEvent, event),
        eq(distributions.active, true),
      ),
    )
    .orderBy(desc(distributions.priority), asc(distributions.id));
}

/** False when an event with this id is already there. Waits for whoever is writing it. */
export async function insertCustomerEvent(
  { tx, workspaceId }: Context,
  row: Omit<CustomerEventRow, "workspaceId">,
): Promise<boolean> {
  const inserted = await tx
    .insert(customerEvents)
    .values({ workspaceId, ...row })
    .onConflictDoNothing()
    .returning({ id: customerEvents.id });
  return inserted.length > 0;
}

export async function findCustomerEvent(
  { tx, workspaceId }: Context,
  where: { id: string } | { eventId: string },
): Promise<CustomerEventRow | null> {
  const isIt = "id" in where ? eq(customerEvents.id, where.id) : eq(customerEvents.eventId, where.eventId);
  const [row] = await tx
    .select()
    .from(customerEvents)
    .where(and(eq(customerEvents.workspaceId, workspaceId), isIt));
  return row ?? null;
}

export async function insertDecision(
  { tx, workspaceId }: Context,
  row: Omit<DecisionRow, "workspaceId">,
): Promise<void> {
  await tx.insert(decisions).values({ workspaceId, ...row });
}

export async function findDecision({ tx, workspaceId }: Context, id: string): Promise<DecisionRow | null> {
  const [row] = await tx
    .select()
    .from(decisions)
    .where(and(eq(decisions.workspaceId, workspaceId), eq(decisions.id, id)));
  return row ?? null;
}

/** Whether a later decision stands beside this one: on the same event, or, without one, about the same contact. */
export async function wasDecidedAgain({ tx, workspaceId }: Context, decision: DecisionRow): Promise<boolean> {
  const { id, contactId, distributionId, customerEventId } = decision;
  const [later] = await tx
    .select({ id: decisions.id })
    .from(decisions)
    .where(
      and(
        eq(decisions.workspaceId, workspaceId),
        eq(decisions.contactId, contactId),
        eq(decisions.distributionId, distributionId),
        customerEventId ? eq(decisions.customerEventId, customerEventId) : isNull(decisions.customerEventId),
        gt(decisions.id, id),
      ),
    )
    .limit(1);
  return later !== undefined;
}

/** The first decision of each distribution on an event, in the order they were made; not those of later tries. */
export async function decisionsOn({ tx, workspaceId }: Context, event: CustomerEventRow): Promise<DecisionRow[]> {
  const first = await tx
    .selectDistinctOn([decisions.distributionId])
    .from(decisions)
    .where(and(eq(decisions.workspaceId, workspaceId), eq(decisions.customerEventId, event.id)))
    .orderBy(decisions.distributionId, asc(decisions.id));
  return first.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Newest first, one more than asked for, each with the caller's id of its event. */
export async function decisionsAbout({ tx, workspaceId }: Context, contactId: string, { limit, after }: PageRequest) {
  return tx
    .select({ decision: decisions, eventId: customerEvents.eventId })
    .from(decisions)
    .leftJoin(
      customerEvents,
      and(eq(customerEvents.workspaceId, workspaceId), eq(customerEvents.id, decisions.customerEventId)),
    )
    .where(
      and(
        eq(decisions.workspaceId, workspaceId),
        eq(decisions.contactId, contactId),
        after ? lt(decisions.id, after.id) : undefined,
      ),
    )
    .orderBy(desc(decisions.id))
    .limit(limit + 1);
}

export async function ledgerOf(
  { tx, workspaceId }: Context,
  contactId: string,
): Promise<{ at: Date; surveyId: string }[]> {
  return tx
    .select({ at: contactLedger.at, surveyId: contactLedger.surveyId })
    .from(contactLedger)
    .where(and(eq(contactLedger.workspaceId, workspaceId), eq(contactLedger.contactId, contactId)));
}

export async function insertInvitation(
  { tx, workspaceId }: Context,
  row: Omit<typeof invitations.$inferInsert, "workspaceId">,
  tokens: { tokenHash: string; purpose: "answer" | "unsubscribe" }[],
): Promise<void> {
  await tx.insert(invitations).values({ workspaceId, ...row });
  await tx.insert(linkTokens).values(tokens.map((token) => ({ ...token, workspaceId, invitationId: row.id })));
  await tx
    .insert(contactLedger)
    .values({ workspaceId, invitationId: row.id, contactId: row.contactId, surveyId: row.surveyId, at: row.sendAt });
}

export type PastRows = {
  events: Omit<CustomerEventRow, "workspaceId">[];
  invitations: Omit<InvitationRow, "workspaceId">[];
  decisions: Omit<DecisionRow, "workspaceId">[];
  ledger: Omit<typeof contactLedger.$inferInsert, "workspaceId">[];
};

/** What was decided once, and what came of it. Without links: nobody was ever sent one. */
export async function insertPast({ tx, workspaceId }: Context, past: PastRows): Promise<void> {
  const ours = <Row>(rows: Row[]) => rows.map((row) => ({ workspaceId, ...row }));
  await insertRows(tx, customerEvents, ours(past.events));
  await insertRows(tx, invitations, ours(past.invitations));
  await insertRows(tx, decisions, ours(past.decisions));
  await insertRows(tx, contactLedger, ours(past.ledger));
}

/** Gives the contact made by this invitation back to their budget: nothing was sent. */
export async function returnToBudget({ tx, workspaceId }: Context, invitationId: string): Promise<void> {
  await tx
    .delete(contactLedger)
    .where(and(eq(contactLedger.workspaceId, workspaceId), eq(contactLedger.invitationId, invitationId)));
}

export async function findInvitation({ tx, workspaceId }: Context, id: string): Promise<InvitationRow | null> {
  const [row] = await tx
    .select()
    .from(invitations)
    .where(and(eq(invitations.workspaceId, workspaceId), eq(invitations.id, id)));
  return row ?? null;
}

export async function lockInvitation({ tx, workspaceId }: Context, id: string): Promise<InvitationRow | null> {
  const [row] = await tx
    .select()
    .from(invitations)
    .where(and(eq(invitations.workspaceId, workspaceId), eq(invitations.id, id)))
    .for("update");
  return row ?? null;
}

export async function updateInvitation(
  { tx, workspaceId }: Context,
  id: string,
  changes: Partial<InvitationRow>,
): Promise<void> {
  await tx
    .update(invitations)
    .set(changes)
    .where(and(eq(invitations.workspaceId, workspaceId), eq(invitations.id, id)));
}

export async function forgetContext(
  { tx, workspaceId }: Pick<Context, "tx" | "workspaceId">,
  contactId: string,
): Promise<void> {
  const erased = await tx
    .update(invitations)
    .set({ context: {} })
    .where(and(eq(invitations.workspaceId, workspaceId), eq(invitations.contactId, contactId)))
    .returning({ id: invitations.id });
  // What were said through an old link could never be erased again. The way to unsubscribe stays.
  await tx.delete(linkTokens).where(
    and(
      eq(linkTokens.workspaceId, workspaceId),
      eq(linkTokens.purpose, "answer"),
      inArray(
        linkTokens.invitationId,
        erased.map(({ id }) => id),
      ),
    ),
  );
  await tx
    .update(customerEvents)
    .set({ properties: {} })
    .where(and(eq(customerEvents.workspaceId, workspaceId), eq(customerEvents.contactId, contactId)));
}

/** Which invitation a link's secret belongs to. Read before the tenant is known. */
export async function findLinkToken(db: Db, tokenHash: string, purpose: "answer" | "unsubscribe") {
  const [row] = await db
    .select()
    .from(linkTokens)
    .where(and(eq(linkTokens.tokenHash, tokenHash), eq(linkTokens.purpose, purpose)));
  return row ?? null;
}

/** Which distribution an open link belongs to. Read before the tenant is known. */
export async function findSlug(db: Db, slug: string) {
  const [row] = await db.select().from(surveySlugs).where(eq(surveySlugs.slug, slug));
  return row ?? null;
}

/**
 * When tests were sent by hand after that moment, newest first. No decision made them, unlike what a test key invites. Locked, so
 * that many at once are counted one after another.
 */
export async function testsSince({ tx, workspaceId }: Context, since: Date, limit: number): Promise<Date[]> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${workspaceId} tests`}, 0))`);
  // Ids begin with the time in milliseconds: the primary key finds the newest.
  const oldestId = (since.getTime() + 1)
    .toString(16)
    .padStart(12, "0")
    .replace(/^(.{8})/, "$1-")
    .concat("-0000-0000-000000000000");
  const decided = and(eq(decisions.workspaceId, workspaceId), eq(decisions.invitationId, invitations.id));
  const rows = await tx
    .select({ createdAt: invitations.createdAt })
    .from(invitations)
    .where(
      and(
        eq(invitations.workspaceId, workspaceId),
        gte(invitations.id, oldestId),
        eq(invitations.isTest, true),
        notExists(tx.select({ id: decisions.id }).from(decisions).where(decided)),
      ),
    )
    .orderBy(desc(invitations.id))
    .limit(limit);
  return rows.map(({ createdAt }) => createdAt);
}
