import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rake } from "./raking.ts";

/** Cells of a table of counts, rows and columns named by their place. */
const cellsOf = (table: number[][]) =>
  table.flatMap((row, r) => row.map((count, c) => ({ count, of: [`row-${r}`, `column-${c}`] })));
const margin = (name: string, targets: number[]) =>
  Object.fromEntries(targets.map((target, i) => [`${name}-${i}`, target]));

/** The answers' margin of one place after weighing. */
function marginOf(cells: ReturnType<typeof cellsOf>, weights: number[], of: number): Record<string, number> {
  const sums: Record<string, number> = {};
  cells.forEach((cell, i) => {
    sums[cell.of[of]!] = (sums[cell.of[of]!] ?? 0) + cell.count * weights[i]!;
  });
  return sums;
}

describe("Raking", () => {
  it("brings every margin to what is known of all customers", () => {
    const counts = fc.array(fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 3, maxLength: 3 }), {
      minLength: 2,
      maxLength: 4,
    });
    const target = fc.integer({ min: 50, max: 500 });
    fc.assert(
      fc.property(counts, fc.array(target, { minLength: 7, maxLength: 7 }), (table, targets) => {
        const cells = cellsOf(table);
        const rows = margin("row", targets.slice(0, table.length));
        const columns = margin("column", targets.slice(4));
        const total = targets.slice(0, table.length).reduce((sum, one) => sum + one, 0);
        const columnTotal = targets.slice(4).reduce((sum, one) => sum + one, 0);
        const raked = rake(cells, [rows, columns], { trim: null })!;
        expect(raked.reached).toBe(true);
        for (const [name, reached] of Object.entries(marginOf(cells, raked.weights, 0)))
          expect(reached / total).toBeCloseTo(rows[name]! / total, 7);
        for (const [name, reached] of Object.entries(marginOf(cells, raked.weights, 1)))
          expect(reached / total).toBeCloseTo(columns[name]! / columnTotal, 7);
        const respondents = table.flat().reduce((sum, one) => sum + one, 0);
        expect(raked.effectiveN <= respondents * (1 + 1e-12) && raked.effectiveN > 0).toBe(true);
      }),
    );
  });

  it("leaves answers alone that already are as all customers are", () => {
    const raked = rake(
      cellsOf([
        [10, 20],
        [30, 40],
      ]),
      [margin("row", [30, 70]), margin("column", [40, 60])],
    )!;
    expect(raked).toEqual({
      weights: [1, 1, 1, 1].map((one) => expect.closeTo(one, 9)),
      effectiveN: expect.closeTo(100, 9),
      trimmed: 0,
      reached: true,
    });
  });

  it("takes shares for targets as well as counts", () => {
    const cells = cellsOf([
      [50, 50],
      [30, 70],
    ]);
    const counts = rake(cells, [margin("row", [100, 100]), margin("column", [110, 90])])!;
    const shares = rake(cells, [margin("row", [0.5, 0.5]), margin("column", [0.55, 0.45])])!;
    expect(shares.effectiveN).toBeCloseTo(counts.effectiveN, 6);
  });

  it("lets nobody speak for more than five, nor for less than a fifth of one", () => {
    const raked = rake(
      [
        { count: 1, of: ["rare"] },
        { count: 99, of: ["common"] },
      ],
      [{ rare: 50, common: 50 }],
    )!;
    expect(raked).toMatchObject({ weights: [5, expect.closeTo(50 / 99, 12)], trimmed: 1, reached: true });
    const faint = rake(
      [
        { count: 50, of: ["loud"] },
        { count: 50, of: ["quiet"] },
      ],
      [{ loud: 99, quiet: 1 }],
    )!;
    expect(faint).toMatchObject({ weights: [expect.closeTo(1.98, 12), expect.closeTo(0.2, 12)], trimmed: 50 });
  });

  it("says when a category that nobody answered from keeps a margin out of reach", () => {
    expect(rake([{ count: 10, of: ["here"] }], [{ here: 5, nowhere: 5 }])).toMatchObject({ reached: false });
  });

  it("does not count answers from a category that no customer is in", () => {
    const cells = [
      { count: 10, of: ["customer"] },
      { count: 10, of: ["stranger"] },
    ];
    expect(rake(cells, [{ customer: 30 }])).toEqual({ weights: [3, 0], effectiveN: 10, trimmed: 0, reached: true });
  });

  it("knows no weights of nobody", () => {
    expect(rake([], [{ a: 1 }])).toBeNull();
    expect(rake([{ count: 0, of: ["a"] }], [{ a: 1 }])).toBeNull();
    expect(rake([{ count: 3, of: ["a"] }], [{ a: 0 }])).toBeNull();
  });
});
