import { changeSettings } from "@otklik/features/accounts/index";
import type { Context } from "@otklik/features/context";
import { createDistribution, type DistributionInput } from "@otklik/features/distribution/index";
import { createSurvey, publishSurvey, type SurveyInput } from "@otklik/features/surveys/index";
import {
  findTouchpoint,
  putStages,
  upsertDimension,
  upsertJourney,
  upsertTouchpoint,
} from "@otklik/features/touchpoints/index";

export const demoName = "Meridian Rail";
/** Without summer time: local hours are three after UTC all year. */
const zone = "Europe/Moscow";
export const zoneHours = 3;

export type TouchpointKey = (typeof touchpoints)[number]["key"];
export type SurveyKey = keyof typeof surveys;

const stages = [
  { key: "plan", name: "Plan" },
  { key: "buy", name: "Buy" },
  { key: "travel", name: "Travel" },
  { key: "get-help", name: "Get help" },
  { key: "stay", name: "Stay" },
];

const touchpoints = [
  { key: "timetable-search", name: "Timetable search", stage: "plan", target: 35, channels: ["web", "email"] },
  {
    key: "ticket-purchase",
    name: "Ticket purchase",
    stage: "buy",
    target: 40,
    channels: ["email", "sms", "web", "phone"],
  },
  {
    key: "ticket-delivery",
    name: "Ticket delivery",
    stage: "buy",
    target: 40,
    channels: ["email", "sms", "web", "messenger"],
  },
  {
    key: "station-boarding",
    name: "Station and boarding",
    stage: "travel",
    target: 30,
    channels: ["sms", "web", "messenger", "email"],
  },
  { key: "on-board", name: "On board", stage: "travel", target: 35, channels: ["email", "sms", "web", "messenger"] },
  {
    key: "arrival-connections",
    name: "Arrival and connections",
    stage: "travel",
    target: 30,
    channels: ["sms", "email", "web", "messenger"],
  },
  { key: "disruption-help", name: "Disruption help", stage: "get-help", target: 10, channels: ["sms", "phone", "web"] },
  { key: "refunds", name: "Refunds", stage: "get-help", target: 10, channels: ["email", "phone"] },
  { key: "loyalty", name: "Loyalty programme", stage: "stay", target: 45, channels: ["email", "web"] },
] as const;

const thanks = [{ id: "thanks", prompt: "Thank you! Your answer goes straight to the people who can change things." }];
const inRussian = {
  why: "Что главное повлияло на вашу оценку?",
  call: "Перезвоните мне",
  thanks: "Спасибо! Ваш ответ увидят те, кто может всё изменить.",
};

/** A survey of one question about recommending, its reason and a wish to be called. */
const recommending = (name: string, en = "", ru = ""): SurveyInput => ({
  name,
  locale: "en",
  questions: [
    {
      id: "score",
      type: "nps",
      metric: "nps",
      prompt: `${en}How likely are you to recommend Meridian to a friend or colleague?`,
    },
    { id: "why", type: "text", prompt: "What is the main reason for your score?" },
    { id: "call", type: "callback", prompt: "Call me about this" },
  ],
  endings: thanks,
  translations: {
    ru: {
      prompts: { score: `${ru}Насколько вероятно, что вы порекомендуете «Меридиан» другу или коллеге?`, ...inRussian },
    },
  },
});

export const tripItems = [
  { id: "punctuality", label: "Punctuality", weight: 0.3 },
  { id: "cleanliness", label: "Cleanliness", weight: 0.2 },
  { id: "staff", label: "Staff", weight: 0.2 },
  { id: "comfort", label: "Seats and comfort", weight: 0.15 },
  { id: "information", label: "Information on the way", weight: 0.15 },
];

const surveys = {
  delivery: recommending("After ticket delivery"),
  booking: recommending("After booking", "You have just looked for a ticket with us. ", "Вы только что искали билет. "),
  travel: recommending("After the journey", "Think of your last journey. ", "Вспомните последнюю поездку. "),
  help: recommending("After help", "You asked us for help. ", "Вы обращались к нам за помощью. "),
  loyalty: recommending("Loyalty members, twice a year"),
  trip: {
    name: "Trip satisfaction",
    locale: "en",
    questions: [
      {
        id: "parts",
        type: "csi",
        metric: "csi",
        prompt: "How satisfied are you with …",
        items: tripItems,
        scale: { min: 1, max: 10 },
      },
      { id: "why", type: "text", prompt: "What should we change first?" },
      { id: "call", type: "callback", prompt: "Call me about this" },
    ],
    endings: thanks,
    translations: {
      ru: {
        prompts: { ...inRussian, parts: "Насколько вы довольны …", why: "Что нам изменить в первую очередь?" },
        labels: {
          punctuality: "Пунктуальностью",
          cleanliness: "Чистотой",
          staff: "Персоналом",
          comfort: "Местами и удобством",
          information: "Информацией в пути",
        },
      },
    },
  },
  effort: {
    name: "How easy was it",
    locale: "en",
    questions: [
      { id: "effort", type: "ces", metric: "ces", prompt: "Meridian made it easy for me to get this done." },
      { id: "why", type: "text", prompt: "What made it easy or hard?" },
      { id: "call", type: "callback", prompt: "Call me about this" },
    ],
    endings: thanks,
    translations: {
      ru: {
        prompts: {
          ...inRussian,
          effort: "«Меридиан» помог мне легко решить мой вопрос.",
          why: "Что было легко, а что трудно?",
        },
      },
    },
  },
} satisfies Record<string, SurveyInput>;

