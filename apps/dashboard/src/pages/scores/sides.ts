import { useSearch } from "@tanstack/react-router";
import { useEffect, useMemo } from "react";
import { useFilters } from "../../filters.ts";
import type { Search } from "../../search.ts";
import { useSettings } from "../../session.ts";
import { type Days, dayIn, daysBefore, haveCommon, readDays, usualDays, windowOf, written } from "./compared-days.ts";
import { placeIn } from "./queries.ts";
import { useChange } from "./use-change.ts";

/** In what the two sides of a comparison differ. */
export const ways = ["period", "channel", "touchpoint", "segment"] as const;
export type Way = (typeof ways)[number];

/** The two sides as the address fixes them. `other`: the channel, touchpoint or segment that the first is compared with. */
export type Sides = {
  by: Way;
  days: Days;
  against: Days;
  first: string | undefined;
  other: string | undefined;
  /** Where the workspace is: "2026-11-25". */
  today: string;
};

export function useSides(): Sides {
  const search = useSearch({ strict: false }) as Search;
  const { filters, range } = useFilters();
  const timeZone = useSettings()?.timeZone ?? "UTC";
  const by = ways.find((way) => way === search.by) ?? "period";
  const { days: fixed, against: fixedAgainst, other } = search;
  const first = by === "period" ? undefined : filters[by];
  return useMemo(() => {
    const days = readDays(fixed) ?? usualDays(range, new Date(), timeZone);
    const today = dayIn(new Date(), timeZone);
    return { by, days, against: readDays(fixedAgainst) ?? daysBefore(days), first, other, today };
  }, [by, fixed, fixedAgainst, first, other, range, timeZone]);
}

/** Fixes the days in the address where it does not say them yet. */
export function useFixedDays({ by, days, against }: Sides): void {
  const search = useSearch({ strict: false }) as Search;
  const change = useChange();
  const missing = !readDays(search.days) || (by === "period" && !readDays(search.against));
  const [now, then] = [written(days), written(against)];
  useEffect(() => {
    if (missing) change({ days: now, against: by === "period" ? then : undefined }, { replace: true });
  }, [missing, now, then, by, change]);
}

/** Why two sides cannot be compared. */
type Hindrance = "running" | "shared" | "chooseTwo";

export function hindranceOf({ by, days, against, first, other, today }: Sides): Hindrance | null {
  if (days.last >= today || (by === "period" && against.last >= today)) return "running";
  if (by === "period") return haveCommon(days, against) ? "shared" : null;
  if (!first || !other || first === other) return "chooseTwo";
  // A customer has one value of a dimension, and values of several dimensions.
  return by === "segment" && dimensionOf(first) !== dimensionOf(other) ? "chooseTwo" : null;
}

/** "plan" of "plan:Gold". */
export const dimensionOf = (segment: string | undefined) => segment?.split(":")[0];

/** The question that two sides are, in the API's words. The first is "after", the one it is compared with "before". */
export function useQuestion(sides: Sides) {
  const { filters } = useFilters();
  const timeZone = useSettings()?.timeZone ?? "UTC";
  if (hindranceOf(sides)) return null;
  const { by, days, against, other } = sides;
  const [after, before] = [windowOf(days, timeZone), windowOf(by === "period" ? against : days, timeZone)];
  return {
    ...placeIn(filters),
    ...after,
    beforeFrom: before.from,
    beforeTo: before.to,
    ...(by === "channel" && { beforeChannel: other }),
    ...(by === "touchpoint" && { beforeTouchpoint: other }),
    ...(by === "segment" && { beforeSegment: other }),
  };
}
