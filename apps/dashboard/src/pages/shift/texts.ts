import { type Formats, type Metric, useFormats } from "../../formats.ts";
import { frameWords } from "../../frame-words.ts";
import { useWorkspace } from "../../session.ts";
import { useWords } from "../../words.ts";
import type { Shift } from "./queries.ts";
import { type ShiftWords, shiftWords } from "./words.ts";

const rates: readonly string[] = ["responseRate", "followUp"];

/** How the numbers of a shift are written: rates are percent with one decimal, as a CSAT is. */
export function writtenAs(metric: Shift["metric"]): Metric {
  return rates.includes(metric) ? "csat" : (metric as Metric);
}

type Named = { series: Shift["series"]; title: string | null };

/** What people call a series: "Ticket delivery, SMS". */
export function useNames() {
  const { settings } = useWorkspace();
  const words = useWords(shiftWords);
  const channels = useWords(frameWords).channels;
  return ({ series, title }: Named): string => {
    const channel = series.channel && (channels[series.channel as keyof typeof channels] ?? series.channel);
    const segment = series.segment?.replace(":", ": ");
    return [title, channel, segment].filter(Boolean).join(", ") || words.everything(settings.name);
  };
}

/** "Ticket delivery fell by about 20 points (7…33) since Mon 9 Nov." */
export function useSentence() {
  const words = useWords(shiftWords);
  const formats = useFormats();
  const nameOf = useNames();
  return (shift: Shift): string => {
    const tell = shift.direction === "down" ? words.fell : words.rose;
    return tell(nameOf(shift), sizeOf(shift, words, formats), formats.day(shift.onset));
  };
}

/** "20 points (7…33)": without signs, as fell and rose say the direction. */
function sizeOf({ metric, direction, difference }: Shift, words: ShiftWords, formats: Formats): string {
  if (!difference) return "–";
  const [as, { value, low, high }] = [writtenAs(metric), difference];
  const range = direction === "down" ? { low: -high, high: -low } : { low, high };
  const size = Math.abs(as === "nps" ? Math.round(value) : value);
  const inPoints = as === "csat" ? words.percentPoints : words.points;
  return `${inPoints(size, formats.score(as, size))} ${formats.range(as, range)}`;
}

/** "41 ± 4". */
export function levelText(metric: Shift["metric"], level: Shift["before"], formats: Formats): string {
  const as = writtenAs(metric);
  return `${formats.score(as, level.score)} ${formats.plusMinus(as, level)}`.trim();
}

const daysInMonth = 30.4;
const daysInYear = 365.25;

/** "3.8 years", "5 months", "40 days". */
export function spanText(days: number, { spans }: ShiftWords, { locale }: Formats): string {
  const [unit, length] =
    days < 45
      ? (["days", Math.max(1, Math.round(days))] as const)
      : days < 1.5 * daysInYear
        ? (["months", Math.round(days / daysInMonth)] as const)
        : (["years", days / daysInYear] as const);
  const digits = unit === "years" && length < 10 ? 1 : 0;
  const shown = Number(length.toFixed(digits));
  return spans[unit](shown, new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(shown));
}
