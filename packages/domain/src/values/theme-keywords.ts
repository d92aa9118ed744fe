/** Characters of a keyword, and keywords of a theme, at most. */
export const longestKeyword = 60;
export const mostKeywords = 50;

/** Keywords as they are kept: each once, in small letters, without those that hold no letter and no digit. */
export function tidyKeywords(given: readonly string[]): string[] {
  const tidy = given.map((one) => one.normalize("NFC").replace(/\s+/g, " ").trim().toLowerCase());
  return [...new Set(tidy)].filter((one) => /[\p{L}\p{N}]/u.test(one));
}
