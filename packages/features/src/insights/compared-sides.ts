import type { Context } from "../context.ts";
import type { ScoreQuestion, Side } from "../metrics/index.ts";
import { invalid } from "../problem.ts";
import { findTouchpoint, readSegment } from "../touchpoints/index.ts";
import { spansOf, type Windows } from "./windows.ts";

type Place = Pick<ScoreQuestion, "touchpoint" | "channel" | "segment" | "survey">;
/** Where the side before is, in what it differs. */
export type OtherPlace = { beforeTouchpoint?: string; beforeChannel?: string; beforeSegment?: string };

/** The two sides of a comparison. Where places are compared, no answer may be on both: the interval takes them as strangers. */
export async function comparedSides(
  ctx: Context,
  asked: Windows & Place & OtherPlace,
): Promise<{ before: Side; after: Side }> {
  const { before, after } = spansOf(asked);
  const { touchpoint, channel, segment, survey, beforeTouchpoint, beforeChannel, beforeSegment } = asked;
  const there = {
    touchpoint: beforeTouchpoint ?? touchpoint,
    channel: beforeChannel ?? channel,
    segment: beforeSegment ?? segment,
    survey,
  };
  const sides = { before: { ...there, ...before }, after: { touchpoint, channel, segment, survey, ...after } };
  const pointer = await otherPlaceOf(ctx, asked);
  if (pointer && !areApart(sides)) {
    throw invalid("scores.invalid", [
      { pointer, detail: "Both sides may hold the same answers. Choose two of the same kind, or windows apart." },
    ]);
  }
  return sides;
}

/** What the other place was named by, once it is known to exist; null where only windows are compared. */
async function otherPlaceOf(
  ctx: Context,
  { beforeTouchpoint, beforeChannel, beforeSegment }: OtherPlace,
): Promise<string | null> {
  if (beforeTouchpoint && !(await findTouchpoint(ctx, beforeTouchpoint))) {
    throw invalid("scores.invalid", [
      { pointer: "/beforeTouchpoint", detail: `No touchpoint has the key ${beforeTouchpoint}.` },
    ]);
  }
  await readSegment(ctx, beforeSegment, "/beforeSegment");
  if (beforeTouchpoint) return "/beforeTouchpoint";
  if (beforeChannel) return "/beforeChannel";
  return beforeSegment ? "/beforeSegment" : null;
}

function areApart({ before, after }: { before: Side; after: Side }): boolean {
  if (before.to <= after.from || after.to <= before.from) return true;
  const differs = (a: string | undefined, b: string | undefined) => a !== undefined && b !== undefined && a !== b;
  if (differs(before.touchpoint, after.touchpoint) || differs(before.channel, after.channel)) return true;
  // One answer may be of two dimensions, but of one value of each.
  const dimensionOf = (segment: string | undefined) => segment?.split(":")[0];
  return differs(before.segment, after.segment) && dimensionOf(before.segment) === dimensionOf(after.segment);
}
