import { date, foreignKey, integer, numeric, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { instant, workspaceId } from "./columns.ts";
import { series } from "./surveys.ts";
import { dimensions, touchpoints } from "./touchpoints.ts";

/**
 * One place that counts are kept for: a leaf (touchpoint × channel), one more per declared dimension value, and one for
 * the whole series, which has neither touchpoint nor channel: a year of a workspace is then 365 rows, however many leaves.
 */
export const scoreCells = pgTable(
  "score_cells",
  {
    workspaceId: workspaceId(),
    id: uuid("id").notNull(),
    seriesId: uuid("series_id").notNull(),
    touchpointId: uuid("touchpoint_id"),
    channel: text("channel"),
    dimensionId: uuid("dimension_id"),
    dimensionValue: text("dimension_value"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    unique("one_cell_per_place")
      .on(t.workspaceId, t.seriesId, t.touchpointId, t.channel, t.dimensionId, t.dimensionValue)
      .nullsNotDistinct(),
    foreignKey({
      name: "cell_of_a_series",
      columns: [t.workspaceId, t.seriesId],
      foreignColumns: [series.workspaceId, series.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "cell_at_a_touchpoint",
      columns: [t.workspaceId, t.touchpointId],
      foreignColumns: [touchpoints.workspaceId, touchpoints.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "cell_of_a_dimension",
      columns: [t.workspaceId, t.dimensionId],
      foreignColumns: [dimensions.workspaceId, dimensions.id],
    }).onDelete("cascade"),
  ],
);

/** Respondents (`n`), answers by scale step, and for CSI the exact sums of indices × 10⁹. Counts are only ever added to. */
const counts = () => ({
  n: integer("n").notNull(),
  c0: integer("c0").notNull(),
  c1: integer("c1").notNull(),
  c2: integer("c2").notNull(),
  c3: integer("c3").notNull(),
  c4: integer("c4").notNull(),
  c5: integer("c5").notNull(),
  c6: integer("c6").notNull(),
  c7: integer("c7").notNull(),
  c8: integer("c8").notNull(),
  c9: integer("c9").notNull(),
  c10: integer("c10").notNull(),
  sum: numeric("sum").notNull(),
  sumSquares: numeric("sum_squares").notNull(),
});

export const scoreHours = pgTable(
  "score_hours",
  { workspaceId: workspaceId(), cellId: uuid("cell_id").notNull(), hour: instant("hour").notNull(), ...counts() },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.cellId, t.hour] }),
    foreignKey({
      name: "hours_of_a_cell",
      columns: [t.workspaceId, t.cellId],
      foreignColumns: [scoreCells.workspaceId, scoreCells.id],
    }).onDelete("cascade"),
  ],
);

/** Days of the workspace's time zone; rebuilt when the zone changes. */
export const scoreDays = pgTable(
  "score_days",
  {
    workspaceId: workspaceId(),
    cellId: uuid("cell_id").notNull(),
    day: date("day", { mode: "string" }).notNull(),
    ...counts(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.cellId, t.day] }),
    foreignKey({
      name: "days_of_a_cell",
      columns: [t.workspaceId, t.cellId],
      foreignColumns: [scoreCells.workspaceId, scoreCells.id],
    }).onDelete("cascade"),
  ],
);
