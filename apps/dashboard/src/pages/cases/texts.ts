import { type Formats, useFormats } from "../../formats.ts";
import { usePreferences } from "../../preferences.tsx";
import { useWords } from "../../words.ts";
import { daysBetween, dueOf } from "./due.ts";
import { type CasesWords, casesWords } from "./words.ts";

/** How moments are told on this page, seen from now. */
export function useMoments(now: Date) {
  const words = useWords(casesWords);
  const formats = useFormats();
  return momentsIn(words, formats, now);
}

function momentsIn(words: CasesWords, formats: Formats, now: Date) {
  /** "today 12:10", "tomorrow 10:00", "Mon 30 Nov"; with its time also for days farther off. */
  const when = (at: string, { withTime = false } = {}) => {
    const days = daysBetween(now, new Date(at), formats.timeZone);
    const time = formats.time(at);
    if (days === 0) return words.today(time);
    if (days === 1) return words.tomorrow(time);
    if (days === -1) return words.yesterday(time);
    return withTime ? `${formats.day(at)}, ${time}` : formats.day(at);
  };
  return {
    when,
    /** For a row of the queue: "4 h 40 min", "35 min over", "tomorrow 10:00". */
    due: (at: string) => {
      const due = dueOf(at, now, formats.timeZone);
      if (due.kind === "over") return { isOver: true, text: words.over(formats.span(due.ms)) };
      return { isOver: false, text: due.kind === "in" ? formats.span(due.ms) : when(at) };
    },
    /** For the head of a case: "due 19:00". */
    dueMark: (at: string) => {
      const due = dueOf(at, now, formats.timeZone);
      if (due.kind === "over") return { isOver: true, text: words.over(formats.span(due.ms)) };
      const isToday = daysBetween(now, new Date(at), formats.timeZone) === 0;
      return { isOver: false, text: words.due(isToday ? formats.time(at) : when(at, { withTime: true })) };
    },
  };
}

/** The customer's own clock. */
export function useClockOf(timeZone: string | null) {
  const own = useFormats();
  const { language } = usePreferences();
  const locale = own.locale;
  const zone = timeZone ?? own.timeZone;
  const time = (at: Date | string) =>
    new Intl.DateTimeFormat(locale, { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(new Date(at));
  const name = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: "shortGeneric" })
    .formatToParts(new Date())
    .find(({ type }) => type === "timeZoneName")?.value;
  return { zone, time, name: language === "en" ? (name ?? zone).replace(/ Time$/, " time") : (name ?? zone) };
}
