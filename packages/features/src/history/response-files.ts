import type { Question } from "@otklik/domain/survey/definition";
import { itemLabelOf, promptOf } from "@otklik/domain/survey/texts";
import { type ContactView, readContact } from "../contacts/index.ts";
import type { Context } from "../context.ts";
import { findInvitation } from "../distribution/index.ts";
import type { Page, PageRequest } from "../page.ts";
import { Problem } from "../problem.ts";
import {
  findResponse,
  noResponse,
  notesOf,
  noteView,
  type ResponseNote,
  type ResponseQuestion,
  type ResponseView,
  readResponses,
  tagsOf,
  viewOfStored,
} from "../responses/index.ts";
import { findVersion } from "../surveys/index.ts";
import { namesOfMembers, whoseAre } from "./store.ts";

/** An answer with what it was filed under, whose it is and the case it opened. */
export type FiledResponse = ResponseView & { tags: string[]; contactName: string | null; caseId: string | null };

/** A question as it was asked, with what was answered; null: skipped. */
export type AskedQuestion = {
  id: string;
  type: Question["type"];
  prompt: string;
  items: { id: string; label: string }[];
  answer: ResponseView["answers"][string] | null;
};

/** All that is known about an answer. */
export type ResponseFile = FiledResponse & {
  surveyName: string;
  questions: AskedQuestion[];
  contact: Pick<ContactView, "id" | "name" | "email" | "phone" | "locale" | "value"> | null;
  invitation: { id: string; channel: string; status: string; sentAt: string | null; openedAt: string | null } | null;
  case: { id: string; status: string; resolvedAt: string | null } | null;
  notes: (ResponseNote & { authorName: string | null })[];
  /** Other answers of the same contact, newest first. */
  others: FiledResponse[];
};

/** Answers, newest first, with what belongs to each. */
export async function readFiledResponses(
  ctx: Context,
  question: ResponseQuestion,
  request: PageRequest,
): Promise<Page<FiledResponse>> {
  const page = await readResponses(ctx, question, request);
  return { ...page, data: await filed(ctx, page.data) };
}

const mostOthers = 20;

export async function readResponseFile(ctx: Context, id: string): Promise<ResponseFile> {
  const stored = await findResponse(ctx, id);
  if (!stored) throw noResponse(id);
  const [response] = (await filed(ctx, [viewOfStored(stored)])) as [FiledResponse];
  const version = await findVersion(ctx, stored.surveyId, stored.surveyVersion);
  if (!version) throw new Error("an answered version is kept");
  const { definition } = version;
  const others = stored.contactId
    ? await readFiledResponses(ctx, { contact: stored.contactId }, { limit: mostOthers + 1, after: null })
    : { data: [] };
  const [whose] = await whoseAre(ctx, [id]);
  return {
    ...response,
    surveyName: definition.name,
    questions: definition.questions
      .filter(({ type }) => type !== "statement")
      .map((question) => ({
        id: question.id,
        type: question.type,
        prompt: promptOf(definition, question, stored.locale),
        items:
          question.type === "csi"
            ? question.items.map((item) => ({ id: item.id, label: itemLabelOf(definition, item, stored.locale) }))
            : [],
        answer: Object.hasOwn(stored.answers, question.id) ? (stored.answers[question.id] ?? null) : null,
      })),
    contact: stored.contactId ? await contactOf(ctx, stored.contactId) : null,
    invitation: stored.invitationId ? await invitationOf(ctx, stored.invitationId) : null,
    case:
      whose?.caseId && whose.caseStatus
        ? { id: whose.caseId, status: whose.caseStatus, resolvedAt: whose.caseResolvedAt?.toISOString() ?? null }
        : null,
    notes: await notesAbout(ctx, id),
    others: others.data.filter((one) => one.id !== id).slice(0, mostOthers),
  };
}

async function filed(ctx: Context, responses: ResponseView[]): Promise<FiledResponse[]> {
  const ids = responses.map(({ id }) => id);
  const tags = await tagsOf(ctx, ids);
  const whose = new Map((await whoseAre(ctx, ids)).map((one) => [one.id, one]));
  return responses.map((response) => ({
    ...response,
    tags: tags.get(response.id) ?? [],
    contactName: whose.get(response.id)?.contactName ?? null,
    caseId: whose.get(response.id)?.caseId ?? null,
  }));
}

async function contactOf(ctx: Context, contactId: string): Promise<ResponseFile["contact"]> {
  try {
    const { id, name, email, phone, locale, value } = await readContact(ctx, contactId);
    return { id, name, email, phone, locale, value };
  } catch (error) {
    // Erased: the answer stays, nobody's.
    if (error instanceof Problem && error.kind === "not-found") return null;
    throw error;
  }
}

async function invitationOf(ctx: Context, invitationId: string): Promise<ResponseFile["invitation"]> {
  const found = await findInvitation(ctx, invitationId);
  if (!found) return null;
  const { id, channel, status, sentAt, openedAt } = found;
  return { id, channel, status, sentAt: sentAt?.toISOString() ?? null, openedAt: openedAt?.toISOString() ?? null };
}

async function notesAbout(ctx: Context, responseId: string): Promise<ResponseFile["notes"]> {
  const notes = (await notesOf(ctx, [responseId])).map(noteView);
  const names = await namesOfMembers(
    ctx,
    notes.flatMap(({ authorKind, authorId }) => (authorKind === "member" && authorId ? [authorId] : [])),
  );
  return notes.map((note) => ({ ...note, authorName: names.get(note.authorId ?? "") ?? null }));
}
