import { dropAnswer, type Waiting, waitingAnswers } from "./kept.ts";

const longestMs = 20_000;

/** What became of an answer: a page to show, or nobody was there to take it. */
export type Delivered = { status: number; html: string } | null;

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
    if (response.status === 429 || response.status >= 500) return null;
    return { status: response.status, html: await response.text() };
  } catch {
    return null;
  }
}

let isFlushing = false;

/** Sends what waits on this device, oldest first, until one cannot be sent. Each is an attempt of its own: twice is once. */
export async function flush(delivered: (answer: Waiting, page: NonNullable<Delivered>) => void): Promise<void> {
  if (isFlushing) return;
  isFlushing = true;
  try {
    for (const answer of waitingAnswers()) {
      const page = await deliver(answer);
      if (!page) break;
      dropAnswer(answer);
      delivered(answer, page);
    }
  } finally {
    isFlushing = false;
  }
}
