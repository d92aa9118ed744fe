import { rowsOf } from "@otklik/db/database";
import { sql } from "drizzle-orm";
import type { Context } from "../context.ts";

type Readied = { last: string | null; hasUnfinished: boolean };

/** The next answers by id. Null: there was none. */
export async function readyAfter({ tx, workspaceId }: Context, after: string, limit: number): Promise<Readied> {
  // Locked first: an answer that changes, or is forgotten, meanwhile must not have its old words back.
  const locked = rowsOf<{ id: string }>(
    await tx.execute(
      sql`select id from responses where workspace_id = ${workspaceId} and id > ${after} order by id limit ${limit} for update`,
    ),
  );
  const last = locked.at(-1)?.id ?? null;
  if (last === null) return { last, hasUnfinished: false };
  const isAmong = sql`r.workspace_id = ${workspaceId} and r.id > ${after} and r.id <= ${last}`;
  await tx.execute(sql`
    insert into response_words (workspace_id, response_id, words)
    select r.workspace_id, r.id, words_of_answers(r.answers) from responses r
    where ${isAmong} and may_have_words(r.comment, r.answers) and has_words(r)
    on conflict (workspace_id, response_id) do update set words = excluded.words
      where response_words.words is distinct from excluded.words`);
  const unfinished = await tx.execute(sql`
    update responses r set last_saved_at = r.received_at
    where ${isAmong} and r.status = 'partial' and r.last_saved_at is null
    returning r.id`);
  return { last, hasUnfinished: rowsOf(unfinished).length > 0 };
}
