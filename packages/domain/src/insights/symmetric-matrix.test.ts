import fc from "fast-check";
import { expect, it } from "vitest";
import { eigenOf, solve } from "./symmetric-matrix.ts";

const entry = fc.double({ min: -5, max: 5, noNaN: true });
const square = fc
  .integer({ min: 1, max: 8 })
  .chain((size) =>
    fc.array(fc.array(entry, { minLength: size, maxLength: size }), { minLength: size, maxLength: size }),
  );
const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

it("finds axes that a symmetric matrix only stretches, at right angles to each other", () => {
  fc.assert(
    fc.property(square, (rows) => {
      const matrix = rows.map((row, i) => row.map((_, k) => rows[Math.min(i, k)]![Math.max(i, k)]!));
      const { values, vectors } = eigenOf(matrix);
      vectors.forEach((vector, k) => {
        for (const [i, row] of matrix.entries()) expect(dot(row, vector)).toBeCloseTo(values[k]! * vector[i]!, 9);
        for (const [l, other] of vectors.entries()) expect(dot(vector, other)).toBeCloseTo(k === l ? 1 : 0, 9);
      });
    }),
  );
});

it("knows the axes of a matrix that mirrors", () => {
  expect(
    eigenOf([
      [2, 1],
      [1, 2],
    ]).values.toSorted(),
  ).toEqual([expect.closeTo(1, 12), expect.closeTo(3, 12)]);
  expect(
    eigenOf([
      [0, 0],
      [0, 0],
    ]).values,
  ).toEqual([0, 0]);
});

it("solves what has one solution", () => {
  fc.assert(
    fc.property(square, (rows) => {
      const matrix = rows.map((row, i) => rows.map((other, k) => dot(row, other) + (i === k ? 1 : 0)));
      const wanted = rows.map((_, i) => i - 1.5);
      const found = solve(
        matrix,
        matrix.map((row) => dot(row, wanted)),
      )!;
      for (const [i, value] of found.entries()) expect(value).toBeCloseTo(wanted[i]!, 6);
    }),
  );
});

it("does not solve what has many solutions, or none", () => {
  expect(
    solve(
      [
        [1, 2],
        [2, 4],
      ],
      [1, 2],
    ),
  ).toBeNull();
  expect(
    solve(
      [
        [1, 0],
        [0, -1],
      ],
      [1, 1],
    ),
  ).toBeNull();
  expect(solve([[0]], [1])).toBeNull();
});
