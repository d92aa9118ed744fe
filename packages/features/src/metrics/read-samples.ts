import type { CsiForm } from "@otklik/domain/metrics/csi";
import { add, emptyTally, type Tally } from "@otklik/domain/metrics/tally";
import type { Metric, Scale } from "@otklik/domain/survey/definition";
import { readSettings } from "../accounts/index.ts";
import type { Context } from "../context.ts";
import { type Counted, chosenAmong, countedIn, groundOf, scaleOf, windowOf } from "./count-window.ts";
import type { ScoreQuestion } from "./read-scores.ts";
import { tellable } from "./small-groups.ts";
import { bucketStarts, type Window } from "./store.ts";

/** The answers of one place, a tally a window, all on one scale: ready to be compared. */
export type Sample = { scale: Scale; csiForm: CsiForm; tallies: Tally[] };

/** A window [from, to). */
export type Span = { from: Date; to: Date };

type Asked = Omit<ScoreQuestion, "from" | "to" | "bucket">;

/** Places in their windows, of one metric. */
export type Side = Omit<Asked, "metric"> & Span;

/** The answers of several places and windows. The scale is that of most answers over all of them, so that they can be compared. */
export async function readSample(ctx: Context, metric: Metric, sides: Side[]): Promise<Sample> {
  const { csiForm, timeZone } = await readSettings(ctx);
  const counted = await Promise.all(sides.map((side) => countedOf(ctx, { metric, ...side }, timeZone)));
  return sampleOf({ metric }, counted, csiForm);
}

/** The same for every touchpoint that has answers, by its id. */
export async function readSamplesByTouchpoint(ctx: Context, asked: Asked, spans: Span[]): Promise<Map<string, Sample>> {
  const { csiForm, timeZone } = await readSettings(ctx);
  const counted = await countedInEach(ctx, asked, spans, timeZone, { byTouchpoint: true });
  const ids = new Set(counted.flat().flatMap(({ touchpointId }) => touchpointId ?? []));
  return new Map(
    [...ids].map((id) => {
      const here = counted.map((rows) => rows.filter(({ touchpointId }) => touchpointId === id));
      return [id, sampleOf(asked, here, csiForm)];
    }),
  );
}

/** Where answers were given, and of which segment they are where counts are by segment. */
export type AnswerPlace = Pick<Counted, "touchpointId" | "channel" | "dimensionId" | "dimensionValue">;
/** The answers of some windows at any set of places, and all the places that have some. */
export type PlacedSamples = { places: AnswerPlace[]; at(isThere: (place: AnswerPlace) => boolean): Sample };

/** The answers of one window by touchpoint and channel, counted once for every sum of them that is wanted. */
export async function readSamplesByPlace(
  ctx: Context,
  { from, to, ...asked }: Asked & Partial<Span>,
): Promise<PlacedSamples> {
  return readPlaced(ctx, asked, { spans: [{ from, to }] });
}

/** The same of several windows, each with its tally, on one scale; by every segment too, where it is asked for. */
export async function readPlaced(
  ctx: Context,
  asked: Asked,
  { spans, bySegment }: { spans: Partial<Span>[]; bySegment?: boolean },
): Promise<PlacedSamples> {
  const { csiForm, timeZone } = await readSettings(ctx);
  const how = { byTouchpoint: true, byChannel: true, bySegment };
  const counted = await countedInEach(ctx, asked, spans, timeZone, how);
  const at: PlacedSamples["at"] = (isThere) =>
    sampleOf(
      asked,
      counted.map((rows) => rows.filter(isThere)),
      csiForm,
    );
  return { places: counted.flat(), at };
}

/** The answers of each day of a window, empty days too, all on one scale. */
export async function readDays(
  ctx: Context,
  asked: Asked,
  span: Span,
): Promise<Omit<Sample, "tallies"> & { days: DayTally[] }> {
  const { csiForm, timeZone } = await readSettings(ctx);
  const window = { ...(await windowOf(ctx, { ...asked, ...span })), bucket: "day" as const };
  const { counted } = await tellable(ctx, window, await countedIn(ctx, window, timeZone), timeZone);
  const included = counted.filter(chosenAmong(counted, asked.survey));
  const byDay = Map.groupBy(included, ({ start }) => start);
  const starts = await bucketStarts(ctx.tx, ctx.workspaceId, "day", span);
  const days = starts.map((start) => ({
    from: start,
    tally: (byDay.get(start) ?? []).map(({ tally }) => tally).reduce(add, emptyTally),
  }));
  return { scale: scaleOf(included, asked.metric), csiForm, days };
}

/** A day by the instant at which it begins in the workspace's zone. */
export type DayTally = { from: string; tally: Tally };

/** The windows of one question, asked together. */
function countedInEach(
  ctx: Context,
  asked: Asked,
  spans: Partial<Span>[],
  timeZone: string,
  how: Pick<Window, "byTouchpoint" | "byChannel" | "bySegment"> = {},
): Promise<Counted[][]> {
  return Promise.all(spans.map((span) => countedOf(ctx, { ...asked, ...span }, timeZone, how)));
}

async function countedOf(
  ctx: Context,
  question: Asked & Partial<Span>,
  timeZone: string,
  how: Pick<Window, "byTouchpoint" | "byChannel" | "bySegment"> = {},
): Promise<Counted[]> {
  const [window, ground] = await Promise.all([windowOf(ctx, question), groundOf(ctx, question)]);
  const placed = { ...window, ...how };
  return (await tellable(ctx, placed, await countedIn(ctx, placed, timeZone, ground), timeZone)).counted;
}

function sampleOf(
  { metric, survey }: Pick<Asked, "metric" | "survey">,
  counted: Counted[][],
  csiForm: CsiForm,
): Sample {
  const isChosen = chosenAmong(counted.flat(), survey);
  const included = counted.map((rows) => rows.filter(isChosen));
  return {
    scale: scaleOf(included.flat(), metric),
    csiForm,
    tallies: included.map((rows) => rows.map(({ tally }) => tally).reduce(add, emptyTally)),
  };
}
