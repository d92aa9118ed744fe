import type { ResponseClass } from "@otklik/domain/survey/read-response";
import type { Context } from "../context.ts";
import { type Page, type PageRequest, pageOf } from "../page.ts";
import { listContacts } from "./store.ts";

export type ContactSummary = {
  id: string;
  name: string | null;
  email: string | null;
  phone: string | null;
  externalId: string | null;
  locale: string | null;
  value: number | null;
  unsubscribed: boolean;
  isTest: boolean;
  createdAt: string;
  lastResponse: { id: string; score: number | null; class: ResponseClass | null; at: string } | null;
};

/** Contacts, newest first, each with what they last said. `q` is looked for in names, addresses and the caller's own ids. */
export async function readContacts(
  ctx: Context,
  { q }: { q?: string },
  request: PageRequest,
): Promise<Page<ContactSummary>> {
  const rows = await listContacts(ctx, { q: q?.trim() || undefined }, request);
  return pageOf(rows, request.limit, ({ createdAt, id }) => ({ at: new Date(createdAt), id }));
}
