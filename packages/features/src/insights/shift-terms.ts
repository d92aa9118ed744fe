import { type Term, termsUsedMore } from "@otklik/domain/insights/terms";
import { smallestBase } from "@otklik/domain/metrics/verdict";
import type { Context } from "../context.ts";
import type { ScoreScope } from "./shift-carriers.ts";
import { newestTexts } from "./shift-store.ts";
import { openStems } from "./stems.ts";

export type ShiftTerms = {
  /** Comments read, the newest 2 000 at most. */
  comments: { before: number; since: number };
  /** What they say more than before, the surest first; where none is sure, a few hints. */
  data: { text: string; search: string; before: number; since: number; z: number; isSure: boolean }[];
  /** Why none of them is sure. */
  reason: "tooFewComments" | "nothingStandsOut" | null;
};

const mostComments = 2000;

/** What comments say since the onset that they did not say as often before. No size is told: the alarm may be in it. */
export async function readTerms(
  ctx: Context,
  { metric, place, before, onset, since }: ScoreScope,
): Promise<ShiftTerms> {
  const [others, these] = [
    await newestTexts(ctx, { metric, place, span: before }, mostComments),
    await newestTexts(ctx, { metric, place, span: { from: onset, to: since.to } }, mostComments),
  ];
  const comments = { before: others.length, since: these.length };
  const data = termsUsedMore({ these, others }, await openStems()).map(termView);
  return { comments, data, reason: reasonFor(comments, data) };
}

function reasonFor({ before, since }: ShiftTerms["comments"], data: ShiftTerms["data"]): ShiftTerms["reason"] {
  if (data.some(({ isSure }) => isSure)) return null;
  return data.length > 0 || Math.min(before, since) < smallestBase ? "tooFewComments" : "nothingStandsOut";
}

const termView = ({ these, others, ...term }: Term) => ({ ...term, since: these, before: others });
