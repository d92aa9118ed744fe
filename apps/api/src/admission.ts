import type { IncomingMessage, RequestListener } from "node:http";
import { securityHeaders } from "./app.ts";

/** How many requests are in hand at once, so that each of them is answered soon. */
export type Admission = {
  isFull(): boolean;
  /** Takes a request in hand; call what it returns when there is an answer. */
  enter(isBodyHere: () => boolean): () => void;
};

type Limits = {
  /** In hand at most. More would gain nothing: answers are stored by 128, while the next 128 gather. */
  most: number;
  /** A caller who takes longer than this (ms) over the body holds nobody else up, and is not counted until it is there. */
  patienceMs: number;
  /** Milliseconds of any clock. */
  now(): number;
};

const betweenCountsMs = 100;

export function openAdmission({ most, patienceMs, now }: Limits): Admission {
  const inHand = new Set<{ since: number; isBodyHere(): boolean }>();
  let slow = 0;
  let countedAt = Number.NEGATIVE_INFINITY;

  return {
    isFull: () => {
      if (inHand.size < most) return false;
      if (now() - countedAt >= betweenCountsMs) {
        countedAt = now();
        slow = 0;
        for (const { since, isBodyHere } of inHand) if (countedAt - since > patienceMs && !isBodyHere()) slow++;
      }
      return inHand.size - slow >= most;
    },
    enter: (isBodyHere) => {
      const request = { since: now(), isBodyHere };
      inHand.add(request);
      return () => void inHand.delete(request);
    },
  };
}

/** Who watches a process must hear from it above all when it is busy. */
const alwaysAnswered = /^\/(livez|readyz|metrics)(\?|$)/;

const problem = JSON.stringify({
  type: "about:blank",
  title: "Not available at the moment",
  status: 503,
  detail: "There are more requests than can be answered soon. Try again after the seconds in Retry-After.",
  code: "server.busy",
});
const page = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>One moment · Минуту</title>
<p>Many people are answering at this moment. Please try again in a few seconds: nothing is lost.</p>
<p lang="ru">Сейчас отвечает много людей. Попробуйте ещё раз через несколько секунд: ничего не потеряно.</p></html>`;

/** Refuses what is too much before anything of it is read, in a few microseconds: otherwise refusing would be the load. */
export function refusingWhenFull(admission: Admission, listener: RequestListener): RequestListener {
  const heads = Object.fromEntries(securityHeaders);
  const head = (body: string, type: string) => ({
    ...heads,
    "content-type": type,
    "content-length": Buffer.byteLength(body),
    "retry-after": "1",
  });
  const problemHead = head(problem, "application/problem+json");
  const pageHead = head(page, "text/html; charset=utf-8");
  return (request: IncomingMessage, response) => {
    if (!admission.isFull() || alwaysAnswered.test(request.url ?? "")) return listener(request, response);
    const isForPeople = request.headers.accept?.includes("text/html");
    response.writeHead(503, isForPeople ? pageHead : problemHead).end(isForPeople ? page : problem);
  };
}
