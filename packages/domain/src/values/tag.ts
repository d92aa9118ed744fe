/** Characters of a tag, at most. */
export const longestTag = 50;
/** Tags of one answer, at most. */
export const mostTags = 20;

/** A tag as it is kept: two people who mean the same write the same. */
export function tidyTag(text: string): string {
  return text.normalize("NFC").replace(/\s+/g, " ").trim().toLowerCase();
}
