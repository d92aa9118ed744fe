import { type CellClass, cellClass } from "@otklik/domain/journey/cell-class";
import { type Interval, summarise } from "@otklik/domain/metrics/summary";
import { emptyTally } from "@otklik/domain/metrics/tally";
import { targetOf } from "@otklik/domain/metrics/target";
import { channels as allChannels, type Channel } from "@otklik/domain/survey/channels";
import type { Metric } from "@otklik/domain/survey/definition";
import { readSettings } from "../accounts/index.ts";
import type { Context } from "../context.ts";
import { type AnswerPlace, type PlacedSamples, readSamplesByPlace, type Sample } from "../metrics/index.ts";
import { Problem } from "../problem.ts";
import { type JourneyView, listTouchpoints, readJourneys, type TouchpointRow } from "../touchpoints/index.ts";
import { type OpenCases, openCasesByTouchpoint } from "./store.ts";

export type MapQuestion = { metric: Metric; from?: Date; to?: Date; survey?: string; segment?: string };

type Figures = { score: number | null; n: number; interval: Interval | null };
type MapCell = Figures & { class: CellClass };
type MapTouchpoint = {
  id: string;
  key: string;
  name: string;
  target: number | null;
  all: MapCell;
  /** A cell a column; where `isAsked` is false and nobody answered, the channel is not used there. */
  channels: (MapCell & { channel: Channel; isAsked: boolean })[];
  openCases: number;
  /** What is known to be at stake in the open cases, in the workspace's currency; null: nothing is known, which is not 0. */
  valueAtRisk: number | null;
  /** Open cases whose value nobody knows. */
  unknownValues: number;
};
export type MapView = {
  /** Null while the workspace has none. */
  journey: { id: string; key: string; name: string } | null;
  metric: Metric;
  /** The columns: channels that are asked or answered on anywhere in the map. */
  channels: Channel[];
  stages: (Figures & { id: string; key: string; name: string; touchpoints: MapTouchpoint[] })[];
  /** Touchpoints that stand in no stage of any journey. */
  unplaced: MapTouchpoint[];
};

/** The heat map: every touchpoint of a journey by channel, with what may be said of it and what is at stake there. */
export async function readJourneyMap(ctx: Context, id: string, asked: MapQuestion): Promise<MapView> {
  const { metric } = asked;
  const journey = await journeyOf(ctx, id);
  const touchpoints = await listTouchpoints(ctx);
  const { targets } = await readSettings(ctx);
  const samples = await readSamplesByPlace(ctx, asked);
  const cases = await openCasesByTouchpoint(ctx);

  const standingIn = (stageId: string | null) => touchpoints.filter((one) => one.stageId === stageId);
  const stages = (journey?.stages ?? []).map((stage) => ({ stage, here: standingIn(stage.id) }));
  const unplaced = standingIn(null);
  const channels = columnsOf([...stages.flatMap(({ here }) => here), ...unplaced], samples);
  const draw = (touchpoint: TouchpointRow) =>
    mapTouchpoint(touchpoint, { metric, target: targetOf(metric, targets, touchpoint), channels, samples, cases });
  return {
    journey: journey && { id: journey.id, key: journey.key, name: journey.name },
    metric,
    channels,
    stages: stages.map(({ stage, here }) => {
      const ids = new Set<string | null>(here.map((one) => one.id));
      const figures = figuresOf(
        metric,
        samples.at(({ touchpointId }) => ids.has(touchpointId)),
      );
      return { ...stage, ...figures, touchpoints: here.map(draw) };
    }),
    unplaced: unplaced.map(draw),
  };
}

type Drawn = {
  metric: Metric;
  target: number | null;
  channels: Channel[];
  samples: PlacedSamples;
  cases: Map<string, OpenCases>;
};

function mapTouchpoint({ id, key, name, channels: asked }: TouchpointRow, drawn: Drawn): MapTouchpoint {
  const { metric, target, channels, samples, cases } = drawn;
  const cell = (channel?: Channel): MapCell => {
    const isHere = (place: AnswerPlace) => place.touchpointId === id && (!channel || place.channel === channel);
    const figures = figuresOf(metric, samples.at(isHere));
    return { ...figures, class: cellClass(metric, { ...figures, target }) };
  };
  const open = cases.get(id);
  return {
    id,
    key,
    name,
    target,
    all: cell(),
    channels: channels.map((channel) => ({ channel, isAsked: asked.includes(channel), ...cell(channel) })),
    openCases: open?.n ?? 0,
    valueAtRisk: open?.knownMinor == null ? null : open.knownMinor / 100,
    unknownValues: open?.unknown ?? 0,
  };
}

function figuresOf(metric: Metric, sample: Sample): Figures {
  const { score, n, interval } = summarise(metric, sample.tallies[0] ?? emptyTally, sample);
  return { score, n, interval };
}

/** `default` is the first journey, so that a page has an address before it knows any id. */
async function journeyOf(ctx: Context, id: string): Promise<JourneyView | null> {
  const journeys = await readJourneys(ctx);
  if (id === "default") return journeys[0] ?? null;
  const journey = journeys.find((one) => one.id === id);
  if (!journey) throw new Problem("not-found", "journey.not-found", `No journey ${id}.`);
  return journey;
}

function columnsOf(touchpoints: TouchpointRow[], { places }: PlacedSamples): Channel[] {
  const ids = new Set<string | null>(touchpoints.map(({ id }) => id));
  const answered = places.flatMap(({ touchpointId, channel }) => (ids.has(touchpointId) ? (channel ?? []) : []));
  const used = new Set([...touchpoints.flatMap(({ channels }) => channels), ...answered]);
  return allChannels.filter((channel) => used.has(channel));
}
