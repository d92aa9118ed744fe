import type { Formats } from "../../formats.ts";
import { writtenAs } from "../../shifts/texts.ts";
import type { Shift } from "./queries.ts";

/** "41 ± 4". */
export function levelText(metric: Shift["metric"], level: Omit<Shift["before"], "n">, formats: Formats): string {
  const as = writtenAs(metric);
  return `${formats.score(as, level.score)} ${formats.plusMinus(as, level)}`.trim();
}

/** "10–16 Nov" */
export function daysText(from: string, to: string, { locale, timeZone }: Formats): string {
  const days = new Intl.DateTimeFormat(locale, { timeZone, day: "numeric", month: "short" });
  return days.formatRange(new Date(from), new Date(to)).replace(/(\d)\s*–\s*(\d)/, "$1–$2");
}
