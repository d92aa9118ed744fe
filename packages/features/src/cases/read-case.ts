import { wantedCall } from "@otklik/domain/cases/wanted-call";
import { memberWordsFor } from "@otklik/domain/words/members";
import { readSettings } from "../accounts/index.ts";
import { type ContactView, readContact } from "../contacts/index.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problem.ts";
import { findResponse, type ResponseView, readResponses, viewOfStored } from "../responses/index.ts";
import { eventBehind } from "./around-store.ts";
import { type CaseHistoryEntry, historyOfCase } from "./case-history.ts";
import { notesInOtherCases, notesOf } from "./notes-store.ts";
import { type CaseView, readCases, viewOf } from "./read-cases.ts";
import { countOthersAt, findCase, usedBefore } from "./store.ts";
import type { NoteView } from "./work-case.ts";

/** A case with everything known about the customer, so that nothing is asked twice. */
export type CaseFile = CaseView & {
  notes: NoteView[];
  contact: ContactView | null;
  response: ResponseView | null;
  earlierResponses: ResponseView[];
  earlierCases: CaseView[];
  history: CaseHistoryEntry[];
  known: {
    /** What the customer did that they were asked about. */
    event: { name: string; occurredAt: string; properties: Record<string, unknown> } | null;
    /** Noted in the customer's other cases, newest first. */
    told: { body: string; at: string }[];
    /** What the number to call is: the one given for this call, else the contact's. */
    phone: string | null;
    locale: string | null;
    /** Where the customer's clock is; null: taken as the workspace's. */
    timezone: string | null;
    attributes: Record<string, unknown>;
  };
  /** Open cases at the same touchpoint beside this one. */
  othersAtTouchpoint: number;
  /** For root cause and outcome: used here before, the most used first, then plain ones. */
  suggestions: { rootCauses: string[]; outcomes: string[] };
};

const known = 20;
const told = 3;

export async function readCase(ctx: Context, id: string): Promise<CaseFile> {
  const row = await findCase(ctx, id);
  if (!row) throw new Problem("not-found", "case.not-found", `No case ${id}.`);
  const notes = await notesOf(ctx, id);
  const stored = row.subjectType === "response" ? await findResponse(ctx, row.subjectId) : null;
  const contact = row.contactId ? await readContact(ctx, row.contactId).catch(nullIfErased) : null;
  const event = stored?.invitationId ? await eventBehind(ctx, stored.invitationId) : null;
  return {
    ...viewOf(row),
    notes: notes.map(({ id, kind, body, authorKind, authorId, at }) => ({
      id,
      kind,
      body,
      authorKind,
      authorId,
      at: at.toISOString(),
    })),
    contact,
    response: stored && viewOfStored(stored),
    ...(await earlier(ctx, row.contactId, [id, row.subjectId])),
    history: await historyOfCase(ctx, row, notes),
    known: {
      event: event && {
        name: event.name,
        occurredAt: event.occurredAt.toISOString(),
        properties: event.properties,
      },
      told: (await notesInOtherCases(ctx, row, told)).map(({ body, at }) => ({ body, at: at.toISOString() })),
      phone: (stored && wantedCall(stored.answers)?.phone) ?? contact?.phone ?? null,
      locale: contact?.locale ?? stored?.locale ?? null,
      timezone: contact?.timezone ?? null,
      attributes: contact?.attributes ?? {},
    },
    othersAtTouchpoint: await countOthersAt(ctx, row),
    suggestions: await suggestions(ctx),
  };
}

async function earlier(ctx: Context, contactId: string | null, butThese: string[]) {
  if (!contactId) return { earlierResponses: [], earlierCases: [] };
  const responses = await readResponses(ctx, { contact: contactId }, { limit: known, after: null });
  const cases = await readCases(ctx, { contact: contactId }, { limit: known });
  const isOther = ({ id }: { id: string }) => !butThese.includes(id);
  return { earlierResponses: responses.data.filter(isOther), earlierCases: cases.data.filter(isOther) };
}

async function suggestions(ctx: Context): Promise<CaseFile["suggestions"]> {
  const { rootCauses, outcomes } = memberWordsFor((await readSettings(ctx)).locale).cases;
  return {
    rootCauses: [...new Set([...(await usedBefore(ctx, "rootCause", known)), ...rootCauses])],
    outcomes: [...new Set([...(await usedBefore(ctx, "outcome", known)), ...outcomes])],
  };
}

function nullIfErased(error: unknown): null {
  if (error instanceof Problem && error.kind === "not-found") return null;
  throw error;
}
