import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, ask } from "../api.ts";
import { type Formats, type Metric, useFormats } from "../formats.ts";
import { frameWords } from "../frame-words.ts";
import { useSettings } from "../session.ts";
import { useWords } from "../words.ts";
import type { Series, Shift, WatchedMetric } from "./shifts.ts";
import { sightOf, type WatchedSeries } from "./watching.ts";
import { shiftWords } from "./words.ts";

type Named = { series: Series; title: string | null };
type Words = (typeof shiftWords)["en"];
type Frame = (typeof frameWords)["en"];

const daysInYear = 365;
const longestYears = 1000;

/** Rates are written as CSAT is: shares with one decimal. */
export const writtenAs = (metric: WatchedMetric): Metric =>
  metric === "responseRate" || metric === "followUp" ? "csat" : metric;
const isShare = (metric: WatchedMetric) => writtenAs(metric) === "csat";

/** A month that is cut short ends with the sentence. */
const ended = (sentence: string) => sentence.replace(/\.\.$/, ".");

/** What happens at a watched place: people answer, are invited, wait for a call. */
export function countedBy(metric: WatchedMetric): "answers" | "invitations" | "cases" {
  if (metric === "responseRate") return "invitations";
  return metric === "followUp" ? "cases" : "answers";
}

/** How shifts and what is watched are told, wherever they are shown. */
export function useShiftTexts() {
  const words = useWords(shiftWords);
  const frame = useWords(frameWords);
  const formats = useFormats();
  const company = useSettings()?.name ?? "";
  const { data } = useQuery({
    queryKey: ["dimensions", "values"],
    queryFn: () => ask(api.v1.dimensions.values.$get()),
    staleTime: 60_000,
  });
  return useMemo(() => {
    const dimensions = new Map((data?.data ?? []).map(({ key, name }) => [key, name]));
    return shiftTexts({ words, frame, formats, company, dimensions });
  }, [words, frame, formats, company, data]);
}

type Means = {
  words: Words;
  frame: Frame;
  formats: Formats;
  /** What the workspace is called. */
  company: string;
  /** Names of the declared dimensions, by key. */
  dimensions: ReadonlyMap<string, string>;
};

export function shiftTexts({ words, frame, formats, company, dimensions }: Means) {
  const channels: Readonly<Record<string, string>> = frame.channels;
  /** "Ticket delivery, SMS". */
  const name = ({ series, title }: Named) => {
    const { channel, segment } = series;
    return [words.name(title ?? company), channel && (channels[channel] ?? channel), segment && customers(segment)]
      .filter(Boolean)
      .join(", ");
  };
  const customers = (segment: string) => {
    const [key = "", ...value] = segment.split(":");
    return `${dimensions.get(key) ?? key}: ${value.join(":")}`;
  };
  const subject = (shift: Named & { metric: WatchedMetric }) =>
    shift.metric === "nps" ? name(shift) : words.subject(words.metrics[shift.metric], name(shift));

  /** "20 points", "3.2 percentage points": a size without a sign. */
  const points = (metric: WatchedMetric, value: number) => {
    const as = writtenAs(metric);
    const shown = as === "nps" ? Math.round(value) : Math.round(value * 10) / 10;
    return (isShare(metric) ? words.shares : words.points)(shown, formats.score(as, shown));
  };

  /** "Ticket delivery fell by about 20 points (7…33) since Mon 9 Nov." */
  const sentence = (shift: Shift) => {
    const { metric, direction, difference } = shift;
    const day = formats.day(shift.onset);
    const tell = direction === "down" ? words.fell : words.rose;
    if (!difference) return ended((direction === "down" ? words.fellAtAll : words.roseAtAll)(subject(shift), day));
    const sign = direction === "down" ? -1 : 1;
    const size = sign * difference.value;
    const as = writtenAs(metric);
    if (size <= 0) {
      const back = direction === "down" ? words.fellBack : words.roseBack;
      return back(subject(shift), day, formats.range(as, difference, { isDifference: true }));
    }
    const [low, high] = [sign * difference.low, sign * difference.high].sort((a, b) => a - b) as [number, number];
    return ended(tell(subject(shift), `${points(metric, size)} ${formats.range(as, { low, high })}`, day));
  };

  /** "−20" and "(−33…−7)". */
  const size = ({ metric, difference }: Pick<Shift, "metric" | "difference">) => {
    if (!difference) return { value: "–", range: "" };
    const as = writtenAs(metric);
    const unit = isShare(metric) ? `\u00a0${words.unit}` : "";
    return {
      value: `${formats.signed(as, difference.value)}${unit}`,
      range: formats.range(as, difference, { isDifference: true }),
    };
  };

  const span = (days: number, { isShort }: { isShort: boolean }) => {
    const years = days / daysInYear;
    if (years > longestYears) return isShort ? words.shortAeon : words.aeon;
    if (years < 1) {
      const n = Math.max(1, Math.round(days));
      return (isShort ? words.shortDays : words.inDays)(n, formats.number(n));
    }
    const n = years < 10 ? Math.round(years * 10) / 10 : Math.round(years);
    const written = new Intl.NumberFormat(formats.locale, { maximumFractionDigits: 1 }).format(n);
    return (isShort ? words.shortYears : words.inYears)(n, written);
  };

  /** "20 answers a day", with one decimal where there are few. */
  const perDay = (metric: WatchedMetric, n: number) => {
    const shown = n < 10 ? Math.round(n * 10) / 10 : Math.round(n);
    return words.perDay[countedBy(metric)](
      shown,
      new Intl.NumberFormat(formats.locale, { maximumFractionDigits: 1 }).format(shown),
    );
  };

  return {
    name,
    subject,
    points,
    sentence,
    size,
    level: (metric: WatchedMetric, value: number | null) => formats.score(writtenAs(metric), value),
    /** "40 ± 4" */
    levelWithin: (metric: WatchedMetric, side: Shift["before"]) =>
      [formats.score(writtenAs(metric), side.score), formats.plusMinus(writtenAs(metric), side)].join(" ").trim(),
    /** "Chance alone would do this about once in 3.8 years." */
    chance: (days: number) => words.chance(span(days, { isShort: false })),
    /** "once in 3.8 y" */
    once: (days: number) => words.once(span(days, { isShort: true })),
    perDay,
    /** "At 20 answers a day a fall of 20 points is seen in about 10 days." */
    sight: (one: Pick<WatchedSeries, "metric" | "perDay" | "seenWithin">) => {
      const seen = sightOf(one);
      const pace = perDay(one.metric, one.perDay ?? 0);
      if (!seen) return words.seesNothing(pace);
      return words.sees(pace, points(one.metric, seen.fall), words.daysAbout(seen.days));
    },
  };
}
