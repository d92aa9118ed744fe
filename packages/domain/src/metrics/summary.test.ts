import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Metric, Scale } from "../survey/definition.ts";
import { csiBucket, toCsiUnits } from "./csi.ts";
import { type Summary, summarise } from "./summary.ts";
import { add, emptyTally, type Tally, tallyOf, tallyOfCounts } from "./tally.ts";

const scales: Record<Metric, Scale> = {
  nps: { min: 0, max: 10 },
  csat: { min: 1, max: 5 },
  ces: { min: 1, max: 7 },
  csi: { min: 1, max: 10 },
};
const scoreScales: Record<Metric, Scale> = {
  ...scales,
  nps: { min: -100, max: 100 },
  csat: { min: 0, max: 100 },
  csi: { min: 0, max: 100 },
};
const metrics = ["nps", "csat", "ces", "csi"] as const;

function tallyOfAnswers(metric: Metric, answers: number[]): Tally {
  return answers.reduce((tally, answer) => {
    const scaled = metric === "csi" ? toCsiUnits(answer) : null;
    return add(tally, tallyOf({ metric, bucket: scaled === null ? answer : csiBucket(scaled), scaled }));
  }, emptyTally);
}

/** Answers as the metric takes them: integers on its scale, for a CSI each respondent's index. */
function answersTo(metric: Metric) {
  return fc.array(metric === "csi" ? fc.double({ min: 0, max: 100, noNaN: true }) : fc.integer(scales[metric]), {
    maxLength: 60,
  });
}

const summaryOf = (metric: Metric, answers: number[]) =>
  summarise(metric, tallyOfAnswers(metric, answers), { scale: scales[metric] });

describe.each(metrics)("A summary of %s", (metric) => {
  it("has neither score nor interval while nobody has answered", () => {
    const summary = summaryOf(metric, []);
    expect(summary).toMatchObject({ metric, score: null, n: 0, interval: null, mean: null });
    if (metric === "ces") expect(summary.topBoxShare).toBeNull();
  });

  it("keeps its interval on the scale, around the score, and never says −0", () => {
    fc.assert(
      fc.property(answersTo(metric), (answers) => {
        const { score, interval, mean } = summaryOf(metric, answers);
        for (const figure of [score, mean, interval?.low, interval?.high]) expect(figure).not.toBe(-0);
        if (score === null || interval === null) return;
        const { min, max } = scoreScales[metric];
        expect(min <= interval.low && interval.high <= max).toBe(true);
        expect(interval.low <= score + 1e-9 && score - 1e-9 <= interval.high).toBe(true);
        expect(interval.confidence).toBe(0.95);
      }),
    );
  });

  it("counts every answer once", () => {
    fc.assert(
      fc.property(answersTo(metric), (answers) => {
        const { counts, n } = summaryOf(metric, answers);
        expect(n).toBe(answers.length);
        expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(n);
      }),
    );
  });
});

