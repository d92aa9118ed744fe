const words = (text: string) => [...text.matchAll(/[\p{L}\p{N}]+/gu)].map(([word]) => word);
const leastLetters = 3;

/** Shorter numbers are also years, days and counts. */
const leastDigits = 7;

/** Whether `name` stands in `text` and no letter or digit goes on before or behind it. */
function holdsWhole(text: string, name: string): boolean {
  const goesOn = (at: number) => /[\p{L}\p{N}]/u.test(text.charAt(at));
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1))
    if (!goesOn(at - 1) && !goesOn(at + name.length)) return true;
  return false;
}

/**
 * Whether a short text, as a heading or what was looked for, speaks of a person by what is known of them: names, addresses,
 * ids. It holds one of them whole, or is made of nothing but words of one; a short number is meant only where it stands alone.
 */
export function speaksOf(text: string, known: readonly string[]): boolean {
  const said = text.toLowerCase();
  const saidWords = words(said);
  return known.some((one) => {
    const name = one.toLowerCase().trim();
    if (name.length < leastLetters) return saidWords.length === 1 && saidWords[0] === name;
    if (/^\d+$/.test(name) && name.length < leastDigits) return said.trim() === name;
    if (holdsWhole(said, name)) return true;
    const parts = words(name);
    return saidWords.some((word) => word.length >= leastLetters) && saidWords.every((word) => parts.includes(word));
  });
}
