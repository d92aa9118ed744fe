import type { Stem } from "@otklik/domain/insights/terms";

const names = { en: "english", ru: "russian" } as const;

/** Stems by Snowball. Read on first use only: it knows two dozen languages, and most processes never ask. */
export async function openStems(): Promise<Stem> {
  const { default: snowball } = await import("snowball-stemmers");
  const stemmers = { en: snowball.newStemmer(names.en), ru: snowball.newStemmer(names.ru) };
  const known = new Map<string, string>();
  return (word, language) => {
    const key = `${language} ${word}`;
    const stem = known.get(key) ?? stemmers[language].stem(word);
    known.set(key, stem);
    return stem;
  };
}
