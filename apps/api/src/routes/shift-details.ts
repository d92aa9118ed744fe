import { z } from "zod";
import { channel, Difference, Interval, id, judgement, key } from "./shapes.ts";

export const SeriesName = z
  .object({
    level: z.enum(["leaf", "touchpoint", "stage", "journey", "workspace"]),
    touchpointKey: key.optional(),
    channel: channel.optional(),
    stage: key.optional(),
    journey: key.optional(),
    segment: z.string().optional().describe("key:value"),
    distributionId: id.optional().describe("Of a response rate"),
  })
  .meta({ id: "Series", description: "What is watched: keys of what is part of its level" });

const at = z.iso.datetime();
const span = { from: at, to: at };
const level = { score: z.number().nullable(), n: z.int(), interval: Interval.nullable() };
const counts = z.record(z.string(), z.int());

const Carrier = z.object({
  value: z.string().describe("A touchpoint's key, a channel, or a value of the dimension"),
  name: z.string().nullable().describe("Of a touchpoint"),
  before: z.object(level),
  since: z.object(level),
  difference: Difference.nullable(),
  strictDifference: Difference.nullable().describe("At the confidence of its group: the verdict is by this one"),
  ...judgement,
});

const CarrierGroup = z.object({
  by: z.enum(["touchpoint", "channel", "segment"]),
  dimension: z.object({ key: z.string(), name: z.string() }).nullable(),
  compared: z.int().describe("Parts that have enough answers for a verdict"),
  confidence: z.number().describe("0.95 for all of them together (Bonferroni)"),
  rows: z.array(Carrier).describe("Those that moved most first, those still learning last; the 20 largest"),
});

const Terms = z.object({
  comments: z.object({ before: z.int(), since: z.int() }).describe("Comments read, the newest 2 000 at most"),
  data: z.array(
    z.object({
      text: z.string(),
      search: z.string().describe("Finds its comments as `q` of /v1/responses"),
      before: z.int().describe("Comments that use it"),
      since: z.int(),
      z: z.number().describe("By how many standard errors its odds are higher"),
      isSure: z.boolean().describe("z above 3 in 10 comments or more; otherwise a hint"),
    }),
  ),
  reason: z.enum(["tooFewComments", "nothingStandsOut"]).nullable().describe("Why none is sure"),
});

const Scores = z.object({
  carriers: z.array(CarrierGroup),
  counts: z.object({ before: counts, since: counts }).describe("Answers by score; for a CSI by tens of its index"),
  levels: z.object({
    daysEach: z.int(),
    data: z.array(z.object({ ...span, ...level })),
  }),
  terms: Terms,
  finalAt: at
    .nullable()
    .describe("When 30 answers had come after the alarm, so that sizes are of those alone; null: they are preliminary"),
});

const historyKind = z.enum([
  "detected",
  "joined",
  "acknowledged",
  "explained",
  "closed",
  "newNormal",
  "reopened",
  "returned",
  "mailed",
]);

export const ShiftDetails = z
  .object({
    windows: z.object({
      before: z.object(span).describe("What taught the detectors"),
      since: z
        .object({ ...span, begins: z.enum(["alarm", "onset"]) })
        .describe("From the alarm on; from the onset on as long as it is preliminary"),
    }),
    cases: z
      .object({ opened: z.int(), stillOpen: z.int(), valueAtRisk: z.number(), unknownValues: z.int() })
      .describe("Opened here since the onset; value and unknown values are of those still open"),
    history: z
      .array(
        z.object({
          id,
          kind: historyKind,
          at,
          by: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
          note: z.string().nullable(),
          mark: z.object({ id, kind: z.enum(["release", "incident", "initiative"]), title: z.string() }).nullable(),
          part: z.object({ series: SeriesName, title: z.string().nullable() }).nullable(),
          status: z.string().nullable().describe("What it was taken back to"),
          told: z
            .object({ state: z.enum(["detected", "cleared"]), members: z.int() })
            .nullable()
            .describe("How many members were mailed, of its beginning or its end"),
        }),
      )
      .describe("The oldest first"),
    scores: Scores.nullable().describe("Null for a rate, which is not made of scores"),
  })
  .meta({ id: "ShiftDetails" });
