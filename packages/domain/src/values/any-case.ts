/**
 * A regular expression, as Postgres reads them, that finds this very text in small and capital letters. A database whose
 * collation is "C" knows the two cases of Latin letters only, and its `ilike` would not find «Петрова» by «петрова».
 */
export function inAnyCase(text: string): string {
  return [...text].map(letter).join("");
}

function letter(one: string): string {
  const [small, capital] = [one.toLowerCase(), one.toUpperCase()];
  if (small !== capital && [...small].length === 1 && [...capital].length === 1) return `[${small}${capital}]`;
  return /[\p{L}\p{N}\s]/u.test(one) ? one : `\\${one}`;
}
