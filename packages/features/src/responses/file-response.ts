import { tidyTag } from "@otklik/domain/values/tag";
import type { Context } from "../context.ts";
import { Problem } from "../problem.ts";
import { insertNote, listTags, lockResponse, type NoteRow, replaceTags, type TagCount } from "./store.ts";

export type ResponseNote = { id: string; body: string; authorKind: string; authorId: string | null; at: string };

/** Files an answer under these tags and no others. */
export async function tagResponse(ctx: Context, id: string, tags: string[]): Promise<string[]> {
  if (!(await lockResponse(ctx, id))) throw noResponse(id);
  const kept = [...new Set(tags.map(tidyTag))].sort();
  await replaceTags(ctx, id, kept);
  return kept;
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
