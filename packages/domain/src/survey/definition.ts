import type { Computed } from "./computed.ts";
import type { Condition } from "./condition.ts";
import type { TextPattern } from "./patterns.ts";
import type { Quota } from "./quotas.ts";

/** The texts of one survey in one language beside its own; keys are question, item and ending ids. */
export type Translation = {
  prompts?: Record<string, string>;
  labels?: Record<string, string>;
};

export type Metric = "nps" | "csat" | "ces" | "csi";

/** An integer scale, both ends included. */
export type Scale = { min: number; max: number };

/** One part of a CSI question. `weight` is its importance, 0 < weight; weights need not add up to 1. */
export type CsiItem = { id: string; label: string; weight: number };

type Asked = {
  id: string;
  prompt: string;
  required?: boolean;
  /** A line under the prompt. */
  help?: string;
  /** Asked only where this holds. It may speak of earlier questions alone. */
  when?: Condition;
  /** Where to go on once this was asked: the first jump that holds. Where none does, to the next question. */
  next?: Jump[];
};

/** `to` is the id of a later question, of a later page or of an ending; "end": to the ending that the answers choose. */
export type Jump = { when?: Condition; to: string };

/** `fixed`: keeps its place when the others are shuffled. */
export type Choice = { id: string; label: string; fixed?: boolean };
export type PictureChoice = Choice & { image: string };
type Labelled = { id: string; label: string };
type Ends = { lowLabel?: string; highLabel?: string };
/** `shuffled`: in an order of each respondent's own, the same at every look. `other`: one more choice, in words of theirs. */
type Chosen = { choices: Choice[]; shuffled?: boolean; other?: boolean };

export type Question =
  | (Asked & Ends & { type: "nps"; metric?: "nps" })
  | (Asked & Ends & { type: "csat"; metric?: "csat" })
  | (Asked & Ends & { type: "ces"; metric?: "ces" })
  | (Asked & Ends & { type: "csi"; metric?: "csi"; items: CsiItem[]; scale: Scale })
  | (Asked & Ends & { type: "rating"; scale?: Scale })
  | (Asked & { type: "text"; minLength?: number; maxLength?: number; pattern?: TextPattern })
  | (Asked & Chosen & { type: "singleChoice" })
  | (Asked & Chosen & { type: "multipleChoice"; min?: number; max?: number })
  | (Asked & { type: "picture"; choices: PictureChoice[]; shuffled?: boolean })
  | (Asked & { type: "matrix"; rows: Labelled[]; columns: Labelled[]; shuffled?: boolean })
  | (Asked & { type: "ranking"; choices: Choice[]; shuffled?: boolean })
  | (Asked & { type: "number"; min?: number; max?: number; decimals?: number })
  | (Asked & { type: "date"; min?: string; max?: string })
  | (Asked & { type: "email" })
  | (Asked & { type: "phone" })
  | (Asked & { type: "consent" })
  | (Asked & { type: "callback" })
  | (Asked & { type: "statement" });

export type QuestionType = Question["type"];
export type MetricQuestion = Extract<Question, { metric?: Metric }>;

/** A cut in the list of questions: this page begins at the question `from`. What stands before the first cut is a page too. */
export type SurveyPage = {
  id: string;
  from: string;
  title?: string;
  /** Where to go on when the page was left by its end. */
  next?: Jump[];
};

/** Of several, the first whose condition holds is shown; the last has none. `link`: where to go on, as to write a review. */
export type Ending = { id: string; prompt: string; when?: Condition; link?: { url: string; label: string } };

/** What is asked, frozen as a version once published. Texts are in `locale`; `translations` hold the other languages. */
export type SurveyDefinition = {
  schemaVersion: 1;
  name: string;
  locale: string;
  translations: Record<string, Translation>;
  questions: Question[];
  pages?: SurveyPage[];
  computed?: Computed[];
  quotas?: Quota[];
  endings: Ending[];
  /** Nothing is kept that leads from an answer to whoever gave it. */
  anonymous?: boolean;
  /** Of what links, requests and invitations carry, the names that are kept with anonymous answers. */
  safeContext?: string[];
};

/** A wanted callback. `window` is two RFC 3339 times; without it, any time will do. */
export type CallbackAnswer = { wanted: boolean; phone?: string; window?: { from: string; to: string } };
export type CsiAnswer = Record<string, number>;
/** What was chosen beside the choices, in the respondent's own words. */
export type OtherAnswer = { other: string };
/** By row id, the column's id. */
export type MatrixAnswer = Record<string, string>;
export type AnswerValue =
  | number
  | string
  | boolean
  | CsiAnswer
  | MatrixAnswer
  | OtherAnswer
  | (string | OtherAnswer)[]
  | CallbackAnswer;

/** Answers by question id. A skipped question has no entry. */
export type Answers = Record<string, AnswerValue>;

const scales: Record<"nps" | "csat" | "ces", Scale> = {
  nps: { min: 0, max: 10 },
  csat: { min: 1, max: 5 },
  ces: { min: 1, max: 7 },
};

export function isMetricQuestion(question: Question): question is MetricQuestion {
  return question.type === "nps" || question.type === "csat" || question.type === "ces" || question.type === "csi";
}

/** The integer scale a metric question is answered on. */
export function scaleOf(question: MetricQuestion): Scale {
  return question.type === "csi" ? question.scale : scales[question.type];
}

/** The integer scale of a question that is answered by one number; a rating has five steps unless it says otherwise. */
export function stepsOf(
  question: Exclude<MetricQuestion, { type: "csi" }> | Extract<Question, { type: "rating" }>,
): Scale {
  return question.type === "rating" ? (question.scale ?? { min: 1, max: 5 }) : scales[question.type];
}

/** The first metric question: it gives the response its score, its class and its case. Null for a survey without one. */
export function primaryQuestion(definition: SurveyDefinition): MetricQuestion | null {
  return definition.questions.find(isMetricQuestion) ?? null;
}

/** Required by default only for the primary question; a statement is never answered. */
export function isRequired(definition: SurveyDefinition, question: Question): boolean {
  if (question.type === "statement") return false;
  return question.required ?? question.id === primaryQuestion(definition)?.id;
}

/** All conditions of a survey. */
export function conditionsIn({ questions, pages = [], endings, quotas = [] }: SurveyDefinition): Condition[] {
  const conditions = [
    ...[...questions, ...endings, ...quotas].map(({ when }) => when),
    ...[...questions, ...pages].flatMap(({ next = [] }) => next.map(({ when }) => when)),
  ];
  return conditions.filter((condition) => condition !== undefined);
}
