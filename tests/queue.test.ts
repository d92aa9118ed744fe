import { setTimeout as sleep } from "node:timers/promises";
import { type ClaimedJob, claimJobs } from "@otklik/db/job-queue";
import { followers, sendingQueues } from "@otklik/features/flow";
import { openHouse } from "@otklik/features/house";
import type { MailOutcome } from "@otklik/features/ports";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { runJob, runJobs } from "../apps/api/src/jobs/run-jobs.ts";
import type { Client } from "./support/client.ts";
import { answer, body, makeOffer, makePlace, newEmail, type Offer } from "./support/furnish.ts";
import { openTestHouse, type TestHouse } from "./support/house.ts";

const minute = 60_000;
const mostAttempts = 12;

type Job = { id: string; state: string; attempts: number; run_at: string; last_error: string | null };

// What needs locks, leases and crashes is tried on a real server.
describe("The queue", () => {
  let house: TestHouse;
  let client: Client;

  beforeAll(async () => {
    house = await openTestHouse({ on: "postgres" });
  });
  beforeEach(async () => {
    await house.sql("delete from jobs");
    client = await house.workspace();
  });
  afterAll(() => house.close());

  const everyQueue = [...followers.keys()];
  const claim = (limit = 1, queues = everyQueue): Promise<ClaimedJob[]> => {
    const now = house.clock.now();
    return claimJobs(house.database.db, {
      sending: sendingQueues,
      queues,
      limit,
      now,
      leaseUntil: new Date(now.getTime() + minute),
    });
  };
  const claimOne = async (queues = everyQueue) => (await claim(1, queues))[0] as ClaimedJob;
  const jobs = () => house.sql<Job>("select id, state, attempts, run_at, last_error from jobs order by id");
  const mailsTo = (email: string) => house.mailer.mails.filter(({ to }) => to.address === email).length;
  const invite = async (offer?: Offer) => {
    const email = newEmail();
    const { event } = offer ?? (await makeOffer(client));
    const { decisions } = body(await client.post("/v1/events", { name: event, contact: { email } }));
    return { email, event, invitationId: decisions[0].invitationId as string };
  };
  const stateOf = async (invitationId: string) => body(await client.get(`/v1/invitations/${invitationId}`));
  /** Puts a job back that was done already, as a crash between its commit and its end would. */
  const deliverAgain = async (row: string) =>
    house.sql(`insert into jobs select * from json_populate_record(null::jobs, '${row}')`);
  const rowOf = async ({ id }: { id: string }) =>
    (
      (await house.sql<{ row: string }>(`select row_to_json(j)::text as row from jobs j where id = '${id}'`))[0] as {
        row: string;
      }
    ).row;

  const isWaitingForALock = async () => {
    const waiting = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    return (await house.sql(waiting)).length > 0;
  };

  /** Keeps everybody else waiting for this invitation until it is let go. */
  const holdInvitation = async (id: string) => {
    const [isHeld, isLetGo] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const transaction = house.above.transaction(async (tx) => {
      await tx.execute(`select 1 from invitations where id = '${id}' for update`);
      isHeld.resolve();
      await isLetGo.promise;
    });
    await isHeld.promise;
    return async () => {
      isLetGo.resolve();
      await transaction;
    };
  };

  describe("with two workers", () => {
    it("never gives both the same job", async () => {
      await house.sql(`insert into jobs (id, workspace_id, queue, payload, dedupe_key, run_at)
        select gen_random_uuid(), '${client.workspaceId}', 'openCase', '{}', n::text, '2026-03-01' from generate_series(1, 300) n`);
      const worker = async () => {
        const mine: string[] = [];
        for (let some = await claim(7); some.length > 0; some = await claim(7)) mine.push(...some.map(({ id }) => id));
        return mine;
      };
      const taken = await Promise.all(Array.from({ length: 8 }, worker));
      expect(taken.flat()).toHaveLength(300);
      expect(new Set(taken.flat()).size).toBe(300);
      expect(taken.filter((mine) => mine.length > 0).length).toBeGreaterThan(1);
    });

    it("sends each of forty mails once", async () => {
      const offer = await makeOffer(client);
      const invited = [];
      for (let at = 0; at < 40; at++) invited.push(await invite(offer));
      const workers = [runJobs(house.house), runJobs(house.house)];
      await expect.poll(async () => (await jobs()).length, { timeout: 10_000 }).toBe(0);
      for (const worker of workers) await worker.stop();
      expect(invited.map(({ email }) => mailsTo(email))).toEqual(Array(40).fill(1));
    });

    it("runs the job of one that died when its lease is over, and not before", async () => {
      const { email } = await invite();
      await claimOne();
      house.clock.advance({ seconds: 59 });
      expect(await claim()).toEqual([]);
      house.clock.advance({ seconds: 1 });
      expect(await house.runDueJobs()).toBe(1);
      expect(mailsTo(email)).toBe(1);
    });

    it("stops the one that was thought dead before it begins, and the other sends", async () => {
      const { email, invitationId } = await invite();
      const stale = await claimOne();
      house.clock.advance({ seconds: 60 });
      const fresh = await claimOne();
      expect(fresh.id).toBe(stale.id);
      await runJob(house.house, stale);
      expect(mailsTo(email)).toBe(0);
      expect(house.log.lines).toContainEqual(expect.objectContaining({ event: "job.lease-lost" }));

      await runJob(house.house, fresh);
      expect(mailsTo(email)).toBe(1);
      expect(await stateOf(invitationId)).toMatchObject({ status: "sent" });
    });

    it("stops the one that was thought dead right before it would send", async () => {
      const { email, invitationId } = await invite();
      const stale = await claimOne();
      const letGo = await holdInvitation(invitationId);
      const running = runJob(house.house, stale);
      await expect.poll(isWaitingForALock).toBe(true);
      house.clock.advance({ seconds: 60 });
      const fresh = await claimOne();
      await letGo();
      await running;
      expect(mailsTo(email)).toBe(0);
      expect(house.log.lines.at(-1)).toMatchObject({ event: "job.lease-lost", fields: { jobId: stale.id } });

      // The other cannot know how far the first one came: a person has to look.
      await runJob(house.house, fresh);
      expect(mailsTo(email)).toBe(0);
      expect(await stateOf(invitationId)).toMatchObject({ status: "unknown", reason: "interrupted" });
    });

    it("changes nothing when the one that was thought dead comes back after all is done", async () => {
      const { email, invitationId } = await invite();
      const stale = await claimOne();
      house.clock.advance({ seconds: 60 });
      await house.runDueJobs();
      await runJob(house.house, stale);
      expect(mailsTo(email)).toBe(1);
      expect(await stateOf(invitationId)).toMatchObject({ status: "sent" });
      expect(await jobs()).toEqual([]);
    });
  });

  describe("delivering a job twice", () => {
    it("opens one case", async () => {
      const place = await makePlace(client);
      body(await answer(client, place, 2));
      const job = await claimOne(["openCase"]);
      const row = await rowOf(job);
      await runJob(house.house, job);
      await deliverAgain(row);
      house.clock.advance({ minutes: 2 });
      await house.runDueJobs();
      expect(body(await client.get("/v1/cases")).data).toHaveLength(1);
      expect(
        await house.sql(
          `select 1 from event_log where workspace_id = '${client.workspaceId}' and name = 'case.opened'`,
        ),
      ).toHaveLength(1);
    });

    it("sends one mail", async () => {
      const { email } = await invite();
      const job = await claimOne();
      const row = await rowOf(job);
      await runJob(house.house, job);
      await deliverAgain(row);
      house.clock.advance({ minutes: 2 });
      expect(await house.runDueJobs()).toBe(1);
      expect(mailsTo(email)).toBe(1);
    });

    it("at one and the same moment opens one case", async () => {
      const place = await makePlace(client);
      body(await answer(client, place, 2));
      const job = await claimOne(["openCase"]);
      await Promise.all(Array.from({ length: 5 }, () => runJob(house.house, job)));
      expect(body(await client.get("/v1/cases")).data).toHaveLength(1);
    });
  });

  describe("with a job that fails", () => {
    it("tries again later and later, twelve times, then keeps it dead with its reason", async () => {
      await house.sql(`insert into jobs (id, workspace_id, queue, payload, dedupe_key, run_at)
        values (gen_random_uuid(), '${client.workspaceId}', 'openCase', '{"responseId":"no uuid"}', 'broken', '2026-03-01')`);
      const waits: number[] = [];
      for (let attempt = 1; attempt < mostAttempts; attempt++) {
        expect(await house.runDueJobs()).toBe(1);
        const [job] = (await jobs()) as [Job];
        expect(job).toMatchObject({ state: "ready", attempts: attempt, last_error: "22P02" });
        waits.push((Date.parse(job.run_at) - house.clock.now().getTime()) / 1000);
        house.clock.set(job.run_at);
      }
      for (const [at, seconds] of waits.entries()) {
        const wanted = Math.min(2 ** (at + 1), 3600);
        expect(seconds).toBeGreaterThanOrEqual(0.8 * wanted);
        expect(seconds).toBeLessThanOrEqual(1.2 * wanted);
      }
      expect(await house.runDueJobs()).toBe(1);
      expect(await jobs()).toMatchObject([{ state: "dead", attempts: mostAttempts, last_error: "22P02" }]);
      house.clock.advance({ days: 365 });
      expect(await house.runDueJobs()).toBe(0);
    });

    it("goes on with the others", async () => {
      await house.sql(`insert into jobs (id, workspace_id, queue, payload, dedupe_key, run_at)
        values (gen_random_uuid(), '${client.workspaceId}', 'openCase', '{"responseId":"no uuid"}', 'broken', '2026-03-01')`);
      const { email } = await invite();
      await house.runDueJobs();
      expect(mailsTo(email)).toBe(1);
    });

    it("waits with a mail where this worker has no mail server", async () => {
      const { email, invitationId } = await invite();
      const { database, ports } = house.house;
      await runJob(openHouse(database, { ...ports, mailer: null }), await claimOne());
      expect(await stateOf(invitationId)).toMatchObject({ status: "scheduled" });
      house.clock.advance({ minutes: 1 });
      await house.runDueJobs();
      expect(mailsTo(email)).toBe(1);
    });

    it("leaves what it does not know alone", async () => {
      await house.sql(`insert into jobs (id, workspace_id, queue, payload, dedupe_key, run_at)
        values (gen_random_uuid(), '${client.workspaceId}', 'ofAnotherVersion', '{}', 'x', '2026-03-01')`);
      expect(await house.runDueJobs()).toBe(0);
      expect(await jobs()).toMatchObject([{ state: "ready", attempts: 0 }]);
    });
  });

  describe("when a worker is lost while it hands over a mail", () => {
    /** A mail server that has the text and does not say what became of it until it is told to. */
    const hangingMail = () => {
      let answerIt: (outcome: MailOutcome) => void = () => {};
      const hanging = new Promise<MailOutcome>((resolve) => {
        answerIt = resolve;
      });
      house.mailer.willAnswer((() => hanging) as unknown as () => MailOutcome);
      return answerIt;
    };

    it("shows the invitation as unknown and never sends it again", async () => {
      const { email, event, invitationId } = await invite();
      const answerIt = hangingMail();
      const lost = claimOne().then((job) => runJob(house.house, job));
      await expect.poll(() => mailsTo(email)).toBe(1);
      house.clock.advance({ seconds: 60 });
      expect(await house.runDueJobs()).toBe(1);
      expect(await stateOf(invitationId)).toMatchObject({ status: "unknown", reason: "interrupted" });
      house.clock.advance({ days: 10 });
      await house.runDueJobs();
      expect(mailsTo(email)).toBe(1);
      // It may have been delivered: it counts as a contact made.
      expect(body(await client.post("/v1/events", { name: event, contact: { email } })).decisions).toMatchObject([
        { reason: "contact-budget" },
      ]);
      answerIt({ status: "sent" });
      await lost;
    });

    it("learns that it was sent if the lost one comes back with the news", async () => {
      const { email, invitationId } = await invite();
      const answerIt = hangingMail();
      const lost = claimOne().then((job) => runJob(house.house, job));
      await expect.poll(() => mailsTo(email)).toBe(1);
      house.clock.advance({ seconds: 60 });
      await house.runDueJobs();
      answerIt({ status: "sent" });
      await lost;
      expect(await stateOf(invitationId)).toMatchObject({ status: "sent", reason: null });
      expect(mailsTo(email)).toBe(1);
    });

    it("keeps one mail to one invitation though every connection is cut meanwhile", async () => {
      const { email, invitationId } = await invite();
      const answerIt = hangingMail();
      const running = claimOne().then((job) => runJob(house.house, job));
      await expect.poll(() => mailsTo(email)).toBe(1);
      await house.sql(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
      );
      answerIt({ status: "sent" });
      await running;
      house.clock.advance({ minutes: 5 });
      for (let tries = 0; tries < 3; tries++) await house.runDueJobs().catch(() => sleep(100));
      expect(mailsTo(email)).toBe(1);
      expect((await stateOf(invitationId)).status).toMatch(/^(sent|unknown)$/);
    });

    it("gives back what it had claimed and not begun when it is told to stop", async () => {
      const offer = await makeOffer(client);
      const [first] = [await invite(offer), await invite(offer), await invite(offer)];
      const answerIt = hangingMail();
      const worker = runJobs(house.house, { concurrency: 1 });
      await expect.poll(() => mailsTo(first.email)).toBe(1);
      const stopped = worker.stop();
      answerIt({ status: "sent" });
      await stopped;
      expect(await jobs()).toMatchObject([
        { state: "ready", attempts: 0 },
        { state: "ready", attempts: 0 },
      ]);
      expect(await house.runDueJobs()).toBe(2);
    });
  });

  describe("with what a mail server says", () => {
    const isSuppressed = async () =>
      (
        await house.sql(
          `select 1 from suppressions where workspace_id = '${client.workspaceId}' and reason = 'bounced'`,
        )
      ).length > 0;

    it.each<[string, MailOutcome, { status: string; reason: string | null }, { suppressed: boolean; next: object }]>([
      [
        "yes",
        { status: "sent" },
        { status: "sent", reason: null },
        { suppressed: false, next: { reason: "contact-budget" } },
      ],
      [
        "no",
        { status: "refused", reason: "554", badAddress: false },
        { status: "failed", reason: "554" },
        { suppressed: false, next: { outcome: "invited" } },
      ],
      [
        "no such address",
        { status: "refused", reason: "550", badAddress: true },
        { status: "bounced", reason: "550" },
        { suppressed: true, next: { reason: "unreachable" } },
      ],
      [
        "nothing more after the text",
        { status: "unknown", reason: "ECONNRESET" },
        { status: "unknown", reason: "ECONNRESET" },
        { suppressed: false, next: { reason: "contact-budget" } },
      ],
    ])(
      "%s: the invitation, the suppression list and the budget know",
      async (_, outcome, state, { suppressed, next }) => {
        const { email, event, invitationId } = await invite();
        house.mailer.willAnswer(outcome);
        await house.runDueJobs();
        expect(await stateOf(invitationId)).toMatchObject({ ...state, attempts: 1 });
        expect(await isSuppressed()).toBe(suppressed);
        expect(await jobs()).toEqual([]);
        house.clock.advance({ days: 1 });
        await house.runDueJobs();
        expect(mailsTo(email)).toBe(1);
        expect(body(await client.post("/v1/events", { name: event, contact: { email } })).decisions).toMatchObject([
          next,
        ]);
      },
    );

    it("later: it is tried again, then sent, with the same Message-ID", async () => {
      const { email, invitationId } = await invite();
      house.mailer.willAnswer({ status: "retry", reason: "451" }, { status: "retry", reason: "ETIMEDOUT" });
      await house.runDueJobs();
      expect(await stateOf(invitationId)).toMatchObject({ status: "scheduled", reason: "451", attempts: 1 });
      expect(await house.runDueJobs()).toBe(0);
      house.clock.advance({ minutes: 1 });
      await house.runDueJobs();
      house.clock.advance({ minutes: 1 });
      await house.runDueJobs();
      expect(await stateOf(invitationId)).toMatchObject({ status: "sent", reason: null, attempts: 3 });
      const ids = house.mailer.mails.filter(({ to }) => to.address === email).map(({ messageId }) => messageId);
      expect(new Set(ids).size).toBe(1);
      expect(ids).toHaveLength(3);
    });

    it("later, twelve times: it has failed, and the budget gets the contact back", async () => {
      const { email, event, invitationId } = await invite();
      house.mailer.willAnswer(
        ...Array.from({ length: mostAttempts }, (): MailOutcome => ({ status: "retry", reason: "421" })),
      );
      for (let attempt = 0; attempt < mostAttempts; attempt++) {
        expect(await house.runDueJobs()).toBe(1);
        house.clock.advance({ hours: 2 });
      }
      expect(await stateOf(invitationId)).toMatchObject({ status: "failed", reason: "421", attempts: mostAttempts });
      expect(await jobs()).toEqual([]);
      expect(mailsTo(email)).toBe(mostAttempts);
      expect(body(await client.post("/v1/events", { name: event, contact: { email } })).decisions).toMatchObject([
        { outcome: "invited" },
      ]);
    });

    it("later, while the customer unsubscribes: it is not tried again", async () => {
      const { email, invitationId } = await invite();
      house.mailer.willAnswer({ status: "retry", reason: "451" });
      await house.runDueJobs();
      const link = /<(.+)>/.exec(house.mailer.mails.at(-1)?.headers["List-Unsubscribe"] ?? "")?.[1] as string;
      await house.fetch(link, { method: "POST" });
      house.clock.advance({ minutes: 1 });
      await house.runDueJobs();
      expect(mailsTo(email)).toBe(1);
      expect(await stateOf(invitationId)).toMatchObject({ status: "refused", reason: "unsubscribed" });
    });

    it("yes, after the answer is there already: the invitation stays completed", async () => {
      const { email, invitationId } = await invite();
      house.mailer.willAnswer(((mail: { text: string }) => {
        const link = /http\S+\/i\/[\w-]{43}/.exec(mail.text)?.[0] as string;
        return (async () => {
          const nonce = /name="nonce" value="([^"]+)"/.exec(await (await house.fetch(link)).text())?.[1];
          await house.fetch(link, {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: JSON.stringify({ nonce, answers: { score: 9 } }),
          });
          return { status: "sent" };
        })();
      }) as unknown as () => MailOutcome);
      await house.runDueJobs();
      expect(mailsTo(email)).toBe(1);
      expect(await stateOf(invitationId)).toMatchObject({ status: "completed" });
    });
  });
});
