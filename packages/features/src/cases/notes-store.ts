import { auditLog, caseNotes, cases } from "@otklik/db/schema/index";
import type { CaseChangeDetails } from "@otklik/domain/cases/case-changes";
import { and, asc, desc, eq, gt, inArray, ne } from "drizzle-orm";
import type { Context } from "../context.ts";
import type { CaseRow } from "./store.ts";

export type NoteRow = typeof caseNotes.$inferSelect;

export async function insertNote({ tx, workspaceId }: Context, row: Omit<NoteRow, "workspaceId">): Promise<void> {
  await tx.insert(caseNotes).values({ workspaceId, ...row });
}

export async function findNote({ tx, workspaceId }: Context, caseId: string, id: string): Promise<NoteRow | null> {
  const [row] = await tx
    .select()
    .from(caseNotes)
    .where(and(eq(caseNotes.workspaceId, workspaceId), eq(caseNotes.caseId, caseId), eq(caseNotes.id, id)));
  return row ?? null;
}

export async function deleteNote({ tx, workspaceId }: Context, id: string): Promise<void> {
  await tx.delete(caseNotes).where(and(eq(caseNotes.workspaceId, workspaceId), eq(caseNotes.id, id)));
}

export async function notesOf({ tx, workspaceId }: Context, caseId: string): Promise<NoteRow[]> {
  return tx
    .select()
    .from(caseNotes)
    .where(and(eq(caseNotes.workspaceId, workspaceId), eq(caseNotes.caseId, caseId)))
    .orderBy(asc(caseNotes.id));
}

/** What was noted in the customer's other cases, newest first. */
export async function notesInOtherCases(
  { tx, workspaceId }: Context,
  { id, contactId }: CaseRow,
  limit: number,
): Promise<NoteRow[]> {
  if (!contactId) return [];
  const rows = await tx
    .select({ note: caseNotes })
    .from(caseNotes)
    .innerJoin(cases, and(eq(cases.workspaceId, caseNotes.workspaceId), eq(cases.id, caseNotes.caseId)))
    .where(
      and(
        eq(caseNotes.workspaceId, workspaceId),
        eq(cases.contactId, contactId),
        ne(cases.id, id),
        eq(caseNotes.kind, "note"),
      ),
    )
    .orderBy(desc(caseNotes.id))
    .limit(limit);
  return rows.map(({ note }) => note);
}

export type ChangeRow = {
  id: string;
  at: Date;
  actorKind: string;
  actorId: string | null;
  action: string;
  details: CaseChangeDetails;
};

/** What was done to a case, oldest first. */
export async function changesOf({ tx, workspaceId }: Context, caseId: string): Promise<ChangeRow[]> {
  const rows = await tx
    .select()
    .from(auditLog)
    .where(
      and(
        eq(auditLog.workspaceId, workspaceId),
        // Nothing was done before the case was there: spares reading the whole audit.
        gt(auditLog.id, caseId),
        eq(auditLog.subjectKind, "case"),
        eq(auditLog.subjectId, caseId),
      ),
    )
    .orderBy(asc(auditLog.id));
  return rows.map((row) => ({ ...row, details: row.details as CaseChangeDetails }));
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
