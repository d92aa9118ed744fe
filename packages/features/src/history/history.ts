import { type ContactView, readContact } from "../contacts/index.ts";
import type { Context } from "../context.ts";
import { type Page, type PageRequest, pageOf } from "../page.ts";
import { notesOf, noteView, type ResponseNote } from "../responses/index.ts";
import { entryOf, type HistoryEntry, type HistoryKind, historyKinds } from "./history-entries.ts";
import { type FiledResponse, readFiledResponses } from "./response-files.ts";
import { historyOf } from "./store.ts";

/** What happened with a contact, newest first: events, decisions with reasons, invitations, answers, cases. */
export async function readTimeline(
  ctx: Context,
  contactId: string,
  { kinds = historyKinds, ...request }: PageRequest & { kinds?: readonly HistoryKind[] },
): Promise<Page<HistoryEntry>> {
  const contact = await readContact(ctx, contactId);
  const rows = await historyOf(ctx, contact.id, kinds, request);
  const page = pageOf(rows, request.limit, ({ at, id }) => ({ at, id }));
  return { ...page, data: page.data.map(entryOf) };
}

const everything = 10_000;

/** All that is kept about a person, for them to read or take elsewhere. */
export async function exportContact(
  ctx: Context,
  contactId: string,
): Promise<{
  contact: ContactView;
  timeline: HistoryEntry[];
  responses: (FiledResponse & { notes: ResponseNote[] })[];
}> {
  const contact = await readContact(ctx, contactId);
  const timeline = await readTimeline(ctx, contact.id, { limit: everything, after: null });
  const { data } = await readFiledResponses(ctx, { contact: contact.id }, { limit: everything, after: null });
  const ids = data.map(({ id }) => id);
  const notes = Map.groupBy(await notesOf(ctx, ids), ({ responseId }) => responseId);
  const responses = data.map((one) => ({ ...one, notes: (notes.get(one.id) ?? []).map(noteView) }));
  return { contact, timeline: timeline.data, responses };
}
