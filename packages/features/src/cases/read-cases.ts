import type { CaseStatus } from "@otklik/domain/cases/case-states";
import { type ContactView, readContact } from "../contacts/index.ts";
import type { Context } from "../context.ts";
import { type Page, type PageRequest, pageOf } from "../page.ts";
import { Problem } from "../problem.ts";
import { findResponse, type ResponseView, readResponses, viewOfStored } from "../responses/index.ts";
import { type CaseFilter, type CaseRow, findCase, listCases, notesOf } from "./store.ts";
import type { NoteView } from "./work-case.ts";

export type CaseView = {
  id: string;
  status: CaseStatus;
  subject: { type: CaseRow["subjectType"]; id: string };
  contactId: string | null;
  touchpointKey: string | null;
  score: number | null;
  reason: string;
  assigneeId: string | null;
  priority: CaseRow["priority"];
  /** What may be lost with this customer, in the workspace's currency; null: unknown. */
  value: number | null;
  dueAt: string;
  openedAt: string;
  resolvedAt: string | null;
  rootCause: string | null;
  outcome: string | null;
};

/** A case with everything known about the customer, so that nothing is asked twice. */
export type CaseFile = CaseView & {
  notes: NoteView[];
  contact: ContactView | null;
  response: ResponseView | null;
  earlierResponses: ResponseView[];
  earlierCases: CaseView[];
};

export function viewOf(row: CaseRow): CaseView {
  return {
    id: row.id,
    status: row.status,
    subject: { type: row.subjectType, id: row.subjectId },
    contactId: row.contactId,
    touchpointKey: row.touchpointKey,
    score: row.score,
    reason: row.reason,
    assigneeId: row.assigneeId,
    priority: row.priority,
    value: row.valueMinor === null ? null : row.valueMinor / 100,
    dueAt: row.dueAt.toISOString(),
    openedAt: row.openedAt.toISOString(),
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    rootCause: row.rootCause,
    outcome: row.outcome,
  };
}

export async function readCases(ctx: Context, filter: CaseFilter, request: PageRequest): Promise<Page<CaseView>> {
  const page = pageOf(await listCases(ctx, filter, request), request.limit, ({ openedAt, id }) => ({
    at: openedAt,
    id,
  }));
  return { ...page, data: page.data.map(viewOf) };
}

const known = 20;

export async function readCase(ctx: Context, id: string): Promise<CaseFile> {
  const row = await findCase(ctx, id);
  if (!row) throw new Problem("not-found", "case.not-found", `No case ${id}.`);
  const notes = (await notesOf(ctx, id)).map(({ id, kind, body, authorKind, authorId, at }) => ({
    id,
    kind,
    body,
    authorKind,
    authorId,
    at: at.toISOString(),
  }));
  const stored = row.subjectType === "response" ? await findResponse(ctx, row.subjectId) : null;
  const response = stored && viewOfStored(stored);
  if (!row.contactId) return { ...viewOf(row), notes, contact: null, response, earlierResponses: [], earlierCases: [] };
  const contact = await readContact(ctx, row.contactId).catch(nullIfErased);
  const responses = await readResponses(ctx, { contact: row.contactId }, { limit: known, after: null });
  const cases = await readCases(ctx, { contact: row.contactId }, { limit: known, after: null });
  return {
    ...viewOf(row),
    notes,
    contact,
    response,
    earlierResponses: responses.data.filter((one) => one.id !== response?.id),
    earlierCases: cases.data.filter((one) => one.id !== id),
  };
}

function nullIfErased(error: unknown): null {
  if (error instanceof Problem && error.kind === "not-found") return null;
  throw error;
}
