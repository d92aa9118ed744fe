import { summarise } from "@otklik/domain/metrics/summary";
import { emptyTally } from "@otklik/domain/metrics/tally";
import { smallestBase } from "@otklik/domain/metrics/verdict";
import type { Context } from "../context.ts";
import type { PlacedSamples, Span } from "../metrics/index.ts";
import { readShiftHistory, readShiftScope, type ShiftHistoryEntry, type ShiftScope } from "../shifts/index.ts";
import { type CarrierGroup, placedAround, readCarriers, type ScoreScope } from "./shift-carriers.ts";
import { readLevels, type ShiftLevels } from "./shift-levels.ts";
import { countCasesSince, momentOfAnswer } from "./shift-store.ts";
import { readTerms, type ShiftTerms } from "./shift-terms.ts";

type Counts = Record<string, number>;

export type ShiftDetails = {
  windows: { before: Span; since: Span & { begins: "alarm" | "onset" } };
  cases: {
    opened: number;
    stillOpen: number;
    /** Known to be at stake with those still open, in the workspace's currency. */
    valueAtRisk: number;
    unknownValues: number;
  };
  history: ShiftHistoryEntry[];
  /** What the scores say; null for a rate, which is not made of scores. */
  scores: {
    carriers: CarrierGroup[];
    /** Answers by score; for a CSI by tens of its index. */
    counts: { before: Counts; since: Counts };
    levels: ShiftLevels;
    terms: ShiftTerms;
    /** When so many answers had come after the alarm that sizes are of those alone; null: they are preliminary. */
    finalAt: Date | null;
  } | null;
};

/** What else there is to know about a shift: where it comes from, what people write, what became of it. */
export async function readShiftDetails(ctx: Context, id: string): Promise<ShiftDetails> {
  const scope = await readShiftScope(ctx, id);
  const { place, before, since, onset } = scope;
  const { knownMinor, unknown, ...cases } = await countCasesSince(ctx, { place, span: { from: onset, to: since.to } });
  return {
    windows: { before, since },
    cases: { ...cases, valueAtRisk: knownMinor / 100, unknownValues: unknown },
    history: await readShiftHistory(ctx, id),
    scores: isOfScores(scope) ? await scoresOf(ctx, scope) : null,
  };
}

const isOfScores = (scope: ShiftScope): scope is ScoreScope => scope.metric !== null;

async function scoresOf(ctx: Context, scope: ScoreScope): Promise<ShiftDetails["scores"]> {
  const placed = await placedAround(ctx, scope);
  return {
    carriers: await readCarriers(ctx, scope, placed),
    counts: countsOf(scope, placed),
    levels: await readLevels(ctx, scope),
    terms: await readTerms(ctx, scope),
    finalAt:
      scope.since.begins === "alarm" ? await momentOfAnswer(ctx, { ...scope, span: scope.since }, smallestBase) : null,
  };
}

function countsOf({ metric }: ScoreScope, placed: PlacedSamples): { before: Counts; since: Counts } {
  const sample = placed.at(() => true);
  const [before = emptyTally, since = emptyTally] = sample.tallies;
  return { before: summarise(metric, before, sample).counts, since: summarise(metric, since, sample).counts };
}
