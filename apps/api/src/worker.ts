import { consoleLog } from "@otklik/adapters/console-log";
import { nodeCrypto } from "@otklik/adapters/node-crypto";
import { installationSecret } from "@otklik/db/installation";
import { openPostgres } from "@otklik/db/open-postgres";
import { openHouse } from "@otklik/features/house";
import type { Mailer } from "@otklik/features/ports";
import { createApp } from "./app.ts";
import { readConfig } from "./config.ts";
import { openRuntime } from "./open-runtime.ts";

// Decisions are made here, mail is sent by the process that runs the jobs.
const elsewhere: Mailer = { send: async () => ({ status: "retry", reason: "not-here" }), close: async () => {} };

type Bindings = { HYPERDRIVE: { connectionString: string } } & Record<string, unknown>;

/**
 * The same app on Workers. A connection belongs to the request that opened it, so capture is one transaction a request;
 * a line cannot be held open, so the stream answers 501; mail is sent by a Node process with ROLE=jobs. Migrations are
 * that process's as well.
 */
export default {
  async fetch(
    request: Request,
    env: Bindings,
    execution: { waitUntil(work: Promise<unknown>): void },
  ): Promise<Response> {
    const config = readConfig({ ...env, DATABASE_URL: env.HYPERDRIVE.connectionString });
    const database = openPostgres({ url: env.HYPERDRIVE.connectionString, poolSize: 1, isShortLived: true });
    const now = () => new Date();
    const secret =
      config.SECRET ?? (await installationSecret(database.db, crypto.randomUUID() + crypto.randomUUID(), now()));
    const house = openHouse(database, {
      now,
      crypto: nodeCrypto(secret, now),
      log: consoleLog(),
      mailer: elsewhere,
      mailFrom: config.MAIL_FROM,
      publicUrl: config.publicUrl,
    });
    const runtime = openRuntime(house, {
      publicUrl: config.publicUrl,
      isProduction: true,
      mailbox: null,
      authSecret: house.ports.crypto.sign("session", "better-auth"),
      whatIsMissing: async () => null,
      canHoldLines: false,
    });
    const answer = await createApp(runtime).fetch(request);
    execution.waitUntil(database.close());
    return answer;
  },
};
