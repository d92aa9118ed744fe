import { describe, expect, it } from "vitest";
import { en } from "./en.ts";
import { ru } from "./ru.ts";
import { wordsFor } from "./words.ts";

describe("our words", () => {
  it.each([
    ["ru", ru],
    ["ru-RU", ru],
    ["RU-kz", ru],
    ["en", en],
    ["en-US", en],
    ["de", en],
    ["rus-x", en],
    ["", en],
  ])("for a reader of %j are in a language we have", (locale, words) => {
    expect(wordsFor(locale)).toBe(words);
  });

  it.each([
    [1, "1 письмо"],
    [2, "2 письма"],
    [5, "5 писем"],
    [11, "11 писем"],
    [21, "21 письмо"],
    [112, "112 писем"],
  ])("count %i the Russian way", (count, phrase) => {
    expect(ru.mailbox.count(count)).toBe(phrase);
  });

  it.each([
    [1, "Спрашиваем не чаще раза в день.", "We ask at most once a day."],
    [2, "Спрашиваем не чаще раза в 2 дня.", "We ask at most once in 2 days."],
    [21, "Спрашиваем не чаще раза в 21 день.", "We ask at most once in 21 days."],
    [30, "Спрашиваем не чаще раза в 30 дней.", "We ask at most once in 30 days."],
  ])("name a budget of %i days in both languages", (days, russian, english) => {
    expect(ru.mail.budget(days)).toBe(russian);
    expect(en.mail.budget(days)).toBe(english);
  });

  it("say no Russian sentence in English: every Russian text has Cyrillic letters in it", () => {
    const latin = textsOf({ ...ru, formats: null, percent: null }).filter((text) => !/\p{Script=Cyrillic}/u.test(text));
    expect(latin).toEqual(["HTML"]);
  });
});

function textsOf(words: unknown): string[] {
  if (typeof words === "string") return [words];
  if (typeof words === "function") return [String(words(3, "да"))];
  if (words === null) return [];
  return Object.values(words as object).flatMap(textsOf);
}
