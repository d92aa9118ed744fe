import { leastGroup, tellableGroups } from "@otklik/domain/survey/anonymity";
import type { Context } from "../context.ts";
import { type Counted, countedIn } from "./count-window.ts";
import type { Window } from "./store.ts";

export type Told = {
  counted: Counted[];
  /** Answers of anonymous surveys are left out: they are of a small group, or would tell of one. */
  hasHidden: boolean;
};

/**
 * What may be told of the counts of a window. Of an anonymous survey no group below five is, none that could be taken from
 * the others and the whole, no part of a segment by time, and of many segments at once nothing.
 */
export async function tellable(ctx: Context, window: Window, counted: Counted[], timeZone: string): Promise<Told> {
  const anonymous = counted.filter(({ series }) => series.isAnonymous);
  if (anonymous.length === 0) return { counted, hasHidden: false };
  const shown = await shownSeries(ctx, window, anonymous, timeZone);
  const told = counted.filter(({ series }) => !series.isAnonymous || shown.has(series.id));
  return { counted: told, hasHidden: told.length < counted.length };
}

async function shownSeries(ctx: Context, window: Window, anonymous: Counted[], timeZone: string): Promise<Set<string>> {
  const isSegmented = window.segment !== undefined || window.bySegment === true;
  if (isSegmented && (window.bySegment || window.byTouchpoint || window.byChannel)) return new Set();
  const rows = Map.groupBy(anonymous, ({ series }) => series.id);
  const large = [...rows].filter(([, of]) => baseOf(of) >= leastGroup);
  if (!window.segment || large.length === 0) return new Set(large.map(([id]) => id));

  const { dimensionId, value } = window.segment;
  const whole = { ...window, segment: undefined, bucket: undefined };
  const all = Map.groupBy(await countedIn(ctx, whole, timeZone), ({ series }) => series.id);
  const parts = await countedIn(ctx, { ...whole, bySegment: true }, timeZone);
  return new Set(
    large.flatMap(([id, of]) => {
      const values = new Map<string | null, number>();
      for (const part of parts)
        if (part.series.id === id && part.dimensionId === dimensionId)
          values.set(part.dimensionValue, (values.get(part.dimensionValue) ?? 0) + part.tally.n);
      const named = [...values.keys()];
      const sizes = named.map((one) => values.get(one) as number);
      const unnamed = baseOf(all.get(id) ?? []) - sizes.reduce((sum, size) => sum + size, 0);
      const isShown = tellableGroups([...sizes, unnamed])[named.indexOf(value)];
      const isWholeInTime = of.every(({ tally }) => tally.n === 0 || tally.n >= leastGroup);
      return isShown && isWholeInTime ? [id] : [];
    }),
  );
}

const baseOf = (rows: Counted[]) => rows.reduce((sum, { tally }) => sum + tally.n, 0);
