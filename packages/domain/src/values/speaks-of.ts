const words = (text: string) => [...text.matchAll(/[\p{L}\p{N}]+/gu)].map(([word]) => word);
const leastLetters = 3;

/**
 * Whether a short text, as a heading or what was looked for, speaks of a person by what is known of them: names, addresses,
 * ids. It holds one of them whole, or is made of nothing but words of one.
 */
export function speaksOf(text: string, known: readonly string[]): boolean {
  const said = text.toLowerCase();
  const saidWords = words(said);
  return known.some((one) => {
    const name = one.toLowerCase().trim();
    if (name.length < leastLetters) return saidWords.length === 1 && saidWords[0] === name;
    if (said.includes(name)) return true;
    const parts = words(name);
    return saidWords.some((word) => word.length >= leastLetters) && saidWords.every((word) => parts.includes(word));
  });
}
