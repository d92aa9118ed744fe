import type { Answer, Client } from "./client.ts";

export const score = { id: "score", type: "nps", metric: "nps", prompt: "How likely are you to recommend us?" };
export const why = { id: "why", type: "text", prompt: "What is the main reason?" };
export const call = { id: "call", type: "callback", prompt: "Call me about this" };
export const parts = {
  id: "parts",
  type: "csi",
  metric: "csi",
  prompt: "How satisfied are you with …",
  items: [
    { id: "speed", label: "Speed", weight: 0.5 },
    { id: "staff", label: "Staff", weight: 0.5 },
  ],
  scale: { min: 1, max: 10 },
};

export type Place = { surveyId: string; touchpointKey: string };
export type Offer = Place & { distributionId: string; event: string; url: string; slug: string };

let made = 0;

/** The body of an answer that must have succeeded. */
export function body(answer: Answer) {
  if (answer.status >= 300) throw new Error(`${answer.status}: ${answer.text}`);
  return answer.body;
}

export async function makeSurvey(
  client: Client,
  questions: unknown[] = [score, why, call],
  more: object = {},
): Promise<string> {
  const survey = {
    name: "After delivery",
    locale: "en",
    questions,
    endings: [{ id: "thanks", prompt: "Thank you!" }],
    ...more,
  };
  const { id } = body(await client.post("/v1/surveys", survey));
  body(await client.post(`/v1/surveys/${id}/publish`));
  return id;
}

/** A published survey and a touchpoint of their own. */
export async function makePlace(client: Client, questions?: unknown[]): Promise<Place> {
  const touchpointKey = `touchpoint-${++made}`;
  body(
    await client.post("/v1/touchpoints", { key: touchpointKey, name: "Ticket delivery", channels: ["email", "link"] }),
  );
  return { surveyId: await makeSurvey(client, questions), touchpointKey };
}

type Offering = { questions?: unknown[]; at?: Place } & Record<string, unknown>;

/** A survey that an event of its own triggers. */
export async function makeOffer(client: Client, { questions, at, ...more }: Offering = {}): Promise<Offer> {
  const place = at ?? (await makePlace(client, questions));
  const event = `event.${++made}`;
  const offered = { ...place, channels: ["email"], trigger: { event }, active: true, ...more };
  const { id, url, slug } = body(await client.post("/v1/distributions", offered));
  return { ...place, distributionId: id, event, url, slug };
}

export const newEmail = () => `anna-${++made}@example.com`;

export async function makeContact(client: Client, more: object = {}) {
  return body(await client.post("/v1/contacts", { email: newEmail(), ...more }));
}

/** Answers by REST. A number answers the question `score`. */
export function answer(client: Client, place: Place, given: number | object, more: object = {}): Promise<Answer> {
  const answers = typeof given === "number" ? { score: given } : given;
  const { surveyId, touchpointKey } = place;
  return client.post("/v1/responses", { surveyId, touchpointKey, channel: "email", answers, ...more });
}
