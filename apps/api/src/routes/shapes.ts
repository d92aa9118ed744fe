import { channels } from "@otklik/domain/survey/channels";
import { z } from "zod";

export const id = z.uuid().describe("UUID");
export const idParam = z.object({ id });

const longestKey = 64;
/** Keys that people choose for touchpoints, stages and dimensions. */
export const key = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, "Letters, digits, dots, dashes and underscores are expected")
  .max(longestKey);
export const name = z.string().trim().min(1).max(200);
export const channel = z.enum(channels);
export const answerClass = z.enum(["promoter", "passive", "detractor", "satisfied", "neutral", "dissatisfied"]);
export const metric = z.enum(["nps", "csi", "csat", "ces"]);
export const locale = z.string().max(35).refine(isLocale, "A language tag like en or ru-RU is expected");

const earliest = Date.UTC(1900, 0, 1);
const latest = Date.UTC(2200, 0, 1);

/** RFC 3339 with any offset, as a Date. */
export const time = z.iso
  .datetime({ offset: true, error: "A time like 2026-11-21T09:30:00Z is expected" })
  .transform((text) => new Date(text))
  .refine((at) => at.getTime() >= earliest && at.getTime() < latest, "A time of this age is expected");

export const timeZone = z.string().max(64).refine(isTimeZone, "An IANA time zone like Europe/Moscow is expected");

const mostDepth = 8;
const mostEntries = 200;

/** Free data of the caller's: any JSON, eight levels deep and 200 entries wide at most. */
export const freeData = z
  .record(z.string().min(1).max(200), z.unknown())
  .refine(
    (value) => isModest(value, mostDepth),
    `At most ${mostDepth} levels and ${mostEntries} entries a level are kept`,
  );

export const cursorQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(100).optional(),
};

export function pageOf<T extends z.ZodType>(shape: T) {
  return z.object({ data: z.array(shape), nextCursor: z.string().nullable() });
}

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    // Offsets like +03:00 are accepted by Intl but know no summer time.
    return /^[A-Za-z]/.test(text);
  } catch {
    return false;
  }
}

function isModest(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  const inner = Object.values(value);
  return depth > 0 && inner.length <= mostEntries && inner.every((one) => isModest(one, depth - 1));
}

export const Contact = z.strictObject({
  externalId: z.string().trim().min(1).max(200).optional(),
  email: z.string().max(320).optional(),
  phone: z.string().max(40).optional(),
  name: z.string().trim().max(200).nullish(),
  locale: locale.nullish(),
  timezone: timeZone.nullish(),
  birthYear: z.int().min(1890).max(2100).nullish(),
  value: z.number().min(-1e12).max(1e12).nullish().describe("What the contact is worth, in the workspace's currency"),
  attributes: freeData.optional(),
  isTest: z.boolean().optional().describe("Test traffic is in no score"),
});

export const Decision = z
  .object({
    distributionId: id,
    outcome: z.enum(["invited", "deferred", "refused"]),
    reason: z.string().optional().describe("Always, unless invited"),
    nextEligibleAt: z.iso.datetime().optional(),
    invitationId: id.optional(),
    channel: channel.optional(),
    sendAt: z.iso.datetime().optional(),
  })
  .meta({ id: "Decision" });

const answer = z.union([z.number(), z.string().max(20_000), z.boolean(), z.array(z.unknown()).max(200), freeData]);
export const Answers = z.record(z.string().min(1).max(130), answer);

export const ResponseShape = z
  .object({
    id,
    submissionId: z.string(),
    surveyId: id,
    surveyVersion: z.int(),
    touchpointKey: z.string(),
    channel: z.string(),
    contactId: id.nullable(),
    invitationId: id.nullable(),
    status: z.enum(["partial", "finished"]),
    finishedBy: z
      .enum(["respondent", "silence"])
      .nullable()
      .describe("silence: nothing more came for the time that is set; null while it is partial"),
    answers: z.record(z.string(), z.unknown()),
    score: z.number().nullable(),
    class: answerClass.nullable(),
    comment: z.string().nullable(),
    locale: z.string(),
    attributes: z.record(z.string(), z.unknown()),
    occurredAt: z.iso.datetime(),
    receivedAt: z.iso.datetime(),
    flags: z.array(z.string()),
  })
  .meta({ id: "Response" });

