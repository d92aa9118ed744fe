import {
  buryJob,
  type ClaimedJob,
  claimJobs,
  finishJob,
  postponeJob,
  releaseJob,
  renewLease,
} from "@otklik/db/job-queue";
import { system, TryLater, type Work } from "@otklik/features/context";
import { databaseCode } from "@otklik/features/database-code";
import { followers, sendingQueues } from "@otklik/features/flow";
import type { House } from "@otklik/features/house";
import { isUnavailable } from "../problem-details.ts";

type JobRunner = {
  /** Looks for work now: something was committed. */
  wake(): void;
  /** Takes no more jobs, lets those that run come to their end, and gives the others back. */
  stop(): Promise<void>;
};

const leaseMs = 60_000;
const mostAttempts = 12;
// Notices may be lost with a connection: nothing waits longer than this for being noticed.
const pollMs = 500;

/** Claim, run the verb, settle; several at a time. A job whose worker dies is claimed again when its lease runs out. */
export function runJobs(house: House, { concurrency = 8 }: { concurrency?: number } = {}): JobRunner {
  const { database, ports } = house;
  const queues = [...followers.keys()];
  const running = new Set<Promise<void>>();
  let waiting: ClaimedJob[] = [];
  let isStopped = false;
  let looking: Promise<void> | null = null;
  let wasWoken = false;

  const wake = (): void => {
    if (isStopped) return;
    if (looking) wasWoken = true;
    else looking = look();
  };

  const look = async (): Promise<void> => {
    try {
      do {
        wasWoken = false;
        // As many as can begin now: one that waited here would let its lease run out.
        const limit = concurrency - running.size;
        if (limit <= 0) await Promise.race(running);
        const claim = {
          queues,
          sending: sendingQueues,
          limit: Math.max(limit, 1),
          now: ports.now(),
          leaseUntil: new Date(ports.now().getTime() + leaseMs),
        };
        waiting = await claimJobs(database.db, claim);
        wasWoken ||= waiting.length === claim.limit;
        while (waiting.length > 0 && !isStopped) await startNext();
      } while (wasWoken && !isStopped);
    } catch (error) {
      ports.log.warn("jobs.claim-failed", { code: databaseCode(error) });
    } finally {
      looking = null;
    }
  };

  const startNext = async (): Promise<void> => {
    if (running.size >= concurrency) await Promise.race(running);
    const job = isStopped ? undefined : waiting.shift();
    if (!job) return;
    const ended = runJob(house, job).finally(() => running.delete(ended));
    running.add(ended);
  };

  const timer = setInterval(wake, pollMs);
  wake();

  return {
    wake,
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      // A claim may be under way: what it brings is given back too.
      await looking;
      await Promise.allSettled([...running]);
      await Promise.allSettled(waiting.map((job) => releaseJob(database.db, job)));
    },
  };
}

/** Runs one claimed job to its end: done, put back for later, or given up. Never throws. */
export async function runJob(house: House, job: ClaimedJob): Promise<void> {
  const { database, ports } = house;
  const fields = { jobId: job.id, queue: job.queue, workspaceId: job.workspaceId, attempts: job.attempts };
  try {
    const work = workFor(house, job);
    await work.keepLease();
    await followers.get(job.queue)?.run(work, job.payload);
    await finishJob(database.db, job);
  } catch (error) {
    if (error instanceof LeaseLost) return ports.log.warn("job.lease-lost", fields);
    const reason =
      error instanceof TryLater
        ? error.reason
        : (databaseCode(error) ?? (error instanceof Error ? error.name : "unknown"));
    if (!(error instanceof TryLater)) {
      if (isUnavailable(reason)) ports.log.warn("job.unavailable", { ...fields, reason });
      else ports.log.error("job.failed", { ...fields, reason, ...(error instanceof Error && { stack: error.stack }) });
    }
    const isLast = job.attempts >= mostAttempts && !followers.get(job.queue)?.keepsTrying;
    const settled = isLast
      ? buryJob(database.db, job, reason)
      : postponeJob(database.db, job, new Date(ports.now().getTime() + backoffMs(job.attempts)), reason);
    await settled.catch((failure) => ports.log.warn("job.unsettled", { ...fields, code: databaseCode(failure) }));
  }
}

class LeaseLost extends Error {}

function workFor(house: House, job: ClaimedJob): Work {
  return {
    workspaceId: job.workspaceId,
    ports: house.ports,
    attempt: job.attempts,
    isLastAttempt: job.attempts >= mostAttempts,
    inWorkspace: (verb) => house.inWorkspace(job.workspaceId, system, verb),
    keepLease: async () => {
      const until = new Date(house.ports.now().getTime() + leaseMs);
      if (!(await renewLease(house.database.db, job, until))) throw new LeaseLost();
    },
    finishIn: async ({ tx }) => {
      if (!(await finishJob(tx, job))) throw new LeaseLost();
    },
  };
}

/** 2 s, 4 s … an hour, each moved by up to a fifth, so that what failed together is not tried together again. */
function backoffMs(attempts: number): number {
  const delay = Math.min(1000 * 2 ** attempts, 3_600_000);
  return delay * (0.8 + 0.4 * Math.random());
}
