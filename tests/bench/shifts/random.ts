/** A number ≥ 0 and < 1. */
export type Random = () => number;

/** sfc32 (Doty-Humphrey, PractRand): the same numbers for the same three seeds on every machine. */
export function seeded(a: number, b: number, c: number): Random {
  let counter = 1;
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let round = 0; round < 15; round++) next();
  return next;
}
