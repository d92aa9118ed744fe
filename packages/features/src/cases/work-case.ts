import { type CaseChangeDetails, lastUndoable } from "@otklik/domain/cases/case-changes";
import { actionTowards, type CaseAction, type CaseStatus, nextStatus } from "@otklik/domain/cases/case-states";
import { isMember } from "../accounts/index.ts";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { invalid, Problem } from "../problem.ts";
import { changesOf, deleteNote, findNote, insertNote, type NoteRow } from "./notes-store.ts";
import { type CaseView, viewOf } from "./read-cases.ts";
import { type CaseRow, findCase, lockCase, updateCase } from "./store.ts";

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
  return viewNow(ctx, id);
}

/** Closes the loop. A case is resolved with its root cause and its outcome, said now or before, or not at all. */
export async function resolveCase(ctx: Context, id: string, { note, ...said }: Resolution): Promise<CaseView> {
  const found = await lockKnownCase(ctx, id);
  const status = step(found, "resolve", found.assigneeId !== null);
  const { rootCause = found.rootCause, outcome = found.outcome } = said;
  requireResolution({ rootCause, outcome });
  if (note) await writeNote(ctx, id, note);
  await save(ctx, found, { status, rootCause, outcome }, "case.resolve");
  return viewNow(ctx, id);
}

export async function reopenCase(ctx: Context, id: string): Promise<CaseView> {
  const found = await lockKnownCase(ctx, id);
  const status = step(found, "reopen", found.assigneeId !== null);
  await save(ctx, found, { status }, "case.reopen");
  return viewNow(ctx, id);
}

/**
 * Takes the newest change of status, owner or priority back, if the one who asks made it: what others did since is
 * theirs to take back. Root cause and outcome stay, for when it is resolved after all.
 */
export async function undoChange(ctx: Context, id: string): Promise<CaseView> {
  const found = await lockKnownCase(ctx, id);
  const changes = await changesOf(ctx, id);
  const undone = lastUndoable(changes);
  if (!undone) throw new Problem("conflict", "case.nothing-to-undo", "Nothing was changed that could be taken back.");
  if (undone.actorKind !== ctx.actor.kind || undone.actorId !== ctx.actor.id) {
    throw new Problem("conflict", "case.changed-since", "Somebody else has changed this case since.");
  }
  const { from, ownerFrom = found.assigneeId, priorityFrom = found.priority } = undone.details;
  const owner = ownerFrom && (await isMember(ctx, ownerFrom)) ? ownerFrom : null;
  const before = from ?? found.status;
  const status = before === "assigned" && !owner ? "new" : before;
  const resolved = changes.findLast(({ id, details }) => id < undone.id && details.to === "resolved");
  const changed = {
    status,
    assigneeId: owner,
    priority: priorityFrom as CaseRow["priority"],
    resolvedAt: status === "resolved" ? (found.resolvedAt ?? resolved?.at ?? ctx.ports.now()) : null,
  };
  await save(ctx, found, changed, "case.undo", { undoes: undone.id });
  return viewNow(ctx, id);
}

export async function addNote(
  ctx: Context,
  caseId: string,
  { body, kind = "note" }: { body: string; kind?: NoteRow["kind"] },
): Promise<NoteView> {
  await lockKnownCase(ctx, caseId);
  return writeNote(ctx, caseId, body, kind);
}

/** Takes a note back: its writer's to do, and nobody else's. */
export async function removeNote(ctx: Context, caseId: string, id: string): Promise<void> {
  await lockKnownCase(ctx, caseId);
  const note = await findNote(ctx, caseId, id);
  if (!note) throw new Problem("not-found", "note.not-found", `No note ${id} in this case.`);
  if (note.authorKind !== ctx.actor.kind || note.authorId !== ctx.actor.id) {
    throw new Problem("forbidden", "note.not-yours", "Only who wrote a note can take it back.");
  }
  await deleteNote(ctx, id);
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

async function save(
  ctx: Context,
  found: CaseRow,
  changes: Partial<CaseRow>,
  action: string,
  more: CaseChangeDetails = {},
): Promise<void> {
  const { status = found.status, assigneeId: owner = found.assigneeId, priority = found.priority } = changes;
  await updateCase(ctx, found.id, { resolvedAt: resolvedAt(ctx, found, status), ...changes });
  const isReassigned = owner !== found.assigneeId;
  if (isReassigned && owner) await ctx.emit({ name: "case.assigned", caseId: found.id });
  if (status === "resolved" && found.status !== "resolved") await ctx.emit({ name: "case.resolved", caseId: found.id });
  const details: CaseChangeDetails = {
    from: found.status,
    to: status,
    ...(isReassigned && { ownerFrom: found.assigneeId, ownerTo: owner }),
    ...(priority !== found.priority && { priorityFrom: found.priority, priorityTo: priority }),
    ...more,
  };
  await audit(ctx, { action, subjectKind: "case", subjectId: found.id, details });
}

function resolvedAt(ctx: Context, found: CaseRow, status: CaseStatus): Date | null {
  if (status !== "resolved") return null;
  return found.resolvedAt ?? ctx.ports.now();
}

async function viewNow(ctx: Context, id: string): Promise<CaseView> {
  return viewOf((await findCase(ctx, id)) as CaseRow);
}
