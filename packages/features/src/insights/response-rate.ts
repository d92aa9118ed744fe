import { compareRates, type Difference } from "@otklik/domain/metrics/comparison";
import { wilsonInterval } from "@otklik/domain/metrics/proportions";
import type { Share } from "@otklik/domain/metrics/share-comparison";
import type { Interval } from "@otklik/domain/metrics/summary";
import { type Judgement, judge } from "@otklik/domain/metrics/verdict";
import type { Context } from "../context.ts";
import { invalid } from "../problem.ts";
import { findTouchpoint, readSegment } from "../touchpoints/index.ts";
import { countAnswered } from "./store.ts";
import { spansOf, type Windows } from "./windows.ts";

/** `rate` and its interval in percent; null while nobody was invited. */
type RateFigures = { invited: number; answered: number; rate: number | null; interval: Interval | null };

export type RateView = RateFigures & Judgement & { before: RateFigures; difference: Difference | null };

type Asked = Windows & { survey?: string; touchpoint?: string; channel?: string; segment?: string };

const confidence = 0.95;

/** The share of those invited in a window who had answered by its end, against the window before. */
export async function readResponseRate(ctx: Context, asked: Asked): Promise<RateView> {
  const { touchpoint, segment, survey, channel } = asked;
  const spans = spansOf(asked);
  const at = touchpoint ? await findTouchpoint(ctx, touchpoint) : null;
  if (touchpoint && !at)
    throw invalid("scores.invalid", [{ pointer: "/touchpoint", detail: `No touchpoint has the key ${touchpoint}.` }]);
  const filter = { touchpointId: at?.id, surveyId: survey, channel, segment: await readSegment(ctx, segment) };
  const before = await countAnswered(ctx, filter, spans.before);
  const after = await countAnswered(ctx, filter, spans.after);
  const difference = compareRates({ before, after }, confidence);
  return {
    ...figures(after),
    before: figures(before),
    difference,
    ...judge("rate", { before: before.n, after: after.n, difference }),
  };
}

function figures({ hits, n }: Share): RateFigures {
  const bounds = wilsonInterval(hits, n, confidence);
  return {
    invited: n,
    answered: hits,
    rate: n === 0 ? null : (100 * hits) / n,
    interval: bounds && { low: 100 * bounds.low, high: 100 * bounds.high, confidence, method: "wilson" },
  };
}
