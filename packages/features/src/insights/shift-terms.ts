import { type Term, termsUsedMore } from "@otklik/domain/insights/terms";
import { smallestBase } from "@otklik/domain/metrics/verdict";
import type { Context } from "../context.ts";
import type { ScoreScope } from "./shift-carriers.ts";
import { newestTexts } from "./shift-store.ts";
import { openStems } from "./stems.ts";

export type ShiftTerms = {
  /** Comments read, the newest 3 000 at most. */
  comments: { before: number; since: number };
  /** What they say more than before, the surest first. */
  data: { text: string; search: string; before: number; since: number; z: number }[];
  /** Why there are none. */
  reason: "tooFewComments" | "nothingStandsOut" | null;
};

const mostComments = 3000;

/** What comments say since a shift that they did not say as often before. */
export async function readTerms(ctx: Context, { metric, place, before, since }: ScoreScope): Promise<ShiftTerms> {
  const [others, these] = [
    await newestTexts(ctx, { metric, place, span: before }, mostComments),
    await newestTexts(ctx, { metric, place, span: since }, mostComments),
  ];
  const comments = { before: others.length, since: these.length };
  if (Math.min(comments.before, comments.since) < smallestBase) return { comments, data: [], reason: "tooFewComments" };
  const data = termsUsedMore({ these, others }, await openStems()).map(termView);
  return { comments, data, reason: data.length === 0 ? "nothingStandsOut" : null };
}

const termView = ({ these, others, ...term }: Term) => ({ ...term, since: these, before: others });