export const Interval = z.object({
  low: z.number(),
  high: z.number(),
  confidence: z.number(),
  method: z.enum(["adjusted-wald", "score", "wilson", "t", "bca"]),
});

export const Score = z
  .object({
    metric,
    score: z.number().nullable().describe("Null without a base"),
    n: z.int(),
    interval: Interval.nullable(),
    counts: z.record(z.string(), z.int()),
    mean: z.number().nullable(),
    median: z.number().nullable().optional().describe("The middle answer; not of a CSI"),
    promoters: z.int().optional(),
    passives: z.int().optional(),
    detractors: z.int().optional(),
    topBoxShare: z.number().nullable().optional(),
    form: z.enum(["range", "ratioToMax"]).optional(),
    series: z.array(
      z.object({
        surveyId: id,
        questionId: z.string(),
        scaleVersion: z.int(),
        scale: z.object({ min: z.int(), max: z.int() }),
        n: z.int(),
        included: z.boolean(),
        beganAt: z.iso.datetime().describe("When its version was published"),
      }),
    ),
    hasHidden: z
      .boolean()
      .optional()
      .describe("Answers to anonymous surveys are left out: they are fewer than five, or would tell of fewer"),
    bucket: z.enum(["hour", "day", "week", "month"]).optional(),
    buckets: z
      .array(
        z.object({
          from: z.iso.datetime(),
          score: z.number().nullable(),
          n: z.int(),
          interval: Interval.nullable(),
          counts: z.record(z.string(), z.int()),
        }),
      )
      .optional(),
  })
  .meta({ id: "Score" });

export const segment = z.string().max(300).describe("key:value of a declared dimension");

/** Two windows [from, to) to compare. */
export const windows = {
  from: time,
  to: time,
  beforeFrom: time.optional().describe("The window to compare with; else as long, and right before"),
  beforeTo: time.optional(),
};

export const Difference = z
  .object({
    value: z.number(),
    low: z.number(),
    high: z.number(),
    confidence: z.number(),
    method: z.enum(["adjusted-wald", "newcombe", "welch"]),
  })
  .meta({ id: "Difference" });

export const judgement = {
  verdict: z
    .enum(["rose", "fell", "noVisibleChange", "cannotTell", "learning"])
    .describe("By the interval of the difference; learning below 30 on a side"),
  missing: z.int().optional().describe("What the thinner side still lacks, while learning only"),
};

export const caseStatus = z.enum(["new", "assigned", "contacted", "waiting", "resolved"]);
export const casePriority = z.enum(["low", "normal", "high", "urgent"]);

const at = z.iso.datetime();
const responseClass = z.string().nullable().describe("promoter, passive, detractor, satisfied, neutral, dissatisfied");

export const Case = z
  .object({
    id,
    status: caseStatus,
    subject: z.object({ type: z.enum(["response", "callback", "review", "incident"]), id }),
    contactId: id.nullable(),
    contactName: z.string().nullable(),
    touchpointKey: z.string().nullable(),
    touchpointName: z.string().nullable(),
    channel: z.string().nullable().describe("Of the answer that the case is about, as are class and comment"),
    score: z.number().nullable(),
    class: responseClass,
    comment: z.string().nullable(),
    reason: z.string(),
    wantsCall: z
      .object({ from: z.string().nullable(), to: z.string().nullable() })
      .nullable()
      .describe("The hours in which the customer wishes to be called; nulls: at any time"),
    assigneeId: id.nullable(),
    assigneeName: z.string().nullable(),
    priority: casePriority,
    value: z.number().nullable(),
    dueAt: at,
    openedAt: at,
    resolvedAt: at.nullable(),
    rootCause: z.string().nullable(),
    outcome: z.string().nullable(),
  })
  .meta({ id: "Case" });

