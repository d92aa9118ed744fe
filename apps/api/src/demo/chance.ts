/** Chance that always falls the same way: a demo made twice at one moment is the same company. */
export type Chance = {
  /** In [0, 1). */
  next(): number;
  /** A whole number from 0 to below `n`. */
  below(n: number): number;
  pick<T>(list: readonly T[]): T;
  /** The index of one of these weights. */
  weighted(weights: readonly number[]): number;
  /** About 0, with a deviation of 1. */
  normal(): number;
};

/** mulberry32: 32 bits of state are plenty for some hundred thousand throws. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number) => Math.floor(next() * n);
  return {
    next,
    below,
    pick: (list) => list[below(list.length)] as (typeof list)[number],
    weighted: (weights) => {
      let left = next() * weights.reduce((sum, weight) => sum + weight, 0);
      return Math.max(
        0,
        weights.findIndex((weight) => {
          left -= weight;
          return left < 0;
        }),
      );
    },
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}

/**
 * Draws indices of `weights` in shuffled decks of `size` cards: any day is as uneven as in life, and the whole comes
 * near to what was meant, however few it is.
 */
export function deckOf(chance: Chance, weights: readonly number[], size = 60): () => number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let cards: number[] = [];
  const owed = weights.map(() => 0);
  const deal = () => {
    cards = [];
    for (const [index, weight] of weights.entries()) {
      owed[index] = (owed[index] as number) + (weight / total) * size;
      for (; (owed[index] as number) >= 0.5; owed[index] = (owed[index] as number) - 1) cards.push(index);
    }
    for (let last = cards.length - 1; last > 0; last--) {
      const other = chance.below(last + 1);
      [cards[last], cards[other]] = [cards[other] as number, cards[last] as number];
    }
  };
  return () => {
    if (cards.length === 0) deal();
    return cards.pop() as number;
  };
}
