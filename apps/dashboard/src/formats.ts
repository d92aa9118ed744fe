import { useMemo } from "react";
import { startOfDay } from "./days.ts";
import { type Language, usePreferences } from "./preferences.tsx";
import { useSettings } from "./session.ts";

export type Metric = "nps" | "csi" | "csat" | "ces";
export type Interval = { low: number; high: number };

/** NPS is written in whole points; CSI, CES and shares with one decimal. */
const digitsOf: Record<Metric, number> = { nps: 0, csi: 1, csat: 1, ces: 1 };
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const units = {
  en: { s: "s", min: "min", h: "h", d: "d", now: "now" },
  ru: { s: "с", min: "мин", h: "ч", d: "д", now: "сейчас" },
} as const;

/** How numbers, times and money are written: UI.md §7. A number that is not there is a dash, never 0. */
export function formatsIn(language: Language, timeZone: string, currency: string) {
  const locale = language === "ru" ? "ru-RU" : "en-GB";
  const fixed = (value: number, digits: number) =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits })
      // No −0: what rounds to nothing has no sign.
      .format(Math.round(value * 10 ** digits) / 10 ** digits || 0)
      .replace("-", "−");
  const withSign = (value: number, digits: number) => {
    const text = fixed(value, digits);
    return !text.startsWith("−") && Number.parseFloat(value.toFixed(digits)) > 0 ? `+${text}` : text;
  };
  const date = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const isThisYear = (at: Date) =>
    date({ year: "numeric" }).format(at) === date({ year: "numeric" }).format(new Date());
  const asDate = (at: Date | string) => (typeof at === "string" ? new Date(at) : at);
  const unit = units[language];

  const dayOf = (given: Date | string) => {
    const at = asDate(given);
    return date({ weekday: "short", day: "numeric", month: "short", ...(!isThisYear(at) && { year: "numeric" }) })
      .format(at)
      .replace(/ г\.$/, "");
  };
  const timeOf = (given: Date | string) => date({ hour: "2-digit", minute: "2-digit" }).format(asDate(given));
  const span = (ms: number): string => {
    if (ms < minute) return `${Math.max(1, Math.floor(ms / 1000))} ${unit.s}`;
    if (ms < hour) return `${Math.floor(ms / minute)} ${unit.min}`;
    if (ms < day) {
      const minutes = Math.floor((ms % hour) / minute);
      return `${Math.floor(ms / hour)} ${unit.h}${minutes > 0 && ms < 6 * hour ? ` ${minutes} ${unit.min}` : ""}`;
    }
    return `${Math.floor(ms / day)} ${unit.d}`;
  };

  return {
    locale,
    timeZone,
    number: (value: number | null) => (value === null ? "–" : fixed(value, 0)),
    /** A level: only a minus is written. */
    score: (metric: Metric, value: number | null) => (value === null ? "–" : fixed(value, digitsOf[metric])),
    /** A target, no more exact than it was set. */
    target: (value: number) =>
      new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value).replace("-", "−"),
    /** A difference: always with its sign. */
    signed: (metric: Metric, value: number) => withSign(value, digitsOf[metric]),
    /** "± 7" where both sides round alike, else "(27…42)"; empty without an interval. */
    plusMinus: (metric: Metric, { score, interval }: { score: number | null; interval: Interval | null }) => {
      if (score === null || !interval) return "";
      const digits = digitsOf[metric];
      const [below, above] = [fixed(score - interval.low, digits), fixed(interval.high - score, digits)];
      return below === above ? `± ${below}` : `(${fixed(interval.low, digits)}…${fixed(interval.high, digits)})`;
    },
    /** "(−4…+5)" of a difference, "(27…42)" of levels. */
    range: (metric: Metric, { low, high }: Interval, { isDifference = false } = {}) => {
      const write = (value: number) =>
        isDifference ? withSign(value, digitsOf[metric]) : fixed(value, digitsOf[metric]);
      return `(${write(low)}…${write(high)})`;
    },
    /** A share 0 to 1. */
    percent: (share: number | null, digits = 1) =>
      share === null ? "–" : `${fixed(share * 100, digits)}${language === "ru" ? "\u00a0" : ""}%`,
    /** Null is unknown, which is not 0: the caller says so in words. */
    money: (value: number) =>
      new Intl.NumberFormat(locale, {
        style: "currency",
        currency,
        currencyDisplay: "narrowSymbol",
        maximumFractionDigits: Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : 2,
      })
        .format(value)
        .replace("-", "−"),
    day: dayOf,
    time: timeOf,
    dayTime: (at: Date | string) => {
      const isToday = startOfDay(asDate(at), timeZone, 0).getTime() === startOfDay(new Date(), timeZone, 0).getTime();
      return isToday ? timeOf(at) : `${dayOf(at)}, ${timeOf(at)}`;
    },
    /** How long ago: "12 s", "4 min", "3 h"; a date once it is more than six days. */
    ago: (at: Date | string, now = new Date()) => {
      const ms = now.getTime() - asDate(at).getTime();
      if (ms < 1000) return unit.now;
      return ms < 6 * day ? span(ms) : dayOf(at);
    },
    /** A length of time: "4 h 40 min". */
    span: (ms: number) => span(Math.abs(ms)),
  };
}

export type Formats = ReturnType<typeof formatsIn>;

export function useFormats(): Formats {
  const { language } = usePreferences();
  const settings = useSettings();
  const [timeZone, currency] = [settings?.timeZone ?? "UTC", settings?.currency ?? "EUR"];
  return useMemo(() => formatsIn(language, timeZone, currency), [language, timeZone, currency]);
}
