import type { Context } from "../context.ts";
import { invalid } from "../problem.ts";
import { type DimensionRow, listDimensions } from "./store.ts";

type Attributes = Record<string, unknown>;

/** A person's values in the declared dimensions, by dimension id: from the first source that has one. */
export async function segmentsOf(
  ctx: Context,
  sources: readonly (Attributes | null | undefined)[],
): Promise<Record<string, string>> {
  return segmentValues(await listDimensions(ctx), sources);
}

export function segmentValues(
  dimensions: readonly Pick<DimensionRow, "id" | "key">[],
  sources: readonly (Attributes | null | undefined)[],
): Record<string, string> {
  const values: Record<string, string> = {};
  for (const { id, key } of dimensions) {
    const value = sources.map((source) => segmentValue(source, key)).find((one) => one !== null);
    if (value != null) values[id] = value;
  }
  return values;
}

function segmentValue(source: Attributes | null | undefined, key: string): string | null {
  const value = source && Object.hasOwn(source, key) ? source[key] : null;
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") return null;
  const text = String(value).trim().slice(0, 200);
  return text === "" ? null : text;
}

export type Segment = { dimensionId: string; value: string };

/** Reads `key:value` of a declared dimension, as a query names a segment. */
export async function readSegment(
  ctx: Context,
  segment: string | undefined,
  pointer = "/segment",
): Promise<Segment | undefined> {
  if (segment === undefined) return undefined;
  const [key = "", ...rest] = segment.split(":");
  const dimension = (await listDimensions(ctx)).find((one) => one.key === key);
  if (!dimension || rest.length === 0) {
    throw invalid("segment.unknown", [
      { pointer, detail: `${key} is not a declared dimension. A segment is written key:value.` },
    ]);
  }
  return { dimensionId: dimension.id, value: rest.join(":") };
}
