import type { Ending, Question, QuestionType, SurveyPage, Translation } from "@otklik/domain/survey/definition";
import { isMetricQuestion, primaryQuestion } from "@otklik/domain/survey/definition";
import type { Draft } from "../draft.ts";
import { freshId, freshIn, idsIn } from "./ids.ts";
import { type FirstWords, itemsFrom, newQuestion } from "./new-question.ts";
import { type Entry, outlineOf, withJumpsTo, withOutline } from "./outline.ts";

/** A draft that was changed, and what is looked at next. */
export type Edited = { draft: Draft; id: string };

/** One more question, behind `after`; null: as the first. */
export function addQuestion(draft: Draft, type: QuestionType, after: string | null, words: FirstWords): Edited {
  const question = newQuestion(draft, type, words);
  return { draft: inserted(draft, { kind: "question", id: question.id, question }, after), id: question.id };
}

/** A page begins before this question; null where one begins there already. */
export function addPage(draft: Draft, before: string): Edited | null {
  const at = draft.questions.findIndex(({ id }) => id === before);
  if (at < 0 || draft.pages?.some(({ from }) => from === before)) return null;
  const id = freshId(draft, "page");
  const page: SurveyPage = { id, from: before };
  const entries = outlineOf(draft);
  const place = entries.findIndex((entry) => entry.id === before);
  return { draft: withOutline(draft, entries.toSpliced(place, 0, { kind: "page", id, page })), id };
}

const unhappy = { nps: "detractor", csat: "dissatisfied", ces: "dissatisfied", csi: "dissatisfied" } as const;

/** One more ending. It comes before the last one, which has no condition, and begins with those who are unhappy. */
export function addEnding(draft: Draft, prompt: string): Edited {
  const id = freshId(draft, "ending");
  const primary = primaryQuestion({ schemaVersion: 1, ...draft });
  const isFirst = draft.endings.length === 0;
  const ending: Ending = {
    id,
    prompt,
    ...(!isFirst && primary && { when: { question: primary.id, op: "band", value: unhappy[primary.type] } }),
  };
  return {
    draft: { ...draft, endings: draft.endings.toSpliced(Math.max(0, draft.endings.length - 1), 0, ending) },
    id,
  };
}

function inserted(draft: Draft, entry: Entry, after: string | null): Draft {
  const entries = outlineOf(draft);
  const at = after === null ? -1 : entries.findIndex(({ id }) => id === after);
  return withOutline(draft, entries.toSpliced(after !== null && at < 0 ? entries.length : at + 1, 0, entry));
}

/** A line of the list taken to another place in it. Every id and every condition stays as it is. */
export function moveEntry(draft: Draft, id: string, to: number): Draft {
  const entries = outlineOf(draft);
  const from = entries.findIndex((entry) => entry.id === id);
  const [entry] = entries.slice(from);
  if (from < 0 || !entry || to === from || to < 0 || to >= entries.length) return draft;
  const moved = entries.toSpliced(from, 1).toSpliced(to, 0, entry);
  // A cut divides: behind everything or beside another cut it would divide nothing.
  if (entry.kind === "page" && (moved[to + 1]?.kind !== "question" || moved[to - 1]?.kind === "page")) return draft;
  return withOutline(draft, moved);
}

/** An ending taken to another place. The last one is for everybody, so it loses its condition and the one before keeps its own. */
export function moveEnding(draft: Draft, id: string, to: number): Draft {
  const from = draft.endings.findIndex((ending) => ending.id === id);
  const ending = draft.endings[from];
  if (!ending || to === from || to < 0 || to >= draft.endings.length) return draft;
  return { ...draft, endings: draft.endings.toSpliced(from, 1).toSpliced(to, 0, ending) };
}

/** The same question once more, right behind itself, with its translations. Its jumps stay its own. */
export function duplicate(draft: Draft, id: string): Edited | null {
  const question = draft.questions.find((one) => one.id === id);
  if (!question) return null;
  const copyId = freshIn(idsIn(draft), id);
  const { next: _, ...bare } = question;
  const isSecondScore = isMetricQuestion(question) && question.required === undefined;
  const copy = { ...bare, id: copyId, ...(isSecondScore && { required: false }) } as Question;
  const renamed = new Map<string, string>();
  if (copy.type === "csi") {
    const fresh = itemsFrom(
      draft,
      copy.items.map(({ label }) => label),
    );
    for (const [at, item] of copy.items.entries()) renamed.set(item.id, fresh[at]?.id ?? item.id);
    copy.items = copy.items.map((item) => ({ ...item, id: renamed.get(item.id) ?? item.id }));
  }
  const translated = copiedTexts(draft, id, copyId, renamed);
  return { draft: inserted(translated, { kind: "question", id: copyId, question: copy }, id), id: copyId };
}

function copiedTexts(draft: Draft, id: string, copyId: string, renamed: ReadonlyMap<string, string>): Draft {
  const copied = (texts: Record<string, string> = {}) => ({
    ...texts,
    ...Object.fromEntries(
      Object.entries(texts).flatMap(([key, text]) => {
        if (key === id || key.startsWith(`${id}.`)) return [[copyId + key.slice(id.length), text]];
        const item = renamed.get(key);
        return item ? [[item, text]] : [];
      }),
    ),
  });
  return withTranslations(draft, ({ prompts, labels }) => ({
    ...(prompts && { prompts: copied(prompts) }),
    ...(labels && { labels: copied(labels) }),
  }));
}

const withTranslations = (draft: Draft, change: (texts: Translation) => Translation): Draft => ({
  ...draft,
  translations: Object.fromEntries(
    Object.entries(draft.translations).map(([locale, texts]) => [locale, change(texts)]),
  ),
});

/**
 * The draft without a question, page cut or ending. What led to it leads to what comes next. Conditions and texts that
 * speak of it stay, and are told as problems: without them another survey would be asked than the one that was meant.
 */
export function remove(draft: Draft, id: string): Draft {
  if (draft.endings.some((ending) => ending.id === id))
    return forgetTexts({ ...withJumpsTo(draft, id, "end"), endings: draft.endings.filter((one) => one.id !== id) }, id);
  const entries = outlineOf(draft);
  const at = entries.findIndex((entry) => entry.id === id);
  if (at < 0) return draft;
  const turned = withJumpsTo(draft, id, entries[at + 1]?.id ?? "end");
  return forgetTexts(withOutline(turned, outlineOf(turned).toSpliced(at, 1)), id);
}

function forgetTexts(draft: Draft, id: string): Draft {
  const kept = (texts: Record<string, string>) =>
    Object.fromEntries(Object.entries(texts).filter(([key]) => key !== id && !key.startsWith(`${id}.`)));
  return withTranslations(draft, ({ prompts, labels }) => ({
    ...(prompts && { prompts: kept(prompts) }),
    ...(labels && { labels: kept(labels) }),
  }));
}

/** The draft with other settings of one question; what is undefined is left out of it. */
export function withQuestion(draft: Draft, id: string, change: object): Draft {
  return { ...draft, questions: draft.questions.map((one) => (one.id === id ? changed(one, change) : one)) };
}

export function withPage(draft: Draft, id: string, change: object): Draft {
  return { ...draft, pages: draft.pages?.map((one) => (one.id === id ? changed(one, change) : one)) };
}

export function withEnding(draft: Draft, id: string, change: object): Draft {
  return { ...draft, endings: draft.endings.map((one) => (one.id === id ? changed(one, change) : one)) };
}

function changed<One extends object>(one: One, change: object): One {
  return Object.fromEntries(Object.entries({ ...one, ...change }).filter(([, value]) => value !== undefined)) as One;
}
