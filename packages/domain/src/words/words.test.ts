import { describe, expect, it } from "vitest";
import { directionOf, isolated, isolatedWhole, nameOfLanguage, respondentLanguages } from "./languages.ts";
import { memberWordsFor } from "./members.ts";
import { wordsFor } from "./words.ts";

describe("our words to respondents", () => {
  it.each([
    ["ru", "ru"],
    ["ru-RU", "ru"],
    ["RU-kz", "ru"],
    ["en", "en"],
    ["en-US", "en"],
    ["de-AT", "de"],
    ["kk-KZ", "kk"],
    ["zh-TW", "zh"],
    ["ar-EG", "ar"],
    ["uk", "en"],
    ["rus-x", "en"],
    ["constructor", "en"],
    ["", "en"],
  ])("for a reader of %j are in a language we have", (locale, language) => {
    expect(wordsFor(locale)).toBe(wordsFor(language));
  });

  it("are in nine languages, and each says every sentence in its own way", () => {
    const said = respondentLanguages.map((language) => [language, textsOf(wordsFor(language))] as const);
    for (const [language, texts] of said) {
      expect(texts).toHaveLength(said[0]![1].length);
      expect(texts.filter((text) => text.trim() === "" || /undefined|null/.test(text))).toEqual([]);
      if (language === "en") continue;
      const asInEnglish = texts.filter((text, at) => text === said[0]![1][at]);
      // "Privacy: x" and the like differ everywhere; what may be alike is a score with its meaning.
      expect(asInEnglish.filter((text) => !/^3 = |^PIN$/.test(text))).toEqual([]);
    }
  });

  it.each([
    ["ru", /\p{Script=Cyrillic}/u],
    ["kk", /\p{Script=Cyrillic}/u],
    ["zh", /\p{Script=Han}/u],
    ["ar", /\p{Script=Arabic}/u],
  ])("are written in the letters of the language: %s", (language, letters) => {
    const texts = textsOf(wordsFor(language)).filter((text) => !/^3 /.test(text));
    expect(texts.filter((text) => !letters.test(text))).toEqual([]);
  });

  it.each([
    ["ru", 1, "Спрашиваем не чаще раза в день."],
    ["ru", 2, "Спрашиваем не чаще раза в 2 дня."],
    ["ru", 21, "Спрашиваем не чаще раза в 21 день."],
    ["ru", 30, "Спрашиваем не чаще раза в 30 дней."],
    ["en", 1, "We ask at most once a day."],
    ["en", 30, "We ask at most once in 30 days."],
    ["ar", 1, "نسأل مرة واحدة في اليوم على الأكثر."],
    ["ar", 2, "نسأل مرة واحدة على الأكثر كل يومين."],
    ["ar", 7, "نسأل مرة واحدة على الأكثر كل 7 أيام."],
    ["ar", 30, "نسأل مرة واحدة على الأكثر كل 30 يومًا."],
    ["ar", 100, "نسأل مرة واحدة على الأكثر كل 100 يوم."],
    ["kk", 30, "30 күнде бір реттен артық сұрамаймыз."],
    ["zh", 30, "我们每 30 天最多询问一次。"],
  ])("name a budget in days as %s does: %i", (language, days, sentence) => {
    expect(wordsFor(language).mail.budget(days)).toBe(sentence);
  });

  it.each([
    ["fr", 1, "Veuillez écrire au moins 1 caractère."],
    ["fr", 2, "Veuillez écrire au moins 2 caractères."],
    ["es", 1, "Escriba al menos 1 carácter."],
    ["tr", 5, "Lütfen en az 5 karakter yazın."],
    ["de", 1, "Bitte schreiben Sie mindestens 1 Zeichen."],
    ["ar", 1, "يُرجى ألا يقل النص عن حرف واحد."],
    ["ar", 3, "يُرجى ألا يقل النص عن 3 أحرف."],
    ["ar", 11, "يُرجى ألا يقل النص عن 11 حرفًا."],
  ])("count characters as %s does: %i", (language, least, sentence) => {
    expect(wordsFor(language).survey.refused.shortText(least)).toBe(sentence);
  });
});

describe("our words to members", () => {
  const russian = memberWordsFor("ru-RU");

  it.each([
    [1, "1 письмо"],
    [2, "2 письма"],
    [5, "5 писем"],
    [11, "11 писем"],
    [21, "21 письмо"],
    [112, "112 писем"],
  ])("count %i the Russian way", (count, phrase) => {
    expect(russian.mailbox.count(count)).toBe(phrase);
  });

  it("say no Russian sentence in English: every Russian text has Cyrillic letters in it", () => {
    const latin = textsOf({ ...russian, formats: null, percent: null }).filter(
      (text) => !/\p{Script=Cyrillic}/u.test(text),
    );
    expect(latin).toEqual(["HTML"]);
  });

  it("are English for everybody else", () => {
    expect(memberWordsFor("kk")).toBe(memberWordsFor("en"));
  });
});

describe("A language", () => {
  it.each([
    ["ar", "rtl"],
    ["ar-EG", "rtl"],
    ["he", "rtl"],
    ["fa", "rtl"],
    ["uz-Arab", "rtl"],
    ["kk-Arab", "rtl"],
    ["kk", "ltr"],
    ["en", "ltr"],
    ["ar-Latn", "ltr"],
    ["not a tag", "ltr"],
    ["", "ltr"],
  ])("is written by its script: %s %s", (locale, direction) => {
    expect(directionOf(locale)).toBe(direction);
  });

  it.each([
    ["en", "Anna", "Anna"],
    ["en", "+7 921", "+7 921"],
    ["en", "سارة", "\u2068سارة\u2069"],
    ["ar", "سارة", "سارة"],
    ["ar", "Anna", "\u2068Anna\u2069"],
    ["ar", "+7•••42", "\u2068+7•••42\u2069"],
    ["ar", "\u202eAnna\u2069", "\u2068Anna\u2069"],
    ["en", "\u202egnp.exe", "gnp.exe"],
    ["ar", "", ""],
  ])("keeps what is said in it from turning it round: %s %j", (locale, said, apart) => {
    expect(isolated(said, locale)).toBe(apart);
  });

  it.each([
    ["ar", "ما مدى رضاك عن Meridian؟", false],
    ["ar", "Meridian: ما مدى رضاك؟", false],
    ["ar", "How satisfied are you?", true],
    ["en", "How satisfied are you with سكة?", false],
    ["en", "ما مدى رضاك عن Meridian؟", true],
  ])("keeps a text that was not translated apart: %s %j", (locale, text, isApart) => {
    expect(isolatedWhole(text, locale) !== text).toBe(isApart);
  });

  it("is named in its own words", () => {
    expect(["en", "ru", "kk", "ar", "x!"].map(nameOfLanguage)).toEqual([
      "English",
      "Русский",
      "Қазақ тілі",
      "العربية",
      "x!",
    ]);
  });
});

function textsOf(words: unknown): string[] {
  if (typeof words === "string") return [words];
  if (typeof words === "function") return [String(words(3, "да"))];
  if (words === null) return [];
  return Object.values(words as object).flatMap(textsOf);
}
