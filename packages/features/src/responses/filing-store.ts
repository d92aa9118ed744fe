import { rowsOf } from "@otklik/db/database";
import { responseNotes, responseTags } from "@otklik/db/schema/index";
import { and, asc, count, desc, eq, inArray, sql } from "drizzle-orm";
import type { Context } from "../context.ts";
import type { TagCount } from "./matching-store.ts";

/** Every tag of the workspace, the most used first. */
export async function listTags({ tx, workspaceId }: Context, limit: number): Promise<TagCount[]> {
  return tx
    .select({ tag: responseTags.tag, n: count() })
    .from(responseTags)
    .where(eq(responseTags.workspaceId, workspaceId))
    .groupBy(responseTags.tag)
    .orderBy(desc(count()), asc(responseTags.tag))
    .limit(limit);
}

/** Tags by response, in order. */
export async function tagsOf({ tx, workspaceId }: Context, responseIds: string[]): Promise<Map<string, string[]>> {
  if (responseIds.length === 0) return new Map();
  const rows = await tx
    .select({ responseId: responseTags.responseId, tag: responseTags.tag })
    .from(responseTags)
    .where(and(eq(responseTags.workspaceId, workspaceId), inArray(responseTags.responseId, responseIds)))
    .orderBy(asc(responseTags.tag));
  const tags = new Map<string, string[]>();
  for (const { responseId, tag } of rows) tags.set(responseId, [...(tags.get(responseId) ?? []), tag]);
  return tags;
}

export async function replaceTags({ tx, workspaceId }: Context, responseId: string, tags: string[]): Promise<void> {
  await tx
    .delete(responseTags)
    .where(and(eq(responseTags.workspaceId, workspaceId), eq(responseTags.responseId, responseId)));
  if (tags.length > 0) await tx.insert(responseTags).values(tags.map((tag) => ({ workspaceId, responseId, tag })));
}

/** Of these answers, those that did not have the tag and have room for it have it now. */
export async function addTag(
  { tx, workspaceId }: Context,
  ids: string[],
  { tag, most }: { tag: string; most: number },
): Promise<string[]> {
  const result = await tx.execute(sql`
    insert into response_tags (workspace_id, response_id, tag)
    select r.workspace_id, r.id, ${tag} from responses r
    where r.workspace_id = ${workspaceId} and r.id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)::uuid)
      and (select count(*) from response_tags t where t.workspace_id = r.workspace_id and t.response_id = r.id) < ${most}
    order by r.id
    on conflict do nothing
    returning response_id as id`);
  return rowsOf<{ id: string }>(result).map(({ id }) => id);
}

export async function removeTag({ tx, workspaceId }: Context, ids: string[], tag: string): Promise<string[]> {
  const result = await tx.execute(sql`
    delete from response_tags
    where workspace_id = ${workspaceId} and tag = ${tag}
      and response_id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)::uuid)
    returning response_id as id`);
  return rowsOf<{ id: string }>(result).map(({ id }) => id);
}

export type NoteRow = Omit<typeof responseNotes.$inferSelect, "workspaceId">;

export async function insertNote({ tx, workspaceId }: Context, row: NoteRow): Promise<void> {
  await tx.insert(responseNotes).values({ workspaceId, ...row });
}

/** Notes about these answers, oldest first. */
export async function notesOf({ tx, workspaceId }: Context, responseIds: string[]): Promise<NoteRow[]> {
  if (responseIds.length === 0) return [];
  return tx
    .select()
    .from(responseNotes)
    .where(and(eq(responseNotes.workspaceId, workspaceId), inArray(responseNotes.responseId, responseIds)))
    .orderBy(asc(responseNotes.id));
}
