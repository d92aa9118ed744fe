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

// Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms.
const leftward = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const directionMarks = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * A name, a number or somebody's words as they stand inside a sentence of this language: between marks that no reader
 * sees, so that neither turns the other round. Marks of its own, which could, are taken out.
 */
export function isolated(text: string, locale: string): string {
  const said = text.replace(directionMarks, "");
  const isAtHome =
    directionOf(locale) === "ltr" ? !leftward.test(said) : leftward.test(said) && !/[A-Za-z\d]/.test(said);
  return said === "" || isAtHome ? said : apart(said);
}

/** The same for a whole text, which is set apart where it is in a language of the other direction. */
export function isolatedWhole(text: string, locale: string): string {
  const isForeign =
    directionOf(locale) === "ltr" ? leftward.test(/\p{L}/u.exec(text)?.[0] ?? "") : !leftward.test(text);
  return isForeign ? apart(text) : text;
}

const apart = (text: string) => `\u2068${text}\u2069`;

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
