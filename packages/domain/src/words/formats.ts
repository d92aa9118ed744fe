const tie = "\u00a0";

/** How numbers and dates are written in our mail: minus U+2212, spaces that do not break, days of the reader's zone. */
export function formatsFor(locale: string, timeZone: string, now: Date) {
  const fixed = (value: number, digits: number) =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits })
      // No −0: what rounds to nothing has no sign.
      .format(Math.round(value * 10 ** digits) / 10 ** digits || 0)
      .replace("-", "−");
  const withSign = (value: number, digits: number) =>
    Math.round(value * 10 ** digits) > 0 ? `+${fixed(value, digits)}` : fixed(value, digits);
  const date = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const year = date({ year: "numeric" });
  // A Russian month is cut with a dot; a sentence that ends with one would have two.
  const monthAs = locale.startsWith("ru") ? "long" : "short";
  /** "Mon 9 Nov", "пн, 9 ноября"; with its year when that is not this one. */
  const day = (at: Date) => {
    const shown = date({
      weekday: "short",
      day: "numeric",
      month: monthAs,
      ...(year.format(at) !== year.format(now) && { year: "numeric" }),
    }).format(at);
    return tied(locale.startsWith("ru") ? shown.replace(/ г\.$/, "") : shown.replace(",", ""));
  };
  return {
    fixed,
    withSign,
    /** At most one decimal. */
    short: (value: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value),
    day,
    /** "7–11 Nov", "7–11 ноября". */
    days: (from: Date, to: Date) =>
      tied(
        date({ day: "numeric", month: monthAs })
          .formatRange(from, to)
          .replace(/^(\d+)\s–\s(\d+ \S+)$/, "$1–$2"),
      ),
  };
}

export type MailFormats = ReturnType<typeof formatsFor>;

/** A phrase that stays on one line. */
export const tied = (phrase: string) => phrase.replaceAll(" ", tie);
