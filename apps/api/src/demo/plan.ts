import type { Chance } from "./chance.ts";
import { deckOf } from "./chance.ts";
import { type SurveyKey, type TouchpointKey, tripItems, zoneHours } from "./company.ts";

export const days = 26 * 7;
const hour = 3_600_000;
export const day = 24 * hour;

/** The last midnight where the company is: whole weeks end there. */
export const lastMidnight = (now: Date): number =>
  Math.floor((now.getTime() + zoneHours * hour) / day) * day - zoneHours * hour;

/** When ticket delivery fell: twelve days before the end. */
const daysSinceFall = 12;

export type Mood = "happy" | "middling" | "unhappy";

/** One answer that will be given, before it is known who gives it. */
export type Planned = {
  survey: SurveyKey;
  touchpoint: TouchpointKey;
  channel: string;
  at: number;
  isAfterFall: boolean;
  mood: Mood;
  /** NPS 0–10, CES 1–7; of a CSI the items. */
  answer: number | Record<string, number>;
};

/** Answers in all, shares of channels, and the level each channel is at. */
type Stream = {
  survey: SurveyKey;
  touchpoint: TouchpointKey;
  n: number;
  channels: Record<string, { share: number; level: number; since?: number }>;
};

const streams: Stream[] = [
  {
    survey: "booking",
    touchpoint: "timetable-search",
    n: 580,
    channels: { email: { share: 18, level: 32 }, web: { share: 82, level: 39 } },
  },
  {
    survey: "booking",
    touchpoint: "ticket-purchase",
    n: 1510,
    channels: {
      email: { share: 45, level: 46 },
      sms: { share: 6, level: 43 },
      web: { share: 47, level: 51 },
      phone: { share: 2, level: 36 },
    },
  },
  {
    survey: "delivery",
    touchpoint: "ticket-delivery",
    n: 3190,
    channels: {
      email: { share: 29, level: 42, since: 14 },
      sms: { share: 41, level: 38, since: -10 },
      web: { share: 24, level: 46, since: 4 },
      messenger: { share: 6, level: 33, since: -5 },
    },
  },
  {
    survey: "travel",
    touchpoint: "station-boarding",
    n: 1000,
    channels: {
      email: { share: 3, level: 23 },
      sms: { share: 49, level: 24 },
      web: { share: 36, level: 31 },
      messenger: { share: 12, level: 29 },
    },
  },
  {
    survey: "travel",
    touchpoint: "on-board",
    n: 1200,
    channels: {
      email: { share: 47, level: 36 },
      sms: { share: 18, level: 40 },
      web: { share: 25, level: 39 },
      messenger: { share: 10, level: 41 },
    },
  },
  {
    survey: "travel",
    touchpoint: "arrival-connections",
    n: 710,
    channels: {
      email: { share: 34, level: 27 },
      sms: { share: 51, level: 16 },
      web: { share: 11, level: 24 },
      messenger: { share: 4, level: 20 },
    },
  },
  {
    survey: "help",
    touchpoint: "disruption-help",
    n: 410,
    channels: { sms: { share: 47, level: 6 }, phone: { share: 31, level: -28 }, web: { share: 22, level: -18 } },
  },
  {
    survey: "help",
    touchpoint: "refunds",
    n: 300,
    channels: { email: { share: 67, level: -22 }, phone: { share: 33, level: -31 } },
  },
  {
    survey: "loyalty",
    touchpoint: "loyalty",
    n: 290,
    channels: { email: { share: 74, level: 51 }, web: { share: 26, level: 56 } },
  },
  {
    survey: "trip",
    touchpoint: "on-board",
    n: 1140,
    channels: { email: { share: 70, level: 79.5 }, web: { share: 30, level: 78 } },
  },
  { survey: "trip", touchpoint: "station-boarding", n: 380, channels: { web: { share: 100, level: 76 } } },
  { survey: "trip", touchpoint: "arrival-connections", n: 380, channels: { web: { share: 100, level: 76.5 } } },
  {
    survey: "effort",
    touchpoint: "ticket-purchase",
    n: 500,
    channels: { email: { share: 55, level: 6 }, web: { share: 45, level: 6.1 } },
  },
  { survey: "effort", touchpoint: "refunds", n: 230, channels: { email: { share: 100, level: 5 } } },
  {
    survey: "effort",
    touchpoint: "disruption-help",
    n: 180,
    channels: { phone: { share: 55, level: 4.9 }, web: { share: 45, level: 5.1 } },
  },
];

// From Monday on: many travel for the weekend on a Friday, few on a Saturday.
const byWeekday = [1.04, 0.98, 0.97, 1.02, 1.2, 0.86, 0.93];
// Tickets are sent every day alike, or the quiet days would be too thin to tell a change.
const byWeekdayOfDelivery = [1.03, 1, 0.98, 1.01, 1.08, 0.94, 0.96];
const byHour = [1.2, 0.6, 0.3, 0.2, 0.3, 1, 3, 6, 8, 7, 6, 6, 7, 6, 5, 5, 6, 8, 9, 9, 8, 6, 4, 2.4];

