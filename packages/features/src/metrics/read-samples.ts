import type { CsiForm } from "@otklik/domain/metrics/csi";
import { add, emptyTally, type Tally } from "@otklik/domain/metrics/tally";
import type { Scale } from "@otklik/domain/survey/definition";
import { readSettings } from "../accounts/index.ts";
import type { Context } from "../context.ts";
import { type Counted, countedIn, groundOf, isOnScale, largestScale, scaleOf, windowOf } from "./count-window.ts";
import type { ScoreQuestion } from "./read-scores.ts";
import type { Window } from "./store.ts";

/** The answers of one place, a tally a window, all on one scale: ready to be compared. */
export type Sample = { scale: Scale; csiForm: CsiForm; tallies: Tally[] };

/** A window [from, to). */
export type Span = { from: Date; to: Date };

type Asked = Omit<ScoreQuestion, "from" | "to" | "bucket">;

/** The answers of several windows. The scale is that of most answers over all of them, so that they can be compared. */
export async function readSample(ctx: Context, asked: Asked, spans: Span[]): Promise<Sample> {
  const { csiForm, timeZone } = await readSettings(ctx);
  const counted = await countedInEach(ctx, asked, spans, timeZone);
  return sampleOf(asked, counted, csiForm);
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

/** Where answers were given. */
export type AnswerPlace = { touchpointId: string | null; channel: string | null };
/** The answers of one window at any set of places, and all the places that have some. */
export type PlacedSamples = { places: AnswerPlace[]; at(isThere: (place: AnswerPlace) => boolean): Sample };

/** The answers of one window by touchpoint and channel, counted once for every sum of them that is wanted. */
export async function readSamplesByPlace(
  ctx: Context,
  { from, to, ...asked }: Asked & Partial<Span>,
): Promise<PlacedSamples> {
  const { csiForm, timeZone } = await readSettings(ctx);
  const window = { ...(await windowOf(ctx, { ...asked, from, to })), byTouchpoint: true, byChannel: true };
  const counted = await countedIn(ctx, window, timeZone);
  return { places: counted, at: (isThere) => sampleOf(asked, [counted.filter(isThere)], csiForm) };
}

/** The windows of one question, asked together. */
function countedInEach(
  ctx: Context,
  asked: Asked,
  spans: Span[],
  timeZone: string,
  how: Pick<Window, "byTouchpoint"> = {},
): Promise<Counted[][]> {
  return Promise.all(
    spans.map(async (span) => {
      const question = { ...asked, ...span };
      const [window, ground] = await Promise.all([windowOf(ctx, question), groundOf(ctx, question)]);
      return countedIn(ctx, { ...window, ...how }, timeZone, ground);
    }),
  );
}

function sampleOf({ metric }: Asked, counted: Counted[][], csiForm: CsiForm): Sample {
  const chosen = largestScale(counted.flat());
  const included = counted.map((rows) => rows.filter(isOnScale(chosen)));
  return {
    scale: scaleOf(included.flat(), metric),
    csiForm,
    tallies: included.map((rows) => rows.map(({ tally }) => tally).reduce(add, emptyTally)),
  };
}
