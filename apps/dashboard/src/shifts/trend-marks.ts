import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, ask } from "../api.ts";
import type { TrendMark } from "../charts/trend-config.ts";
import type { Metric } from "../formats.ts";
import { arrowOf, readShifts, type Shift } from "./shifts.ts";
import { useShiftTexts } from "./texts.ts";
import { type WatchedSeries, watchingQuery } from "./watching.ts";

/** Where a score is of: the names of the filters. */
export type ScorePlace = { touchpoint?: string; channel?: string; segment?: string };
type Span = { from: string; to: string };

/** What happened at a place, to be drawn over its score: shifts, releases and incidents, and what the score usually is. */
export function useTrendMarks(
  metric: Metric,
  place: ScorePlace,
  { from, to }: Span,
): { marks: TrendMark[]; baseline: number | null } {
  const { touchpoint } = place;
  const asked = { from, to, limit: "200", ...(touchpoint && { touchpoint }) };
  const shifts = useQuery({ queryKey: ["shifts", "marked", asked], queryFn: () => readShifts(asked) });
  const noted = useQuery({ queryKey: ["marks", asked], queryFn: () => ask(api.v1.marks.$get({ query: asked })) });
  const watching = useQuery(watchingQuery());
  const texts = useShiftTexts();
  return useMemo(() => {
    const ofShifts = (shifts.data?.data ?? [])
      .filter((shift) => shift.metric === metric && concerns(shift, place))
      .map((shift): TrendMark => {
        const name = isAt(shift, place) ? "" : texts.name(shift);
        return {
          kind: "shift",
          isRise: shift.direction === "up",
          at: shift.onset,
          label: name || texts.size(shift).value,
          told: `${arrowOf(shift)} ${texts.sentence(shift)}`,
        };
      });
    const ofNotes = (noted.data?.data ?? []).map(
      ({ kind, title, at, endedAt }): TrendMark => ({
        kind: kind === "incident" ? "incident" : "release",
        at,
        ...(endedAt && { until: endedAt }),
        label: title,
      }),
    );
    return {
      marks: [...ofShifts, ...ofNotes],
      baseline: baselineOf({ watched: watching.data?.data ?? [], shifts: shifts.data?.data ?? [] }, metric, place),
    };
  }, [shifts.data, noted.data, watching.data, metric, place, texts]);
}

/** A shift of another channel or of other customers says nothing of these. */
function concerns({ series }: Pick<Shift, "series">, { channel, segment }: ScorePlace): boolean {
  const isElsewhere = (there: string | undefined, here: string | undefined) =>
    there !== undefined && here !== undefined && there !== here;
  return !isElsewhere(series.channel, channel) && !isElsewhere(series.segment, segment);
}

const isAt = ({ series }: Pick<WatchedSeries, "series">, { touchpoint, channel, segment }: ScorePlace): boolean =>
  series.touchpointKey === touchpoint && series.channel === channel && series.segment === segment;

/** No filter names these. */
const wider: ReadonlySet<string> = new Set(["stage", "journey"] satisfies WatchedSeries["series"]["level"][]);

type Known = {
  watched: readonly Pick<WatchedSeries, "metric" | "series" | "expected">[];
  shifts: readonly Pick<Shift, "metric" | "series" | "status" | "before">[];
};

/**
 * The level that shifts of exactly this place are told from; null: it is not watched, or still learning. While a shift
 * goes on it is the level before: the detector learns the new one at once, people do not.
 */
export function baselineOf({ watched, shifts }: Known, metric: Metric, place: ScorePlace): number | null {
  const isHere = (one: Pick<WatchedSeries, "metric" | "series">) =>
    one.metric === metric && !wider.has(one.series.level) && isAt(one, place);
  const standing = shifts.find((shift) => isHere(shift) && shift.status !== "newNormal" && shift.status !== "closed");
  return standing ? standing.before.score : (watched.find(isHere)?.expected ?? null);
}
