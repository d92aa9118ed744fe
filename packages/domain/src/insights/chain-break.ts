import type { Bounds } from "../metrics/bounds.ts";
import { npsClass } from "../metrics/contribution.ts";
import { type NpsTally, respondentsIn } from "../metrics/nps.ts";
import { compareNps } from "../metrics/nps-comparison.ts";

/**
 * Final answers of those who passed one stage: of its detractors, by whether all later stages went well (7 and more) or
 * any badly; `laterUnknown` scored no later one. `others` were not detractors here.
 */
export type ChainStage = {
  detractors: { laterGood: NpsTally; laterBad: NpsTally; laterUnknown?: NpsTally };
  others: NpsTally;
};

/** NPS points, with its interval. */
export type NpsGap = { points: number; bounds: Bounds };

export type StageVerdict = "break" | "noBreak" | "notEnoughData";

/**
 * `drop`: what a bad stage costs at the end. `recovery`: what good later stages give back to those it went badly for.
 * Null where one side has nobody.
 */
export type StageFinding = { drop: NpsGap | null; recovery: NpsGap | null; verdict: StageVerdict };

/** `breaksAt`: place of the first break; the whole says "noBreak" only if every stage had the answers to say so. */
export type ChainFinding = { stages: StageFinding[]; breaksAt: number | null; verdict: StageVerdict };

type Options = { confidence?: number; margin?: number; leastBase?: number };

/** A recovery surely below this many points is none; a mere lack of proof would call every thin stage a break. */
const usualMargin = 10;
const usualBase = 30;

/**
 * Where a journey breaks: the first stage whose detractors end unhappier, and whom nothing later makes up for
 * (METRICS §4). An association: who is hard to please at one stage may be so at all.
 */
export function chainBreak(stages: readonly ChainStage[], options: Options = {}): ChainFinding {
  const findings = stages.map((stage) => findingOf(stage, options));
  const first = findings.findIndex(({ verdict }) => verdict === "break");
  if (first >= 0) return { stages: findings, breaksAt: first, verdict: "break" };
  const isKnown = findings.length > 0 && findings.every(({ verdict }) => verdict === "noBreak");
  return { stages: findings, breaksAt: null, verdict: isKnown ? "noBreak" : "notEnoughData" };
}

function findingOf({ detractors, others }: ChainStage, options: Options): StageFinding {
  const { confidence = 0.95, margin = usualMargin, leastBase = usualBase } = options;
  const { laterGood, laterBad, laterUnknown = nobody } = detractors;
  const drop = gap(others, joined(joined(laterGood, laterBad), laterUnknown), confidence);
  const recovery = gap(laterGood, laterBad, confidence);
  const hasBase = Math.min(respondentsIn(laterGood), respondentsIn(laterBad)) >= leastBase;
  if (!hasBase || !drop || !recovery) return { drop, recovery, verdict: "notEnoughData" };
  const breaks = drop.bounds.low > 0 && recovery.bounds.high < margin;
  return { drop, recovery, verdict: breaks ? "break" : "noBreak" };
}

/** One customer's scores 0..10, stage by stage, null where a stage was not scored, and of the whole at the end. */
export type Passage = { stages: readonly (number | null)[]; final: number };

/** The answers at each stage of a journey but the last, after which nothing can be made up for. */
export function chainStagesOf(passages: readonly Passage[]): ChainStage[] {
  const length = passages.reduce((longest, { stages }) => Math.max(longest, stages.length), 0);
  return Array.from({ length: Math.max(0, length - 1) }, (_, stage) => stageOf(passages, stage));
}

function stageOf(passages: readonly Passage[], stage: number): Required<ChainStage> {
  const counted = {
    detractors: { laterGood: { ...nobody }, laterBad: { ...nobody }, laterUnknown: { ...nobody } },
    others: { ...nobody },
  };
  for (const { stages, final } of passages) {
    const score = stages[stage] ?? null;
    if (score === null) continue;
    const group = isDetractor(score) ? counted.detractors[laterOf(stages.slice(stage + 1))] : counted.others;
    group[`${npsClass(final)}s`]++;
  }
  return counted;
}

function laterOf(scores: readonly (number | null)[]): "laterGood" | "laterBad" | "laterUnknown" {
  const given = scores.filter((score) => score !== null);
  if (given.length === 0) return "laterUnknown";
  return given.some(isDetractor) ? "laterBad" : "laterGood";
}

const nobody: NpsTally = { detractors: 0, passives: 0, promoters: 0 };

function isDetractor(score: number): boolean {
  return npsClass(score) === "detractor";
}

function gap(a: NpsTally, b: NpsTally, confidence: number): NpsGap | null {
  const compared = compareNps(a, b, { confidence });
  return compared && { points: compared.difference, bounds: compared.bounds };
}

function joined(a: NpsTally, b: NpsTally): NpsTally {
  return {
    detractors: a.detractors + b.detractors,
    passives: a.passives + b.passives,
    promoters: a.promoters + b.promoters,
  };
}
