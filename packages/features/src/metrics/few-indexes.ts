import { fromCsiUnits } from "@otklik/domain/metrics/csi";
import { studentFrom } from "@otklik/domain/metrics/csi-of-respondents";
import type { Tally } from "@otklik/domain/metrics/tally";
import type { Context } from "../context.ts";
import { fewAnswersIn, type Part } from "./answers-store.ts";
import { type Counted, contributionsIn } from "./count-window.ts";
import type { Edges, Window } from "./store.ts";

/** Each respondent's range index behind a CSI of the whole window, or of one bucket; undefined where it is not known. */
export type IndexesOf = (tally: Tally, start?: string) => number[] | undefined;

/** Bootstraps take a millisecond each: a longer list of small buckets keeps Student's interval. */
const mostBootstrapped = 60;

type Asked = { window: Window; edges: Edges; counted: Counted[]; starts: string[] };

/** The single answers to a CSI of too few respondents for Student's interval, of window and buckets in one question. */
export async function readFewIndexes(ctx: Context, { window, edges, counted, starts }: Asked): Promise<IndexesOf> {
  const parts = window.metric === "csi" ? partsOfFew(counted, starts) : [];
  if (parts.length === 0) return () => undefined;
  const series = [...new Set(counted.map((one) => one.series))];
  const seriesIds = series.map(({ id }) => id);
  const rows = await fewAnswersIn(ctx.tx, ctx.workspaceId, window, { edges, parts, seriesIds });
  const answers = (await contributionsIn(ctx, window, rows, series)).map(({ row, contribution }) => ({
    start: row.start,
    units: contribution.scaled ?? 0n,
  }));
  const byStart = Map.groupBy(answers, ({ start }) => start);
  return (tally, start) => {
    const here = (start === undefined ? answers : byStart.get(start)) ?? [];
    // Answers may have come or changed since the counts were read: an interval is of the answers it stands beside.
    const isSame = here.length === tally.n && here.reduce((sum, { units }) => sum + units, 0n) === tally.sum;
    return isSame ? here.map(({ units }) => fromCsiUnits(units)) : undefined;
  };
}

function partsOfFew(counted: Counted[], starts: string[]): Part[] {
  if (isFew(baseOf(counted))) return [{ from: null, to: null }];
  const byStart = Map.groupBy(counted, ({ start }) => start);
  const few = starts.flatMap((from, i) =>
    isFew(baseOf(byStart.get(from) ?? [])) ? [{ from, to: starts[i + 1] ?? null }] : [],
  );
  return few.length > mostBootstrapped ? [] : few;
}

const baseOf = (counted: Counted[]) => counted.reduce((n, { tally }) => n + tally.n, 0);

/** Of one respondent nobody knows an interval. */
const isFew = (n: number) => n > 1 && n < studentFrom;
