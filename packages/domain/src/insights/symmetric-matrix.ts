/** A symmetric matrix as its rows. */
export type SymmetricMatrix = readonly (readonly number[])[];

/** `vectors[k]` is the unit vector that belongs to `values[k]`; in no order. */
export type Eigen = { values: number[]; vectors: number[][] };

/** A pivot below this share of its own variance is a driver that the others already say: rounding, not information. */
export const nothingLeft = 1e-10;

const mostSweeps = 60;

/** Eigenvalues and vectors by Jacobi's rotations: slow beyond a hundred rows, exact to the last digits below. */
export function eigenOf(matrix: SymmetricMatrix): Eigen {
  const size = matrix.length;
  const a = matrix.map((row) => [...row]);
  const vectors = a.map((_, i) => a.map((_, k) => (i === k ? 1 : 0)));
  for (let sweep = 0; sweep < mostSweeps && !isDiagonal(a); sweep++) {
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, vectors, p, q);
  }
  return { values: a.map((row, i) => row[i] as number), vectors };
}

/** Solves a·x = b for a positive definite a (Cholesky); null where it is not: some column follows from the others. */
export function solve(a: SymmetricMatrix, b: readonly number[]): number[] | null {
  const lower = choleskyOf(a);
  if (!lower) return null;
  const at = (row: number, column: number) => lower[row]?.[column] as number;
  const size = b.length;
  const x = [...b];
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) x[i] = (x[i] as number) - at(i, k) * (x[k] as number);
    x[i] = (x[i] as number) / at(i, i);
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) x[i] = (x[i] as number) - at(k, i) * (x[k] as number);
    x[i] = (x[i] as number) / at(i, i);
  }
  return x;
}

/** The lower triangle whose product with its own mirror is the matrix. */
function choleskyOf(matrix: SymmetricMatrix): number[][] | null {
  const lower: number[][] = [];
  for (const [i, row] of matrix.entries()) {
    const mine: number[] = [];
    for (let k = 0; k <= i; k++) {
      const other = k === i ? mine : (lower[k] as number[]);
      const rest = (row[k] as number) - mine.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
      if (k < i) mine.push(rest / (other[k] as number));
      else if (rest > nothingLeft * (row[i] as number)) mine.push(Math.sqrt(rest));
      else return null;
    }
    lower.push(mine);
  }
  return lower;
}

function isDiagonal(a: readonly (readonly number[])[]): boolean {
  let [beside, on] = [0, 0];
  a.forEach((row, i) => {
    row.forEach((value, k) => {
      if (i === k) on += value * value;
      else beside += value * value;
    });
  });
  return beside <= 1e-30 * on;
}

/** Turns axes p and q so that a[p][q] becomes 0. */
function rotate(a: number[][], vectors: number[][], p: number, q: number): void {
  const [rowP, rowQ] = [a[p] as number[], a[q] as number[]];
  const across = rowP[q] as number;
  if (across === 0) return;
  const theta = ((rowQ[q] as number) - (rowP[p] as number)) / (2 * across);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const sine = tangent * cosine;
  for (const row of a) {
    const [x, y] = [row[p] as number, row[q] as number];
    row[p] = cosine * x - sine * y;
    row[q] = sine * x + cosine * y;
  }
  mix(rowP, rowQ, cosine, sine);
  mix(vectors[p] as number[], vectors[q] as number[], cosine, sine);
}

/** Turns two rows by one angle. */
function mix(first: number[], second: number[], cosine: number, sine: number): void {
  for (let k = 0; k < first.length; k++) {
    const [x, y] = [first[k] as number, second[k] as number];
    first[k] = cosine * x - sine * y;
    second[k] = sine * x + cosine * y;
  }
}
