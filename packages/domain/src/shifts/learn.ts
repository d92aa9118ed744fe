import { baselineOf, baselineWindow, leastCell, seriesBaselineOf } from "./baseline.ts";
import { restart, startDetector } from "./detector.ts";
import { baselineKey, measureKey } from "./keys.ts";
import type { CellsByMeasure, CountedCell, Watch, WatchedSeries, WatchMeans, WatchSettings } from "./watch.ts";

/** The time of the last answer of a detector that has not heard any: it hears nothing of the time before its first. */
export const asleep = 0;

/** Whether baselines are to be made anew before anything of this day is taken up. */
export const isDue = ({ refreshedOn, isStale }: Watch, day: number): boolean =>
  isStale || refreshedOn === null || day > refreshedOn;

/** Every baseline anew, evidence kept; the budget is shared among whoever is live now. */
export function refresh(watch: Watch, day: number, means: WatchMeans): void {
  if (watch.refreshedOn !== null) doubtWhatWasRewritten(watch, watch.refreshedOn, day, means);
  watch.refreshedOn = Math.max(day, watch.refreshedOn ?? day);
  watch.isStale = false;
  watch.baselines.clear();
  for (const series of watch.series.values()) teachOne(watch, series, watch.refreshedOn, means);
  recount(watch, means.settings);
}

/**
 * An import, or a wave of old answers, may have told the past anew. Where the very days that taught a series say
 * something else now than they did, nothing of them is compared with today: it learns from today on.
 */
function doubtWhatWasRewritten(watch: Watch, refreshedOn: number, today: number, means: WatchMeans): void {
  for (const series of watch.series.values()) {
    if (!series.baseline) continue;
    const now = seriesBaselineOf(cellsTaught(means, series, baselineWindow(refreshedOn, series.since)), 1);
    if (!now || Math.abs(now.mean - series.baseline.mean) <= series.baseline.deadZone) continue;
    means.touched.add(series);
    acceptLevel(series, today);
  }
}

/** The same when a night passes without an answer, so that what is live and learning is told as of today. */
export function refreshAt(watch: Watch, day: number, means: WatchMeans): void {
  if (isDue(watch, day)) refresh(watch, day, means);
}

export function teachOne(watch: Watch, series: WatchedSeries, today: number, means: WatchMeans): void {
  if (!means.cells) throw new Error("a baseline needs the counted days");
  means.touched.add(series);
  const window = baselineWindow(today, series.since);
  const learnt = cellsTaught(means, series, window);
  for (const { cell, baseline } of learnt) {
    watch.baselines.set(baselineKey(series.since, cell, cell), baseline);
  }
  const wasLearning = series.baseline === null;
  const together = seriesBaselineOf(learnt, window.to - window.from);
  series.learnt = together?.n ?? 0;
  series.baseline = together && together.n >= means.settings.minimumBase ? together : null;
  const target = means.targetOf(series);
  if (target !== series.target) {
    series.target = target;
    series.targetDetector = target === null ? null : startDetector(asleep);
    series.isOffTarget = false;
  }
  if (!series.baseline) series.liveOn = null;
  if (!series.baseline || !wasLearning) return;
  series.liveOn = today;
  // What speaks against its target is kept: its usual level is another question, and one fall shall be told once.
  series.detector = startDetector(asleep);
}

/** What each cell of a series was like on these days, if it has enough answers to say. */
function cellsTaught({ cells }: WatchMeans, series: WatchedSeries, { from, to }: { from: number; to: number }) {
  return cellsOf(cells ?? new Map(), series).flatMap((cell) => {
    const days = cell.days.filter(({ day }) => day >= from && day < to);
    const baseline = baselineOf(days);
    return baseline && baseline.n >= leastCell ? [{ cell, baseline, days }] : [];
  });
}

function cellsOf(cells: CellsByMeasure, { place, ...measure }: WatchedSeries): CountedCell[] {
  return (cells.get(measureKey(measure)) ?? []).filter((cell) => {
    if (place.dimensionId)
      return cell.segment?.dimensionId === place.dimensionId && cell.segment.value === place.dimensionValue;
    return (
      cell.segment === null &&
      (["touchpointId", "channel", "stageId", "journeyId", "distributionId"] as const).every(
        (part) => place[part] === null || place[part] === cell.leaf[part],
      )
    );
  });
}

/** Scores of the whole workspace have half of the budget to themselves. */
export const isWorkspaceWide = ({ place, metric }: Pick<WatchedSeries, "place" | "metric">) =>
  place.level === "workspace" && place.dimensionId === null && metric !== "followUp";

/** How many live series share each half of the budget. Whoever learns anew keeps its share until the next night. */
function recount(watch: Watch, settings: WatchSettings): void {
  watch.workspaceSeries = 0;
  watch.otherSeries = 0;
  for (const series of watch.series.values()) countIn(watch, series, settings);
}

/** One more to share it, if it is live. */
export function countIn(watch: Watch, series: WatchedSeries, { watchedDimensions }: WatchSettings): void {
  const { dimensionId } = series.place;
  if (!series.baseline || (dimensionId && !watchedDimensions.includes(dimensionId))) return;
  if (isWorkspaceWide(series)) watch.workspaceSeries++;
  else watch.otherSeries++;
}

/** A user's "new normal": what comes from this day on is what is expected. */
export function acceptLevel(series: WatchedSeries, since: number): void {
  restart(series.detector);
  if (series.targetDetector) restart(series.targetDetector);
  series.since = since;
  forget(series);
}

/** What it has learnt is of no use any more. */
export function forget(series: WatchedSeries): void {
  series.baseline = null;
  series.liveOn = null;
  series.learnt = 0;
}
