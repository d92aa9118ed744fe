import { type ContactView, readContact } from "../contacts/index.ts";
import type { Context } from "../context.ts";
import { type Page, type PageRequest, pageOf } from "../page.ts";
import { type ResponseView, readResponses } from "../responses/index.ts";
import { historyOf } from "./store.ts";

export type HistoryEntry = { kind: string; id: string; at: string } & Record<string, unknown>;

/** Everything that happened with a contact, newest first: events, decisions with reasons, invitations, answers, cases. */
export async function readTimeline(ctx: Context, contactId: string, request: PageRequest): Promise<Page<HistoryEntry>> {
  await readContact(ctx, contactId);
  const page = pageOf(await historyOf(ctx, contactId, request), request.limit, ({ at, id }) => ({ at, id }));
  return {
    ...page,
    data: page.data.map(({ kind, id, at, details }) => ({ ...details, kind, id, at: at.toISOString() })),
  };
}

const everything = 10_000;

/** All that is kept about a person, for them to read or take elsewhere. */
export async function exportContact(
  ctx: Context,
  contactId: string,
): Promise<{ contact: ContactView; timeline: HistoryEntry[]; responses: ResponseView[] }> {
  const contact = await readContact(ctx, contactId);
  const timeline = await readTimeline(ctx, contactId, { limit: everything, after: null });
  const responses = await readResponses(ctx, { contact: contactId }, { limit: everything, after: null });
  return { contact, timeline: timeline.data, responses: responses.data };
}
