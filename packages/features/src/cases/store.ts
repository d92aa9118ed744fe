import { caseNotes, cases, touchpoints } from "@otklik/db/schema/index";
import { and, asc, desc, eq, inArray, lt, or, type SQL } from "drizzle-orm";
import type { Context } from "../context.ts";
import type { PageRequest } from "../page.ts";

export type CaseRow = typeof cases.$inferSelect & { touchpointKey: string | null };
export type NoteRow = typeof caseNotes.$inferSelect;

const withKey = { found: cases, touchpointKey: touchpoints.key };
const isAt = and(eq(touchpoints.workspaceId, cases.workspaceId), eq(touchpoints.id, cases.touchpointId));

async function select({ tx, workspaceId }: Context, where: SQL | undefined, limit: number): Promise<CaseRow[]> {
  const rows = await tx
    .select(withKey)
    .from(cases)
    .leftJoin(touchpoints, isAt)
    .where(and(eq(cases.workspaceId, workspaceId), where))
    .orderBy(desc(cases.openedAt), desc(cases.id))
    .limit(limit);
  return rows.map(({ found, touchpointKey }) => ({ ...found, touchpointKey }));
}

/** False when the subject has its case already. */
export async function insertCase(
  { tx, workspaceId }: Context,
  row: Omit<typeof cases.$inferInsert, "workspaceId">,
): Promise<boolean> {
  const inserted = await tx
    .insert(cases)
    .values({ workspaceId, ...row })
    .onConflictDoNothing()
    .returning({ id: cases.id });
  return inserted.length > 0;
}

export async function findCase(ctx: Context, id: string): Promise<CaseRow | null> {
  return (await select(ctx, eq(cases.id, id), 1))[0] ?? null;
}

export async function lockCase(ctx: Context, id: string): Promise<CaseRow | null> {
  const { tx, workspaceId } = ctx;
  await tx
    .select({ id: cases.id })
    .from(cases)
    .where(and(eq(cases.workspaceId, workspaceId), eq(cases.id, id)))
    .for("update");
  return findCase(ctx, id);
}

export async function updateCase(
  { tx, workspaceId }: Context,
  id: string,
  changes: Partial<typeof cases.$inferInsert>,
): Promise<void> {
  await tx
    .update(cases)
    .set(changes)
    .where(and(eq(cases.workspaceId, workspaceId), eq(cases.id, id)));
}

export type CaseFilter = { status?: CaseRow["status"][]; assigneeId?: string; contact?: string; touchpoint?: string };

/** Newest first, one more than asked for. */
export async function listCases(ctx: Context, filter: CaseFilter, { limit, after }: PageRequest): Promise<CaseRow[]> {
  const where = and(
    filter.status ? inArray(cases.status, filter.status) : undefined,
    filter.assigneeId ? eq(cases.assigneeId, filter.assigneeId) : undefined,
    filter.contact ? eq(cases.contactId, filter.contact) : undefined,
    filter.touchpoint ? eq(touchpoints.key, filter.touchpoint) : undefined,
    after
      ? or(lt(cases.openedAt, new Date(after.at)), and(eq(cases.openedAt, new Date(after.at)), lt(cases.id, after.id)))
      : undefined,
  );
  return select(ctx, where, limit + 1);
}

export async function insertNote({ tx, workspaceId }: Context, row: Omit<NoteRow, "workspaceId">): Promise<void> {
  await tx.insert(caseNotes).values({ workspaceId, ...row });
}

export async function notesOf({ tx, workspaceId }: Context, caseId: string): Promise<NoteRow[]> {
  return tx
    .select()
    .from(caseNotes)
    .where(and(eq(caseNotes.workspaceId, workspaceId), eq(caseNotes.caseId, caseId)))
    .orderBy(asc(caseNotes.id));
}

export async function deleteNotesAbout(
  { tx, workspaceId }: Pick<Context, "tx" | "workspaceId">,
  contactId: string,
): Promise<void> {
  const ofContact = tx
    .select({ id: cases.id })
    .from(cases)
    .where(and(eq(cases.workspaceId, workspaceId), eq(cases.contactId, contactId)));
  await tx.delete(caseNotes).where(and(eq(caseNotes.workspaceId, workspaceId), inArray(caseNotes.caseId, ofContact)));
  await tx
    .update(cases)
    .set({ rootCause: null, outcome: null, valueMinor: null })
    .where(and(eq(cases.workspaceId, workspaceId), eq(cases.contactId, contactId)));
}
