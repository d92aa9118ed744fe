import { measureKey, seriesKey } from "@otklik/domain/shifts/keys";
import { beganTogether, belongsTo, headOf, type Located, surestOf } from "@otklik/domain/shifts/place";
import type { Alarm, Measure, Watch } from "@otklik/domain/shifts/watch";
import type { Context } from "../context.ts";
import { type Ground, located, nameOf } from "./ground.ts";
import { placeOf, rowOf } from "./keep-watch.ts";
import {
  insertPart,
  insertShift,
  type PartRow,
  recentShifts,
  recordChange,
  type StoredShift,
  updateShift,
} from "./store.ts";
import { outdateWatch, type SeriesRow } from "./watch-store.ts";

const msInDay = 86_400_000;
/** What began together may be found far apart in time: a small cell needs longer. */
const daysToJoin = 60;

/** Whoever is told of what happened before that is told nothing new. */
const newsHours = 24;
const isNews = (ctx: Context, at: Date) => ctx.ports.now().getTime() - at.getTime() <= newsHours * 3_600_000;

const dateOf = (days: number) => new Date(Math.round(days * msInDay));

/**
 * What an alarm means to people: a part of a shift that is known, the end of one, or a new one. Series that share
 * answers and began to move together in one direction are one shift, named after what they have in common.
 */
export async function announce(
  ctx: Context,
  ground: Ground,
  { watch, alarms }: { watch: Watch; alarms: readonly Alarm[] },
): Promise<void> {
  const [first] = alarms;
  if (!first) return;
  const known = await recentShifts(ctx, dateOf(first.at - daysToJoin));
  for (const alarm of alarms) {
    await endWhatReturned(ctx, ground, known, alarm);
    const shift = known.find((one) => isPartOf(ground, one, alarm));
    if (shift) await join(ctx, ground, { watch, shift, alarm });
    else known.push(await detect(ctx, ground, alarm));
  }
}

function isPartOf(ground: Ground, shift: StoredShift, { series, against, finding }: Alarm): boolean {
  if (shift.direction !== finding.direction || measureOf(shift.head) !== measureKey(series)) return false;
  // Whoever alarmed before has learnt anew since: this is another shift of the same series.
  if (shift.parts.some((part) => part.seriesId === series.id && part.against === against)) return false;
  const began = { onset: shift.onset.getTime() / msInDay, onsetDeviation: shift.onsetDeviation };
  const places = shift.parts.map((part) => located(ground, placeOf(part.series)));
  return (
    beganTogether(finding, began) &&
    belongsTo(located(ground, series.place), located(ground, placeOf(shift.head)), places)
  );
}

const measureOf = ({ metric, scaleVersion, scaleMin, scaleMax }: SeriesRow) =>
  measureKey({ metric: metric as Measure["metric"], scaleVersion, scale: { min: scaleMin, max: scaleMax } });

async function detect(ctx: Context, ground: Ground, alarm: Alarm): Promise<StoredShift> {
  const { series, finding, evidence, threshold, at } = alarm;
  const shift = {
    id: ctx.ports.crypto.uuidv7(),
    headId: series.id,
    direction: finding.direction,
    status: "open" as const,
    onset: dateOf(finding.onset),
    onsetDeviation: finding.onsetDeviation,
    detectedAt: dateOf(at),
    evidence,
    threshold,
    clearedAt: null,
    markId: null,
  };
  const part = partOf(shift.id, alarm);
  await insertShift(ctx, shift);
  await insertPart(ctx, part);
  await recordChange(ctx, { shiftId: shift.id, kind: "detected", at: shift.detectedAt });
  const head = { workspaceId: ctx.workspaceId, ...rowOf(series) };
  await ctx.emit({
    name: "shift.detected",
    ...eventOf(ground, { ...shift, head }),
    isNews: isNews(ctx, shift.detectedAt),
  });
  return { ...shift, head, parts: [{ ...part, series: head }] };
}

type Joining = { watch: Watch; shift: StoredShift; alarm: Alarm };

/** One more series that moved with the others. The name, and when it began, may be known better now. */
async function join(ctx: Context, ground: Ground, { watch, shift, alarm }: Joining): Promise<void> {
  const part = partOf(shift.id, alarm);
  const series = { workspaceId: ctx.workspaceId, ...rowOf(alarm.series) };
  const moved = new Map(shift.parts.map((one) => [one.seriesId, one.series]));
  shift.parts.push({ ...part, series });
  await insertPart(ctx, part);
  if (!moved.has(series.id)) {
    const details = { seriesId: series.id };
    await recordChange(ctx, { shiftId: shift.id, kind: "joined", at: part.detectedAt, details });
    moved.set(series.id, series);
  }
  const head = headOf([...moved.values()].map((one) => located(ground, placeOf(one))));
  const named = watch.series.get(seriesKey(alarm.series, bare(head)));
  if (named) shift.head = { workspaceId: ctx.workspaceId, ...rowOf(named) };
  const { onset, onsetDeviation } = surestOf(shift.parts) ?? part;
  Object.assign(shift, { onset, onsetDeviation });
  await updateShift(ctx, shift.id, { headId: shift.head.id, onset, onsetDeviation });
}

/** A place as series are kept: only what is part of its level. */
function bare(place: Located): Located {
  const isAt = {
    stage: ["stageId"],
    journey: ["journeyId"],
    touchpoint: ["touchpointId"],
    leaf: ["touchpointId", "channel"],
    workspace: [],
  }[place.level] as string[];
  const parts = ["touchpointId", "channel", "stageId", "journeyId"] as const;
  return { ...place, ...Object.fromEntries(parts.map((part) => [part, isAt.includes(part) ? place[part] : null])) };
}

/** A shift ends when a series that it is named after moves the other way. */
async function endWhatReturned(ctx: Context, ground: Ground, known: StoredShift[], alarm: Alarm): Promise<void> {
  for (const shift of known) {
    const isOver =
      shift.clearedAt === null && shift.headId === alarm.series.id && shift.direction !== alarm.finding.direction;
    if (!isOver) continue;
    shift.clearedAt = dateOf(alarm.at);
    shift.status = "closed";
    // A series of it may be off its target no longer, which whoever remembers it does not know.
    await outdateWatch(ctx);
    await updateShift(ctx, shift.id, { clearedAt: shift.clearedAt, status: shift.status });
    await recordChange(ctx, { shiftId: shift.id, kind: "returned", at: shift.clearedAt });
    await ctx.emit({ name: "shift.cleared", ...eventOf(ground, shift), isNews: isNews(ctx, shift.clearedAt) });
  }
}

function partOf(
  shiftId: string,
  { series, against, finding, evidence, threshold, at, expected, taught }: Alarm,
): PartRow {
  return {
    shiftId,
    seriesId: series.id,
    against,
    onset: dateOf(finding.onset),
    onsetDeviation: finding.onsetDeviation,
    detectedAt: dateOf(at),
    evidence,
    threshold,
    level: finding.level,
    low: finding.bounds.low,
    high: finding.bounds.high,
    expected,
    answers: finding.answers,
    taughtFrom: taught.from,
    taughtTo: taught.to,
  };
}

/** What programs outside are told of it: ids, keys and codes. */
export function eventOf(ground: Ground, shift: Pick<StoredShift, "id" | "direction" | "head">) {
  const { level, touchpointKey = null, channel = null } = nameOf(ground, placeOf(shift.head));
  return {
    shiftId: shift.id,
    metric: shift.head.metric,
    direction: shift.direction,
    level,
    touchpointKey,
    channel,
  };
}
