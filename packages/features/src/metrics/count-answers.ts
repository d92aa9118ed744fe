import { type Contribution, contributionOf } from "@otklik/domain/metrics/contribution";
import {
  type AnswerValue,
  isMetricQuestion,
  type MetricQuestion,
  type SurveyDefinition,
} from "@otklik/domain/survey/definition";
import type { Context } from "../context.ts";
import { findVersion, type VersionRow } from "../surveys/index.ts";

/** The metric questions that a stored response answers, by the version it was answered in, with what each adds. */
export function answeredQuestions(
  definition: SurveyDefinition,
  answers: Record<string, unknown>,
): { question: MetricQuestion; contribution: Contribution }[] {
  return definition.questions.filter(isMetricQuestion).flatMap((question) => {
    const answer = Object.hasOwn(answers, question.id) ? (answers[question.id] as AnswerValue) : null;
    const contribution = answer === null ? null : contributionOf(question, answer);
    return contribution ? [{ question, contribution }] : [];
  });
}

/** What each of them adds. */
export function contributionsOf(
  definition: SurveyDefinition,
  answers: Record<string, unknown>,
): (Contribution & { questionId: string })[] {
  return answeredQuestions(definition, answers).map(({ question, contribution }) => ({
    ...contribution,
    questionId: question.id,
  }));
}

/** Survey versions, each read once. */
export function versionReader(ctx: Context): (surveyId: string, version: number) => Promise<VersionRow> {
  const versions = new Map<string, Promise<VersionRow | null>>();
  return async (surveyId, version) => {
    const key = `${surveyId} ${version}`;
    const reading = versions.get(key) ?? findVersion(ctx, surveyId, version);
    versions.set(key, reading);
    const found = await reading;
    if (!found) throw new Error("an answered version is kept");
    return found;
  };
}
