import type { Operator } from "@otklik/domain/targeting/trigger";

type Condition = { id: number; property: string; op: Operator; value: string };

/** A distribution as its form holds it: texts and numbers as they are typed. */
export type Offer = {
  surveyId: string | null;
  touchpointKey: string | null;
  channels: string[];
  by: "event" | "link";
  event: string;
  conditions: Condition[];
  delay: number;
  unit: keyof typeof unitSeconds;
  /** Percent, 1..100. */
  sampling: number;
  recontactDays: number | null;
  kind: "transactional" | "relational";
  whenBudgetSpent: "refuse" | "defer";
  active: boolean;
};

export const unitSeconds = { minutes: 60, hours: 3600, days: 86_400 } as const;

export const newOffer: Offer = {
  surveyId: null,
  touchpointKey: null,
  channels: ["email"],
  by: "event",
  event: "",
  conditions: [],
  delay: 0,
  unit: "hours",
  sampling: 100,
  recontactDays: null,
  kind: "transactional",
  whenBudgetSpent: "refuse",
  active: true,
};

type Kept = {
  surveyId: string;
  touchpointKey: string;
  channels: string[];
  trigger: { event: string; where?: { property: string; op: Operator; value?: unknown }[] } | null;
  delaySeconds: number;
  sampling: number;
  recontactDays: number | null;
  kind: Offer["kind"];
  whenBudgetSpent: Offer["whenBudgetSpent"];
  active: boolean;
};

export function offerOf({ trigger, delaySeconds, sampling, ...rest }: Kept): Offer {
  const unit =
    delaySeconds > 0 && delaySeconds % unitSeconds.days === 0
      ? "days"
      : delaySeconds % unitSeconds.hours === 0
        ? "hours"
        : "minutes";
  return {
    surveyId: rest.surveyId,
    touchpointKey: rest.touchpointKey,
    channels: rest.channels,
    by: trigger ? "event" : "link",
    event: trigger?.event ?? "",
    conditions: (trigger?.where ?? []).map(({ property, op, value }, id) => ({
      id,
      property,
      op,
      value: textOf(value),
    })),
    delay: Math.round((delaySeconds / unitSeconds[unit]) * 100) / 100,
    unit,
    sampling: Math.round(sampling * 1000) / 10,
    recontactDays: rest.recontactDays,
    kind: rest.kind,
    whenBudgetSpent: rest.whenBudgetSpent,
    active: rest.active,
  };
}

/** What the API is told, but for the survey and its place, which stay as they were made. */
export function rulesOf(offer: Offer) {
  const where = offer.conditions
    .filter(({ property }) => property.trim() !== "")
    .map(({ property, op, value }) => ({ property: property.trim(), op, value: wantedValue(op, value) }));
  return {
    channels: offer.channels as ("email" | "sms")[],
    trigger: offer.by === "event" ? { event: offer.event.trim(), ...(where.length > 0 && { where }) } : null,
    delaySeconds: Math.round(offer.delay * unitSeconds[offer.unit]),
    sampling: offer.sampling / 100,
    recontactDays: offer.recontactDays,
    kind: offer.kind,
    whenBudgetSpent: offer.whenBudgetSpent,
    active: offer.active,
  };
}

type Plain = string | number | boolean;

/** Numbers and truths are compared as such: `5` is a number, `5 euro` a text; a list is written with commas. */
export function wantedValue(op: Operator, text: string): Plain | Plain[] {
  if (op === "exists") return text !== "false";
  if (op === "in") return text.split(",").map((part) => plainOf(part.trim()));
  return plainOf(text.trim());
}

function plainOf(text: string): Plain {
  if (text === "true" || text === "false") return text === "true";
  return text !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(", ");
  return value === undefined || value === null ? "" : String(value);
}
