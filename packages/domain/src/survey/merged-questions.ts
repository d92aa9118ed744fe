import { type Question, type SurveyDefinition, stepsOf } from "./definition.ts";
import { chooseLocale, itemLabelOf, partLabelOf, promptOf } from "./texts.ts";

/** A question as the versions of a survey have asked it. */
export type MergedQuestion = {
  /** As it was asked last. */
  question: Question;
  prompt: string;
  /** Choices, items of a CSI, rows of a matrix: id → label. */
  options: Map<string, string>;
  /** Of a matrix. */
  columns: Map<string, string>;
  /** Whether it ever took an answer in own words beside the choices. */
  hasOther: boolean;
};

/** The same id may have been given to a question of another kind, or on another scale: its answers are others. */
export function questionKeyOf(question: Question): string {
  const scale = question.type === "csi" ? question.scale : question.type === "rating" ? stepsOf(question) : null;
  return `${question.id} ${question.type}${scale ? ` ${scale.min}–${scale.max}` : ""}`;
}

/** The keys that this version asks by, by question id. Statements ask nothing. */
export const questionKeysOf = ({ questions }: SurveyDefinition): ReadonlyMap<string, string> =>
  new Map(
    questions.flatMap((question) => (question.type === "statement" ? [] : [[question.id, questionKeyOf(question)]])),
  );

/**
 * All that was asked by these versions of one survey, newest first: a question, a choice or a row that was dropped since
 * is still there, and is called what it was called last, in the language closest to `locale`. Statements are left out.
 */
export function mergedQuestions(versions: readonly SurveyDefinition[], locale: string): MergedQuestion[] {
  const merged = new Map<string, MergedQuestion>();
  for (const definition of versions) {
    const nearest = chooseLocale(definition, [locale]);
    for (const question of definition.questions) {
      if (question.type === "statement") continue;
      const key = questionKeyOf(question);
      const known = merged.get(key) ?? {
        question,
        prompt: promptOf(definition, question, nearest),
        options: new Map(),
        columns: new Map(),
        hasOther: false,
      };
      merged.set(key, known);
      const labelled = (part: { id: string; label: string }): [string, string] => [
        part.id,
        partLabelOf(definition, question, part, nearest),
      ];
      if (question.type === "csi")
        addNew(
          known.options,
          question.items.map((item) => [item.id, itemLabelOf(definition, item, nearest)]),
        );
      if (question.type === "matrix") addNew(known.options, question.rows.map(labelled));
      if (question.type === "matrix") addNew(known.columns, question.columns.map(labelled));
      if ("choices" in question) addNew(known.options, question.choices.map(labelled));
      if ("other" in question && question.other) known.hasOther = true;
    }
  }
  return [...merged.values()];
}

function addNew(into: Map<string, string>, entries: [string, string][]): void {
  for (const [id, label] of entries) if (!into.has(id)) into.set(id, label);
}

/** Whether a value can be an answer to a question of this type: the id may have been another question's once. */
export function isAnswerTo({ type }: Question, value: unknown): boolean {
  switch (type) {
    case "nps":
    case "csat":
    case "ces":
    case "rating":
    case "number":
      return typeof value === "number";
    case "text":
    case "email":
    case "phone":
    case "date":
      return typeof value === "string";
    case "consent":
      return typeof value === "boolean";
    case "multipleChoice":
    case "ranking":
      return Array.isArray(value);
    case "singleChoice":
    case "picture":
      return typeof value === "string" || (typeof value === "object" && value !== null && !Array.isArray(value));
    default:
      return typeof value === "object" && value !== null && !Array.isArray(value);
  }
}
