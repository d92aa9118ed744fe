/** Shares of detractors, passives and promoters; their sum is 1. */
export type Mix = readonly [detractors: number, passives: number, promoters: number];

/** What each class of answer says for `after` and against `before`: ln of the likelihood ratio. */
export function likelihoodSteps(before: Mix, after: Mix): Mix {
  return [0, 1, 2].map((at) => Math.log((after[at] as number) / (before[at] as number))) as unknown as Mix;
}

/**
 * Answers until a CUSUM reaches the threshold, on average: S ← max(0, S + step), from 0. Its Markov chain on a grid, solved
 * and not simulated (Brook & Evans 1972); a step that ends between two points of the grid is shared by them, which keeps
 * its mean.
 */
export function answersToAlarm(steps: Mix, shares: Mix, threshold: number, points = 1000): number {
  const width = threshold / points;
  const reach = Math.ceil(Math.max(...steps.map(Math.abs)) / width) + 1;
  const columns = 2 * reach + 1;
  // Row i holds columns i − reach … i + reach of I − P; what leads to the threshold or above leaves the chain.
  const band = new Float64Array(points * columns);
  const answers = new Float64Array(points).fill(1);
  for (let row = 0; row < points; row++) {
    const add = (column: number, share: number) => {
      if (column < points) (band[row * columns + column - row + reach] as number) -= share;
    };
    (band[row * columns + reach] as number) += 1;
    for (const [at, step] of steps.entries()) {
      const place = Math.max(0, row + step / width);
      const below = Math.floor(place);
      const share = shares[at] as number;
      add(below, share * (below + 1 - place));
      add(below + 1, share * (place - below));
    }
  }
  for (let row = 0; row < points; row++) {
    const pivot = band[row * columns + reach] as number;
    for (let under = row + 1; under < Math.min(points, row + reach + 1); under++) {
      const factor = (band[under * columns + row - under + reach] as number) / pivot;
      if (factor === 0) continue;
      for (let column = row; column < Math.min(points, row + reach + 1); column++)
        (band[under * columns + column - under + reach] as number) -=
          factor * (band[row * columns + column - row + reach] as number);
      (answers[under] as number) -= factor * (answers[row] as number);
    }
  }
  for (let row = points - 1; row >= 0; row--) {
    let rest = answers[row] as number;
    for (let column = row + 1; column < Math.min(points, row + reach + 1); column++)
      rest -= (band[row * columns + column - row + reach] as number) * (answers[column] as number);
    answers[row] = rest / (band[row * columns + reach] as number);
  }
  return answers[0] as number;
}

/** The threshold at which chance alone brings an alarm after this many answers on average. */
export function thresholdFor(before: Mix, after: Mix, answers: number): number {
  const steps = likelihoodSteps(before, after);
  // Lorden (1971): at threshold h at least e^h answers pass, so ln(answers) is never too low.
  let [low, high] = [0.5, Math.log(answers)];
  for (let halving = 0; halving < 40; halving++) {
    const middle = (low + high) / 2;
    if (answersToAlarm(steps, before, middle) < answers) low = middle;
    else high = middle;
  }
  return high;
}
