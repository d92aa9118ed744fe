import { describe, expect, it } from "vitest";
import { type AlertMailView, alertMail } from "./alert-mail.ts";
import type { AlertStory } from "./alert-texts.ts";
import type { ShiftView } from "./read-shifts.ts";

const at = (text: string) => new Date(`${text}T12:00:00Z`);
const within = (low: number, high: number) => ({ low, high, confidence: 0.95, method: "adjusted-wald" as const });

const fall: ShiftView = {
  id: "019c1111-0000-7000-8000-000000000012",
  metric: "nps",
  series: { level: "touchpoint", touchpointKey: "ticket-delivery" },
  title: "Ticket delivery",
  direction: "down",
  onset: at("2026-11-09"),
  onsetRange: { from: at("2026-11-07"), to: at("2026-11-11") },
  detectedAt: at("2026-11-12"),
  before: { score: 40.2, interval: within(36, 44.4), n: 2079 },
  after: { score: 20, interval: within(7, 33), n: 34 },
  difference: { value: -20.2, ...within(-33, -7) },
  isPreliminary: true,
  falseAlarmDays: 1387,
  confidence: 0.88,
  status: "open",
  clearedAt: null,
  markId: null,
  parts: [],
};
const story = (more: Partial<ShiftView> = {}, about: Partial<AlertStory> = {}): AlertStory => ({
  shift: { ...fall, ...more },
  customers: null,
  isNew: true,
  end: null,
  ...about,
});
const mailOf = (stories: AlertStory[], more: Partial<AlertMailView> = {}) => {
  const mail = alertMail({
    locale: "en",
    timeZone: "Europe/Moscow",
    now: at("2026-11-12"),
    company: "Meridian Rail",
    accent: null,
    isDigest: false,
    stories,
    linkOf: (id) => `https://cx.example/meridian/shifts/${id}`,
    settingsLink: "https://cx.example/meridian/settings/notifications",
    ...more,
  });
  return { ...mail, text: mail.text.replaceAll("\u00a0", " ") };
};

describe("A mail about a shift", () => {
  it("says what fell, by how much, since when, how sure that is, and from what to what", () => {
    const { subject, text } = mailOf([story()]);
    expect(subject).toBe("▼ Ticket delivery fell by about 20 points since Mon 9 Nov");
    expect(text).toBe(`▼ Ticket delivery fell by about 20 points (7…33) since Mon 9 Nov.

Began: 7–11 Nov.
Chance alone would do this about once in 3.8 years.
Preliminary. While little has come in after the alarm (fewer than 30), the size is the detector’s own estimate, which overstates.

Before: NPS 40 ± 4, 2,079 answers
Since then: NPS 20 ± 13, 34 answers

See the shift: https://cx.example/meridian/shifts/${fall.id}

--
You get this as a member of Meridian Rail who hears of shifts by e-mail.
Change that: https://cx.example/meridian/settings/notifications
`);
  });

  it("is Russian where the workspace is, with its numbers, cases and days", () => {
    const { subject, text } = mailOf([story({ onset: at("2026-11-10"), title: "Доставка билета" })], { locale: "ru" });
    expect(subject).toBe("▼ «Доставка билета»: падение примерно на 20 пунктов со вт, 10 ноября");
    expect(text).toContain("Начало: 7–11 ноября.");
    expect(text).toContain("Случайно такое бывает примерно раз в 3,8 года.");
    expect(text).toContain("Раньше: NPS 40 ± 4, 2 079 ответов");
    expect(text).toContain("Теперь: NPS 20 ± 13, 34 ответа");
  });

  it("writes shares in percent, names channel and customers, and counts what was counted", () => {
    const rose = { direction: "up", difference: { value: 3.2, ...within(1.1, 5.3) }, isPreliminary: false } as const;
    const levels = {
      before: { score: 71.23, interval: within(70, 72.4), n: 5012 },
      after: { ...fall.after, score: 1 },
    };
    const series = { level: "leaf", channel: "sms" } as const;
    const csat = mailOf([story({ metric: "csat", series, ...rose, ...levels }, { customers: "Plan: Gold" })]);
    expect(csat.subject).toBe(
      "▲ CSAT of Ticket delivery, SMS (Plan: Gold) rose by about 3.2 percentage points since Mon 9 Nov",
    );
    expect(csat.text).toContain("Before: CSAT 71.2% ± 1.2, 5,012 answers");
    expect(csat.text).not.toContain("Preliminary");
    const rate = mailOf([story({ metric: "responseRate", ...levels })], { locale: "ru" });
    expect(rate.text).toContain("Доля ответов 71,2 % ± 1,2, 5 012 приглашений");
  });

  it("keeps the minus of what is below zero, and the sign of what came back since", () => {
    const low = mailOf([story({ after: { score: -5.4, interval: within(-19, 3), n: 40 }, isPreliminary: false })]);
    expect(low.text).toContain("After the alarm: NPS −5 (−19…3), 40 answers");
    const back = mailOf([story({ difference: { value: 3, ...within(-6, 12) } })]);
    expect(back.subject).toBe("▼ Ticket delivery fell on Mon 9 Nov");
    expect(back.text).toContain("Answers since the alarm are no lower (−6…+12).");
  });

  it("says how it ended, and who said so; of what was never told also how it began", () => {
    const closed = story({}, { isNew: false, end: { kind: "closed", by: "Anna Berg" } });
    expect(mailOf([closed]).subject).toBe("✓ Ticket delivery: the fall since Mon 9 Nov was closed");
    expect(mailOf([closed]).text).toContain("Decided by Anna Berg.");
    expect(mailOf([closed]).text).not.toContain("fell by");
    const both = mailOf([story({ title: null }, { end: { kind: "returned", by: null } })]);
    expect(both.subject).toBe("✓ Meridian Rail: the fall since Mon 9 Nov is over");
    expect(both.text).toContain("The level moved the other way.\nMeridian Rail fell by about 20 points (7…33)");
    const normal = story({}, { isNew: false, end: { kind: "newNormal", by: null } });
    expect(mailOf([normal], { locale: "ru" }).subject).toBe(
      "✓ «Ticket delivery»: уровень с пн, 9 ноября — новая норма",
    );
  });

  it("draws names as text, whatever they are, and keeps subjects on one line", () => {
    const mail = mailOf([story({ title: 'A <b onclick="x">\r\nBcc: eve@example.com' })], { company: "<script>" });
    expect(mail.subject).not.toMatch(/[\r\n]/);
    expect(mail.html).not.toMatch(/<script|<b onclick/);
    expect(mail.html).toContain("A &lt;b onclick=");
  });

  it("says the year of what began in another one", () => {
    const { subject } = mailOf([story({ onset: at("2025-12-30") })]);
    expect(subject).toMatch(/since Tue 30 Dec 2025$/);
  });
});
