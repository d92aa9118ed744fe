import { readShiftDetails } from "@otklik/features/insights/index";
import {
  acceptShift,
  acknowledgeShift,
  closeShift,
  explainShift,
  readShift,
  readShifts,
  readWatching,
  reopenShift,
} from "@otklik/features/shifts/index";
import { Hono } from "hono";
import { z } from "zod";
import type { ApiEnv } from "../api-env.ts";
import { describe, refusals } from "../describe.ts";
import { validate } from "../validate.ts";
import { cursorQuery, Difference, Interval, id, idParam, key, pageOf, time } from "./shapes.ts";
import { SeriesName, ShiftDetails } from "./shift-details.ts";

const at = z.iso.datetime();
const shiftStatus = z.enum(["open", "acknowledged", "explained", "closed", "newNormal"]);
const watchedMetric = z.enum(["nps", "csi", "csat", "ces", "responseRate", "followUp"]);

const Level = z.object({ score: z.number().nullable(), interval: Interval.nullable(), n: z.int() });
const title = z
  .string()
  .nullable()
  .describe("Of the touchpoint, stage or journey; null: the whole workspace or a segment");
const falseAlarmDays = z.number().describe("Chance alone would do this about once in so many days");

const Part = z.object({
  series: SeriesName,
  title,
  against: z.enum(["baseline", "target"]),
  onset: at,
  detectedAt: at,
  falseAlarmDays,
});

const Shift = z
  .object({
    id,
    metric: watchedMetric,
    series: SeriesName,
    title,
    direction: z.enum(["down", "up"]),
    onset: at,
    onsetRange: z.object({ from: at, to: at }).describe("Where the onset lies"),
    detectedAt: at,
    before: Level,
    after: Level.describe("Answers after the alarm, from 30 of them on; before that the detector's own estimate"),
    difference: Difference.nullable(),
    isPreliminary: z.boolean().describe("Until 30 answers came after the alarm"),
    falseAlarmDays,
    confidence: z.number().describe("0 to 1, if a true shift comes about twice a year"),
    status: shiftStatus,
    clearedAt: at.nullable(),
    markId: id.nullable().describe("What it is explained by"),
    parts: z.array(Part).describe("The series that moved together"),
  })
  .meta({ id: "Shift" });

const points = z.number().nullable();
const Watching = z
  .object({
    watching: z.int(),
    learning: z.int(),
    falseAlarmsPerYear: z.number(),
    refreshedOn: z.iso.date().nullable().describe("The day that the baselines are of"),
    data: z.array(
      z.object({
        id,
        metric: watchedMetric,
        series: SeriesName,
        title,
        status: z.enum(["watching", "learning"]),
        n: z.int().describe("Answers of the baseline, or so far"),
        answersNeeded: z.int(),
        daysNeeded: z.int().nullable().describe("At the pace so far; null: nobody can say"),
        perDay: points.describe("Answers a day"),
        expected: points,
        deadZone: points.describe("How far the score may wander without being called a shift"),
        falseAlarmDays: points,
        seenWithin: z
          .object({ days7: points, days14: points, days30: points })
          .nullable()
          .describe("The smallest fall that is seen within so many days on average; null: none"),
      }),
    ),
  })
  .meta({ id: "Watching" });

const Query = z.object({
  ...cursorQuery,
  status: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(shiftStatus))
    .optional(),
  touchpoint: key.optional(),
  from: time.optional().describe("Detected from then on"),
  to: time.optional(),
});

const WatchingQuery = z.object({
  falseAlarmsPerYear: z.coerce
    .number()
    .min(0.1)
    .max(365)
    .optional()
    .describe("What could be seen if so many were accepted, before it is set"),
});

const note = z.string().trim().min(1).max(2000);
const Said = z.strictObject({ note: note.optional() });
const Explained = z.strictObject({ note: note.optional(), markId: id.optional() });
const Reopened = z.strictObject({ status: z.enum(["open", "acknowledged", "explained"]).default("open") });

export const shifts = new Hono<ApiEnv>()
  .get(
    "/",
    describe("Shifts, newest first", { 200: pageOf(Shift) }, refusals.list),
    validate("query", Query),
    async (c) => c.json(await c.var.run((ctx) => readShifts(ctx, c.req.valid("query")))),
  )
  .get(
    "/watching",
    describe("What is watched, and how large a fall each series is able to see", { 200: Watching }, refusals.list),
    validate("query", WatchingQuery),
    async (c) => c.json(await c.var.run((ctx) => readWatching(ctx, c.req.valid("query")))),
  )
  .get(
    "/:id",
    describe("A shift: since when, how large, how sure", { 200: Shift }, refusals.read),
    validate("param", idParam),
    async (c) => c.json(await c.var.run((ctx) => readShift(ctx, c.req.valid("param").id))),
  )
  .get(
    "/:id/details",
    describe("Where a shift comes from, what people write, what became of it", { 200: ShiftDetails }, refusals.read),
    validate("param", idParam),
    async (c) => c.json(await c.var.run((ctx) => readShiftDetails(ctx, c.req.valid("param").id))),
  )
  .post(
    "/:id/acknowledge",
    describe("Say that one has seen it", { 200: Shift }, refusals.write),
    validate("param", idParam),
    validate("json", Said),
    async (c) => c.json(await c.var.run((ctx) => acknowledgeShift(ctx, c.req.valid("param").id, c.req.valid("json")))),
  )
  .post(
    "/:id/explain",
    describe("Say what it comes from: in words, or by a mark", { 200: Shift }, refusals.write),
    validate("param", idParam),
    validate("json", Explained),
    async (c) => c.json(await c.var.run((ctx) => explainShift(ctx, c.req.valid("param").id, c.req.valid("json")))),
  )
  .post(
    "/:id/close",
    describe("Say that it is over, or was nothing", { 200: Shift }, refusals.write),
    validate("param", idParam),
    validate("json", Said),
    async (c) => c.json(await c.var.run((ctx) => closeShift(ctx, c.req.valid("param").id, c.req.valid("json")))),
  )
  .post(
    "/:id/new-normal",
    describe("Expect the level since the onset from now on: the baseline starts anew", { 200: Shift }, refusals.write),
    validate("param", idParam),
    validate("json", Said),
    async (c) => c.json(await c.var.run((ctx) => acceptShift(ctx, c.req.valid("param").id, c.req.valid("json")))),
  )
  .post(
    "/:id/reopen",
    describe("Take back what was said of it", { 200: Shift }, refusals.write),
    validate("param", idParam),
    validate("json", Reopened),
    async (c) => c.json(await c.var.run((ctx) => reopenShift(ctx, c.req.valid("param").id, c.req.valid("json")))),
  );
