import type { Fields } from "./fields.ts";
import { dropAnswer, queueAnswer, type Waiting, waitingAnswers } from "./kept.ts";

const longestMs = 20_000;

/** What became of an answer: a page to show; null: nobody was there to take it. */
export type Delivered = { status: number; html: string } | null;

/** Whether the server has answered, and not a network that wants somebody to log in first. */
export const isOurs = ({ headers }: Response): boolean => headers.has("x-request-id");

/** What the fields of a form hold, as the JSON that saves them before they are sent. */
export const unfinished = ({ nonce, ...fields }: Fields): string => JSON.stringify({ nonce, finished: false, fields });

export const postUnfinished = (url: string, body: string, keepalive = false): Promise<Response> =>
  fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body, keepalive });

/** Hands a form over, as the browser itself would. Null: no network, or the server asks for patience. */
export async function deliver({ url, body, at }: Waiting): Promise<Delivered> {
  const fields = new URLSearchParams(body);
  const late = Date.now() - at;
  if (late > 1000) fields.set(".late", String(late));
  try {
    const response = await fetch(url, {
      method: "POST",
      body: fields,
      // A redirect to another site is nothing that a script may follow: told so, the server says where it leads.
      headers: { "otklik-script": "1" },
      signal: AbortSignal.timeout(longestMs),
    });
    if (!isOurs(response) || response.status === 429 || response.status >= 500) return null;
    return { status: response.status, html: await response.text() };
  } catch {
    return null;
  }
}

let isFlushing = false;

const waitAtMostMs = 31 * 24 * 3_600_000;

/**
 * Sends what waits on this device, oldest first, until one cannot be sent; what is refused again after 2, 4 … 512 minutes. Each is an attempt of its own: twice is once.
 * What the survey of today refuses is kept as an answer that was not finished; what nobody wants, for a month here.
 */
export async function flush(delivered: (answer: Waiting, page: NonNullable<Delivered>) => boolean): Promise<void> {
  if (isFlushing) return;
  isFlushing = true;
  try {
    for (const answer of waitingAnswers()) {
      if ((answer.again ?? 0) > Date.now()) continue;
      const page = await deliver(answer);
      if (!page) break;
      const isTaken = page.status < 300 || page.status === 409;
      if (delivered(answer, page) || isTaken || Date.now() - answer.at > waitAtMostMs) dropAnswer(answer);
      else if (page.status === 422 && (await saveUnfinished(answer))) dropAnswer(answer);
      else {
        const tries = (answer.tries ?? 0) + 1;
        await queueAnswer({ ...answer, tries, again: Date.now() + 60_000 * 2 ** Math.min(tries, 9) });
      }
    }
  } finally {
    isFlushing = false;
  }
}

async function saveUnfinished({ url, body, at }: Waiting): Promise<boolean> {
  const fields = Object.fromEntries(new URLSearchParams(body));
  const late = String(Date.now() - at);
  const response = await postUnfinished(url, unfinished({ ...fields, ".late": late })).catch(() => null);
  return !!response?.ok && isOurs(response);
}
