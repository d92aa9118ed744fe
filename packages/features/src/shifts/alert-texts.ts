import { formatsFor, tied } from "@otklik/domain/words/formats";
import { memberWordsFor } from "@otklik/domain/words/members";
import type { Level } from "./measure.ts";
import type { ShiftView } from "./read-shifts.ts";

/** How a shift ended, and who said so; null: the level itself did. */
export type ShiftEnd = { kind: "returned" | "closed" | "newNormal"; by: string | null };

/** What one member is told of one shift: that it began, that it ended, or both. */
export type AlertStory = {
  shift: ShiftView;
  /** "Plan: Gold"; null: of all customers. */
  customers: string | null;
  /** False where they know of it already. */
  isNew: boolean;
  end: ShiftEnd | null;
};

export type AlertReader = { locale: string; timeZone: string; now: Date; company: string };

const daysInYear = 365;
const longestYears = 1000;
const abbreviations = { nps: "NPS", csi: "CSI", csat: "CSAT", ces: "CES" };

/** The sentences of a mail about shifts, as UI.md writes them. */
export function alertTexts({ locale, timeZone, now, company }: AlertReader) {
  const words = memberWordsFor(locale);
  const { alerts } = words;
  const { fixed, withSign, short, day, days } = formatsFor(words.formats, timeZone, now);

  const isShare = ({ metric }: ShiftView) => metric === "csat" || metric === "responseRate" || metric === "followUp";
  const digitsOf = ({ metric }: ShiftView) => (metric === "nps" ? 0 : 1);
  const metricOf = ({ metric }: ShiftView) =>
    metric === "responseRate" || metric === "followUp" ? alerts.rates[metric] : abbreviations[metric];
  const baseOf = ({ metric }: ShiftView) =>
    metric === "responseRate" ? "invitations" : metric === "followUp" ? "cases" : "answers";
  const isFall = ({ direction }: ShiftView) => direction === "down";

  const subjectOf = ({ shift, customers }: AlertStory) => {
    const { channel } = shift.series;
    const known = alerts.channels as Readonly<Record<string, string>>;
    const place = alerts.name(shift.title ?? company, channel ? (known[channel] ?? channel) : "");
    const name = customers ? `${place} (${customers})` : place;
    return shift.metric === "nps" ? name : alerts.subject(metricOf(shift), name);
  };

  /** How far it moved in the direction it is named after; null: not at all, or not to be said. */
  const sizeOf = (shift: ShiftView) => {
    const { difference } = shift;
    const sign = isFall(shift) ? -1 : 1;
    if (!difference || sign * difference.value <= 0) return null;
    const digits = digitsOf(shift);
    const shown = Math.round(sign * difference.value * 10 ** digits) / 10 ** digits;
    const points = (isShare(shift) ? alerts.shares : alerts.points)(shown, fixed(shown, digits));
    const [low, high] = [sign * difference.low, sign * difference.high].sort((a, b) => a - b) as [number, number];
    return { points: tied(points), range: `(${fixed(low, digits)}…${fixed(high, digits)})` };
  };

  const began = (story: AlertStory, withRange: boolean) => {
    const { shift } = story;
    const size = sizeOf(shift);
    const since = day(shift.onset);
    if (!size) return (isFall(shift) ? alerts.fellAtAll : alerts.roseAtAll)(subjectOf(story), since);
    const how = withRange ? `${size.points} ${size.range}` : size.points;
    return (isFall(shift) ? alerts.fell : alerts.rose)(subjectOf(story), how, since);
  };
  const ended = (story: AlertStory, { kind }: ShiftEnd) =>
    alerts.over[kind](subjectOf(story), isFall(story.shift), day(story.shift.onset));

  const chance = (days: number) => {
    const years = days / daysInYear;
    if (years > longestYears) return alerts.chance(alerts.aeon);
    const [n, spanOf] =
      years < 1
        ? [Math.max(1, Math.round(days)), alerts.inDays]
        : [years < 10 ? Math.round(years * 10) / 10 : Math.round(years), alerts.inYears];
    return alerts.chance(tied(spanOf(n, short(n))));
  };

  /** "NPS 40 ± 4" and "2,079 answers". */
  const level = (shift: ShiftView, { score, interval, n }: Level) => {
    const write = (value: number) => fixed(value, digitsOf(shift));
    const unit = isShare(shift) ? words.percent : "";
    const answers = tied(alerts.bases[baseOf(shift)](n, fixed(n, 0)));
    if (score === null) return { score: "–", answers };
    const [below, above] = interval ? [write(score - interval.low), write(interval.high - score)] : [];
    const spread =
      below === above ? `± ${below}` : `(${write(interval?.low ?? score)}…${write(interval?.high ?? score)})`;
    return { score: tied(`${metricOf(shift)} ${write(score)}${unit} ${interval ? spread : ""}`.trim()), answers };
  };

  const signOf = ({ shift, end }: AlertStory) => (end ? "✓" : isFall(shift) ? "▼" : "▲");

  return {
    /** "▼ Ticket delivery fell by about 20 points since Mon 9 Nov" */
    subject: (story: AlertStory) => {
      const said = story.end ? ended(story, story.end) : began(story, false);
      return `${signOf(story)} ${said}`;
    },
    sign: signOf,
    /** What there is to say, the most important first. */
    sentences: (story: AlertStory): string[] => {
      const { shift, end, isNew } = story;
      const said: string[] = [];
      if (end) {
        said.push(`${ended(story, end)}.`);
        said.push(end.kind === "returned" ? alerts.returned : end.by ? alerts.endedBy(end.by) : "");
      }
      if (isNew || !end) {
        said.push(`${began(story, true)}.`);
        if (!sizeOf(shift) && shift.difference) {
          const { low, high } = shift.difference;
          const digits = digitsOf(shift);
          said.push(alerts.back(isFall(shift), `(${withSign(low, digits)}…${withSign(high, digits)})`));
        }
      }
      return said.filter(Boolean);
    },
    began: ({ shift: { onsetRange } }: AlertStory) => alerts.began(days(onsetRange.from, onsetRange.to)),
    chance: ({ shift }: AlertStory) => chance(shift.falseAlarmDays),
    before: ({ shift }: AlertStory) => ({ label: alerts.before, ...level(shift, shift.before) }),
    since: ({ shift }: AlertStory) => ({
      label: shift.isPreliminary ? alerts.sinceOnset : alerts.afterAlarm,
      ...level(shift, shift.after),
    }),
  };
}
