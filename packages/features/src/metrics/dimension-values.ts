import type { Context } from "../context.ts";
import { readDimensions } from "../touchpoints/index.ts";
import { listDimensionValues } from "./store.ts";

export type DimensionValues = { id: string; key: string; name: string; values: string[] };

/** Every declared dimension with the values that there are answers of. */
export async function readDimensionValues(ctx: Context): Promise<DimensionValues[]> {
  const known = await listDimensionValues(ctx.tx, ctx.workspaceId);
  const byDimension = Map.groupBy(known, ({ dimensionId }) => dimensionId);
  return (await readDimensions(ctx)).map((dimension) => ({
    ...dimension,
    values: (byDimension.get(dimension.id) ?? []).map(({ value }) => value),
  }));
}
