import { isObject } from "../pointer.ts";

/** Why something of a document was not taken over, or not as it was. `detail`: what it was. */
export type NotTaken = {
  pointer: string;
  reason: "type" | "condition" | "property" | "markup" | "images" | "choices" | "calculated" | "scale" | "nothing";
  detail: string;
};

/** A text by language; `own` in the document's own. */
export type Localised = { own: string; others: Record<string, string> };

/** What is gathered while a document is read. */
export type Reading = {
  locale: string;
  notTaken: NotTaken[];
  /** By the names of the document, what they became. */
  questions: Map<string, { id: string; values: Map<string, string> }>;
  translations: Record<string, { prompts: Record<string, string>; labels: Record<string, string> }>;
};

export const objectsIn = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

/** A text, or texts by language, as plain text; null: none. */
export function localisedIn(value: unknown, locale: string): Localised | null {
  if (typeof value === "string" || typeof value === "number")
    return String(value).trim() === "" ? null : { own: String(value), others: {} };
  if (!isObject(value)) return null;
  const texts = Object.entries(value).flatMap(([key, text]) => {
    const tag = key === "default" ? locale : tagOf(key);
    return typeof text === "string" && text.trim() !== "" && tag ? [[tag, text] as const] : [];
  });
  const all = Object.fromEntries(texts);
  const own = all[locale] ?? texts[0]?.[1];
  if (own === undefined) return null;
  const { [locale]: _, ...others } = all;
  return { own, others };
}

/** "zh-CN" of zh-cn; null for what is no language. */
export function tagOf(key: string): string | null {
  try {
    // Theirs for Ukrainian is the country's.
    return Intl.getCanonicalLocales(key === "ua" ? "uk" : key)[0] ?? null;
  } catch {
    return null;
  }
}

/** Without tags, entities said as characters, one line of text a paragraph. */
export function plainText(markup: string): string {
  return markup
    .replace(/<(script|style)\b[^>]*>[^<]*(?:<(?!\/\1)[^<]*)*<\/\1>/gi, "")
    .replace(/<br\s*\/?>|<\/(?:p|div|h[1-6]|li)>/gi, "\n")
    .replace(/<[^<>]*>/g, "")
    .replace(/&nbsp;/g, " ")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&#39;|&apos;/g, "'")
    .replace(/&amp;/g, "&")
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

const longestId = 64;

/** An id of ours, like the name and not taken yet. */
export function freshId(name: string, taken: { has(id: string): boolean }): string {
  const bare = name.replace(/[^A-Za-z0-9_-]+/g, "_").replace(/^[^A-Za-z]+/, "");
  const stem = (bare === "" ? "q" : bare).slice(0, longestId - 5);
  const isFree = (id: string) => !taken.has(id) && !["nonce", "lang", "constructor", "prototype", "end"].includes(id);
  if (isFree(stem)) return stem;
  for (let n = 2; ; n++) if (isFree(`${stem}_${n}`)) return `${stem}_${n}`;
}

/** Keeps a text's translations and gives its own, with their `{names}` as ours. */
export function said(
  reading: Reading,
  key: string,
  { own, others }: { own: string; others: Record<string, string> },
  kind: "prompts" | "labels" = "prompts",
): string {
  const longest = kind === "prompts" ? 2000 : 500;
  const plain = (text: string) =>
    plainText(text)
      .replace(/\{([^{}]+)\}/g, (whole, name: string) => {
        const known = reading.questions.get(name.trim());
        return known ? `{{answer:${known.id}}}` : whole;
      })
      .slice(0, longest);
  for (const [locale, text] of Object.entries(others)) {
    reading.translations[locale] ??= { prompts: {}, labels: {} };
    const translation = reading.translations[locale];
    if (plain(text) !== "" && translation) translation[kind][key] = plain(text);
  }
  return plain(own);
}