/** All answers of the time up to `end`, a local midnight, in the order of time. */
export function planAnswers(chance: Chance, end: number): Planned[] {
  return streams.flatMap((stream) => planStream(chance, stream, end)).sort((a, b) => a.at - b.at);
}

function planStream(chance: Chance, { survey, touchpoint, n, channels }: Stream, end: number): Planned[] {
  const start = end - days * day;
  const weekdays = survey === "delivery" ? byWeekdayOfDelivery : byWeekday;
  const names = Object.keys(channels);
  const ways = Object.values(channels);
  const drawChannel = deckOf(
    chance,
    ways.map(({ share }) => share),
    100,
  );
  const draws = ways.map(({ level, since = level }) => [level, since].map((one) => answersAt(chance, survey, one)));
  const planned: Planned[] = [];
  for (const [index, count] of spread(n, start, weekdays).entries()) {
    for (let one = 0; one < count; one++) {
      const at = start + index * day + chance.weighted(byHour) * hour + chance.below(hour);
      const isAfterFall = survey === "delivery" && index >= days - daysSinceFall;
      const way = drawChannel();
      const draw = draws[way]?.[isAfterFall ? 1 : 0] as () => Pick<Planned, "mood" | "answer">;
      planned.push({ survey, touchpoint, channel: names[way] as string, at, isAfterFall, ...draw() });
    }
  }
  return planned;
}

/** How many on each day: together exactly `n`. */
function spread(n: number, start: number, weekdays: number[]): number[] {
  const firstDay = Math.round((start + zoneHours * hour) / day);
  // The first day of 1970 was a Thursday.
  const weights = Array.from({ length: days }, (_, index) => weekdays[(firstDay + index + 3) % 7] as number);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let [before, given] = [0, 0];
  return weights.map((weight) => {
    before += weight;
    const count = Math.round((n * before) / total) - given;
    given += count;
    return count;
  });
}

const unhappyScores = [7, 4, 7, 11, 13, 24, 26];
const easyHighs = [0.02, 0.03, 0.05, 0.1, 0.18, 0.3, 0.32];

/** Draws answers whose score comes out near `level`. */
function answersAt(chance: Chance, survey: SurveyKey, level: number): () => Pick<Planned, "mood" | "answer"> {
  if (survey === "trip") return () => tripAt(chance, level);
  if (survey === "effort") {
    const drawStep = deckOf(chance, tilted(easyHighs, level));
    return () => {
      const step = drawStep() + 1;
      return { answer: step, mood: step >= 6 ? "happy" : step >= 4 ? "middling" : "unhappy" };
    };
  }
  const passives = 30;
  const drawMood = deckOf(chance, [(100 - passives + level) / 2, passives, (100 - passives - level) / 2]);
  return () => {
    switch (drawMood()) {
      case 0:
        return { mood: "happy", answer: chance.next() < 0.44 ? 9 : 10 };
      case 1:
        return { mood: "middling", answer: chance.next() < 0.4 ? 7 : 8 };
      default:
        return { mood: "unhappy", answer: chance.weighted(unhappyScores) };
    }
  };
}

/** The weights with their mean (of 1, 2, 3 …) moved to `level`. */
function tilted(weights: readonly number[], level: number): number[] {
  let [low, high] = [0.2, 5];
  const by = (factor: number) => weights.map((weight, index) => weight * factor ** index);
  for (let round = 0; round < 40; round++) {
    const factor = Math.sqrt(low * high);
    const moved = by(factor);
    const mean =
      moved.reduce((sum, weight, index) => sum + weight * (index + 1), 0) /
      moved.reduce((sum, weight) => sum + weight, 0);
    if (mean < level) low = factor;
    else high = factor;
  }
  return by(low);
}

const itemOffsets: Record<string, number> = {
  punctuality: -0.35,
  cleanliness: 0.1,
  staff: 0.45,
  comfort: -0.15,
  information: 0,
};

function tripAt(chance: Chance, level: number): Pick<Planned, "mood" | "answer"> {
  const person = 1 + (level / 100) * 9 + 0.25 + 1.25 * chance.normal();
  const answer: Record<string, number> = {};
  let sum = 0;
  for (const { id, weight } of tripItems) {
    const value = Math.round(person + (itemOffsets[id] ?? 0) + 0.9 * chance.normal());
    answer[id] = Math.min(10, Math.max(1, value));
    sum += weight * (answer[id] as number);
  }
  return { answer, mood: sum >= 8 ? "happy" : sum >= 5.5 ? "middling" : "unhappy" };
}
