import { byMeasure } from "@otklik/domain/shifts/keys";
import {
  type Alarm,
  type CountedCell,
  emptyWatch,
  type Measure,
  takeUp,
  type Watch,
  type WatchedAnswer,
  type WatchSettings,
} from "@otklik/domain/shifts/watch";

type Leaf = WatchedAnswer["leaf"];
type DayMoments = CountedCell["days"][number];

const nps: Measure = { metric: "nps", scaleVersion: 1, scale: { min: 0, max: 10 } };
export const usualSettings: WatchSettings = {
  falseAlarmsPerYear: 12,
  sensitivity: "budget",
  minimumBase: 60,
  watchedDimensions: [],
};

/** The first day of every life here: 2026-01-05, a Monday. */
export const firstDay = 20_458;

export type Life = {
  watch: Watch;
  alarms: Alarm[];
  /** Counts answers that detectors never hear. */
  count(leaf: Leaf, day: number, answers: readonly number[], measure?: Measure): void;
  /** A day of answers, each with its leaf and its value on 0..1, evenly over the day. */
  live(day: number, answers: readonly LivedAnswer[]): void;
};

/** NPS unless another measure is named. */
export type LivedAnswer = readonly [Leaf, number, Measure?];

/**
 * A workspace's detectors, fed day by day with their own counts as the pipeline does it, without a database. `target`,
 * on 0..1: what all of them are held against as well.
 */
export function startLife(settings: WatchSettings = usualSettings, target: number | null = null): Life {
  const watch = emptyWatch();
  const cells = new Map<string, CountedCell & { days: DayMoments[] }>();
  const alarms: Alarm[] = [];
  let made = 0;

  const momentsAt = (leaf: Leaf, measure: Measure, day: number): DayMoments => {
    const key = `${measure.metric} ${leaf.touchpointId} ${leaf.channel}`;
    const cell: CountedCell & { days: DayMoments[] } = cells.get(key) ?? { ...measure, leaf, segment: null, days: [] };
    cells.set(key, cell);
    const moments = cell.days.findLast((one) => one.day === day) ?? { day, n: 0, sum: 0, sumSquares: 0 };
    if (moments.n === 0) cell.days.push(moments);
    return moments;
  };
  const count = (leaf: Leaf, day: number, answers: readonly number[], measure = nps) => {
    const moments = momentsAt(leaf, measure, day);
    for (const answer of answers) {
      moments.n += 1;
      moments.sum += answer;
      moments.sumSquares += answer * answer;
    }
  };

  return {
    watch,
    alarms,
    count,
    live: (day, answers) => {
      const means = {
        settings,
        newId: () => String(++made),
        targetOf: () => target,
        cells: byMeasure([...cells.values()]),
        touched: new Set<never>() as never,
      };
      for (const [index, [leaf, answer, measure = nps]] of answers.entries()) {
        const receivedAt = day + index / answers.length;
        const scores = [{ ...measure, answer }];
        alarms.push(
          ...takeUp(watch, { leaf, segments: [], receivedAt, receivedOn: day, occurredOn: day, scores }, means),
        );
      }
      for (const [leaf, answer, measure] of answers) count(leaf, day, [answer], measure);
    },
  };
}

/** Numbers from 0 to 1 by a fixed seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Answers of customers of whom exactly these of ten are promoters and passives, in any order. */
export function deckOf(random: () => number, promoters: number, passives: number): () => number {
  const ten = Array.from({ length: 10 }, (_, i) => (i < promoters ? 1 : i < promoters + passives ? 0.5 : 0));
  let left: number[] = [];
  return () => {
    if (left.length === 0) left = [...ten];
    return left.splice(Math.floor(random() * left.length), 1)[0] as number;
  };
}

/** One answer of customers of whom these shares are promoters and passives. */
export function answerOf(random: () => number, promoters: number, passives: number): number {
  const drawn = random();
  return drawn < promoters ? 1 : drawn < promoters + passives ? 0.5 : 0;
}
