import { stableShare } from "@otklik/domain/targeting/stable-share";
import { type Actor, system } from "@otklik/features/context";
import { addPastOccasions, type Fate, type PastOccasion } from "@otklik/features/distribution/index";
import { addPastAnswers, type PastAnswer } from "@otklik/features/responses/index";
import type { Chance } from "./chance.ts";
import { commentOn } from "./comments.ts";
import type { Company, Offered, TouchpointKey } from "./company.ts";
import type { Past } from "./past.ts";
import { type Language, type Person, ticketClass } from "./people.ts";
import { day, days, type Planned } from "./plan.ts";

/** A contact as the demo follows them through half a year. */
export type Customer = {
  id: string;
  person: Person;
  reachableBy: readonly string[];
  ledger: { at: Date; surveyId: string }[];
  /** From then on nobody else is they: what happens to them is told elsewhere. */
  takenFrom: number;
  unsubscribedFrom: number;
};

/** An answer with what is told of it beforehand, where somebody in particular gives it. */
export type Told = Planned & {
  customer?: Customer;
  comment?: string | null;
  callback?: { wanted: true; phone?: string; window?: { from: string; to: string } };
};

export type Means = { past: Past; chance: Chance; company: Company; customers: Customer[]; workspaceId: string };
type Reached = { answer: Told; customer: Customer | null; occasion: PastOccasion | null };

const asked: readonly string[] = ["email", "sms", "messenger"];
const answering: Record<string, number> = { email: 0.28, sms: 0.35, messenger: 0.33 };
/** Of those who answer by a channel that asks, the share who had been asked; the others followed an open link. */
const shareInvited = 0.72;
/** Customers a day of whom nobody knows beforehand whether they may be asked. */
const others = 14;
/** Written by one transaction: few enough to let the server answer in between. */
const daysAtOnce = 2;

/** Half a year of events, decisions, invitations and answers, a day at a time. Ids of answers by what was planned. */
export async function liveThrough(
  means: Means,
  plan: Told[],
  end: number,
  onDay: (day: number, answers: number) => Promise<void>,
): Promise<Map<Told, string>> {
  const ids = new Map<Told, string>();
  let next = 0;
  for (let done = daysAtOnce; done <= days; done += daysAtOnce) {
    const until = end - (days - done) * day;
    const from = next;
    while (next < plan.length && (plan[next] as Told).at < until) next++;
    await liveOn(means, plan.slice(from, next), until, ids);
    await onDay(done, next);
  }
  return ids;
}

async function liveOn(means: Means, answers: Told[], until: number, ids: Map<Told, string>): Promise<void> {
  const { past, chance, workspaceId } = means;
  const reached = answers.map((answer) => reach(means, answer));
  const occasions = reached.flatMap(({ occasion }) => occasion ?? []);
  for (const { answer, occasion } of reached) {
    if (!occasion) continue;
    const rate = answering[answer.channel] as number;
    for (let left = 1 / rate - 1; left > chance.next(); left--) {
      const silent = invitation(means, answer, until - Math.floor(chance.next() * daysAtOnce * day), silence(chance));
      if (silent) occasions.push(silent.occasion);
    }
  }
  for (let other = 0; other < others * daysAtOnce; other++) occasions.push(anyOccasion(means, until));
  occasions.sort((a, b) => a.at.getTime() - b.at.getTime());

  past.set(new Date(until));
  await past.house.inWorkspace(workspaceId, visitor, async (ctx) => {
    const decided = await addPastOccasions(ctx, occasions, past.portsAt);
    const invited = new Map(occasions.map((occasion, index) => [occasion, decided[index]]));
    const submissions = reached.map((one) => submissionOf(means, one, one.occasion && invited.get(one.occasion)));
    const made = await addPastAnswers(ctx, submissions, past.portsAt);
    for (const [index, { answer }] of reached.entries()) ids.set(answer, made[index] as string);
  });
}

const visitor: Actor = system;

/** Who gives this answer, and how they came to be asked. */
function reach(means: Means, answer: Told): Reached {
  const { chance } = means;
  if (answer.customer)
    return { answer, customer: answer.customer, occasion: ownOccasion(means, answer, answer.customer) };
  if (asked.includes(answer.channel) && chance.next() < shareInvited) {
    const lag = 240_000 - Math.log(1 - chance.next()) * 5_400_000;
    const { delaySeconds = 0 } = offerFor(means, answer) ?? {};
    const found = invitation(means, answer, answer.at - lag - delaySeconds * 1000, completed(answer.at));
    if (found) return { answer, ...found };
  }
  const isKnown = answer.channel !== "web" || chance.next() < 0.55;
  return { answer, customer: isKnown ? anyCustomer(means, answer.channel, answer.at) : null, occasion: null };
}

const completed = (at: number): Fate => ({
  status: "completed",
  openedAt: new Date(at - 40_000),
  postedAt: new Date(at),
});

function ownOccasion(means: Means, answer: Told, customer: Customer): PastOccasion | null {
  const offer = asked.includes(answer.channel) ? offerFor(means, answer) : undefined;
  if (!offer) return null;
  return occasionOf(means, offer, customer, {
    at: answer.at - 720_000 - offer.delaySeconds * 1000,
    channels: [answer.channel],
    fate: completed(answer.at),
  });
}

