import type { SeriesBaseline } from "@otklik/domain/shifts/baseline";
import { seriesKey } from "@otklik/domain/shifts/keys";
import type { WatchedPlace } from "@otklik/domain/shifts/place";
import { emptyWatch, type Watch, type WatchedSeries } from "@otklik/domain/shifts/watch";
import type { SeriesRow, WatchRow } from "./watch-store.ts";

/** The detectors as they were written, `offTarget` being the series whose shift from their target is known. */
export function watchOf(row: WatchRow, series: SeriesRow[], offTarget: ReadonlySet<string>): Watch {
  const { refreshedOn, workspaceSeries, otherSeries } = row;
  const watch: Watch = { ...emptyWatch(), refreshedOn, isStale: row.isStale, workspaceSeries, otherSeries };
  for (const one of series) {
    const kept = watchedOf(one, offTarget.has(one.id));
    watch.series.set(seriesKey(kept, kept.place), kept);
  }
  for (const { cell, ...baseline } of row.baselines) watch.baselines.set(cell, baseline);
  return watch;
}

export function watchedOf(row: SeriesRow, isOffTarget: boolean): WatchedSeries {
  return {
    id: row.id,
    metric: row.metric,
    scaleVersion: row.scaleVersion,
    scale: { min: row.scaleMin, max: row.scaleMax },
    place: placeOf(row),
    since: row.since,
    baseline: baselineOf(row),
    learnt: row.n,
    liveOn: row.liveOn,
    detector: Float64Array.from(row.detector),
    target: row.target,
    targetDetector: row.targetDetector && Float64Array.from(row.targetDetector),
    isOffTarget,
  };
}

export function placeOf(row: SeriesRow): WatchedPlace {
  const { level, touchpointId, channel, stageId, journeyId, dimensionId, dimensionValue, distributionId } = row;
  return { level, touchpointId, channel, stageId, journeyId, dimensionId, dimensionValue, distributionId };
}

function baselineOf({ liveOn, n, mean, variance, deadZone, perDay }: SeriesRow): SeriesBaseline | null {
  if (liveOn === null || mean === null || variance === null || deadZone === null || perDay === null) return null;
  return { n, mean, variance, deadZone, perDay };
}

/** A series as it is written. */
export function rowOf(series: WatchedSeries): Omit<SeriesRow, "workspaceId"> {
  const { baseline, scale } = series;
  return {
    id: series.id,
    metric: series.metric,
    scaleVersion: series.scaleVersion,
    scaleMin: scale.min,
    scaleMax: scale.max,
    ...series.place,
    since: series.since,
    liveOn: series.liveOn,
    n: series.learnt,
    mean: baseline?.mean ?? null,
    variance: baseline?.variance ?? null,
    deadZone: baseline?.deadZone ?? null,
    perDay: baseline?.perDay ?? null,
    detector: [...series.detector],
    targetDetector: series.targetDetector && [...series.targetDetector],
    target: series.target,
  };
}

/** The parts of a watch that its own row holds. */
export function watchRowOf(
  watch: Watch,
): Pick<WatchRow, "refreshedOn" | "isStale" | "workspaceSeries" | "otherSeries" | "baselines"> {
  const { refreshedOn, isStale, workspaceSeries, otherSeries } = watch;
  const baselines = [...watch.baselines].map(([cell, baseline]) => ({ cell, ...baseline }));
  return { refreshedOn, isStale, workspaceSeries, otherSeries, baselines };
}
