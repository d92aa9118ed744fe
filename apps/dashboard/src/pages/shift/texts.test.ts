import { expect, it } from "vitest";
import { formatsIn } from "../../formats.ts";
import { spanText } from "./texts.ts";
import { shiftWords } from "./words.ts";

const en = formatsIn("en", "Europe/Moscow", "EUR");
const ru = formatsIn("ru", "Europe/Moscow", "EUR");

it.each([
  [12.2, "12 days", "12 дней"],
  [152, "5 months", "5 месяцев"],
  [1388, "3.8 years", "3,8 года"],
  [1826, "5 years", "5 лет"],
  [18263, "50 years", "50 лет"],
])("says how seldom chance alone does it: %d days", (days, english, russian) => {
  expect(spanText(days, shiftWords.en, en)).toBe(english);
  expect(spanText(days, shiftWords.ru, ru)).toBe(russian);
});