/** Somebody who may be asked for this at that time, in the channel wanted; null when nobody is found. */
function invitation(means: Means, answer: Told, at: number, fate: Fate) {
  const offer = offerFor(means, answer);
  if (!offer) return null;
  const rest = Math.max(offer.restDays, offer.recontactDays ?? 0) * day;
  for (let tries = 0; tries < 250; tries++) {
    const customer = means.chance.pick(means.customers);
    const last = customer.ledger.at(-1)?.at.getTime() ?? 0;
    const mayBeAsked =
      last + rest + day <= at &&
      at < customer.takenFrom &&
      customer.reachableBy.includes(answer.channel) &&
      stableShare(`${offer.id}:${customer.id}`) < offer.sampling;
    if (mayBeAsked)
      return { customer, occasion: occasionOf(means, offer, customer, { at, channels: [answer.channel], fate }) };
  }
  return null;
}

function offerFor({ company }: Means, { survey, touchpoint }: Planned): Offered | undefined {
  return company.offered.find((offer) => offer.survey === survey && offer.touchpointKey === touchpoint);
}

/** A customer who reached a touchpoint; most have been asked not long ago. */
function anyOccasion(means: Means, until: number): PastOccasion {
  const { chance, company } = means;
  const at = until - Math.floor(chance.next() * daysAtOnce * day);
  const offer = chance.pick(company.offered);
  const customer = anyCustomer(means, "any", at);
  return occasionOf(means, offer, customer, { at, channels: offer.channels, fate: silence(chance) });
}

export function occasionOf(
  { chance }: Pick<Means, "chance">,
  offer: Offered,
  { id, person, reachableBy, ledger, unsubscribedFrom }: Customer,
  { at, channels, fate }: { at: number; channels: readonly string[]; fate: Fate },
): PastOccasion {
  const { surveyId, surveyVersion, sampling, restDays, recontactDays, delaySeconds, touchpointId, touchpointKey } =
    offer;
  return {
    at: new Date(Math.floor(at)),
    event: offer.event,
    properties: propertiesOf(chance, touchpointKey),
    contact: {
      id,
      locale: person.locale,
      attributes: person.attributes ?? {},
      hasUnsubscribed: at >= unsubscribedFrom,
      reachableBy,
      ledger,
    },
    distribution: { id: offer.id, surveyVersion, touchpointId, touchpointKey },
    policy: {
      surveyId,
      isActive: true,
      channels,
      filters: [],
      sampling,
      restDays,
      recontactDays,
      whenBudgetSpent: "refuse",
      delaySeconds,
    },
    fate,
  };
}

const trains = ["702", "716", "724", "738", "752", "766", "780", "794", "811", "825"];

function propertiesOf(chance: Chance, touchpoint: TouchpointKey): Record<string, unknown> {
  const order = `${5000 + chance.below(999)}-${String(chance.below(9999)).padStart(4, "0")}`;
  if (touchpoint === "timetable-search" || touchpoint === "loyalty") return {};
  return { ticketClass: ticketClass(chance), train: chance.pick(trains), order };
}

function silence(chance: Chance): Fate {
  switch (chance.weighted([580, 405, 8, 4])) {
    case 0:
      return { status: "sent" };
    case 1:
      return { status: "opened" };
    case 2:
      return { status: "failed", reason: "450" };
    default:
      return { status: "unknown", reason: "ETIMEDOUT" };
  }
}

function anyCustomer({ chance, customers }: Means, channel: string, at: number): Customer {
  for (;;) {
    const customer = chance.pick(customers);
    if (at < customer.takenFrom && (channel !== "sms" || customer.reachableBy.includes("sms"))) return customer;
  }
}

function submissionOf(
  { chance, company }: Means,
  { answer, customer, occasion }: Reached,
  invited: { invitationId: string; segments: Record<string, string> } | null | undefined,
): PastAnswer {
  const language: Language = customer?.person.locale ?? (chance.next() < 0.5 ? "ru" : "en");
  const comment = answer.comment === undefined ? commentOn(chance, answer, language) : answer.comment;
  answer.comment = comment;
  const occurredAt = new Date(Math.floor(answer.at));
  const attributes = occasion ? {} : { ticketClass: ticketClass(chance), ...(customer === null && { language }) };
  return {
    surveyId: company.surveys[answer.survey],
    touchpointKey: answer.touchpoint,
    channel: answer.channel,
    answers: {
      [questionOf[answer.survey] ?? "score"]: answer.answer,
      ...(comment !== null && { why: comment }),
      ...(answer.callback && { call: answer.callback }),
    },
    locale: language,
    occurredAt,
    receivedAt: new Date(occurredAt.getTime() + 900),
    finished: true,
    source: invited || answer.channel === "web" ? "page" : "api",
    isTest: false,
    attributes,
    contactId: customer?.id ?? null,
    contactAttributes: customer?.person.attributes,
    contactLocale: customer?.person.locale,
    ...(invited && { invitationId: invited.invitationId, segments: invited.segments }),
  };
}

const questionOf: Partial<Record<Planned["survey"], string>> = { trip: "parts", effort: "effort" };
