import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Program } from "../support/program.ts";

/** What the client side knows of one of its answers. */
export type Sent = { score: number; tries: number; acknowledged: boolean };

export type Submitters = {
  /** By submissionId. */
  ledger: Map<string, Sent>;
  /** Answers that the server should never give: anything but 200, 201 and 503. */
  surprises: string[];
  acknowledged(): number;
  /** No new answers; those under way are offered until they are acknowledged. */
  stop(): Promise<void>;
};

// One in five is unhappy and opens a case.
const scores = [10, 9, 8, 3, 10, 7, 9, 0, 10, 9];

/** Programs that submit answers one after another, each until it is acknowledged, whatever becomes of the server. */
export function startSubmitters(
  api: Program,
  survey: { surveyId: string; touchpointKey: string },
  count = 16,
): Submitters {
  const ledger = new Map<string, Sent>();
  const surprises: string[] = [];
  let isStopping = false;

  const submit = async (submissionId: string, sent: Sent) => {
    const body = { ...survey, channel: "web", answers: { score: sent.score }, submissionId };
    for (const deadline = performance.now() + 120_000; performance.now() < deadline; await sleep(100)) {
      sent.tries++;
      const answer = await api.post("/v1/responses", body).catch(() => null);
      if (answer?.status === 200 || answer?.status === 201) {
        sent.acknowledged = true;
        if (answer.body.submissionId !== submissionId) surprises.push(`another's answer: ${answer.body.submissionId}`);
        return;
      }
      if (answer && answer.status !== 503) surprises.push(`${answer.status} ${JSON.stringify(answer.body)}`);
    }
    surprises.push(`${submissionId} was never acknowledged`);
  };

  const working = Array.from({ length: count }, async () => {
    while (!isStopping) {
      const sent: Sent = { score: scores[ledger.size % scores.length] as number, tries: 0, acknowledged: false };
      const submissionId = randomUUID();
      ledger.set(submissionId, sent);
      await submit(submissionId, sent);
    }
  });

  return {
    ledger,
    surprises,
    acknowledged: () => [...ledger.values()].filter(({ acknowledged }) => acknowledged).length,
    stop: async () => {
      isStopping = true;
      await Promise.all(working);
    },
  };
}
