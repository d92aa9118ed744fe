/**
 * The same list in an order of the seed's own: the same seed, one attempt, sees the same order at every look and on every
 * device. What is fixed keeps its place.
 */
export function shuffled<One extends { fixed?: boolean }>(list: readonly One[], seed: string): One[] {
  const loose = list.filter(({ fixed }) => !fixed);
  const random = numbersFrom(seed);
  for (let at = loose.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [loose[at], loose[other]] = [loose[other] as One, loose[at] as One];
  }
  let taken = 0;
  return list.map((one) => (one.fixed ? one : (loose[taken++] as One)));
}

/** Numbers in [0, 1) that follow from a text: FNV-1a into mulberry32. For orders, never for secrets. */
function numbersFrom(seed: string): () => number {
  let state = 0x811c9dc5;
  for (let at = 0; at < seed.length; at++) state = Math.imul(state ^ seed.charCodeAt(at), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
