import { clampTo } from "@otklik/domain/metrics/bounds";
import { meanInterval, meanOf, momentsOfScores } from "@otklik/domain/metrics/means";
import type { Interval } from "@otklik/domain/metrics/summary";
import { tallyOfCounts } from "@otklik/domain/metrics/tally";
import {
  isMetricQuestion,
  type Metric,
  type MetricQuestion,
  type Question,
  scaleOf,
} from "@otklik/domain/survey/definition";
import type { Quota } from "@otklik/domain/survey/quotas";
import { chooseLocale, itemLabelOf, promptOf } from "@otklik/domain/survey/texts";
import type { Context } from "../context.ts";
import { type Bucket, readScores, type ScoreView } from "../metrics/index.ts";
import { invalid, Problem } from "../problem.ts";
import { countsOfQuotas } from "../responses/index.ts";
import { findSurvey, findVersion, readVersions, type VersionRow } from "../surveys/index.ts";
import { findTouchpoint, readSegment } from "../touchpoints/index.ts";
import {
  type AnswerFilter,
  countCallbacks,
  countComments,
  countItemRatings,
  countResponses,
  type NewestComment,
  newestComments,
} from "./store.ts";

type Asked = {
  id: string;
  from?: Date;
  to?: Date;
  touchpoint?: string;
  channel?: string;
  segment?: string;
  bucket?: Bucket | "auto";
  /** The language that prompts are wanted in. */
  locale?: string;
};

type ItemResult = {
  id: string;
  label: string;
  /** Its part of all weights, 0..1. */
  weight: number;
  /** Mean rating in points of the scale; null while nobody has rated it. */
  mean: number | null;
  n: number;
  interval: Interval | null;
  counts: Record<string, number>;
};

type Named = { id: string; prompt: string };
export type QuestionResult =
  | (Named & {
      type: Metric;
      scaleVersion: number;
      scale: { min: number; max: number };
      score: ScoreView;
      items: ItemResult[];
    })
  | (Named & { type: "text"; comments: number; newest: NewestComment[] })
  | (Named & { type: "callback"; wanted: number });

export type SurveyResults = {
  id: string;
  name: string;
  /** The version whose questions these are; null while nothing was published. */
  version: number | null;
  responses: { finished: number; partial: number };
  /** Of the version that is asked now; whatever the filter. */
  quotas: { id: string; n: number; limit: number; whenFull: Quota["whenFull"] }[];
  questions: QuestionResult[];
};

const confidence = 0.95;
const shownComments = 5;

/**
 * What was answered, by question of the version that is asked now. Answers on another scale of a question are listed in
 * its `series` and never added to its score.
 */
export async function readSurveyResults(ctx: Context, asked: Asked): Promise<SurveyResults> {
  const { id, from, to, touchpoint, channel } = asked;
  const survey = await findSurvey(ctx, id);
  if (!survey) throw new Problem("not-found", "survey.not-found", `No survey ${id}.`);
  const at = touchpoint ? await findTouchpoint(ctx, touchpoint) : null;
  if (touchpoint && !at)
    throw invalid("results.invalid", [{ pointer: "/touchpoint", detail: `No touchpoint has the key ${touchpoint}.` }]);
  if (from && to && from >= to)
    throw invalid("results.invalid", [{ pointer: "/to", detail: "The window must end after it begins." }]);
  const segment = await readSegment(ctx, asked.segment);
  const filter: AnswerFilter = { surveyId: id, from, to, touchpointId: at?.id, channel, segment };
  const version = survey.publishedVersion === null ? null : await findVersion(ctx, id, survey.publishedVersion);
  const questions: QuestionResult[] = [];
  for (const question of version?.definition.questions ?? []) {
    const result = version && (await resultOf(ctx, { asked, filter, version, question }));
    if (result) questions.push(result);
  }
  return {
    id,
    name: (version?.definition ?? survey.draft).name,
    version: survey.publishedVersion,
    responses: await countResponses(ctx, filter),
    quotas: await quotasOf(ctx, id, version?.definition.quotas),
    questions,
  };
}

async function quotasOf(ctx: Context, surveyId: string, quotas: Quota[] = []): Promise<SurveyResults["quotas"]> {
  if (quotas.length === 0) return [];
  const counts = await countsOfQuotas(ctx, surveyId);
  return quotas.map(({ id, limit, whenFull }) => ({ id, n: counts.get(id) ?? 0, limit, whenFull }));
}

type Place = { asked: Asked; filter: AnswerFilter; version: VersionRow; question: Question };

async function resultOf(ctx: Context, place: Place): Promise<QuestionResult | null> {
  const { asked, filter, version, question } = place;
  const { definition } = version;
  const locale = chooseLocale(definition, [asked.locale]);
  const named = { id: question.id, prompt: promptOf(definition, question, locale) };
  if (isMetricQuestion(question)) return { ...named, ...(await metricResult(ctx, place, question, locale)) };
  if (question.type === "text") {
    const comments = await countComments(ctx, filter, question.id);
    return { ...named, type: "text", comments, newest: await newestComments(ctx, filter, question.id, shownComments) };
  }
  if (question.type === "callback")
    return { ...named, type: "callback", wanted: await countCallbacks(ctx, filter, question.id) };
  return null;
}

async function metricResult(ctx: Context, place: Place, question: MetricQuestion, locale: string) {
  const { from, to, touchpoint, channel, segment, bucket, id: survey } = place.asked;
  const scaleVersion = place.version.scaleVersions[question.id] ?? 1;
  const score = await readScores(ctx, {
    metric: question.type,
    question: { id: question.id, scaleVersion },
    survey,
    from,
    to,
    touchpoint,
    channel,
    segment,
    bucket,
  });
  const items = question.type === "csi" ? await itemResults(ctx, place, question, locale) : [];
  return { type: question.type, scaleVersion, scale: scaleOf(question), score, items };
}

async function itemResults(
  ctx: Context,
  { asked, filter, version }: Place,
  question: Extract<Question, { type: "csi" }>,
  locale: string,
): Promise<ItemResult[]> {
  const { definition, scaleVersions } = version;
  const scaleVersion = scaleVersions[question.id];
  const onThisScale = (await readVersions(ctx, asked.id))
    .filter((one) => one.scaleVersions[question.id] === scaleVersion)
    .map((one) => one.version);
  const ratings = await countItemRatings(ctx, filter, question.id, onThisScale);
  const allWeights = question.items.reduce((sum, { weight }) => sum + weight, 0);
  return question.items.map((item) => ({
    ...itemFigures(question, ratings.get(item.id) ?? new Map()),
    id: item.id,
    label: itemLabelOf(definition, item, locale),
    weight: item.weight / allWeights,
  }));
}

function itemFigures(question: MetricQuestion, ratings: ReadonlyMap<number, number>) {
  const scale = scaleOf(question);
  const tally = tallyOfCounts(Array.from({ length: scale.max + 1 }, (_, rating) => ratings.get(rating) ?? 0));
  const moments = momentsOfScores(tally);
  const bounds = meanInterval(moments, confidence);
  const interval: Interval | null = bounds && { ...clampTo(scale, bounds), confidence, method: "t" };
  const counts = Object.fromEntries(
    Array.from({ length: scale.max - scale.min + 1 }, (_, step) => [
      scale.min + step,
      ratings.get(scale.min + step) ?? 0,
    ]),
  );
  return { mean: meanOf(moments), n: tally.n, interval, counts };
}
