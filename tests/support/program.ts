import { until } from "./until.ts";

// biome-ignore lint/suspicious/noExplicitAny: what a program that knows only API.md reads; tests look into it freely
type Json = any;
type Answer = { status: number; body: Json; headers: Headers };

/** A developer's program that calls a running server: a key and HTTP, nothing of ours. */
export type Program = {
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  patch(path: string, body: unknown): Promise<Answer>;
  /** `after` is the id of the last message heard. */
  listen(query?: string, after?: string): Promise<Listener>;
};

export function programFor({ url, secretKey }: { url: string; secretKey: string }): Program {
  const authorization = `Bearer ${secretKey}`;
  const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    const type: Record<string, string> = body === undefined ? {} : { "content-type": "application/json" };
    const answer = await fetch(url + path, { method, headers: { authorization, ...type, ...headers }, ...json });
    return { status: answer.status, body: readJson(await answer.text()), headers: answer.headers };
  };
  return {
    get: (path) => send("GET", path),
    post: (path, body, headers) => send("POST", path, body, headers),
    patch: (path, body) => send("PATCH", path, body),
    listen: (query = "", after) =>
      listenTo(`${url}/v1/stream${query}`, { authorization, ...(after && { "last-event-id": after }) }),
  };
}

/** The body of an answer that must have gone well. */
export async function must(answering: Promise<Answer>): Promise<Json> {
  const { status, body } = await answering;
  if (status >= 300) throw new Error(`Answered ${status}: ${JSON.stringify(body)}`);
  return body;
}

function readJson(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

type Told = { event: string; id: string; data: Json; at: number };
export type Listener = {
  told: Told[];
  /** The first thing told that is wanted, now or later. */
  hears(event: string, isWanted?: (data: Json) => boolean): Promise<Told>;
  close(): void;
};

async function listenTo(url: string, headers: Record<string, string>): Promise<Listener> {
  const line = new AbortController();
  const answer = await fetch(url, { headers, signal: line.signal });
  if (!answer.ok || !answer.body) throw new Error(`The stream answered ${answer.status}.`);
  const told: Told[] = [];
  let stands = false;
  void (async () => {
    let text = "";
    for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const messages = (text + chunk).split("\n\n");
      text = messages.pop() as string;
      // A comment comes as soon as whatever happens from then on is told.
      stands ||= messages.length > 0;
      for (const message of messages) {
        const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, "m").exec(message)?.[1] ?? "";
        if (field("event")) {
          told.push({ event: field("event"), id: field("id"), data: readJson(field("data")), at: performance.now() });
        }
      }
    }
  })().catch(() => {}); // the line was closed
  await until("the stream to begin", () => stands);
  return {
    told,
    hears: (event, isWanted = () => true) =>
      until(`${event} on the stream`, () => told.find((one) => one.event === event && isWanted(one.data))),
    close: () => line.abort(),
  };
}

/** An NPS survey in two languages, published, that the event `ticket.sent` triggers by e-mail. */
export async function askAfterTicketSent(api: Program) {
  await must(api.post("/v1/touchpoints", { key: "ticket-delivery", name: "Ticket delivery", channels: ["email"] }));
  const survey = await must(api.post("/v1/surveys", surveyToTry));
  await must(api.post(`/v1/surveys/${survey.id}/publish`));
  const distribution = await must(
    api.post("/v1/distributions", {
      surveyId: survey.id,
      touchpointKey: "ticket-delivery",
      channels: ["email"],
      trigger: { event: "ticket.sent" },
      active: true,
    }),
  );
  return { surveyId: survey.id as string, touchpointKey: "ticket-delivery", distributionId: distribution.id as string };
}

export const surveyToTry = {
  name: "After ticket delivery",
  locale: "en",
  questions: [
    { id: "score", type: "nps", metric: "nps", prompt: "How likely are you to recommend Meridian to a friend?" },
    { id: "why", type: "text", prompt: "What is the main reason for your score?" },
    { id: "call", type: "callback", prompt: "Call me about this" },
  ],
  endings: [{ id: "thanks", prompt: "Thank you!" }],
  translations: {
    ru: {
      prompts: {
        score: "Насколько вероятно, что вы порекомендуете «Меридиан» друзьям?",
        why: "Что главное повлияло на вашу оценку?",
        call: "Перезвоните мне",
        thanks: "Спасибо!",
      },
    },
  },
};
