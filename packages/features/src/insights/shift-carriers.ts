import { compareTallies, type Difference } from "@otklik/domain/metrics/comparison";
import { type Interval, summarise } from "@otklik/domain/metrics/summary";
import { emptyTally } from "@otklik/domain/metrics/tally";
import { type Judgement, judge, smallestBase } from "@otklik/domain/metrics/verdict";
import type { Metric } from "@otklik/domain/survey/definition";
import type { Context } from "../context.ts";
import { type AnswerPlace, type PlacedSamples, readPlaced, type Sample, type Span } from "../metrics/index.ts";
import type { ShiftPlace, ShiftScope } from "../shifts/index.ts";
import { listDimensions, listTouchpoints } from "../touchpoints/index.ts";

type Level = { score: number | null; n: number; interval: Interval | null };

/** What a part of the answers was like before and since. */
export type Carrier = Judgement & {
  /** A touchpoint's key, a channel, or a value of a dimension. */
  value: string;
  /** Of a touchpoint. */
  name: string | null;
  before: Level;
  since: Level;
  difference: Difference | null;
  /** The same at the confidence of the group, by which the verdict is given. */
  strictDifference: Difference | null;
};

/** One way to divide the answers of a shift. */
export type CarrierGroup = {
  by: "touchpoint" | "channel" | "segment";
  /** Of a dimension. */
  dimension: { key: string; name: string } | null;
  /** Parts that have enough answers for a verdict. */
  compared: number;
  /** 0.95 for all of them together: each has to pass this one (Bonferroni). */
  confidence: number;
  rows: Carrier[];
};

const together = 0.95;
const mostRows = 20;

export type ScoreScope = ShiftScope & { metric: Metric };
type Part = { value: string; name: string | null; isThere(place: AnswerPlace): boolean };

/** Where a shift comes from: its answers by touchpoint, channel and every declared dimension. */
export async function readCarriers(ctx: Context, scope: ScoreScope, placed: PlacedSamples): Promise<CarrierGroup[]> {
  const { place } = scope;
  const groups: CarrierGroup[] = [];
  const add = (
    group: Pick<CarrierGroup, "by" | "dimension">,
    { samples, parts }: { samples: PlacedSamples; parts: Part[] },
  ) => {
    if (parts.length > 0) groups.push({ ...group, ...comparedParts(scope, samples, parts) });
  };
  if (place.touchpointIds?.length !== 1)
    add({ by: "touchpoint", dimension: null }, { samples: placed, parts: await touchpointsIn(ctx, placed) });
  if (!place.channel) add({ by: "channel", dimension: null }, { samples: placed, parts: channelsIn(placed) });
  if (!place.segment) {
    const samples = await placedAround(ctx, scope, { bySegment: true });
    for (const { id, key, name } of await listDimensions(ctx))
      add({ by: "segment", dimension: { key, name } }, { samples, parts: valuesIn(samples, id) });
  }
  return groups;
}

/** The answers of a shift before and since. */
export function placedAround(
  ctx: Context,
  { metric, place, before, since }: ScoreScope,
  { bySegment = false } = {},
): Promise<PlacedSamples> {
  return readPlaced(ctx, { metric, ...askedAt(place) }, { spans: [before, since].map(spanOf), bySegment });
}

const spanOf = ({ from, to }: Span): Span => ({ from, to });

export function askedAt({ touchpointIds, channel, segment }: ShiftPlace) {
  return {
    touchpointIds: touchpointIds ?? undefined,
    channel: channel ?? undefined,
    segment: segment?.text,
  };
}

async function touchpointsIn(ctx: Context, { places }: PlacedSamples): Promise<Part[]> {
  const answered = new Set(places.map(({ touchpointId }) => touchpointId));
  return (await listTouchpoints(ctx))
    .filter(({ id }) => answered.has(id))
    .map(({ id, key, name }) => ({ value: key, name, isThere: ({ touchpointId }) => touchpointId === id }));
}

function channelsIn({ places }: PlacedSamples): Part[] {
  const channels = new Set(places.flatMap(({ channel }) => channel ?? []));
  return [...channels].map((value) => ({ value, name: null, isThere: ({ channel }) => channel === value }));
}

function valuesIn({ places }: PlacedSamples, dimensionId: string): Part[] {
  const here = places.filter((place) => place.dimensionId === dimensionId);
  const values = new Set(here.flatMap(({ dimensionValue }) => dimensionValue ?? []));
  return [...values].map((value) => ({
    value,
    name: null,
    isThere: (place) => place.dimensionId === dimensionId && place.dimensionValue === value,
  }));
}

function comparedParts({ metric, direction }: ScoreScope, samples: PlacedSamples, parts: Part[]) {
  const rows = parts
    .map(({ isThere, ...part }) => ({ part, sample: samples.at(isThere) }))
    .sort((a, b) => answersOf(b.sample) - answersOf(a.sample))
    .slice(0, mostRows);
  const compared = rows.filter(({ sample }) => Math.min(...bothOf(sample).map(({ n }) => n)) >= smallestBase).length;
  const confidence = 1 - (1 - together) / Math.max(1, compared);
  const away = direction === "down" ? 1 : -1;
  const change = ({ difference }: Carrier) => away * (difference?.value ?? Number.POSITIVE_INFINITY * away);
  return {
    compared,
    confidence,
    rows: rows
      .map(({ part, sample }) => ({ ...part, ...carrierOf(metric, sample, confidence) }))
      .sort((a, b) => Number(a.verdict === "learning") - Number(b.verdict === "learning") || change(a) - change(b)),
  };
}

function bothOf({ tallies: [before = emptyTally, since = emptyTally] }: Sample) {
  return [before, since] as const;
}

const answersOf = (sample: Sample) => bothOf(sample).reduce((n, tally) => n + tally.n, 0);

function carrierOf(metric: Metric, sample: Sample, confidence: number): Omit<Carrier, "value" | "name"> {
  const [before, after] = bothOf(sample);
  const strictDifference = compareTallies(metric, { before, after }, { ...sample, confidence });
  return {
    before: levelOf(metric, before, sample),
    since: levelOf(metric, after, sample),
    difference: compareTallies(metric, { before, after }, sample),
    strictDifference,
    ...judge(metric, { before: before.n, after: after.n, difference: strictDifference }),
  };
}

function levelOf(metric: Metric, tally: Sample["tallies"][number], sample: Sample): Level {
  const { score, n, interval } = summarise(metric, tally, sample);
  return { score, n, interval };
}
