import { separators } from "@otklik/domain/exports/csv";
import { columnGroups } from "@otklik/domain/exports/words";
import { beginExport } from "@otklik/features/history/index";
import { Hono } from "hono";
import { z } from "zod";
import type { ApiEnv } from "../api-env.ts";
import { describe } from "../describe.ts";
import { takeExportSlot } from "../exports/export-slots.ts";
import { exportStream } from "../exports/export-stream.ts";
import { writerOf } from "../exports/file-writers.ts";
import { validate } from "../validate.ts";
import { responseFilters } from "./response-filters.ts";

const types = {
  csv: "text/csv; charset=utf-8; header=present",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  json: "application/json",
} as const;

const flag = z
  .enum(["true", "false"])
  .default("true")
  .transform((text) => text === "true");

const ExportQuery = z.object({
  ...responseFilters,
  format: z.enum(["csv", "xlsx", "json"]).default("csv"),
  shape: z.enum(["response", "answer"]).default("response").describe("One row a response, or one row an answer"),
  as: z.enum(["labels", "values"]).default("labels").describe("Answers in words, or as the API has them"),
  locale: z.enum(["en", "ru"]).default("en").describe("Of headings, prompts and choices"),
  columns: z
    .string()
    .max(200)
    .transform((text) => text.split(","))
    .pipe(z.array(z.enum(columnGroups)).min(1))
    .default([...columnGroups])
    .describe("Groups of columns, by commas; all unless said"),
  separator: z.enum(Object.keys(separators) as (keyof typeof separators)[]).default("comma"),
  decimal: z.enum(["point", "comma"]).default("point").describe("Of CSV: what stands before a fraction"),
  bom: flag.describe("Of CSV: U+FEFF first, by which Excel knows UTF-8"),
});

export const responseExport = new Hono<ApiEnv>().post(
  "/",
  describe(
    "All answers that match as a file, newest first; what comes in meanwhile is not in it",
    { 200: "The file" },
    [401, 403, 422, 429],
  ),
  validate("query", ExportQuery),
  async (c) => {
    const { format, shape, as, locale, columns, separator, decimal, bom, ...filter } = c.req.valid("query");
    const { house } = c.var.runtime;
    const name = `responses-${house.ports.now().toISOString().slice(0, 10)}.${format}`;
    const headers = { "content-type": types[format], "content-disposition": `attachment; filename="${name}"` };
    const slot = takeExportSlot(c.var.workspaceId, house.ports.now);
    try {
      const settings = { format, shape, as, locale, columns };
      const plan = await c.var.run((ctx) => beginExport(ctx, filter, settings));
      const writer = writerOf(plan, { separator, decimal, bom });
      return c.body(exportStream({ run: c.var.run, plan, writer, slot }), 200, headers);
    } catch (error) {
      slot.release();
      throw error;
    }
  },
);
