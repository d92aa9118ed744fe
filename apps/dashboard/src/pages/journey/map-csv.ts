import { type Cell, csvOf } from "../../charts/csv.ts";
import { type Column, cellAt, groupsOf, type JourneyMap, type MapCell } from "./journey-map.ts";

type Told = {
  /** The heads of the twelve columns. */
  heads: readonly string[];
  noStage: string;
  classes: Record<MapCell["class"], string>;
  columnName(column: Column): string;
};

/** The map as it is computed with: a line a cell, the cases of a touchpoint on the line of all its channels. */
export function mapCsv(map: JourneyMap, { heads, noStage, classes, columnName }: Told): string {
  const columns: Column[] = ["all", ...map.channels];
  const lines = groupsOf(map).flatMap(({ stage, touchpoints }) =>
    touchpoints.flatMap((touchpoint) =>
      columns.flatMap((column): Cell[][] => {
        const cell = cellAt(touchpoint, column);
        if (!cell) return [];
        const { openCases, valueAtRisk, unknownValues } = touchpoint;
        return [
          [
            stage?.name ?? noStage,
            touchpoint.name,
            columnName(column),
            touchpoint.target,
            rounded(cell.score),
            rounded(cell.interval?.low ?? null),
            rounded(cell.interval?.high ?? null),
            cell.n,
            classes[cell.class],
            ...(column === "all" ? [openCases, valueAtRisk, unknownValues] : [null, null, null]),
          ],
        ];
      }),
    ),
  );
  return csvOf(heads, lines);
}

/** To four decimals: more would be noise in a table program. */
const rounded = (value: number | null) => (value === null ? null : Math.round(value * 10_000) / 10_000);
