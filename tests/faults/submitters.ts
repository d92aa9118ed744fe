import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Program } from "../support/program.ts";

/** What the client side knows of one of its answers. */
export type Sent = { score: number; tries: number; acknowledged: boolean };

export type Submitters = {
  /** By submissionId. */
  ledger: Map<string, Sent>;
  /** Answers that the server should never give: anything but 200, 201 and 503 with Retry-After. */
  surprises: string[];
  acknowledged(): number;
  repeats(): number;
  /** How many tries were told to come again, and the longest that one of them had waited for that, in ms. */
  refused: { count: number; slowestMs: number };
  /** Tries that ended without any answer: their connection was refused or cut. */
  cut(): number;
  /** From now until an answer that is offered after now is acknowledged, and answers can be read, in ms. */
  recovered(): Promise<number>;
  /** No new answers; those under way are offered until they are acknowledged. */
  stop(): Promise<void>;
};

// One in five is unhappy and opens a case.
const scores = [10, 9, 8, 3, 10, 7, 9, 0, 10, 9];

/** Programs that submit answers one after another, each until it is acknowledged, whatever becomes of the servers. */
export function startSubmitters(
  apis: Program | Program[],
  { surveyId, touchpointKey }: { surveyId: string; touchpointKey: string },
  count = 16,
): Submitters {
  const doors = [apis].flat();
  const ledger = new Map<string, Sent>();
  const surprises: string[] = [];
  const refused = { count: 0, slowestMs: 0 };
  let [acknowledged, tries, cut] = [0, 0, 0];
  let isStopping = false;

  const offer = async (submissionId: string, sent: Sent): Promise<boolean> => {
    const body = { surveyId, touchpointKey, channel: "web", answers: { score: sent.score }, submissionId };
    // Another door each time, as a balancer has it.
    const door = doors[tries % doors.length] as Program;
    tries++;
    sent.tries++;
    const asked = performance.now();
    const answer = await door.post("/v1/responses", body).catch(() => null);
    if (answer === null) cut++;
    else if (answer.status === 200 || answer.status === 201) {
      sent.acknowledged = true;
      acknowledged++;
      if (answer.body.submissionId !== submissionId) surprises.push(`another's answer: ${answer.body.submissionId}`);
    } else if (answer.status === 503 && answer.headers.get("retry-after")) {
      refused.count++;
      refused.slowestMs = Math.max(refused.slowestMs, performance.now() - asked);
    } else surprises.push(`${answer.status} ${JSON.stringify(answer.body)}`);
    return sent.acknowledged;
  };

  const submit = async (betweenMs: number) => {
    const sent: Sent = { score: scores[ledger.size % scores.length] as number, tries: 0, acknowledged: false };
    const submissionId = randomUUID();
    ledger.set(submissionId, sent);
    for (const deadline = performance.now() + 120_000; performance.now() < deadline; await sleep(betweenMs)) {
      if (await offer(submissionId, sent)) return;
    }
    surprises.push(`${submissionId} was never acknowledged`);
  };

  const working = Array.from({ length: count }, async () => {
    while (!isStopping) await submit(100);
  });

  return {
    ledger,
    surprises,
    refused,
    acknowledged: () => acknowledged,
    repeats: () => tries - ledger.size,
    cut: () => cut,
    recovered: async () => {
      const asked = performance.now();
      await submit(20);
      // Reading has connections of its own.
      for (const door of doors) {
        while ((await door.get("/v1/responses?limit=1").catch(() => null))?.status !== 200) await sleep(20);
      }
      return performance.now() - asked;
    },
    stop: async () => {
      isStopping = true;
      await Promise.all(working);
    },
  };
}
