import type { WatchedPlace } from "./place.ts";
import type { Cell, CellsByMeasure, CountedCell, Measure } from "./watch.ts";

export function byMeasure(cells: readonly CountedCell[]): CellsByMeasure {
  return Map.groupBy(cells, measureKey);
}

export const measureKey = ({ metric, scaleVersion, scale }: Measure) =>
  `${metric} ${scaleVersion} ${scale.min}-${scale.max}`;

export function seriesKey(measure: Measure, place: WatchedPlace): string {
  const { level, touchpointId, channel, stageId, journeyId, dimensionId, dimensionValue, distributionId } = place;
  const parts = [level, touchpointId, channel, stageId, journeyId, dimensionId, dimensionValue, distributionId];
  return `${measureKey(measure)} ${parts.map((part) => part ?? "").join(" ")}`;
}

/** Under this a watch keeps what a cell has been like since a day (null: as long as the usual window reaches). */
export function baselineKey(
  since: number | null,
  measure: Measure,
  { leaf, segment }: Pick<Cell, "leaf" | "segment">,
): string {
  const value = segment ? `${segment.dimensionId} ${segment.value}` : "";
  const { touchpointId, channel, distributionId } = leaf;
  return `${since ?? ""}|${measureKey(measure)} ${touchpointId} ${channel} ${distributionId ?? ""} ${value}`;
}
