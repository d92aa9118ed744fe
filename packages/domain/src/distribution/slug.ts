/**
 * An open link's name as a person chose it, in lower case: words of letters a–z and digits, joined by single dashes, 3 to 64
 * characters in all. Null: it is none. Nothing that must be escaped in a link, or misread from a poster.
 */
export function chosenSlug(text: string): string | null {
  const slug = text.trim().toLowerCase();
  return slug.length >= 3 && slug.length <= 64 && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(slug) ? slug : null;
}
