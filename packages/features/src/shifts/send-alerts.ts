import { type Context, TryLater, type Work } from "../context.ts";
import { databaseCode } from "../database-code.ts";
import type { EventNamed } from "../events.ts";
import type { Follower } from "../flow.ts";
import type { Mail, MailOutcome } from "../ports.ts";
import {
  type AlertRow,
  type AlertState,
  countSent,
  deleteAlert,
  lockAlerts,
  lockDigest,
  updateAlert,
  updateMailed,
} from "./alert-store.ts";
import { composeAlerts, listenerOf, tellingOf } from "./compose-alerts.ts";
import { lockShift, recordChange } from "./store.ts";

type Claimed = { mail: Mail; rows: AlertRow[] };

/** Tells one member of one shift, when it is due. */
export const sendAlert: Follower<EventNamed<"alert.planned">> = {
  queue: "sendAlert",
  sends: true,
  at: ({ dueAt }) => dueAt,
  payload: ({ shiftId, state, userId }) => ({ shiftId, state, userId }),
  run: (work: Work, { shiftId, state, userId }) =>
    deliver(work, (ctx) =>
      claimAlert(ctx, { shiftId: shiftId as string, state: state as AlertState, userId: userId as string }),
    ),
};

/** Tells one member of all that changed since the last digest; nothing if nothing did. */
export const sendDigest: Follower<EventNamed<"digest.planned">> = {
  queue: "sendDigest",
  sends: true,
  at: ({ dueAt }) => dueAt,
  // The workspace is part of what makes it one job: a member of two has a digest of each, at the same hour.
  payload: ({ workspaceId, userId, dueAt }) => ({ workspaceId, userId, dueAt: dueAt.toISOString() }),
  run: (work: Work, { userId, dueAt }) => deliver(work, (ctx) => claimDigest(ctx, userId as string, dueAt as string)),
};

/** At most once: claimed and committed as `sending`, handed over, and what became of it committed. */
async function deliver(work: Work, claim: (ctx: Context) => Promise<Claimed | null>): Promise<void> {
  const { mailer } = work.ports;
  if (!mailer) throw new TryLater("mail.not-configured");
  const claimed = await work.inWorkspace(claim);
  if (!claimed) return;
  await work.keepLease().catch(async (error) => {
    // Nothing was handed over: unless the job is somebody else's by now, it is simply tried again.
    if (databaseCode(error) !== null) await work.inWorkspace((ctx) => mark(ctx, claimed.rows, { status: "waiting" }));
    throw error;
  });
  const outcome = await mailer.send(claimed.mail);
  await work.inWorkspace((ctx) => settle(ctx, claimed.rows, outcome, work.isLastAttempt));
  if (outcome.status === "retry" && !work.isLastAttempt) throw new TryLater(outcome.reason);
}

type AlertKey = Pick<AlertRow, "shiftId" | "state" | "userId">;

/** What else waits to be told of the same shift goes with it. */
async function claimAlert(ctx: Context, key: AlertKey): Promise<Claimed | null> {
  const rows = await lockAlerts(ctx, key);
  const own = rows.find(({ state }) => state === key.state);
  if (own?.status === "sending") await giveUp(ctx, rows);
  if (own?.status !== "waiting") return null;
  return claim(ctx, rows, `${key.shiftId}:${key.state}:${key.userId}`);
}

async function claimDigest(ctx: Context, userId: string, dueAt: string): Promise<Claimed | null> {
  const rows = await lockDigest(ctx, userId, new Date(dueAt));
  await giveUp(ctx, rows);
  return claim(ctx, rows, `digest:${ctx.workspaceId}:${userId}:${dueAt}`);
}

/** Lost on its way to the mail server: it may have arrived, and is never sent again. */
async function giveUp(ctx: Context, rows: AlertRow[]): Promise<void> {
  await mark(
    ctx,
    rows.filter(({ status }) => status === "sending"),
    { status: "unknown" },
  );
}

async function claim(ctx: Context, locked: AlertRow[], name: string): Promise<Claimed | null> {
  const waiting = locked.filter(({ status }) => status === "waiting");
  const [first] = waiting;
  if (!first) return null;
  const listener = await listenerOf(ctx, first.userId);
  const { stories, rows, dropped } = listener
    ? await tellingOf(ctx, waiting)
    : { stories: [], rows: [], dropped: waiting };
  for (const row of dropped) await deleteAlert(ctx, row);
  if (!listener || stories.length === 0) return null;
  await mark(ctx, rows, { status: "sending" });
  return { rows, mail: await composeAlerts(ctx, { listener, stories, name, isDigest: first.isDigest }) };
}

async function settle(ctx: Context, rows: AlertRow[], outcome: MailOutcome, isLastAttempt: boolean): Promise<void> {
  const isAgain = outcome.status === "retry" && !isLastAttempt;
  const status = {
    sent: "sent",
    retry: isAgain ? "waiting" : "failed",
    refused: "failed",
    unknown: "unknown",
  } as const;
  const sentAt = outcome.status === "sent" ? ctx.ports.now() : null;
  await mark(ctx, rows, { status: status[outcome.status], sentAt });
  if (outcome.status === "sent") for (const { shiftId, state } of rows) await tellHistory(ctx, shiftId, state);
}

async function mark(ctx: Context, rows: AlertRow[], change: Pick<AlertRow, "status"> & Partial<AlertRow>) {
  for (const row of rows) await updateAlert(ctx, row, change);
}

/** One line for each state, which counts whoever was told. */
async function tellHistory(ctx: Context, shiftId: string, state: AlertState): Promise<void> {
  // Others are told at the same moment: one after another counts them.
  await lockShift(ctx, shiftId);
  const details = { state, members: await countSent(ctx, shiftId, state) };
  if (!(await updateMailed(ctx, shiftId, details))) await recordChange(ctx, { shiftId, kind: "mailed", details });
}
