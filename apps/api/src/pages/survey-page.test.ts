import { gzipSync } from "node:zlib";
import type { Question, SurveyDefinition } from "@otklik/domain/survey/definition";
import { describe, expect, it } from "vitest";
import { pageStyleText } from "./page-style.ts";
import { stepToOpen } from "./steps.ts";
import { surveyPage } from "./survey-page.ts";
import type { SurveyView } from "./survey-view.ts";

const nps: Question = { id: "score", type: "nps", metric: "nps", prompt: "How likely are you to recommend us?" };
const why: Question = { id: "why", type: "text", prompt: "What is the main reason?" };
const call: Question = { id: "call", type: "callback", prompt: "Call me about this" };
const parts: Question = {
  id: "parts",
  type: "csi",
  metric: "csi",
  prompt: "How satisfied are you with …",
  items: [
    { id: "speed", label: "Speed", weight: 0.5 },
    { id: "staff", label: "Staff", weight: 0.5 },
  ],
  scale: { min: 1, max: 10 },
};
const payload = `"><img src=x onerror=alert(1)></script></textarea><script>alert(2)</script>`;

describe("the survey page", () => {
  it("is a form with its nonce and one control for each question, named by the question's id", () => {
    const page = surveyPage(viewOf([nps, { id: "ease", type: "ces", prompt: "Easy?" }, why, call]));
    expect(page).toContain('<form method="post">');
    expect(page).toContain('<input type="hidden" name="nonce" value="0198c0de">');
    expect(valuesOf(page, "score")).toEqual(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]);
    expect(valuesOf(page, "ease")).toEqual(["1", "2", "3", "4", "5", "6", "7"]);
    expect(page.match(/<textarea[^>]* name="why"/g)).toHaveLength(1);
    expect(page.match(/<input type="checkbox" name="call" value="on"/g)).toHaveLength(1);
  });

  it("has a row of radios for each part of a CSI question", () => {
    const page = surveyPage(viewOf([parts]));
    expect(valuesOf(page, "parts.speed")).toHaveLength(10);
    expect(valuesOf(page, "parts.staff")).toHaveLength(10);
  });

  it("requires an answer to the first metric question alone", () => {
    const page = surveyPage(viewOf([nps, { id: "visit", type: "csat", prompt: "And the visit?" }, why]));
    expect(page.match(/name="score"[^>]* required/g)).toHaveLength(11);
    expect(page).not.toMatch(/name="(?:visit|why)"[^>]* required/);
  });

  it.each([
    ["email", "en", "You chose 9 in the e-mail. Nothing is sent until you press Send."],
    ["sms", "ru", "Вы выбрали 9 в СМС. Ответ уйдёт, когда вы нажмёте «Отправить»."],
    ["link", "en", "You chose 9 by a link. Nothing is sent until you press Send."],
  ])("shows the score chosen in %s as chosen and says that nothing is sent (%s)", (channel, locale, note) => {
    const page = surveyPage(viewOf([nps], { locale, preselected: { questionId: "score", value: 9, channel } }));
    expect(chosenIn(page)).toEqual(["score=9"]);
    expect(page).toContain(`>${note}</p>`);
  });

  it("chooses nothing by itself", () => {
    expect(chosenIn(surveyPage(viewOf([nps, parts, why])))).toEqual([]);
  });

  it("takes a new click in the mail over the score saved before, and says what is saved and what is not", () => {
    const view = { values: { score: "3" }, saved: true };
    const clicked = (value: number) => ({ preselected: { questionId: "score", value, channel: "email" } });
    expect(chosenIn(surveyPage(viewOf([nps], view)))).toEqual(["score=3"]);
    expect(surveyPage(viewOf([nps], view))).toContain(">Saved. You can still change it.</p>");
    expect(surveyPage(viewOf([nps], { ...view, ...clicked(3) }))).toContain(">Saved. You can still change it.</p>");
    expect(chosenIn(surveyPage(viewOf([nps], { ...view, ...clicked(9) })))).toEqual(["score=9"]);
    expect(surveyPage(viewOf([nps], { ...view, ...clicked(9) }))).toContain(">You chose 9 in the e-mail.");
  });

  it("offers its other languages as buttons of the form, so that nothing in it is lost, and sends by Enter all the same", () => {
    const preselected = { questionId: "score", value: 9, channel: "email" };
    const page = surveyPage(viewOf([nps], { otherLocales: ["ru"], preselected }));
    expect(page).toContain('<form method="post" id="survey">');
    expect(page).toContain(
      '<button form="survey" name=".lang" value="ru" formnovalidate><bdi lang="ru">Русский</bdi></button>',
    );
    const [first] = page.match(/<button[^>]*>/) ?? [];
    expect(first).toBe('<button form="survey" class="def" tabindex="-1" aria-hidden="true">');
  });

  it("says at each refused question what is wrong, and keeps what was typed", () => {
    const page = surveyPage(
      viewOf([nps, why, call], {
        values: { why: "Late\nagain", call: "on", "call.phone": "12 34" },
        errors: { score: "Please choose a number from 0 to 10.", call: "Please check the phone number." },
        preselected: { questionId: "score", value: 9, channel: "email" },
      }),
    );
    expect(page).toContain('<p class="er" role="alert" id="q0-error">Please choose a number from 0 to 10.</p>');
    expect(page).toContain('role="radiogroup" aria-describedby="q0-error" aria-invalid="true"');
    expect(page).toContain('value="12 34" maxlength="40" autocomplete="tel" autofocus aria-describedby="q2-error"');
    expect(page).toContain(">\nLate\nagain</textarea>");
    expect(page).toContain("<title>Not sent yet: ");
    expect(page).not.toContain("Nothing is sent until");
  });

  it("says above the questions what is wrong with none of them", () => {
    const page = surveyPage(viewOf([nps], { errors: { "": "Please check this answer." } }));
    expect(page).toContain('<p class="er" role="alert">Please check this answer.</p>');
  });

  it("offers the times for a call back and any time at all, in its form fields", () => {
    const windows = [{ label: "Today 17–19", from: "2026-11-21T14:00:00.000Z", to: "2026-11-21T16:00:00.000Z" }];
    const page = surveyPage(viewOf([nps, call], { windows, windowsZone: "Moscow time", phone: "+79215550142" }));
    expect(valuesOf(page, "call.window")).toEqual(["2026-11-21T14:00:00.000Z/2026-11-21T16:00:00.000Z", ""]);
    expect(chosenIn(page)).toEqual(["call.window="]);
    expect(page).toContain('name="call.phone" value="+79215550142"');
    expect(page).toContain("When is a good time (Moscow time)");
  });

  it("shows whatever a customer or a respondent wrote as text", () => {
    const evil = [
      { ...nps, prompt: payload, lowLabel: payload },
      { ...why, prompt: payload },
      { ...call, prompt: payload },
    ];
    const page = surveyPage(
      viewOf([...evil, { ...parts, items: [{ id: "a", label: payload, weight: 1 }] } as Question], {
        brand: { name: payload, accent: null },
        nonce: payload,
        context: payload,
        phone: payload,
        values: { why: payload },
        errors: { score: payload },
        privacyUrl: "javascript:alert(1)",
      }),
    );
    expect(page).not.toContain("<img");
    expect(page).not.toContain("<script>alert");
    expect(page).not.toContain("javascript:");
    expect(page.match(/<\/script>/g)).toHaveLength(2);
    expect(page.match(/<\/textarea>/g)).toHaveLength(1);
  });

  it("takes question ids that are names of object members for what they are", () => {
    const page = surveyPage(viewOf([{ ...nps, id: "constructor" }]));
    expect(valuesOf(page, "constructor")).toHaveLength(11);
    expect(page).not.toContain('role="alert"');
  });

  it("has one style, word for word the one whose hash its policy names, one script of which the same is so, and nothing inline beside them", () => {
    const page = surveyPage(viewOf([nps, why, call, parts]));
    expect(page.match(/<style>([\s\S]*?)<\/style>/)?.[1]).toBe(pageStyleText);
    expect(page.match(/<script[^>]*>/g)).toEqual([
      '<script type="module" data-rest="/assets/survey.js">',
      '<script type="application/json">',
    ]);
    expect(page).not.toMatch(/ (?:style|on\w+)=/);
    expect(page).toContain('<meta name="robots" content="noindex">');
  });

  it("has no way out where nobody is known", () => {
    const links = { unsubscribeUrl: null, privacyUrl: null };
    expect(surveyPage(viewOf([nps], links))).not.toContain("<footer>");
    expect(surveyPage(viewOf([nps]))).toContain('<a href="/u/TOKEN">Stop asking me</a>');
  });

  it("weighs at most 5 kB with its style for a score, a comment and a call back", () => {
    expect(gzipSync(surveyPage(viewOf([nps, why, call]))).length).toBeLessThanOrEqual(5120);
  });
});

