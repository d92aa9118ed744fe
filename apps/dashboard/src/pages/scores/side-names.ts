import { useQuery } from "@tanstack/react-query";
import { api, ask } from "../../api.ts";
import { useFormats } from "../../formats.ts";
import { frameWords } from "../../frame-words.ts";
import { useWords } from "../../words.ts";
import type { Days } from "./compared-days.ts";
import type { Sides, Way } from "./sides.ts";

type Choice = { value: string; label: string };

/** What the sides may be, by the way they are compared. */
export function useChoices(): Record<Exclude<Way, "period">, Choice[]> {
  const { channels } = useWords(frameWords);
  const touchpoints = useQuery({ queryKey: ["touchpoints"], queryFn: () => ask(api.v1.touchpoints.$get()) });
  const dimensions = useQuery({
    queryKey: ["dimensions", "values"],
    queryFn: () => ask(api.v1.dimensions.values.$get()),
  });
  return {
    channel: Object.entries(channels).map(([value, label]) => ({ value, label })),
    touchpoint: (touchpoints.data?.data ?? []).map(({ key, name }) => ({ value: key, label: name })),
    segment: (dimensions.data?.data ?? []).flatMap(({ key, name, values }) =>
      values.map((value) => ({ value: `${key}:${value}`, label: `${name}: ${value}` })),
    ),
  };
}

/** What the two sides are called: days, or places. */
export function useSideNames({ by, days, against, first, other }: Sides): { first: string; second: string } {
  const choices = useChoices();
  const { locale } = useFormats();
  if (by === "period") return { first: daysName(days, locale), second: daysName(against, locale) };
  const nameOf = (value = "") => choices[by].find((one) => one.value === value)?.label ?? value;
  return { first: nameOf(first), second: nameOf(other) };
}

/** "26 Oct – 24 Nov", with the year where it is another. */
function daysName({ first, last }: Days, locale: string): string {
  const isThisYear = [first, last].every((day) => day.startsWith(String(new Date().getFullYear())));
  const format = new Intl.DateTimeFormat(locale, {
    timeZone: "UTC",
    day: "numeric",
    month: "short",
    ...(!isThisYear && { year: "numeric" }),
  });
  return format.formatRange(new Date(first), new Date(last)).replace(/ г\.$/, "");
}
