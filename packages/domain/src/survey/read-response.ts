import { type Contribution, classOf, contributionOf, isUnhappy, scoreOf } from "../metrics/contribution.ts";
import {
  type Answers,
  type CallbackAnswer,
  isMetricQuestion,
  primaryQuestion,
  type SurveyDefinition,
} from "./definition.ts";

export type ResponseClass = "promoter" | "passive" | "detractor" | "satisfied" | "neutral" | "dissatisfied";

/** What a set of answers says, by the survey's own definition. */
export type ResponseReading = {
  score: number | null;
  class: ResponseClass | null;
  comment: string | null;
  /** Whether the primary answer is in its scale's worst band. */
  isUnhappy: boolean;
  callback: CallbackAnswer | null;
  /** One a metric question that was answered. */
  contributions: (Contribution & { questionId: string })[];
};

export function readResponse(definition: SurveyDefinition, answers: Answers): ResponseReading {
  const primary = primaryQuestion(definition);
  const primaryAnswer = primary && Object.hasOwn(answers, primary.id) ? answers[primary.id] : undefined;
  const score = primary && primaryAnswer !== undefined ? scoreOf(primary, primaryAnswer) : null;
  return {
    score,
    class: primary && score !== null ? classOf(primary.type, score) : null,
    comment: firstText(definition, answers),
    isUnhappy: primary !== null && score !== null && isUnhappy(primary.type, score),
    callback: wantedCallback(definition, answers),
    contributions: definition.questions.filter(isMetricQuestion).flatMap((question) => {
      const answer = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined;
      const contribution = answer === undefined ? null : contributionOf(question, answer);
      return contribution ? [{ ...contribution, questionId: question.id }] : [];
    }),
  };
}

function firstText(definition: SurveyDefinition, answers: Answers): string | null {
  for (const question of definition.questions) {
    const answer = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined;
    if (question.type === "text" && typeof answer === "string" && answer.trim() !== "") return answer;
  }
  return null;
}

function wantedCallback(definition: SurveyDefinition, answers: Answers): CallbackAnswer | null {
  for (const question of definition.questions) {
    const answer = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined;
    if (question.type === "callback" && (answer as CallbackAnswer | undefined)?.wanted) return answer as CallbackAnswer;
  }
  return null;
}
