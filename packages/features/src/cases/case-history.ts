import type { AnswerChange } from "@otklik/domain/cases/case-changes";
import type { CaseStatus } from "@otklik/domain/cases/case-states";
import { primaryQuestion, type SurveyDefinition } from "@otklik/domain/survey/definition";
import { type ActorView, nameActors } from "../accounts/index.ts";
import type { Context } from "../context.ts";
import { type AnswerRow, answersAround, eventsOf, invitationsOf } from "./around-store.ts";
import { type ChangeRow, changesOf, type NoteRow } from "./notes-store.ts";
import type { CaseRow } from "./store.ts";

type Entry = { id: string; at: string };

/** What happened around a case: what people did with it, and what its customer did and said. */
export type CaseHistoryEntry =
  | (Entry & { kind: "opened"; reason: string; score: number | null; metric: Metric | null })
  | (Entry & {
      kind: "change";
      action: "change" | "resolve" | "reopen" | "undo";
      by: ActorView;
      from: CaseStatus;
      to: CaseStatus;
      /** Null: the owner stayed. Names; a name of null: nobody. */
      owner: { from: string | null; to: string | null } | null;
      priority: { from: string; to: string } | null;
      /** The change that this one took back. */
      undoes: string | null;
    })
  | (Entry & { kind: "overdue" })
  /** The customer changed the answer that the case is about. */
  | (Entry & { kind: "answer"; changed: AnswerChange[] })
  | (Entry & { kind: "note" | "call"; by: ActorView; isOwn: boolean; body: string })
  | (Entry & {
      kind: "response";
      isSubject: boolean;
      metric: Metric | null;
      score: number | null;
      class: string | null;
      comment: string | null;
      channel: string;
      touchpointName: string;
    })
  | (Entry & { kind: "invitation"; channel: string; status: string; reason: string | null; touchpointName: string })
  | (Entry & { kind: "event"; name: string; properties: Record<string, unknown> });

type Metric = "nps" | "csat" | "ces" | "csi";

const mostOfEach = 20;

/** Everything around a case, newest first. */
export async function historyOfCase(ctx: Context, found: CaseRow, notes: NoteRow[]): Promise<CaseHistoryEntry[]> {
  const changes = await changesOf(ctx, found.id);
  const answers = await answersAround(ctx, found, mostOfEach);
  const invitations = found.contactId ? await invitationsOf(ctx, found.contactId, mostOfEach) : [];
  const events = found.contactId ? await eventsOf(ctx, found.contactId, mostOfEach) : [];
  const nameOf = await nameActors(ctx, [
    ...changes.map(({ actorKind, actorId }) => ({ kind: actorKind, id: actorId })),
    ...changes.flatMap(({ details }) => [memberAs(details.ownerFrom), memberAs(details.ownerTo)]),
    ...notes.map(({ authorKind, authorId }) => ({ kind: authorKind, id: authorId })),
  ]);

  const subject = answers.find(({ id }) => id === found.subjectId);
  const entries: CaseHistoryEntry[] = [
    {
      kind: "opened",
      id: found.id,
      at: found.openedAt.toISOString(),
      reason: found.reason,
      score: found.score,
      metric: subject ? metricOf(subject.definition) : null,
    },
    ...changes.flatMap((row) => entryOfChange(row, nameOf)),
    ...notes.map(({ id, kind, at, authorKind, authorId, body }) => ({
      kind,
      id,
      at: at.toISOString(),
      by: nameOf({ kind: authorKind, id: authorId }),
      isOwn: authorKind === ctx.actor.kind && authorId === ctx.actor.id,
      body,
    })),
    ...answers.map((row) => entryOfAnswer(row, row === subject)),
    ...invitations.map(({ createdAt, sentAt, ...row }) => ({
      kind: "invitation" as const,
      at: (sentAt ?? createdAt).toISOString(),
      ...row,
    })),
    ...events.map(({ occurredAt, ...row }) => ({ kind: "event" as const, at: occurredAt.toISOString(), ...row })),
  ];
  return entries.sort(newestFirst);
}

const memberAs = (id: string | null | undefined) => ({ kind: "member", id: id ?? null });

function entryOfChange(
  { id, at, action, actorKind, actorId, details }: ChangeRow,
  nameOf: Awaited<ReturnType<typeof nameActors>>,
): CaseHistoryEntry[] {
  const entry = { id, at: at.toISOString() };
  if (action === "case.overdue") return [{ ...entry, kind: "overdue" }];
  if (action === "case.answer") return [{ ...entry, kind: "answer", changed: details.answer ?? [] }];
  const { from, to, ownerFrom, ownerTo, priorityFrom, priorityTo, undoes = null } = details;
  const kind = (
    { "case.change": "change", "case.resolve": "resolve", "case.reopen": "reopen", "case.undo": "undo" } as const
  )[action];
  if (!kind || !from || !to) return [];
  const owner =
    ownerFrom === ownerTo ? null : { from: nameOf(memberAs(ownerFrom)).name, to: nameOf(memberAs(ownerTo)).name };
  const priority = priorityFrom && priorityTo ? { from: priorityFrom, to: priorityTo } : null;
  // A root cause written down beforehand: nothing that moved the case.
  if (from === to && !owner && !priority) return [];
  return [
    {
      ...entry,
      kind: "change",
      action: kind,
      by: nameOf({ kind: actorKind, id: actorId }),
      from,
      to,
      owner,
      priority,
      undoes,
    },
  ];
}

function entryOfAnswer({ definition, occurredAt, ...row }: AnswerRow, isSubject: boolean): CaseHistoryEntry {
  return { kind: "response", at: occurredAt.toISOString(), ...row, isSubject, metric: metricOf(definition) };
}

const metricOf = (definition: SurveyDefinition): Metric | null => primaryQuestion(definition)?.type ?? null;

// What happened in the same moment is told in the order in which one follows from the other.
const rank = { event: 0, invitation: 1, response: 2, opened: 3, answer: 4, overdue: 4, note: 5, call: 5, change: 6 };

function newestFirst(a: CaseHistoryEntry, b: CaseHistoryEntry): number {
  if (a.at !== b.at) return a.at < b.at ? 1 : -1;
  return rank[b.kind] - rank[a.kind] || (a.id < b.id ? 1 : -1);
}
