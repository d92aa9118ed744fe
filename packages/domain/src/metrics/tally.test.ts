import fc from "fast-check";
import { expect, it } from "vitest";
import { add, answersBetween, emptyTally, medianOf, subtract, type Tally, tallyOf, tallyOfCounts } from "./tally.ts";

const csiAnswer = fc.bigInt({ min: 0n, max: 100_000_000_000n }).map((scaled) => {
  return { metric: "csi" as const, bucket: Number(scaled / 10_000_000_000n), scaled };
});
const total = (tallies: Tally[]) => tallies.reduce(add, emptyTally);

it("adds up any split of the answers over hours and channels to exactly the whole", () => {
  const answersInCells = fc.array(fc.tuple(csiAnswer, fc.nat({ max: 4 })), { maxLength: 60 });
  fc.assert(
    fc.property(answersInCells, (answers) => {
      const cells = [0, 1, 2, 3, 4].map((cell) => answers.filter(([, at]) => at === cell).map(([answer]) => answer));
      const parts = cells.map((cell) => total(cell.map(tallyOf)));
      expect(total(parts)).toEqual(total(answers.map(([answer]) => tallyOf(answer))));
      expect(total(parts.toReversed())).toEqual(total(parts));
    }),
  );
});

it("takes back an edited answer as if it had never been given", () => {
  fc.assert(
    fc.property(fc.array(csiAnswer), csiAnswer, csiAnswer, (others, before, after) => {
      const rest = total(others.map(tallyOf));
      const edit = subtract(tallyOf(after), tallyOf(before));
      expect(add(add(rest, tallyOf(before)), edit)).toEqual(add(rest, tallyOf(after)));
    }),
  );
});

it("keeps sums of ten million perfect indexes exact, far beyond what a double holds", () => {
  const perfect = tallyOf({ metric: "csi", bucket: 10, scaled: 100_000_000_000n });
  const many = { ...perfect, n: 1e7, sum: perfect.sum * 10_000_000n, sumSquares: perfect.sumSquares * 10_000_000n };
  expect(subtract(add(many, perfect), many)).toEqual(perfect);
});

it("holds plain answers in the counts alone", () => {
  expect(tallyOf({ metric: "nps", bucket: 9, scaled: null })).toEqual(tallyOfCounts([0, 0, 0, 0, 0, 0, 0, 0, 0, 1]));
});

it("counts the answers between two scores, both included", () => {
  const tally = tallyOfCounts([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(tally.n).toBe(66);
  expect([answersBetween(tally, 0, 10), answersBetween(tally, 9, 10), answersBetween(tally, 3, 3)]).toEqual([
    66, 21, 4,
  ]);
});

it.each([
  [[0, 0, 0], null],
  [[0, 1], 1],
  [[1, 1], 0.5],
  [[1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], 5],
  [[3, 1, 1], 0],
])("finds the middle answer of %o at %d", (counts, median) => {
  expect(medianOf(tallyOfCounts(counts))).toBe(median);
});

it("finds the middle answer where sorting the answers would", () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 10 }), { minLength: 1, maxLength: 50 }), (answers) => {
      const sorted = answers.toSorted((a, b) => a - b);
      const middle = (sorted[Math.floor((answers.length - 1) / 2)]! + sorted[Math.floor(answers.length / 2)]!) / 2;
      expect(medianOf(total(answers.map((bucket) => tallyOf({ metric: "nps", bucket, scaled: null }))))).toBe(middle);
    }),
  );
});
