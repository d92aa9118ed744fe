import { baselineDays, baselineLag } from "@otklik/domain/shifts/baseline";
import { thresholdOf } from "@otklik/domain/shifts/budget";
import { smallestFallSeen } from "@otklik/domain/shifts/detectable";
import type { Context } from "../context.ts";
import { type Ground, nameOf, readGround, type SeriesName, titleOf } from "./ground.ts";
import { placeOf } from "./keep-watch.ts";
import { isScore, scoreAt } from "./measure.ts";
import { findWatch, listSeries, localDay, type SeriesRow } from "./watch-store.ts";

/** What a series is able to tell at its present volume. Sizes are in the unit of its score. */
export type WatchedView = {
  id: string;
  metric: SeriesRow["metric"];
  series: SeriesName;
  title: string | null;
  status: "watching" | "learning";
  /** Answers of its baseline, or so far; and those that it still needs. */
  n: number;
  answersNeeded: number;
  /** At the pace so far; null where nobody can say. */
  daysNeeded: number | null;
  perDay: number | null;
  expected: number | null;
  /** How far the level may wander without being called a shift. */
  deadZone: number | null;
  /** Chance alone alarms no more often than once in so many days. */
  falseAlarmDays: number | null;
  /** The smallest fall that is seen within so many days on average; null: none. */
  seenWithin: { days7: number | null; days14: number | null; days30: number | null } | null;
};

export type WatchingView = {
  watching: number;
  learning: number;
  falseAlarmsPerYear: number;
  /** The day that the baselines are of; null: nothing has been taken up yet. */
  refreshedOn: string | null;
  data: WatchedView[];
};

/** Everything that is watched, and how much each can see; or would, if so many false alarms a year were accepted. */
export async function readWatching(
  ctx: Context,
  { falseAlarmsPerYear }: { falseAlarmsPerYear?: number } = {},
): Promise<WatchingView> {
  const set = await readGround(ctx);
  const ground = falseAlarmsPerYear ? { ...set, settings: { ...set.settings, falseAlarmsPerYear } } : set;
  const watch = await findWatch(ctx);
  const today = await localDay(ctx, ctx.ports.now());
  const { watchedDimensions } = ground.settings;
  const rows = (await listSeries(ctx)).filter(
    ({ dimensionId }) => dimensionId === null || watchedDimensions.includes(dimensionId),
  );
  const budget = { workspaceSeries: watch?.workspaceSeries ?? 0, otherSeries: watch?.otherSeries ?? 0 };
  const data = rows.map((row) => watchedView(ground, row, { ...budget, today }));
  const watching = data.filter(({ status }) => status === "watching").length;
  return {
    watching,
    learning: data.length - watching,
    falseAlarmsPerYear: ground.settings.falseAlarmsPerYear,
    refreshedOn: watch?.refreshedOn ? dayText(watch.refreshedOn) : null,
    data: data.sort(byPlace),
  };
}

type Now = { workspaceSeries: number; otherSeries: number; today: number };

function watchedView(ground: Ground, row: SeriesRow, now: Now): WatchedView {
  const { falseAlarmsPerYear, minimumBase } = ground.settings;
  const place = placeOf(row);
  const { mean, variance, deadZone, perDay } = row;
  const named = { id: row.id, metric: row.metric, series: nameOf(ground, place), title: titleOf(ground, place) };
  if (row.liveOn === null || mean === null || variance === null || deadZone === null || perDay === null) {
    const answersNeeded = Math.max(1, minimumBase - row.n);
    return {
      ...named,
      status: "learning",
      n: row.n,
      answersNeeded,
      daysNeeded: daysNeeded(row, answersNeeded, now.today),
      ...{ perDay: null, expected: null, deadZone: null, falseAlarmDays: null, seenWithin: null },
    };
  }
  const isWorkspace = row.level === "workspace" && row.dimensionId === null && isScore(row);
  const threshold = thresholdOf(
    { falseAlarmsPerYear, ...now },
    { isWorkspace, hasTarget: row.targetDetector !== null },
  );
  const unit = scoreAt(ground, row, 1) - scoreAt(ground, row, 0);
  const seen = (days: number) => {
    const fall = smallestFallSeen(days, { mean, variance, deadZone, perDay, threshold });
    return fall === null ? null : fall * unit;
  };
  return {
    ...named,
    status: "watching",
    n: row.n,
    answersNeeded: 0,
    daysNeeded: 0,
    perDay,
    expected: scoreAt(ground, row, mean),
    deadZone: deadZone * unit,
    falseAlarmDays: threshold,
    seenWithin: { days7: seen(7), days14: seen(14), days30: seen(30) },
  };
}

function daysNeeded({ n, since }: SeriesRow, answersNeeded: number, today: number): number | null {
  const days = since !== null && since > today - baselineDays - baselineLag ? today - since : baselineDays;
  return n > 0 && days > 0 ? Math.ceil((answersNeeded * days) / n) : null;
}

const dayText = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);

const levels = ["workspace", "journey", "stage", "touchpoint", "leaf"];

function byPlace(a: WatchedView, b: WatchedView): number {
  return (
    levels.indexOf(a.series.level) - levels.indexOf(b.series.level) ||
    (a.title ?? "").localeCompare(b.title ?? "") ||
    (a.series.channel ?? "").localeCompare(b.series.channel ?? "") ||
    a.metric.localeCompare(b.metric)
  );
}
