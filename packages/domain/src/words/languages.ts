/** The languages that our own words for respondents are in. */
export const respondentLanguages = ["en", "ru", "de", "fr", "es", "tr", "kk", "zh", "ar"] as const;
export type RespondentLanguage = (typeof respondentLanguages)[number];

const rightToLeft = new Set([
  "Adlm",
  "Arab",
  "Aran",
  "Hebr",
  "Mand",
  "Mend",
  "Nkoo",
  "Rohg",
  "Samr",
  "Syrc",
  "Thaa",
  "Yezi",
]);

/** Which way a language is written: by its script, said or usual. */
export function directionOf(locale: string): "ltr" | "rtl" {
  const script = scriptOf(locale);
  return script !== null && rightToLeft.has(script) ? "rtl" : "ltr";
}

/** A language in its own words, as a reader of it looks for it: Русский, English. */
export function nameOfLanguage(locale: string): string {
  const name = isTag(locale) ? new Intl.DisplayNames([locale], { type: "language" }).of(locale) : undefined;
  if (!name) return locale;
  const [first = "", ...rest] = name;
  return first.toLocaleUpperCase(locale) + rest.join("");
}

/** "Hant" of zh-TW; null for what is no language tag. */
export function scriptOf(locale: string): string | null {
  return isTag(locale) ? (new Intl.Locale(locale).maximize().script ?? null) : null;
}

function isTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length > 0;
  } catch {
    return false;
  }
}
