import { answerText } from "@otklik/domain/survey/answer-text";
import type { Question, SurveyDefinition } from "@otklik/domain/survey/definition";
import { pipe } from "@otklik/domain/survey/piping";
import { type Reached, reachedBy } from "@otklik/domain/survey/reached";
import { partLabelOf, promptOf } from "@otklik/domain/survey/texts";
import { type ContactView, readContact, traitsOf } from "../contacts/index.ts";
import type { Context } from "../context.ts";
import { findInvitation } from "../distribution/index.ts";
import type { Page, PageRequest } from "../page.ts";
import { Problem } from "../problem.ts";
import {
  findResponse,
  isTellable,
  noResponse,
  notesOf,
  noteView,
  type ResponseNote,
  type ResponseQuestion,
  type ResponseView,
  readResponses,
  type StoredResponse,
  tagsOf,
  viewOfStored,
} from "../responses/index.ts";
import { findVersion } from "../surveys/index.ts";
import { entryOf, type HistoryEntry } from "./history-entries.ts";
import { historyBeside, namesOfMembers, whoseAre } from "./store.ts";

/** An answer with what it was filed under, whose it is and the case it opened. */
export type FiledResponse = ResponseView & { tags: string[]; contactName: string | null; caseId: string | null };

/** A question as it was asked, with what was answered. */
export type AskedQuestion = {
  /** Not asked: the branches led past it, or the respondent left before it. */
  state: "answered" | "skipped" | "notAsked";
  id: string;
  type: Question["type"];
  prompt: string;
  /** Parts of a CSI, rows of a matrix. */
  items: { id: string; label: string }[];
  /** Of a matrix. */
  columns: { id: string; label: string }[];
  /** The answer in words, where it was chosen from some. */
  text: string | null;
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
  /** What happened with the contact around this answer, which is among it; newest first, 12 before it and 12 after at most. */
  journey: HistoryEntry[];
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
const mostBeside = 12;
/** Decisions are about asking, not about what the customer went through. */
const journeyKinds = ["event", "invitation", "response", "case"] as const;

export async function readResponseFile(ctx: Context, id: string): Promise<ResponseFile> {
  const stored = await findResponse(ctx, id);
  if (!stored || (stored.anonymous && !(await isTellable(ctx, stored)))) throw noResponse(id);
  const [response] = (await filed(ctx, [viewOfStored(stored)])) as [FiledResponse];
  const version = await findVersion(ctx, stored.surveyId, stored.surveyVersion);
  if (!version) throw new Error("an answered version is kept");
  const { definition } = version;
  const others = stored.contactId
    ? await readFiledResponses(ctx, { contact: stored.contactId }, { limit: mostOthers + 1, after: null })
    : { data: [] };
  const [whose] = await whoseAre(ctx, [id]);
  const contact = stored.contactId ? await contactOf(ctx, stored.contactId) : null;
  const reached = reachedBy(
    definition,
    { answers: stored.answers, isFinished: stored.status === "finished" && !stored.finishedBySilence },
    { contact: contact ? traitsOf(contact) : {}, context: stored.attributes },
  );
  return {
    ...response,
    surveyName: definition.name,
    questions: definition.questions
      .filter(({ type }) => type !== "statement")
      .map((question) => askedQuestion(definition, question, { stored, reached })),
    contact: contact && factsOf(contact),
    invitation: stored.invitationId ? await invitationOf(ctx, stored.invitationId) : null,
    case:
      whose?.caseId && whose.caseStatus
        ? { id: whose.caseId, status: whose.caseStatus, resolvedAt: whose.caseResolvedAt?.toISOString() ?? null }
        : null,
    notes: await notesAbout(ctx, id),
    others: others.data.filter((one) => one.id !== id).slice(0, mostOthers),
    journey: contact ? await journeyAround(ctx, contact.id, stored.occurredAt) : [],
  };
}

async function journeyAround(ctx: Context, contactId: string, at: Date): Promise<HistoryEntry[]> {
  const beside = (side: "before" | "from", limit: number) =>
    historyBeside(ctx, contactId, { kinds: journeyKinds, side, at, limit });
  const [later, earlier] = [await beside("from", mostBeside + 1), await beside("before", mostBeside)];
  return [...later, ...earlier].map(entryOf);
}

function askedQuestion(
  definition: SurveyDefinition,
  question: Question,
  { stored, reached }: { stored: StoredResponse; reached: Reached },
): AskedQuestion {
  const { answers, locale, attributes } = stored;
  const answer = Object.hasOwn(answers, question.id) ? (answers[question.id] ?? null) : null;
  const labelled = (parts: readonly { id: string; label: string }[]) =>
    parts.map((part) => ({ id: part.id, label: partLabelOf(definition, question, part, locale) }));
  const hasWords = "choices" in question || question.type === "date";
  return {
    id: question.id,
    type: question.type,
    state: answer !== null ? "answered" : reached.questions.includes(question.id) ? "skipped" : "notAsked",
    prompt: pipe(promptOf(definition, question, locale), { definition, answers, context: attributes, locale }),
    items:
      question.type === "csi" ? labelled(question.items) : question.type === "matrix" ? labelled(question.rows) : [],
    columns: question.type === "matrix" ? labelled(question.columns) : [],
    text: hasWords && answer !== null ? answerText(definition, question, answer, locale) : null,
    answer,
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

const factsOf = ({ id, name, email, phone, locale, value }: ContactView) => ({ id, name, email, phone, locale, value });

async function contactOf(ctx: Context, contactId: string): Promise<ContactView | null> {
  try {
    return await readContact(ctx, contactId);
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
