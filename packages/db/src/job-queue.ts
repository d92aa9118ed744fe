import { sql } from "drizzle-orm";
import { type Db, rowsOf } from "./database.ts";

/** A job that this worker has claimed. `leaseToken` proves it, until another worker claims it after the lease ran out. */
export type ClaimedJob = {
  id: string;
  workspaceId: string;
  queue: string;
  payload: Record<string, string>;
  attempts: number;
  leaseToken: string;
};

/** `sending`: queues whose jobs are left alone while the installation is paused. */
type Claim = { queues: string[]; sending: readonly string[]; limit: number; now: Date; leaseUntil: Date };

/** Takes due jobs, and those whose worker was lost. Two workers never get the same one. */
export async function claimJobs(db: Db, { queues, sending, limit, now, leaseUntil }: Claim): Promise<ClaimedJob[]> {
  const named = (names: readonly string[]) =>
    sql.join(
      names.map((name) => sql`${name}`),
      sql`, `,
    );
  const result = await db.execute(sql`
    with due as (
      select id from jobs
      where queue in (${named(queues)})
        and (queue not in (${named(sending)}) or not exists (select from installation where sending_paused_at is not null))
        and ((state = 'ready' and run_at <= ${now.toISOString()}::timestamptz)
          or (state = 'running' and lease_until <= ${now.toISOString()}::timestamptz))
      order by run_at
      limit ${limit}
      for update skip locked
    )
    update jobs
    set state = 'running', attempts = attempts + 1, lease_until = ${leaseUntil.toISOString()}::timestamptz, lease_token = gen_random_uuid()
    from due
    where jobs.id = due.id
    returning jobs.id, jobs.workspace_id as "workspaceId", jobs.queue, jobs.payload, jobs.attempts, jobs.lease_token as "leaseToken"`);
  return rowsOf<ClaimedJob & { payload: unknown }>(result).map((row) => ({ ...row, payload: parsed(row.payload) }));
}

// The two drivers disagree on whether a raw jsonb column is already parsed.
const parsed = (payload: unknown): Record<string, string> =>
  (typeof payload === "string" ? JSON.parse(payload) : payload) as Record<string, string>;

/** False when another worker has taken the job over: then it must not be acted on any more. */
export async function renewLease(db: Db, job: ClaimedJob, leaseUntil: Date): Promise<boolean> {
  return touched(
    await db.execute(
      sql`update jobs set lease_until = ${leaseUntil.toISOString()}::timestamptz where ${isMine(job)} returning id`,
    ),
  );
}

export async function finishJob(db: Db, job: ClaimedJob): Promise<boolean> {
  return touched(await db.execute(sql`delete from jobs where ${isMine(job)} returning id`));
}

/** Puts a job back, to be claimed again from `runAt` on. */
export async function postponeJob(db: Db, job: ClaimedJob, runAt: Date, reason: string): Promise<void> {
  await db.execute(sql`
    update jobs set state = 'ready', run_at = ${runAt.toISOString()}::timestamptz, lease_until = null, lease_token = null, last_error = ${reason}
    where ${isMine(job)}`);
}

/** Gives up on a job. It stays, dead, for a person to look at. */
export async function buryJob(db: Db, job: ClaimedJob, reason: string): Promise<void> {
  await db.execute(sql`
    update jobs set state = 'dead', lease_until = null, lease_token = null, last_error = ${reason} where ${isMine(job)}`);
}

/** Gives back a job that was claimed and not begun, as if it had not been. */
export async function releaseJob(db: Db, job: ClaimedJob): Promise<void> {
  await db.execute(sql`
    update jobs set state = 'ready', attempts = attempts - 1, lease_until = null, lease_token = null where ${isMine(job)}`);
}

/** When the next job is due; null while none waits. */
export async function nextDueAt(db: Db): Promise<Date | null> {
  const [row] = rowsOf<{ at: string | Date | null }>(
    await db.execute(sql`select min(run_at) as at from jobs where state = 'ready'`),
  );
  return row?.at ? new Date(row.at) : null;
}

const isMine = ({ id, leaseToken }: ClaimedJob) =>
  sql`id = ${id} and lease_token = ${leaseToken} and state = 'running'`;
const touched = (result: unknown): boolean => rowsOf(result).length > 0;