export const CaseNote = z.object({
  id,
  kind: z.enum(["note", "call"]),
  body: z.string(),
  authorKind: z.string(),
  authorId: z.string().nullable(),
  at,
});

const actor = z.object({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() });
const entry = { id, at };
const CaseHistory = z.discriminatedUnion("kind", [
  z.object({
    ...entry,
    kind: z.literal("opened"),
    reason: z.string(),
    score: z.number().nullable(),
    metric: metric.nullable(),
  }),
  z.object({
    ...entry,
    kind: z.literal("change"),
    action: z.enum(["change", "resolve", "reopen", "undo"]),
    by: actor,
    from: caseStatus,
    to: caseStatus,
    owner: z.object({ from: z.string().nullable(), to: z.string().nullable() }).nullable(),
    priority: z.object({ from: z.string(), to: z.string() }).nullable(),
    undoes: id.nullable().describe("The change that this one took back"),
  }),
  z.object({ ...entry, kind: z.literal("overdue") }),
  z.object({
    ...entry,
    kind: z.literal("answer").describe("The customer changed the answer that the case is about"),
    changed: z.array(z.enum(["unhappy", "happier", "comment", "callback"])),
  }),
  z.object({ ...entry, kind: z.enum(["note", "call"]), by: actor, isOwn: z.boolean(), body: z.string() }),
  z.object({
    ...entry,
    kind: z.literal("response"),
    isSubject: z.boolean(),
    metric: metric.nullable(),
    score: z.number().nullable(),
    class: responseClass,
    comment: z.string().nullable(),
    channel: z.string(),
    touchpointName: z.string(),
  }),
  z.object({
    ...entry,
    kind: z.literal("invitation"),
    channel: z.string(),
    status: z.string(),
    reason: z.string().nullable(),
    touchpointName: z.string(),
  }),
  z.object({ ...entry, kind: z.literal("event"), name: z.string(), properties: z.record(z.string(), z.unknown()) }),
]);

export const CaseFile = Case.extend({
  notes: z.array(CaseNote),
  contact: z.looseObject({ id }).nullable(),
  response: ResponseShape.nullable(),
  earlierResponses: z.array(ResponseShape),
  earlierCases: z.array(Case),
  history: z.array(CaseHistory).describe("Newest first: what people did, what the customer did and said"),
  known: z.object({
    event: z
      .object({ name: z.string(), occurredAt: at, properties: z.record(z.string(), z.unknown()) })
      .nullable()
      .describe("What the customer did that they were asked about"),
    told: z.array(z.object({ body: z.string(), at })).describe("Noted in the customer's other cases"),
    phone: z.string().nullable(),
    locale: z.string().nullable(),
    timezone: z.string().nullable().describe("Null: taken as the workspace's"),
    attributes: z.record(z.string(), z.unknown()),
  }),
  othersAtTouchpoint: z.int().describe("Open cases at the same touchpoint beside this one"),
  suggestions: z.object({ rootCauses: z.array(z.string()), outcomes: z.array(z.string()) }),
});

export const CaseSummary = z.object({
  views: z.object({ open: z.int(), mine: z.int(), waiting: z.int(), done: z.int() }),
  overdue: z.int(),
  valueAtRisk: z
    .object({ known: z.number(), unknown: z.int() })
    .describe("Of customers with open cases: the sum that is known, and of how many it is unknown"),
});

export const Member = z.object({
  id,
  name: z.string(),
  email: z.string().nullable().describe("Null without the right to administer"),
  role: z.string(),
});

/** A resource whose exact fields are described where it is made. */
export const Resource = z.looseObject({ id });
