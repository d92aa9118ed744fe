import type { Answers, SurveyDefinition } from "@otklik/domain/survey/definition";
import { describe, expect, it } from "vitest";
import { maskAddress, messagePage, thanksPage, unsubscribePage } from "./message-pages.ts";

const payload = "<img src=x onerror=alert(1)>";
const survey: SurveyDefinition = {
  schemaVersion: 1,
  name: "After delivery",
  locale: "en",
  translations: { ru: { prompts: { thanks: "Спасибо, что нашли время!" } } },
  questions: [],
  endings: [{ id: "thanks", prompt: "Thanks for your time!" }],
};
const thanks = {
  definition: survey,
  answers: {},
  known: {},
  brand: { name: "Meridian", accent: null },
  unsubscribeUrl: "/u/T",
  privacyUrl: null,
};
const unsubscribe = {
  locale: "en",
  otherLocales: ["ru"],
  brand: { name: "Meridian", accent: null },
  address: "irina@example.com",
  privacyUrl: null,
};

describe("the page after answering", () => {
  it("thanks in the survey's own words, in the reader's language", () => {
    expect(thanksPage({ ...thanks, locale: "en", hasAnsweredBefore: false })).toContain(
      "<h1>Thanks for your time!</h1>",
    );
    const russian = thanksPage({ ...thanks, locale: "ru", hasAnsweredBefore: false });
    expect(russian).toContain("<h1>Спасибо, что нашли время!</h1>");
    expect(russian).toContain("Мы получили ваш ответ. Эту страницу можно закрыть.");
  });

  it("thanks also where the survey has no last words", () => {
    const definition = { ...survey, endings: [] };
    expect(thanksPage({ ...thanks, definition, locale: "en", hasAnsweredBefore: false })).toContain(
      "<h1>Thank you!</h1>",
    );
  });

  it("says that nothing was changed to whoever had answered before", () => {
    expect(thanksPage({ ...thanks, locale: "en", hasAnsweredBefore: true })).toContain(
      "You have already answered. Nothing was changed. You can close this page.",
    );
  });

  it("ends as the answers ask for, and says them as text", () => {
    const definition: SurveyDefinition = {
      ...survey,
      questions: [
        { id: "score", type: "nps", prompt: "?" },
        { id: "why", type: "text", prompt: "?" },
      ],
      endings: [
        { id: "sorry", prompt: "Sorry about {{answer:why|that}}!", when: { question: "score", op: "le", value: 6 } },
        { id: "thanks", prompt: "Thanks, {{contact.name|friend}}!" },
      ],
    };
    const shown = (answers: Answers, known = {}) =>
      thanksPage({ ...thanks, definition, answers, known, locale: "en", hasAnsweredBefore: false });
    expect(shown({ score: 3, why: `${payload}{{contact.name}}` }, { contact: { name: "Anna" } })).toContain(
      "<h1>Sorry about &lt;img src=x onerror=alert(1)&gt;{{contact.name}}!</h1>",
    );
    expect(shown({ score: 9 })).toContain("<h1>Thanks, friend!</h1>");
  });

  it("leads on where its ending says, and nowhere but to a web page", () => {
    const ending = (url: string): SurveyDefinition => ({
      ...survey,
      endings: [{ id: "thanks", prompt: "Thanks!", link: { url, label: "Write <b>a review</b>" } }],
      translations: { ru: { labels: { "thanks.link": "Напишите отзыв" } } },
    });
    const shown = (url: string, locale = "en") =>
      thanksPage({ ...thanks, definition: ending(url), locale, hasAnsweredBefore: false });
    expect(shown("https://reviews.example/?a=1&b")).toContain(
      '<a class="go" href="https://reviews.example/?a=1&amp;b" rel="noreferrer">Write &lt;b&gt;a review&lt;/b&gt;</a>',
    );
    expect(shown("https://reviews.example", "ru")).toContain(">Напишите отзыв</a>");
    for (const url of ["javascript:alert(1)", "data:text/html,x", "//evil"])
      expect(shown(url)).not.toContain("<a class");
  });

  it("shows a customer's words as text", () => {
    const definition = { ...survey, endings: [{ id: "x", prompt: payload }] };
    expect(
      thanksPage({
        ...thanks,
        definition,
        brand: { name: payload, accent: null },
        locale: "en",
        hasAnsweredBefore: false,
      }),
    ).not.toContain("<img");
  });
});

describe("a page with nothing to fill in", () => {
  it.each(["unknownLink", "expired", "closed", "refused", "busy", "error"] as const)(
    "says what happened and what to do: %s",
    (message) => {
      for (const locale of ["en", "ru"]) {
        const page = messagePage({ locale, brand: null, message });
        expect(page.match(/<h1>.+<\/h1>\s*<p>.+<\/p>\s*<p>.+<\/p>/)).not.toBeNull();
        expect(page).not.toContain("<form");
      }
    },
  );
});

describe("the way out", () => {
  it("asks before it does anything, and shows the address to its owner only", () => {
    const page = unsubscribePage({ ...unsubscribe, isDone: false });
    expect(page).toContain("<h1>Stop asking i•••@example.com?</h1>");
    expect(page).toContain('<form method="post">');
    expect(page).not.toContain("irina");
  });

  it("says that it is done, with nothing left to press", () => {
    const page = unsubscribePage({ ...unsubscribe, isDone: true });
    expect(page).toContain("<h1>We will not ask you again</h1>");
    expect(page).not.toContain("<button");
    expect(page).not.toContain("irina");
  });

  it("also serves somebody whose address was erased", () => {
    expect(unsubscribePage({ ...unsubscribe, address: null, isDone: false })).toContain("<h1>Stop asking you?</h1>");
  });

  it.each([
    ["irina@example.com", "i•••@example.com"],
    ["и@пример.рф", "и•••@пример.рф"],
    ["+79215550142", "+7•••42"],
    ["12345", "•••"],
    ["@example.com", "•••@example.com"],
  ])("masks %s as %s", (address, masked) => {
    expect(maskAddress(address)).toBe(masked);
  });
});
