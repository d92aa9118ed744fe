import { type Language, usePreferences } from "./preferences.tsx";

export { plural } from "@otklik/domain/words/plural";

// Literal texts of one language are any texts of the other; functions keep their parameters.
type Loose<T> = T extends string
  ? string
  : T extends (...given: infer Given) => infer Said
    ? (...given: Given) => Loose<Said>
    : T extends readonly (infer One)[]
      ? readonly Loose<One>[]
      : { readonly [Key in keyof T]: Loose<T[Key]> };

/** Words in both languages; what English says and Russian does not, or says otherwise, fails the check. */
export function bilingual<const English>(words: { en: English; ru: Loose<English> }): Record<Language, Loose<English>> {
  return words as Record<Language, Loose<English>>;
}

/** The words of a page, in the language of whoever looks at it. */
export function useWords<Words>(words: Record<Language, Words>): Words {
  return words[usePreferences().language];
}
