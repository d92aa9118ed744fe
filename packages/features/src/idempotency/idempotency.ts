import type { House } from "../house.ts";
import { Problem } from "../problem.ts";
import {
  type AnswerKey,
  type AnswerRow,
  clearStale,
  findAnswer,
  keepAnswer,
  releaseAnswer,
  reserveAnswer,
} from "./store.ts";

export type Answer = { status: number; body: string };
export type Sealing = {
  seal(key: string, text: string): Promise<string>;
  open(key: string, sealed: string): Promise<string>;
};
type Request = { workspaceId: string; route: string; key: string; body: string };

const day = 86_400_000;
const reservedMs = 30_000;
const patienceMs = 5_000;
const lookAgainMs = 50;

/**
 * Does the work once for all requests that carry the same Idempotency-Key: reserved before the work, so that of fifty
 * at once one makes it and the others get its answer. Only a 2xx is kept, for a day, sealed with the caller's key, of
 * which the database holds a hash: nobody else can read it.
 */
export async function answerOnce(
  house: House,
  sealing: Sealing,
  request: Request,
  work: () => Promise<Answer>,
): Promise<Answer & { isRepeat: boolean }> {
  const { database, ports } = house;
  const { workspaceId, route } = request;
  const key: AnswerKey = { workspaceId, route, keyHash: ports.crypto.sign("idempotency", request.key) };
  const bodyHash = ports.crypto.digest(request.body);
  const inWorkspace = <T>(look: (tx: Parameters<Parameters<typeof database.inWorkspace>[1]>[0]) => Promise<T>) =>
    database.inWorkspace(workspaceId, look);
  const reserve = () =>
    inWorkspace(async (tx) => {
      const now = ports.now();
      await clearStale(tx, key, { now, oldest: new Date(now.getTime() - day) });
      return reserveAnswer(tx, {
        ...key,
        bodyHash,
        reservedUntil: new Date(now.getTime() + reservedMs),
        createdAt: now,
      });
    });

  const keep = async ({ status, body }: Answer) => {
    const sealed = await sealing.seal(request.key, body);
    await inWorkspace((tx) => keepAnswer(tx, key, { status, sealed }));
  };

  // Real time on purpose: it is how long a caller waits, whatever clock the house runs by.
  const deadline = performance.now() + patienceMs;
  while (!(await reserve())) {
    const known = await inWorkspace((tx) => findAnswer(tx, key));
    if (known && known.bodyHash !== bodyHash) throw otherBody();
    if (known?.status != null) return { ...(await opened(sealing, request.key, known)), isRepeat: true };
    if (performance.now() >= deadline) {
      throw new Problem(
        "conflict",
        "idempotency.in-progress",
        "The first request under this Idempotency-Key is still being worked on.",
        { retryAfterSeconds: 1 },
      );
    }
    await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
  }
  const release = () => inWorkspace((tx) => releaseAnswer(tx, key)).catch(() => {});
  const answer = await work().catch(async (error) => {
    await release();
    throw error;
  });
  if (answer.status >= 300) await release();
  // Done is done: if its answer cannot be kept now, the key stays reserved for a while rather than free to do it again.
  else
    await keep(answer)
      .catch(() => keep(answer))
      .catch(() => {});
  return { ...answer, isRepeat: false };
}

async function opened(sealing: Sealing, key: string, { status, sealed }: AnswerRow): Promise<Answer> {
  return { status: status as number, body: await sealing.open(key, sealed as string) };
}

const otherBody = () =>
  new Problem("invalid", "idempotency.other-body", "Another body was sent under this Idempotency-Key before.", {
    errors: [{ pointer: "/", detail: "Use a new Idempotency-Key for a new request." }],
  });
