import type { Interval } from "@otklik/domain/metrics/summary";
import { type Metric, primaryQuestion } from "@otklik/domain/survey/definition";
import type { Context } from "../context.ts";
import { readScores } from "../metrics/index.ts";
import type { Page, PageRequest } from "../page.ts";
import { findVersion, readSurveys, type SurveyView } from "../surveys/index.ts";
import { countAnswersBySurvey, listOffers, type OfferRow } from "./store.ts";
import { usualWindow } from "./windows.ts";

export type SurveyUsage = {
  id: string;
  name: string;
  locale: string;
  status: "draft" | "published";
  /** live: an active distribution offers it; off: those that it has are switched off. */
  state: "draft" | "live" | "off" | "noDistribution";
  version: number | null;
  /** Whether the draft says something else than what is asked now. */
  hasChanges: boolean;
  /** What its first metric question measures. */
  metric: Metric | null;
  touchpoints: { key: string; name: string }[];
  distributions: number;
  answers: number;
  score: number | null;
  n: number;
  interval: Interval | null;
  updatedAt: string;
};

/** Every survey as it is used: where it is offered, and what it said in a window, by default the last 30 days. */
export async function readSurveyUsage(
  ctx: Context,
  window: { from?: Date; to?: Date },
  request: PageRequest,
): Promise<Page<SurveyUsage>> {
  const span = usualWindow(window, ctx.ports.now());
  const page = await readSurveys(ctx, request);
  const offers = Map.groupBy(await listOffers(ctx), ({ surveyId }) => surveyId);
  const answers = await countAnswersBySurvey(ctx, span);
  const data: SurveyUsage[] = [];
  for (const survey of page.data) {
    const mine = offers.get(survey.id) ?? [];
    data.push({
      ...(await measured(ctx, survey, span)),
      id: survey.id,
      name: survey.name,
      locale: survey.locale,
      status: survey.status,
      state: stateOf(survey, mine),
      version: survey.version,
      touchpoints: placesOf(mine),
      distributions: mine.length,
      answers: answers.get(survey.id) ?? 0,
      updatedAt: survey.updatedAt,
    });
  }
  return { ...page, data };
}

async function measured(ctx: Context, survey: SurveyView, span: { from: Date; to: Date }) {
  const asked = survey.version === null ? null : await findVersion(ctx, survey.id, survey.version);
  const question = primaryQuestion(asked?.definition ?? survey);
  const metric = question?.type ?? null;
  const hasChanges = asked !== null && JSON.stringify(asked.definition) !== JSON.stringify(draftOf(survey));
  if (!question || !asked) return { metric, hasChanges, score: null, n: 0, interval: null };
  const scaleVersion = asked.scaleVersions[question.id] ?? 1;
  const { score, n, interval } = await readScores(ctx, {
    metric: question.type,
    survey: survey.id,
    question: { id: question.id, scaleVersion },
    ...span,
  });
  return { metric, hasChanges, score, n, interval };
}

/** The draft as it is stored, keys in the same order. */
function draftOf(survey: SurveyView) {
  const { id: _, status: __, version: ___, createdAt: ____, updatedAt: _____, ...draft } = survey;
  return draft;
}

function stateOf({ status }: SurveyView, offers: OfferRow[]): SurveyUsage["state"] {
  if (status === "draft") return "draft";
  if (offers.length === 0) return "noDistribution";
  return offers.some(({ active }) => active) ? "live" : "off";
}

function placesOf(offers: OfferRow[]): { key: string; name: string }[] {
  return [...new Map(offers.map(({ touchpoint }) => [touchpoint.key, touchpoint])).values()];
}
