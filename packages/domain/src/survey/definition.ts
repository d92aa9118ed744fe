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

type Asked = { id: string; prompt: string; required?: boolean };

export type Question =
  | (Asked & { type: "nps"; metric?: "nps"; lowLabel?: string; highLabel?: string })
  | (Asked & { type: "csat"; metric?: "csat"; lowLabel?: string; highLabel?: string })
  | (Asked & { type: "ces"; metric?: "ces"; lowLabel?: string; highLabel?: string })
  | (Asked & { type: "csi"; metric?: "csi"; items: CsiItem[]; scale: Scale; lowLabel?: string; highLabel?: string })
  | (Asked & { type: "text"; maxLength?: number })
  | (Asked & { type: "callback" })
  | (Asked & { type: "statement" });

export type QuestionType = Question["type"];
export type MetricQuestion = Extract<Question, { metric?: Metric }>;

export type Ending = { id: string; prompt: string };

/** What is asked, frozen as a version once published. Texts are in `locale`; `translations` hold the other languages. */
export type SurveyDefinition = {
  schemaVersion: 1;
  name: string;
  locale: string;
  translations: Record<string, Translation>;
  questions: Question[];
  endings: Ending[];
};

/** A wanted callback. `window` is two RFC 3339 times; without it, any time will do. */
export type CallbackAnswer = { wanted: boolean; phone?: string; window?: { from: string; to: string } };
export type CsiAnswer = Record<string, number>;
export type AnswerValue = number | string | CsiAnswer | CallbackAnswer;

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

/** The first metric question: it gives the response its score, its class and its case. Null for a survey without one. */
export function primaryQuestion(definition: SurveyDefinition): MetricQuestion | null {
  return definition.questions.find(isMetricQuestion) ?? null;
}

/** Required by default only for the primary question; a statement is never answered. */
export function isRequired(definition: SurveyDefinition, question: Question): boolean {
  if (question.type === "statement") return false;
  return question.required ?? question.id === primaryQuestion(definition)?.id;
}
