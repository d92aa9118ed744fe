/** Height of the standard normal curve at x. */
function density(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/** Area between 0 and x > 0, divided by the density at x: x + x³/3 + x⁵/(3·5) + … */
function centralArea(x: number): number {
  let sum = x;
  let term = x;
  for (let k = 3; sum + term !== sum; k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return sum;
}

/** Area beyond x ≥ 2, divided by the density at x: Laplace's 1/(x + 1/(x + 2/(x + …))); 100 levels give full precision at 2. */
function tailArea(x: number): number {
  let fraction = x;
  for (let k = 100; k > 0; k--) fraction = x + k / fraction;
  return 1 / fraction;
}

/** Share of a standard normal population below x, 0..1; relative error below 1e-12 in the far left tail too. */
export function normalCdf(x: number): number {
  if (x > 0) return 1 - normalCdf(-x);
  return x > -2 ? 0.5 - density(x) * centralArea(-x) : density(x) * tailArea(-x);
}

/** Hastings' approximation of the quantile for 0 < p ≤ ½, within 4.5e-4 (Abramowitz & Stegun 26.2.23). */
function roughQuantile(p: number): number {
  const t = Math.sqrt(-2 * Math.log(p));
  return (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t;
}

/** The x below which a share p of a standard normal population lies; p in 0..1. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`A share lies between 0 and 1, not at ${p}.`);
  if (p === 0) return -Infinity;
  if (p === 0.5) return 0;
  if (p > 0.5) return -normalQuantile(1 - p);

  let x = roughQuantile(p);
  // Halley's step cubes the error: 4.5e-4, 1e-10, then nothing a double can hold.
  for (let step = 0; step < 3; step++) {
    const error = (normalCdf(x) - p) / density(x);
    x -= error / (1 + (x * error) / 2);
  }
  return x;
}
