import { actionTowards, type CaseAction, type CaseStatus, nextStatus } from "@otklik/domain/cases/case-states";
import { isMember } from "../accounts/index.ts";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { invalid, Problem } from "../problem.ts";
import { type CaseView, viewOf } from "./read-cases.ts";
import { type CaseRow, insertNote, lockCase, type NoteRow, updateCase } from "./store.ts";

export type CaseChange = {
  status?: CaseStatus;
  assigneeId?: string | null;
  priority?: CaseRow["priority"];
  rootCause?: string | null;
  outcome?: string | null;
};
export type Resolution = { rootCause?: string; outcome?: string; note?: string };
export type NoteView = {
  id: string;
  kind: NoteRow["kind"];
  body: string;
  authorKind: string;
  authorId: string | null;
  at: string;
};

/** Changes a case by hand. What the state table does not allow is refused. */
export async function changeCase(ctx: Context, id: string, change: CaseChange): Promise<CaseView> {
  const found = await lockKnownCase(ctx, id);
  if (change.assigneeId && !(await isMember(ctx, change.assigneeId))) {
    throw invalid("case.invalid", [
      { pointer: "/assigneeId", detail: `No member ${change.assigneeId} in this workspace.` },
    ]);
  }
  const owner = change.assigneeId === undefined ? found.assigneeId : change.assigneeId;
  const reassigned = owner !== found.assigneeId;
  let status = found.status;
  if (reassigned) status = step(found, owner ? "assign" : "unassign", owner !== null);
  if (change.status !== undefined && change.status !== status) {
    if (change.status === "resolved") requireResolution({ ...found, ...change });
    status = step(
      { ...found, status },
      found.status === "resolved" ? "reopen" : actionTowards(change.status),
      owner !== null,
    );
    // Nothing in between: who asks for one status is never given another.
    if (status !== change.status) {
      throw new Problem(
        "conflict",
        "case.not-allowed",
        `A case that is ${found.status} does not become ${change.status}.`,
      );
    }
  }
  const { priority = found.priority, rootCause = found.rootCause, outcome = found.outcome } = change;
  await save(ctx, found, { status, assigneeId: owner, priority, rootCause, outcome }, "case.change");
  if (reassigned && owner) await ctx.emit({ name: "case.assigned", caseId: id });
  return viewOf({
    ...found,
    status,
    assigneeId: owner,
    priority,
    rootCause,
    outcome,
    resolvedAt: resolvedAt(ctx, found, status),
  });
}

/** Closes the loop. A case is resolved with its root cause and its outcome, said now or before, or not at all. */
export async function resolveCase(ctx: Context, id: string, { note, ...said }: Resolution): Promise<CaseView> {
  const found = await lockKnownCase(ctx, id);
  const status = step(found, "resolve", found.assigneeId !== null);
  const { rootCause = found.rootCause, outcome = found.outcome } = said;
  requireResolution({ rootCause, outcome });
  if (note) await writeNote(ctx, id, note);
  await save(ctx, found, { status, rootCause, outcome }, "case.resolve");
  return viewOf({ ...found, status, rootCause, outcome, resolvedAt: resolvedAt(ctx, found, status) });
}

export async function reopenCase(ctx: Context, id: string): Promise<CaseView> {
  const found = await lockKnownCase(ctx, id);
  const status = step(found, "reopen", found.assigneeId !== null);
  await save(ctx, found, { status }, "case.reopen");
  return viewOf({ ...found, status, resolvedAt: null });
}

export async function addNote(
  ctx: Context,
  caseId: string,
  { body, kind = "note" }: { body: string; kind?: NoteRow["kind"] },
): Promise<NoteView> {
  await lockKnownCase(ctx, caseId);
  return writeNote(ctx, caseId, body, kind);
}

async function writeNote(
  ctx: Context,
  caseId: string,
  body: string,
  kind: NoteRow["kind"] = "note",
): Promise<NoteView> {
  const note: Omit<NoteRow, "workspaceId"> = {
    id: ctx.ports.crypto.uuidv7(),
    caseId,
    kind,
    authorKind: ctx.actor.kind,
    authorId: ctx.actor.id,
    body,
    at: ctx.ports.now(),
  };
  await insertNote(ctx, note);
  const { id, authorKind, authorId, at } = note;
  return { id, kind, body, authorKind, authorId, at: at.toISOString() };
}

async function lockKnownCase(ctx: Context, id: string): Promise<CaseRow> {
  const found = await lockCase(ctx, id);
  if (!found) throw new Problem("not-found", "case.not-found", `No case ${id}.`);
  return found;
}

function step(found: CaseRow, action: CaseAction, hasOwner: boolean): CaseStatus {
  const next = nextStatus(found.status, action, hasOwner);
  if (!next) throw new Problem("conflict", "case.not-allowed", `A case that is ${found.status} does not ${action}.`);
  return next;
}

function requireResolution({ rootCause, outcome }: { rootCause?: string | null; outcome?: string | null }): void {
  const errors = [
    ...(rootCause ? [] : [{ pointer: "/rootCause", detail: "A case is resolved with its root cause." }]),
    ...(outcome ? [] : [{ pointer: "/outcome", detail: "A case is resolved with its outcome." }]),
  ];
  if (errors.length > 0) throw invalid("case.invalid", errors);
}

async function save(ctx: Context, found: CaseRow, changes: Partial<CaseRow>, action: string): Promise<void> {
  const status = changes.status ?? found.status;
  await updateCase(ctx, found.id, { ...changes, resolvedAt: resolvedAt(ctx, found, status) });
  if (status === "resolved" && found.status !== "resolved") await ctx.emit({ name: "case.resolved", caseId: found.id });
  await audit(ctx, { action, subjectKind: "case", subjectId: found.id, details: { from: found.status, to: status } });
}

function resolvedAt(ctx: Context, found: CaseRow, status: CaseStatus): Date | null {
  if (status !== "resolved") return null;
  return found.resolvedAt ?? ctx.ports.now();
}
