import type { Contribution } from "@otklik/domain/metrics/contribution";
import { type Tally, tallyOf } from "@otklik/domain/metrics/tally";
import type { Metric, Scale } from "@otklik/domain/survey/definition";
import type { Context } from "../context.ts";
import { invalid } from "../problem.ts";
import { type SeriesRow, seriesMeasuring } from "../surveys/index.ts";
import { findTouchpoint, readSegment } from "../touchpoints/index.ts";
import { answersInCutHours, type CountedRow } from "./answers-store.ts";
import { contributionsOf, versionReader } from "./count-answers.ts";
import type { ScoreQuestion } from "./read-scores.ts";
import { type CountRow, countsIn, type Edges, edgesOf, type Window } from "./store.ts";

/** What counts are not asked for by is null. */
export type Counted = {
  series: SeriesRow;
  touchpointId: string | null;
  channel: string | null;
  dimensionId: string | null;
  dimensionValue: string | null;
  start: string | null;
  tally: Tally;
};

const standardScale: Record<Metric, Scale> = {
  nps: { min: 0, max: 10 },
  csat: { min: 1, max: 5 },
  ces: { min: 1, max: 7 },
  csi: { min: 1, max: 10 },
};

/** What is asked, checked, as the store takes it. */
export async function windowOf(ctx: Context, asked: ScoreQuestion): Promise<Window> {
  const { metric, touchpoint, touchpointIds, survey, question, channel, segment, from, to, bucket } = asked;
  if (from && to && from >= to)
    throw invalid("scores.invalid", [{ pointer: "/to", detail: "The window must end after it begins." }]);
  const [known, within] = await Promise.all([
    touchpoint === undefined || findTouchpoint(ctx, touchpoint),
    readSegment(ctx, segment),
  ]);
  if (!known) {
    throw invalid("scores.invalid", [{ pointer: "/touchpoint", detail: `No touchpoint has the key ${touchpoint}.` }]);
  }
  return {
    metric,
    touchpointKey: touchpoint,
    touchpointIds,
    surveyId: survey,
    questionId: question?.id,
    channel,
    segment: within,
    from,
    to,
    bucket: bucket === "auto" ? undefined : bucket,
  };
}

/** What counting a window stands on: the series of its metric, and where its whole hours and days begin and end. */
type Ground = { measuring: SeriesRow[]; edges: Edges };

export async function groundOf(
  ctx: Context,
  { metric, from, to }: Pick<ScoreQuestion, "metric" | "from" | "to">,
): Promise<Ground> {
  const [measuring, edges] = await Promise.all([
    seriesMeasuring(ctx, metric),
    edgesOf(ctx.tx, ctx.workspaceId, { from, to }),
  ]);
  return { measuring, edges };
}

/** The counts of a window, by series; by bucket and touchpoint where the window asks for it. */
export async function countedIn(ctx: Context, window: Window, timeZone: string, ground?: Ground): Promise<Counted[]> {
  const { measuring, edges } = ground ?? (await groundOf(ctx, window));
  const known = new Map(measuring.map((series) => [series.id, series]));
  const rows = await countsIn(ctx.tx, ctx.workspaceId, window, edges);
  const whole = rows.map((row) => ({
    series: known.get(row.series_id) as SeriesRow,
    touchpointId: row.touchpoint_id,
    channel: row.channel,
    dimensionId: row.dimension_id,
    dimensionValue: row.dimension_value,
    start: row.start,
    tally: tallyOfRow(row),
  }));
  const isOnHours = [window.from, window.to].every((edge) => !edge || isOnHour(edge, timeZone));
  return isOnHours ? whole : [...whole, ...(await countedInCutHours(ctx, window, edges, [...known.values()]))];
}

/** By the workspace's clock: where that is half an hour off, no hour of it begins with one of UTC. */
function isOnHour(edge: Date, timeZone: string): boolean {
  if (edge.getTime() % 60_000 !== 0) return false;
  return Number(new Intl.DateTimeFormat("en", { timeZone, minute: "numeric" }).format(edge)) === 0;
}

async function countedInCutHours(ctx: Context, window: Window, edges: Edges, known: SeriesRow[]): Promise<Counted[]> {
  const rows = await answersInCutHours(ctx.tx, ctx.workspaceId, window, edges);
  return (await contributionsIn(ctx, window, rows, known)).flatMap(({ row, series, contribution }) =>
    (window.bySegment ? segmentsOf(row) : [noSegment]).map((segment) => ({
      series,
      touchpointId: window.byTouchpoint ? row.touchpoint_id : null,
      channel: window.byChannel ? row.channel : null,
      ...segment,
      start: row.start,
      tally: tallyOf(contribution),
    })),
  );
}

/** What one answer adds to one of the series. */
export type Contributed = { row: CountedRow; series: SeriesRow; contribution: Contribution };

/** What these answers add to those of the known series that are asked for. */
export async function contributionsIn(
  ctx: Context,
  { questionId }: Pick<Window, "questionId">,
  rows: CountedRow[],
  known: SeriesRow[],
): Promise<Contributed[]> {
  const versionOf = versionReader(ctx);
  const found: Contributed[] = [];
  for (const row of rows) {
    const { definition, scaleVersions } = await versionOf(row.survey_id, row.survey_version);
    for (const contribution of contributionsOf(definition, row.answers)) {
      if (questionId && contribution.questionId !== questionId) continue;
      const series = known.find(
        (one) =>
          one.surveyId === row.survey_id &&
          one.questionId === contribution.questionId &&
          one.scaleVersion === scaleVersions[one.questionId],
      );
      if (series) found.push({ row, series, contribution });
    }
  }
  return found;
}

const noSegment = { dimensionId: null, dimensionValue: null };

const segmentsOf = ({ segments }: CountedRow) =>
  Object.entries(segments).map(([dimensionId, dimensionValue]) => ({ dimensionId, dimensionValue }));

function tallyOfRow(row: CountRow): Tally {
  const counts = Array.from({ length: 11 }, (_, step) => Number(row[`c${step}`]));
  return { n: Number(row.n), counts, sum: BigInt(row.sum), sumSquares: BigInt(row.sum_squares) };
}

const scaleKey = ({ scaleMin, scaleMax }: SeriesRow) => `${scaleMin}-${scaleMax}`;

type Choice = (one: Pick<Counted, "series">) => boolean;

/**
 * Which series make the score: those on the scale with the most answers, for different scales are never added up.
 * Within one survey a question's series do not mix either: the one that began last among those that were answered.
 */
export function chosenAmong(counted: Counted[], survey: string | undefined): Choice {
  const isNewest = survey === undefined ? () => true : newestSeries(counted);
  const chosen = largestScale(counted.filter(isNewest));
  return (one) => isNewest(one) && scaleKey(one.series) === chosen;
}

function newestSeries(counted: Counted[]): Choice {
  const newest = new Map<string, number>();
  for (const { series, tally } of counted)
    if (tally.n > 0) newest.set(series.questionId, Math.max(newest.get(series.questionId) ?? 0, series.scaleVersion));
  return ({ series }) => newest.get(series.questionId) === series.scaleVersion;
}

function largestScale(counted: Counted[]): string | null {
  const sizes = new Map<string, number>();
  for (const { series, tally } of counted) sizes.set(scaleKey(series), (sizes.get(scaleKey(series)) ?? 0) + tally.n);
  return [...sizes].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}

export function scaleOf([first]: Counted[], metric: Metric): Scale {
  return first ? { min: first.series.scaleMin, max: first.series.scaleMax } : standardScale[metric];
}
