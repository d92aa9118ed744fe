import type { CaseStatus } from "@otklik/domain/cases/case-states";
import { wantedCall } from "@otklik/domain/cases/wanted-call";
import type { Context } from "../context.ts";
import { type Page, pageOf, readCursor } from "../page.ts";
import { cursorOf, readQueueCursor } from "./queue-place.ts";
import { type CaseFilter, type CaseRow, countCases, listCases, queueCases } from "./store.ts";

export type CaseView = {
  id: string;
  status: CaseStatus;
  subject: { type: CaseRow["subjectType"]; id: string };
  contactId: string | null;
  contactName: string | null;
  touchpointKey: string | null;
  touchpointName: string | null;
  /** Of the answer that the case is about, as are class and comment. */
  channel: string | null;
  score: number | null;
  class: string | null;
  comment: string | null;
  reason: string;
  /** The hours in which the customer wishes to be called, nulls where any time will do; null: no wish. */
  wantsCall: { from: string | null; to: string | null } | null;
  assigneeId: string | null;
  assigneeName: string | null;
  priority: CaseRow["priority"];
  /** What may be lost with this customer, in the workspace's currency; null: unknown. */
  value: number | null;
  dueAt: string;
  openedAt: string;
  resolvedAt: string | null;
  rootCause: string | null;
  outcome: string | null;
};

export function viewOf(row: CaseRow): CaseView {
  const call = row.answers && wantedCall(row.answers);
  return {
    id: row.id,
    status: row.status,
    subject: { type: row.subjectType, id: row.subjectId },
    contactId: row.contactId,
    contactName: row.contactName,
    touchpointKey: row.touchpointKey,
    touchpointName: row.touchpointName,
    channel: row.channel,
    score: row.score,
    class: row.class,
    comment: row.comment,
    reason: row.reason,
    wantsCall: call && { from: call.window?.from ?? null, to: call.window?.to ?? null },
    assigneeId: row.assigneeId,
    assigneeName: row.assigneeName,
    priority: row.priority,
    value: row.valueMinor === null ? null : row.valueMinor / 100,
    dueAt: row.dueAt.toISOString(),
    openedAt: row.openedAt.toISOString(),
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    rootCause: row.rootCause,
    outcome: row.outcome,
  };
}

export type QueueView = "open" | "mine" | "waiting" | "done";
export type CaseQuestion = Omit<CaseFilter, "isOpen" | "within"> & {
  view?: QueueView;
  /** `opened`: newest first. `stake`: by value at stake, then due. */
  sort?: "opened" | "stake";
};

export async function readCases(
  ctx: Context,
  { view, sort, ...filter }: CaseQuestion,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<Page<CaseView>> {
  const wanted = { ...filter, within: filterOf(ctx, view) };
  if (sort !== "stake") {
    const rows = await listCases(ctx, wanted, { limit, after: readCursor(cursor) });
    const page = pageOf(rows, limit, ({ openedAt, id }) => ({ at: openedAt, id }));
    return { ...page, data: page.data.map(viewOf) };
  }
  const rows = await queueCases(ctx, wanted, { limit, after: readQueueCursor(cursor) });
  const data = rows.slice(0, limit);
  const last = rows.length > limit ? data.at(-1) : undefined;
  const nextCursor = last ? cursorOf({ ...last, dueAt: last.dueAt.getTime() }) : null;
  return { data: data.map(viewOf), nextCursor };
}

function filterOf(ctx: Context, view: QueueView | undefined): CaseFilter {
  switch (view) {
    case undefined:
      return {};
    case "open":
      return { isOpen: true };
    // A key is nobody's: no member has the id of no member.
    case "mine":
      return { isOpen: true, assigneeId: memberIn(ctx) ?? nobody };
    case "waiting":
      return { status: ["waiting"] };
    case "done":
      return { status: ["resolved"] };
  }
}

const nobody = "00000000-0000-0000-0000-000000000000";

const memberIn = ({ actor }: Context) => (actor.kind === "member" ? actor.id : null);

export type CaseSummary = {
  views: Record<QueueView, number>;
  overdue: number;
  /** Of customers with open cases: what is known to be at stake, and with how many it is unknown. */
  valueAtRisk: { known: number; unknown: number };
};

/** How much there is to do, and what it is about. */
export async function summariseCases(ctx: Context, filter: { touchpoint?: string }): Promise<CaseSummary> {
  const { open, mine, waiting, done, overdue, known, unknown } = await countCases(ctx, {
    ...filter,
    now: ctx.ports.now(),
    memberId: memberIn(ctx),
  });
  return { views: { open, mine, waiting, done }, overdue, valueAtRisk: { known: known / 100, unknown } };
}
