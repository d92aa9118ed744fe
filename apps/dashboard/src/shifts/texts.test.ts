import { describe, expect, it } from "vitest";
import { formatsIn } from "../formats.ts";
import { frameWords } from "../frame-words.ts";
import type { Shift } from "./shifts.ts";
import { shiftTexts } from "./texts.ts";
import { shiftWords } from "./words.ts";

const textsIn = (language: "en" | "ru") =>
  shiftTexts({
    words: shiftWords[language],
    frame: frameWords[language],
    formats: formatsIn(language, "Europe/Moscow", "EUR"),
    company: "Meridian Rail",
    dimensions: new Map([["plan", language === "en" ? "Plan" : "Тариф"]]),
  });

const interval = { confidence: 0.95, method: "adjusted-wald" as const };
const fall = (more: Partial<Shift> = {}) =>
  ({
    metric: "nps",
    direction: "down",
    series: { level: "touchpoint", touchpointKey: "ticket-delivery" },
    title: "Ticket delivery",
    onset: `${new Date().getFullYear()}-11-09T12:00:00Z`,
    difference: { value: -20.2, low: -33, high: -7, ...interval },
    ...more,
  }) as Shift;
const inWhole = { series: { level: "workspace" }, title: null } as const;

describe("A shift in words", () => {
  const [en, ru] = [textsIn("en"), textsIn("ru")];

  it("says what fell, by how much, between what bounds and since when", () => {
    expect(en.sentence(fall())).toMatch(/^Ticket delivery fell by about 20 points \(7…33\) since \w{3},? 9 Nov\.$/);
    expect(ru.sentence(fall())).toMatch(/^«Ticket delivery»: падение примерно на 20 пунктов \(7…33\) с .+9 нояб\.$/);
  });

  it("names the channel, the customers and any metric but NPS", () => {
    const sms = fall({ metric: "csat", series: { level: "leaf", channel: "sms", segment: "plan:Gold" } });
    expect(en.sentence(sms)).toContain("CSAT of Ticket delivery, SMS, Plan: Gold fell by about 20.2 percentage points");
    expect(ru.sentence(sms)).toContain("на 20,2 процентного пункта");
    expect(en.name(inWhole)).toBe("Meridian Rail");
  });

  it("keeps a bound on the other side of zero with its minus", () => {
    const wide = fall({ difference: { value: -8, low: -19, high: 3, ...interval } });
    expect(en.sentence(wide)).toContain("by about 8 points (−3…19)");
    const rise = fall({ direction: "up", difference: { value: 12, low: 4, high: 20, ...interval } });
    expect(en.sentence(rise)).toContain("rose by about 12 points (4…20)");
  });

  it("does not call a fall what has come back since", () => {
    const back = fall({ difference: { value: 3, low: -6, high: 12, ...interval } });
    expect(en.sentence(back)).toMatch(/answers since the alarm are no lower \(−6…\+12\)\.$/);
    expect(ru.sentence(back)).toContain("не хуже прежних (−6…+12)");
  });

  it.each([
    [45, "once in 45 d", "примерно раз в 45 дней."],
    [365, "once in 1 y", "примерно раз в год."],
    [1387, "once in 3.8 y", "примерно раз в 3,8 года."],
    [3285, "once in 9 y", "примерно раз в 9 лет."],
    [1e7, "once in 1,000+ y", "примерно раз в тысячу лет или реже."],
  ])("says how often chance alone would do that: %i days", (days, short, long) => {
    expect(en.once(days)).toBe(short);
    expect(ru.chance(days)).toContain(long);
  });

  it("says what a series sees at its number of answers, and none where it is none", () => {
    const one = { metric: "nps", perDay: 20, seenWithin: { days7: null, days14: 20, days30: 14 } } as const;
    expect(en.sight(one)).toBe("At 20 answers a day a fall of 20 points is seen in about 14 days.");
    expect(ru.sight({ ...one, perDay: 3.9 })).toBe(
      "При 3,9 ответах в день падение на 20 пунктов видно примерно за 14 дней.",
    );
    const blind = { ...one, perDay: 0.7, seenWithin: { days7: null, days14: null, days30: null } };
    expect(en.sight(blind)).toBe("At 0.7 answers a day no fall is seen within 30 days.");
  });
});