const draft = recommending("Night trains, first try");

type Offer = Omit<DistributionInput, "surveyId" | "touchpointKey" | "active"> & {
  survey: SurveyKey;
  touchpoint: TouchpointKey;
  active?: boolean;
};

/** The first is the one of the tour. */
const offers: Offer[] = [
  { survey: "delivery", touchpoint: "ticket-delivery", channels: ["email", "sms"], trigger: { event: "ticket.sent" } },
  {
    survey: "booking",
    touchpoint: "timetable-search",
    channels: ["email"],
    trigger: { event: "timetable.searched" },
    sampling: 0.2,
  },
  {
    survey: "booking",
    touchpoint: "ticket-purchase",
    channels: ["email", "sms"],
    trigger: { event: "ticket.bought" },
    delaySeconds: 600,
    sampling: 0.6,
  },
  {
    survey: "travel",
    touchpoint: "station-boarding",
    channels: ["sms", "messenger", "email"],
    trigger: {
      event: "train.boarded",
      where: [{ property: "ticketClass", op: "in", value: ["economy", "comfort", "business"] }],
    },
    delaySeconds: 1800,
  },
  {
    survey: "travel",
    touchpoint: "on-board",
    channels: ["email", "sms", "messenger"],
    trigger: { event: "trip.finished" },
    delaySeconds: 3600,
  },
  {
    survey: "travel",
    touchpoint: "arrival-connections",
    channels: ["sms", "email", "messenger"],
    trigger: { event: "train.arrived" },
    delaySeconds: 2700,
  },
  {
    survey: "help",
    touchpoint: "disruption-help",
    channels: ["sms", "email"],
    trigger: { event: "disruption.closed" },
    priority: 10,
  },
  { survey: "help", touchpoint: "refunds", channels: ["email"], trigger: { event: "refund.paid" }, priority: 10 },
  {
    survey: "loyalty",
    touchpoint: "loyalty",
    channels: ["email"],
    trigger: { event: "loyalty.season-ended" },
    kind: "relational",
    recontactDays: 180,
  },
  {
    survey: "trip",
    touchpoint: "on-board",
    channels: ["email"],
    trigger: { event: "trip.rated-later" },
    delaySeconds: 86_400,
    recontactDays: 60,
  },
  { survey: "effort", touchpoint: "refunds", channels: ["email"], trigger: { event: "refund.asked" } },
  { survey: "effort", touchpoint: "ticket-purchase", channels: ["email"], trigger: { event: "ticket.changed" } },
  {
    survey: "trip",
    touchpoint: "station-boarding",
    channels: ["email"],
    trigger: { event: "station.left" },
    active: false,
  },
];

/** One distribution of the company, as past occasions are decided by it. */
export type Offered = {
  id: string;
  survey: SurveyKey;
  surveyId: string;
  surveyVersion: number;
  touchpointId: string;
  touchpointKey: TouchpointKey;
  event: string;
  channels: readonly string[];
  sampling: number;
  restDays: number;
  recontactDays: number | null;
  delaySeconds: number;
};

export type Company = { surveys: Record<SurveyKey, string>; offered: Offered[] };

const restDays = { transactional: 30, relational: 90 };

/** Journey, surveys and distributions, by the verbs that a person would use. */
export async function furnish(ctx: Context): Promise<Company> {
  await changeSettings(ctx, {
    timeZone: zone,
    currency: "EUR",
    targets: { nps: 35, csi: 80, ces: 5.5 },
    senderName: demoName,
    postalAddress: "Meridian Rail, 1 Example Square, Moscow",
  });
  const { journey } = await upsertJourney(ctx, { key: "default", name: "A journey by train" });
  await putStages(ctx, journey.id, stages);
  for (const [position, { channels, ...touchpoint }] of touchpoints.entries())
    await upsertTouchpoint(ctx, { ...touchpoint, channels: [...channels], position });
  await upsertDimension(ctx, { key: "ageGroup", name: "Age" });
  await upsertDimension(ctx, { key: "ticketClass", name: "Class" });
  await upsertDimension(ctx, { key: "language", name: "Language" });

  const ids = {} as Company["surveys"];
  for (const [key, survey] of Object.entries(surveys) as [SurveyKey, SurveyInput][]) {
    const { id } = await createSurvey(ctx, survey);
    await publishSurvey(ctx, id);
    ids[key] = id;
  }
  await createSurvey(ctx, draft);

  const offered: Offered[] = [];
  for (const { survey, touchpoint, active = true, ...offer } of offers) {
    const made = await createDistribution(ctx, { ...offer, surveyId: ids[survey], touchpointKey: touchpoint, active });
    if (!active) continue;
    offered.push({
      id: made.id,
      survey,
      surveyId: ids[survey],
      surveyVersion: 1,
      touchpointId: (await findTouchpoint(ctx, touchpoint))?.id as string,
      touchpointKey: touchpoint,
      event: made.trigger?.event as string,
      channels: made.channels,
      sampling: made.sampling,
      restDays: restDays[made.kind],
      recontactDays: made.recontactDays,
      delaySeconds: made.delaySeconds,
    });
  }
  return { surveys: ids, offered };
}
