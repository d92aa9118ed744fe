import { describe, expect, it } from "vitest";
import { languageOf, oddsDifference, termsUsedMore } from "./terms.ts";

const stem = (word: string) => word.replace(/(s|ы|а|у|ой|ая|ю)$/, "");
const times = (n: number, text: string) => Array.from({ length: n }, () => text);
const usual = [...times(60, "Quick and friendly staff"), ...times(40, "The ticket came in seconds")];

describe("what comments say more than others", () => {
  it("is told by log-odds against all that was said, in standard errors", () => {
    // (20 + 5) / (100 + 50 − 25) against (10 + 5) / (1000 + 50 − 15): log ratio 2.6247, variance 1/25 + 1/15.
    const z = oddsDifference({ uses: 20, total: 100 }, { uses: 10, total: 1000 }, { uses: 5, total: 50 });
    expect(z).toBeCloseTo(8.0364, 4);
  });

  it("names a term as it is written most, with how many comments use it", () => {
    const these = [
      ...times(12, "The link opens an empty page"),
      ...times(3, "Empty pages again"),
      ...times(30, usual[0] as string),
    ];
    const terms = termsUsedMore({ these, others: usual }, stem);
    expect(terms[0]).toMatchObject({ text: "empty page", these: 15, others: 0, isSure: true });
    expect(terms.every(({ z }) => z > 3)).toBe(true);
    expect(terms.map(({ text }) => text)).not.toContain("empty");
  });

  it("counts a comment once, however often it repeats itself", () => {
    const these = [...times(4, "queue queue queue queue"), ...times(30, usual[0] as string)];
    expect(termsUsedMore({ these, others: usual }, stem)).toEqual([]);
  });

  it("hints at what fewer than ten say, where nothing is sure", () => {
    const these = [...times(6, "Broken scanner"), ...times(20, usual[0] as string)];
    const others = [...times(10, "Slow and noisy"), ...usual, ...usual, ...usual, ...usual];
    const [first] = termsUsedMore({ these, others }, stem);
    expect(first).toMatchObject({ text: "broken scanner", these: 6, isSure: false });
  });

  it("leaves out what is said by hardly anybody, and what was always said as often", () => {
    expect(termsUsedMore({ these: [...times(4, "Broken scanner"), ...usual], others: usual }, stem)).toEqual([]);
    expect(termsUsedMore({ these: usual, others: usual }, stem)).toEqual([]);
  });

  it("keeps a negation with its word, and the small words inside of a phrase", () => {
    const these = [...times(20, "No ticket in the app"), ...times(20, "ticket came")];
    const texts = termsUsedMore({ these, others: times(200, "ticket came") }, stem).map(({ text }) => text);
    expect(texts).toContain("no ticket");
    const queue = [...times(30, "had to queue at the desk"), ...usual];
    expect(termsUsedMore({ these: queue, others: usual }, stem)[0]?.text).toBe("queue at the desk");
  });

  it("joins the forms of a word, and searches for what they share", () => {
    const these = [...times(8, "Ссылка молчит"), ...times(6, "Ссылку прислали"), ...times(30, "Быстро")];
    const [first] = termsUsedMore({ these, others: times(100, "Быстро, спасибо") }, stem);
    expect(first).toMatchObject({ text: "ссылка", search: "ссылк", these: 14 });
  });

  it("is silent where one side has said nothing", () => {
    expect(termsUsedMore({ these: usual, others: [] }, stem)).toEqual([]);
    expect(termsUsedMore({ these: [], others: usual }, stem)).toEqual([]);
  });
});

it.each([
  ["Ticket came late", "en"],
  ["Билет пришёл поздно", "ru"],
  ["Приложение Otklik не открылось", "ru"],
  ["The word «да» is one of many in English", "en"],
  ["10/10 👍", "en"],
])("takes %o for %s", (text, language) => {
  expect(languageOf(text)).toBe(language);
});
