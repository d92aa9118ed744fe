import { primaryQuestion, type Question, type QuestionType } from "@otklik/domain/survey/definition";
import type { Draft } from "../draft.ts";
import { freshId } from "./ids.ts";

/** Texts that a new question begins with, in the survey's language. */
export type FirstWords = {
  prompts: Record<QuestionType, string>;
  choice(n: number): string;
  part(n: number): string;
  row(n: number): string;
  columns: readonly [string, string, string];
};

/** The types in the groups in which they are offered. */
export const offeredTypes = {
  scores: ["nps", "csat", "ces", "csi", "rating"],
  choices: ["singleChoice", "multipleChoice", "picture", "ranking", "matrix"],
  words: ["text", "number", "date", "email", "phone"],
  other: ["callback", "consent", "statement"],
} as const satisfies Record<string, readonly QuestionType[]>;

/** A question of this type as it is sound from the start. */
export function newQuestion(draft: Draft, type: QuestionType, words: FirstWords): Question {
  const asked = { id: freshId(draft, type), prompt: words.prompts[type] };
  const numbered = (count: number, prefix: string, label: (n: number) => string) =>
    Array.from({ length: count }, (_, at) => ({ id: `${prefix}${at + 1}`, label: label(at + 1) }));
  switch (type) {
    case "nps":
    case "csat":
    case "ces":
      // The first metric question gives the response its score; a later one measures as well.
      return {
        ...asked,
        type,
        metric: type,
        ...(primaryQuestion({ schemaVersion: 1, ...draft }) && { required: false }),
      } as Question;
    case "csi":
      return {
        ...asked,
        type,
        metric: type,
        items: itemsFrom(draft, [words.part(1), words.part(2), words.part(3)]),
        scale: { min: 1, max: 10 },
      };
    case "singleChoice":
    case "multipleChoice":
    case "ranking":
      return { ...asked, type, choices: numbered(3, "c", words.choice) };
    case "picture":
      return { ...asked, type, choices: numbered(2, "c", words.choice).map((one) => ({ ...one, image: "" })) };
    case "matrix":
      return {
        ...asked,
        type,
        rows: numbered(2, "r", words.row),
        columns: words.columns.map((label, at) => ({ id: `k${at + 1}`, label })),
      };
    default:
      return { ...asked, type };
  }
}

/** Items of a CSI with ids that no other item has: their translations are found by the id alone. */
export function itemsFrom(draft: Draft, labels: readonly string[]) {
  const taken = new Set(draft.questions.flatMap((one) => (one.type === "csi" ? one.items.map(({ id }) => id) : [])));
  const free: string[] = [];
  for (let n = 1; free.length < labels.length; n++) if (!taken.has(`item${n}`)) free.push(`item${n}`);
  return labels.map((label, at) => ({ id: free[at] as string, label, weight: 1 }));
}

/** A survey of nothing but a recommendation score and thanks. */
export function freshDraft(name: string, locale: string, words: FirstWords & { ending: string }): Draft {
  const empty: Draft = {
    name,
    locale,
    translations: {},
    questions: [],
    endings: [{ id: "thanks", prompt: words.ending }],
  };
  return { ...empty, questions: [newQuestion(empty, "nps", words)] };
}