function viewOf(questions: Question[], more: Partial<SurveyView> = {}): SurveyView {
  const definition: SurveyDefinition = {
    schemaVersion: 1,
    name: "After delivery",
    locale: "en",
    translations: { ru: {} },
    questions,
    endings: [],
  };
  return {
    definition,
    locale: "en",
    otherLocales: [],
    brand: { name: "Meridian Rail", accent: null },
    nonce: "0198c0de",
    preselected: null,
    values: {},
    errors: {},
    context: null,
    phone: null,
    windows: [],
    saved: false,
    unsubscribeUrl: "/u/TOKEN",
    privacyUrl: "https://example.com/privacy",
    step: stepToOpen({ definition, answers: {}, known: {} }, null),
    scripts: { first: "begin()", survey: "/assets/survey.js", kiosk: "/assets/kiosk.js" },
    ...more,
  };
}

function radiosOf(page: string): { name: string; value: string; isChosen: boolean }[] {
  return [...page.matchAll(/<input type="radio" name="([^"]*)" value="([^"]*)"([^>]*)>/g)].map(
    ([, name = "", value = "", rest = ""]) => ({ name, value, isChosen: rest.includes(" checked") }),
  );
}

function valuesOf(page: string, name: string): string[] {
  return radiosOf(page).flatMap((radio) => (radio.name === name ? [radio.value] : []));
}

function chosenIn(page: string): string[] {
  return radiosOf(page).flatMap(({ name, value, isChosen }) => (isChosen ? [`${name}=${value}`] : []));
}
