import { mostTags, tidyTag } from "@otklik/domain/values/tag";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problem.ts";
import { addTag, insertNote, listTags, type NoteRow, removeTag, replaceTags } from "./filing-store.ts";
import { idsMatching, type TagCount } from "./matching-store.ts";
import { type ResponseQuestion, resolveFilter } from "./read-responses.ts";
import { lockResponse } from "./store.ts";

export type ResponseNote = { id: string; body: string; authorKind: string; authorId: string | null; at: string };

/** Files an answer under these tags and no others. */
export async function tagResponse(ctx: Context, id: string, tags: string[]): Promise<string[]> {
  if (!(await lockResponse(ctx, id))) throw noResponse(id);
  const kept = [...new Set(tags.map(tidyTag))].sort();
  await replaceTags(ctx, id, kept);
  return kept;
}

/** One tag, put on many answers or taken off them: those of these ids, or all that match. */
export type Retagging = { tag: string; take: "on" | "off"; ids?: string[]; filter?: ResponseQuestion };

/** Answers that one call may tag. */
const mostTagged = 10_000;

/**
 * Files many answers under a tag, or takes it off them. Returns the ids of those that changed, by which it can be taken
 * back exactly; an answer that has all the tags it may have stays as it is.
 */
export async function retagResponses(ctx: Context, { tag, take, ids, filter }: Retagging): Promise<string[]> {
  const wanted = ids ?? (await idsMatching(ctx, await resolveFilter(ctx, filter ?? {}), mostTagged + 1));
  if (wanted.length > mostTagged)
    throw new Problem("invalid", "tags.too-many", `More than ${mostTagged} answers match. Filter further.`, {
      errors: [{ pointer: "/filter", detail: "Take a shorter period, for example." }],
    });
  const changed =
    take === "on" ? await addTag(ctx, wanted, { tag, most: mostTags }) : await removeTag(ctx, wanted, tag);
  await audit(ctx, {
    action: "responses.tag",
    subjectKind: "workspace",
    subjectId: ctx.workspaceId,
    details: { take, n: changed.length },
  });
  return changed;
}

const mostKnownTags = 500;

/** The tags that are in use, the most used first. */
export async function readTags(ctx: Context): Promise<TagCount[]> {
  return listTags(ctx, mostKnownTags);
}

/** Writes down what colleagues should know about an answer. */
export async function noteResponse(ctx: Context, id: string, body: string): Promise<ResponseNote> {
  if (!(await lockResponse(ctx, id))) throw noResponse(id);
  const { kind: authorKind, id: authorId } = ctx.actor;
  const note = { id: ctx.ports.crypto.uuidv7(), responseId: id, authorKind, authorId, body, at: ctx.ports.now() };
  await insertNote(ctx, note);
  return noteView(note);
}

export const noteView = ({ id, body, authorKind, authorId, at }: NoteRow): ResponseNote => ({
  id,
  body,
  authorKind,
  authorId,
  at: at.toISOString(),
});

export const noResponse = (id: string) => new Problem("not-found", "response.not-found", `No response ${id}.`);
