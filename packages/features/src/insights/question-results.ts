import { type Attempt, type QuestionSummary, summariseQuestions } from "@otklik/domain/insights/question-summary";
import { type Term, termsUsedMore } from "@otklik/domain/insights/terms";
import { smallestBase } from "@otklik/domain/metrics/verdict";
import { questionKeysOf } from "@otklik/domain/survey/merged-questions";
import type { Context } from "../context.ts";
import { invalid, Problem } from "../problem.ts";
import {
  type ResponseQuestion,
  resolveFilter,
  type ScannedAnswer,
  scanAnswers,
  surveysAnswered,
} from "../responses/index.ts";
import { findSurvey, listVersions } from "../surveys/index.ts";
import { openStems } from "./stems.ts";

/** What detractors say of a question more than the others do. */
export type QuestionTerms = {
  comments: { unhappy: number; others: number };
  data: Term[];
  /** Why none is sure. */
  reason: "tooFewComments" | "nothingStandsOut" | null;
};

export type QuestionResults = {
  surveyId: string;
  name: string;
  responses: { total: number; finished: number; partial: number };
  /** Responses that were read, the newest; fewer than `total` where there are more than 20 000. */
  read: number;
  questions: (QuestionSummary & { terms: QuestionTerms | null })[];
};

const mostRead = 20_000;
const readAtOnce = 2000;

/** What was answered to one survey, question by question, by the same filters as the list of responses. */
export async function readQuestionResults(
  ctx: Context,
  question: ResponseQuestion,
  locale: string,
): Promise<QuestionResults> {
  if (question.survey === undefined)
    throw invalid("results.invalid", [{ pointer: "/survey", detail: "Choose the survey whose questions are meant." }]);
  const survey = await findSurvey(ctx, question.survey);
  if (!survey) throw new Problem("not-found", "survey.not-found", `No survey ${question.survey}.`);
  const filter = await resolveFilter(ctx, question);
  const answered = await surveysAnswered(ctx, filter);
  const numbers = new Set(answered.map(({ version }) => version));
  const versions = (await listVersions(ctx, survey.id)).filter(({ version }) => numbers.has(version));
  const scanned: ScannedAnswer[] = [];
  for (let after: { at: number; id: string } | null = null; scanned.length < mostRead; ) {
    const page: ScannedAnswer[] = await scanAnswers(ctx, filter, { limit: readAtOnce, after });
    scanned.push(...page);
    const last = page.at(-1);
    if (page.length < readAtOnce || !last) break;
    after = { at: last.occurredAt.getTime(), id: last.id };
  }
  const attempts = scanned.map(attemptOf);
  const keysOf = new Map(versions.map(({ version, definition }) => [version, questionKeysOf(definition)]));
  const asks =
    ({ id, key }: QuestionSummary) =>
    ({ version }: ScannedAnswer) =>
      keysOf.get(version)?.get(id) === key;
  const questions = [];
  for (const summary of summariseQuestions(versions, attempts, locale))
    questions.push({
      ...summary,
      terms: summary.type === "text" ? await termsOf(scanned.filter(asks(summary)), summary.id) : null,
    });
  const total = answered.reduce((sum, { n }) => sum + n, 0);
  const finished = answered.reduce((sum, one) => sum + one.finished, 0);
  return {
    surveyId: survey.id,
    name: (versions[0]?.definition ?? survey.draft).name,
    responses: { total, finished, partial: total - finished },
    read: scanned.length,
    questions,
  };
}

const attemptOf = ({ version, answers, isFinished, attributes }: ScannedAnswer): Attempt => ({
  version,
  answers,
  isFinished,
  context: attributes,
});

const unhappy = new Set<string | null>(["detractor", "dissatisfied"]);
const mostComments = 2000;

/** The newest comments of either side, 2 000 at most. */
async function termsOf(scanned: ScannedAnswer[], questionId: string): Promise<QuestionTerms> {
  const told = scanned.flatMap(({ answers, class: name }) => {
    const text = Object.hasOwn(answers, questionId) ? answers[questionId] : null;
    return typeof text === "string" && text.trim() !== "" && name !== null
      ? [{ text, isUnhappy: unhappy.has(name) }]
      : [];
  });
  const side = (isUnhappy: boolean) =>
    told
      .filter((one) => one.isUnhappy === isUnhappy)
      .slice(0, mostComments)
      .map(({ text }) => text);
  const [these, others] = [side(true), side(false)];
  const data = termsUsedMore({ these, others }, await openStems());
  const isSure = data.some((term) => term.isSure);
  const isSmall = data.length > 0 || Math.min(these.length, others.length) < smallestBase;
  return {
    comments: { unhappy: these.length, others: others.length },
    data,
    reason: isSure ? null : isSmall ? "tooFewComments" : "nothingStandsOut",
  };
}
