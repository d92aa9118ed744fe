import type { ResponseClass } from "@otklik/domain/survey/read-response";
import type { Context } from "../context.ts";
import { type AnswerCount, countResponses, countTags, type TagCount } from "./matching-store.ts";
import { type ResponseQuestion, resolveFilter } from "./read-responses.ts";

type ByClass = Record<ResponseClass, number>;
export type ResponseSummary = {
  total: number;
  byClass: ByClass;
  /** The most answers first. */
  byTouchpoint: { touchpointKey: string; n: number; byClass: ByClass }[];
  byChannel: { channel: string; n: number; byClass: ByClass }[];
  topTags: TagCount[];
};

const mostTopTags = 20;

/** How many answers match, by class, touchpoint, channel and tag. */
export async function summariseResponses(ctx: Context, question: ResponseQuestion): Promise<ResponseSummary> {
  const filter = await resolveFilter(ctx, question);
  const counts = await countResponses(ctx, filter);
  return {
    total: totalOf(counts),
    byClass: byClass(counts),
    byTouchpoint: groupedBy(counts, ({ touchpointKey }) => touchpointKey).map(([touchpointKey, of]) => ({
      touchpointKey,
      ...of,
    })),
    byChannel: groupedBy(counts, ({ channel }) => channel).map(([channel, of]) => ({ channel, ...of })),
    topTags: await countTags(ctx, filter, mostTopTags),
  };
}

const totalOf = (counts: AnswerCount[]) => counts.reduce((sum, { n }) => sum + n, 0);

function byClass(counts: AnswerCount[]): ByClass {
  const sums: ByClass = { promoter: 0, passive: 0, detractor: 0, satisfied: 0, neutral: 0, dissatisfied: 0 };
  for (const { class: name, n } of counts) if (name !== null) sums[name as ResponseClass] += n;
  return sums;
}

function groupedBy(counts: AnswerCount[], keyOf: (count: AnswerCount) => string) {
  return [...Map.groupBy(counts, keyOf)]
    .map(([key, group]) => [key, { n: totalOf(group), byClass: byClass(group) }] as const)
    .sort(([a, { n: ofA }], [b, { n: ofB }]) => ofB - ofA || (a < b ? -1 : 1));
}
