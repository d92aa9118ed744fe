/**
 * What a row says, whatever the order of its columns: equal for rows that say the same. Empty cells say nothing, so that
 * a column added without values makes no row another one.
 */
export function rowText(header: readonly string[]): (cells: readonly string[]) => string {
  const order = header
    .map((_, index) => index)
    .sort((a, b) => ((header[a] as string) < (header[b] as string) ? -1 : 1));
  return (cells) => JSON.stringify(order.flatMap((index) => (cells[index] ? [header[index], cells[index]] : [])));
}

/**
 * Counts how often each key was seen before. Keys are whole numbers from 0 to 2^53 − 1. A row costs 12 to 48 bytes
 * here, and a hundred in a Map: a million rows must not fill the memory.
 */
export function ordinalCounter(): (key: number) => number {
  let keys = new Float64Array(1024);
  let counts = new Uint32Array(1024);
  let filled = 0;

  const placeOf = (key: number): number => {
    let place = key % keys.length;
    while (counts[place] !== 0 && keys[place] !== key) place = (place + 1) % keys.length;
    return place;
  };
  const grow = (): void => {
    const [oldKeys, oldCounts] = [keys, counts];
    keys = new Float64Array(oldKeys.length * 2);
    counts = new Uint32Array(oldKeys.length * 2);
    oldKeys.forEach((key, index) => {
      if (oldCounts[index] === 0) return;
      const place = placeOf(key);
      keys[place] = key;
      counts[place] = oldCounts[index] as number;
    });
  };

  return (key) => {
    if (filled * 2 > keys.length) grow();
    const place = placeOf(key);
    const seen = counts[place] as number;
    if (seen === 0) filled++;
    keys[place] = key;
    counts[place] = seen + 1;
    return seen;
  };
}
