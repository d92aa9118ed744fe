/** What a cell of a table holds. `at`: a moment, milliseconds since 1970; `day`: a date without a time, 2026-11-21. */
export type Cell = string | number | boolean | null | { at: number } | { day: string };

/** What a table program would run as a formula: these first characters, also behind blanks and in full width. */
const startsLikeFormula = /^[\s\u0000-\u001f\u00a0\u200b-\u200f\u2060\ufeff]*[=+\-@|＝＋－＠]/;
const startsWithControl = /^[\t\r\n\u0000]/;

/**
 * A text that no table program runs: one that begins like a formula gets an apostrophe in front, which shows it as text.
 * NUL is left out: no table program keeps it.
 */
export function safeText(text: string): string {
  const isDangerous = startsLikeFormula.test(text) || startsWithControl.test(text);
  return `${isDangerous ? "'" : ""}${text.replaceAll("\u0000", "")}`;
}

/** `2026-11-21 09:30:05` as clocks show it in this zone. */
export type WallClock = (at: number) => string;

export function wallClockIn(timeZone: string): WallClock {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  return (at) => {
    const of = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]));
    return `${of.year}-${of.month}-${of.day} ${of.hour}:${of.minute}:${of.second}`;
  };
}