describe("A summary", () => {
  it("of NPS counts the bands and shows the score interval below ten answers, the adjusted Wald from ten on", () => {
    const nine = summaryOf("nps", [10, 10, 9, 9, 9, 8, 7, 6, 0]);
    expect(nine).toMatchObject({
      promoters: 5,
      passives: 2,
      detractors: 2,
      mean: 68 / 9,
      interval: { method: "score" },
    });
    expect(summaryOf("nps", [10, 10, 9, 9, 9, 8, 7, 6, 0, 0]).interval?.method).toBe("adjusted-wald");
  });

  it("of CSAT is the share of the top two boxes with the mean beside it", () => {
    const summary = summaryOf("csat", [5, 4, 3, 1]);
    expect(summary).toMatchObject({ score: 50, mean: 3.25, interval: { method: "wilson" } });
    expect(summary.counts).toEqual({ "1": 1, "2": 0, "3": 1, "4": 1, "5": 1 });
  });

  it("of CES is the mean with the share of easy answers beside it", () => {
    expect(summaryOf("ces", [7, 5, 4, 1])).toMatchObject({
      score: 4.25,
      mean: 4.25,
      topBoxShare: 50,
      interval: { method: "t" },
    });
  });

  it("names the middle answer of plain answers, and none of a CSI", () => {
    expect(summaryOf("nps", [10, 9, 9, 0]).median).toBe(9);
    expect(summaryOf("csat", [5, 4, 2, 1]).median).toBe(3);
    expect(summaryOf("ces", [7, 6, 1]).median).toBe(6);
    expect(summaryOf("nps", []).median).toBeNull();
    expect(summaryOf("csi", [40, 50])).not.toHaveProperty("median");
  });

  it.each(["ces", "csi"] as const)("of one %s answer has a score but no interval", (metric) => {
    expect(summaryOf(metric, [5])).toMatchObject({ score: 5, n: 1, interval: null });
  });

  it("of CSI names its form, and both forms are the same line", () => {
    const tally = tallyOfAnswers("csi", [40, 50, 60]);
    const scale = { min: 1, max: 5 };
    const range = summarise("csi", tally, { scale });
    const ratio = summarise("csi", tally, { scale, csiForm: "ratioToMax" });
    expect(range).toMatchObject({ score: 50, mean: 3, form: "range" });
    expect(ratio).toMatchObject({ score: 60, mean: 3, form: "ratioToMax" });
    expect(ratio.interval!.low).toBeCloseTo(20 + 0.8 * range.interval!.low, 10);
    expect(ratio.interval!.high).toBeCloseTo(20 + 0.8 * range.interval!.high, 10);
    expect(range.counts).toMatchObject({ "4": 1, "5": 1, "6": 1, "10": 0 });
  });

  it("of a CSI of few respondents is bootstrapped where each is known, whatever their order", () => {
    const scale = { min: 1, max: 5 };
    const csiIndexes = [40, 50, 90, 95, 100, 100];
    const tally = tallyOfAnswers("csi", csiIndexes);
    const known = summarise("csi", tally, { scale, csiIndexes });
    expect(known).toMatchObject({ score: summarise("csi", tally, { scale }).score, interval: { method: "bca" } });
    expect(summarise("csi", tally, { scale, csiIndexes: csiIndexes.toReversed() })).toEqual(known);
    const ratio = summarise("csi", tally, { scale, csiIndexes, csiForm: "ratioToMax" });
    expect(ratio.interval!.low).toBeCloseTo(20 + 0.8 * known.interval!.low, 10);
  });

  it("of a CSI of thirty is Student's, known or not", () => {
    const csiIndexes = Array.from({ length: 30 }, (_, i) => 3 * i);
    const tally = tallyOfAnswers("csi", csiIndexes);
    const scale = { min: 1, max: 5 };
    expect(summarise("csi", tally, { scale, csiIndexes })).toEqual(summarise("csi", tally, { scale }));
  });

  it("of the whole is the same however its answers were spread over hours and channels", () => {
    const split = fc
      .constantFrom(...metrics)
      .chain((metric) => fc.tuple(fc.constant(metric), answersTo(metric), answersTo(metric)));
    fc.assert(
      fc.property(split, ([metric, here, there]) => {
        const merged = add(tallyOfAnswers(metric, there), tallyOfAnswers(metric, here));
        expect(summarise(metric, merged, { scale: scales[metric] })).toEqual(summaryOf(metric, [...here, ...there]));
      }),
    );
  });

  it("is as sure as it is asked to be", () => {
    const width = ({ interval }: Summary) => interval!.high - interval!.low;
    const tally = tallyOfCounts([0, 5, 5, 5, 5, 5]);
    for (const metric of ["nps", "csat", "ces"] as const) {
      const sure = summarise(metric, tally, { scale: scales[metric], confidence: 0.99 });
      expect(sure.interval?.confidence).toBe(0.99);
      expect(width(sure)).toBeGreaterThan(width(summarise(metric, tally, { scale: scales[metric] })));
    }
  });
});
