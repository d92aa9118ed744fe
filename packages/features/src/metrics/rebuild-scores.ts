import type { Context } from "../context.ts";
import { cellAt, placesOf } from "./add-to-scores.ts";
import { type CountedRow, countedAfter } from "./answers-store.ts";
import { contributionsOf, versionReader } from "./count-answers.ts";
import { countDifferences, type HourRow, lockCounts, type Place, replaceCounts } from "./store.ts";

const batchSize = 5000;
const beforeAll = "00000000-0000-0000-0000-000000000000";

/**
 * Counts a workspace's scores anew from its answers. `differences`: hour and day rows that did not agree, 0 when all
 * is well. Nobody else counts meanwhile.
 */
export async function rebuildScores(ctx: Context): Promise<{ responses: number; differences: number }> {
  await lockCounts(ctx.tx, ctx.workspaceId);
  const hours = new Map<string, Tallied>();
  let responses = 0;
  let after = beforeAll;
  const versionOf = versionReader(ctx);
  const cellOf = cellReader(ctx);
  for (;;) {
    const batch = await countedAfter(ctx.tx, ctx.workspaceId, after, batchSize);
    for (const row of batch) await recount(cellOf, row, await versionOf(row.survey_id, row.survey_version), hours);
    responses += batch.length;
    if (batch.length < batchSize) break;
    after = (batch.at(-1) as CountedRow).id;
  }
  const rows = [...hours.values()].map(({ sum, sumSquares, ...row }) => ({
    ...row,
    sum: String(sum),
    sum_squares: String(sumSquares),
  }));
  const differences = await countDifferences(ctx.tx, ctx.workspaceId, rows);
  if (differences > 0) await replaceCounts(ctx.tx, ctx.workspaceId, rows);
  return { responses, differences };
}

type Tallied = Omit<HourRow, "sum" | "sum_squares"> & { sum: bigint; sumSquares: bigint };
type Version = Awaited<ReturnType<ReturnType<typeof versionReader>>>;

/** Cells, each found once: the memory of the house learns of them only when this transaction has committed. */
function cellReader(ctx: Context): (place: Place) => Promise<string> {
  const cells = new Map<string, Promise<string>>();
  return (place) => {
    const key = Object.values(place).join("\n");
    const reading = cells.get(key) ?? cellAt(ctx, place);
    cells.set(key, reading);
    return reading;
  };
}

async function recount(
  cellOf: ReturnType<typeof cellReader>,
  row: CountedRow,
  version: Version,
  hours: Map<string, Tallied>,
): Promise<void> {
  const counted = {
    surveyId: row.survey_id,
    touchpointId: row.touchpoint_id,
    channel: row.channel,
    segments: row.segments,
  };
  for (const { questionId, bucket, scaled } of contributionsOf(version.definition, row.answers)) {
    for (const place of placesOf(counted, { questionId, scaleVersion: version.scaleVersions[questionId] ?? 1 })) {
      const cellId = await cellOf(place);
      const key = `${cellId} ${row.hour}`;
      const tallied = hours.get(key) ?? {
        cell_id: cellId,
        hour: row.hour,
        n: 0,
        c: Array<number>(11).fill(0),
        sum: 0n,
        sumSquares: 0n,
      };
      tallied.n += 1;
      tallied.c[bucket] = (tallied.c[bucket] as number) + 1;
      tallied.sum += scaled ?? 0n;
      tallied.sumSquares += (scaled ?? 0n) ** 2n;
      hours.set(key, tallied);
    }
  }
}
