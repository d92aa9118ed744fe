import { normalQuantile } from "./normal.ts";

/** Γ(m + ½) / Γ(m), without the logarithms whose difference would cost digits on large samples. */
function gammaRatio(m: number): number {
  if (m < 50) return (gammaRatio(m + 1) * m) / (m + 0.5);
  const h = 1 / m;
  return Math.sqrt(m) * (1 - h * (1 / 8 - h * (1 / 128 + h * (5 / 1024 - h * (21 / 32768 + (h * 399) / 262144)))));
}

function density(t: number, df: number): number {
  const height = gammaRatio(df / 2) / Math.sqrt(df * Math.PI);
  return height * Math.exp(-((df + 1) / 2) * Math.log1p((t * t) / df));
}

/** The continued fraction of the incomplete beta function I_x(a, b), by Lentz's method; quick while x < (a+1)/(a+b+2). */
function betaFraction(x: number, a: number, b: number): number {
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let c = 1;
  let fraction = d;
  for (let m = 1; m < 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    fraction *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return fraction;
}

/** Share of Student's t distribution beyond t > 0, with df > 0 degrees of freedom. */
function tailBeyond(t: number, df: number): number {
  const inside = (t * t) / (df + t * t);
  const area = t * density(t, df); // x^a (1−x)^b / B(a, b) at a = df/2, b = ½
  const isInTail = 1 - inside < (df + 2) / (df + 5);
  return isInTail
    ? (area * betaFraction(1 - inside, df / 2, 0.5)) / df
    : 0.5 - area * betaFraction(inside, 0.5, df / 2);
}

/** Cornish–Fisher's expansion around the normal quantile z (Abramowitz & Stegun 26.7.5). */
function expansion(z: number, df: number): number {
  const y = z * z;
  const terms = [
    (y + 1) / 4,
    ((5 * y + 16) * y + 3) / 96,
    (((3 * y + 19) * y + 17) * y - 15) / 384,
    ((((79 * y + 776) * y + 1482) * y - 1920) * y - 945) / 92160,
  ];
  return z * terms.reduceRight((sum, term) => (sum + term) / df, 0) + z;
}

/** The t below which a share p (0 < p < 1) of Student's distribution lies; df > 0 degrees of freedom, error below 1e-10. */
export function tQuantile(p: number, df: number): number {
  if (p < 0.5) return -quantileAbove(p, df);
  return quantileAbove(1 - p, df);
}

/** The t ≥ 0 beyond which a share `tail` of the distribution lies, 0 < tail ≤ ½. */
function quantileAbove(tail: number, df: number): number {
  if (tail === 0.5) return 0;
  let t = expansion(-normalQuantile(tail), df);
  if (df >= 1000) return t; // there the expansion's own error is below 1e-12
  for (let step = 0; step < 100; step++) {
    const correction = (tailBeyond(t, df) - tail) / density(t, df);
    t += correction;
    if (Math.abs(correction) < 1e-13 * t) break;
  }
  return t;
}
