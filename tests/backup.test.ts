import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { type Database, rowsOf } from "@otklik/db/database";
import { resumeSending } from "@otklik/db/installation";
import { openPostgres } from "@otklik/db/open-postgres";
import { afterAll, afterEach, describe, expect, inject, it } from "vitest";
import { backUp, check, restore } from "../apps/api/src/cli/backup.ts";
import { backUpIfDue } from "../apps/api/src/jobs/daily-backup.ts";
import type { Client } from "./support/client.ts";
import { asOwner, freshPostgresDatabase } from "./support/database.ts";
import { body, call, makeOffer, score, why } from "./support/furnish.ts";
import { databases, type On, openTestHouse, type TestHouse } from "./support/house.ts";
import { emptyEmbedded } from "./support/templates.ts";

const folder = mkdtempSync(join(tmpdir(), "otklik-backup-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function open(on: On): Promise<TestHouse> {
  const house = await openTestHouse({ on });
  closing.push(() => house.close());
  return house;
}

type Sql = TestHouse["sql"];

/** A database that nobody has migrated, owned as production's is, and a look at it from above. */
async function empty(on: On): Promise<{ database: Database; sql: Sql }> {
  const fresh = on === "pglite" ? null : await freshPostgresDatabase(inject("postgresUrl"), "template1");
  const database = fresh ? openPostgres({ url: asOwner(fresh.url), poolSize: 3 }) : await emptyEmbedded();
  const above = fresh ? openPostgres({ url: fresh.url, poolSize: 1 }) : database;
  closing.push(async () => {
    await database.close();
    if (fresh) await above.close();
    await fresh?.drop();
  });
  return { database, sql: async <Row>(text: string) => rowsOf<Row>(await above.db.execute(text)) };
}

/** Every table by its name, its rows as text in an order of their own. */
async function everythingIn(sql: Sql): Promise<Record<string, string[]>> {
  const tables = await sql<{ name: string }>(
    "select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1",
  );
  const found: Record<string, string[]> = {};
  for (const { name } of tables) {
    if (name === "otklik_migrations") continue;
    const rows = await sql<{ row: string }>(`select t::text as row from "${name}" t order by 1`);
    found[name] = rows.map(({ row }) => row);
  }
  return found;
}

const hard = 'Tab\there, "quotes", back\\slash \\N, line\nbreak, Ёлка 🎄, \\. and a comma';

/** Two tenants with answers, cases, scores, and one mail that is due tomorrow beside one that is due now. */
async function live(house: TestHouse): Promise<Client> {
  const client = await house.workspace();
  await answer(await house.workspace(), "A neighbour's");
  await answer(client, hard);
  await house.runDueJobs();
  const tomorrow = await makeOffer(client, { delaySeconds: 86_400 });
  const today = await makeOffer(client);
  for (const { event } of [tomorrow, today])
    body(await client.post("/v1/events", { name: event, contact: { email: `${event}@customers.example` } }));
  return client;
}

async function answer(client: Client, comment: string): Promise<void> {
  const { surveyId, touchpointKey } = await makeOffer(client, { questions: [score, why, call] });
  const given = { surveyId, touchpointKey, channel: "web", answers: { score: 2, why: comment } };
  body(await client.post("/v1/responses", { ...given, contact: { email: "irina@customers.example", name: "Irina" } }));
}

const statuses = async (sql: Sql) =>
  (await sql<{ status: string }>("select status from invitations order by send_at")).map(({ status }) => status);

describe.each(databases)("a backup from %s", (from) => {
  it.each(databases)("holds all of both tenants again on %s", async (to) => {
    const house = await open(from);
    await live(house);
    const file = join(folder, `${from}-${to}.sql.gz`);
    const before = await everythingIn(house.sql);
    const written = await backUp(house.database, file, house.clock.now());
    expect(await everythingIn(house.sql)).toEqual(before);

    const copy = await empty(to);
    expect(await restore(copy.database, file, new Date(house.clock.now().getTime() - 1000))).toEqual(written);
    const { installation, ...after } = await everythingIn(copy.sql);
    const { installation: original, ...rest } = before;
    expect(after).toEqual(rest);
    expect([original, installation]).toEqual([[], [expect.stringMatching(/^\(t,/)]]);
    expect(written.rows).toBe(Object.values(before).flat().length);
    expect(readFileSync(file).length).toBe(written.bytes);
  });
});

describe("a restored copy", () => {
  it("leaves as lost what the original may have sent since, and sends the rest only when it is told to", async () => {
    const house = await open("postgres");
    await live(house);
    const file = join(folder, "paused.sql.gz");
    await backUp(house.database, file, house.clock.now());
    expect(await statuses(house.sql)).toEqual(["scheduled", "scheduled"]);

    const copy = await openTestHouse({ on: "postgres" });
    closing.push(() => copy.close());
    copy.clock.advance({ hours: 1 });
    await restore(copy.database, file, copy.clock.now());
    copy.clock.advance({ days: 2 });
    await copy.runDueJobs();
    expect(copy.mailer.mails).toEqual([]);

    expect(await resumeSending(copy.database.db)).toBe(true);
    await copy.runDueJobs();
    expect(await statuses(copy.sql)).toEqual(["unknown", "sent"]);
    expect(copy.mailer.mails).toHaveLength(1);
    expect(await resumeSending(copy.database.db)).toBe(false);
  });

  it("is made of a whole backup or not at all", { timeout: 60_000 }, async () => {
    const house = await open("pglite");
    await live(house);
    const file = join(folder, "whole.sql.gz");
    await backUp(house.database, file, house.clock.now());
    const text = gunzipSync(readFileSync(file)).toString();
    const copy = await empty("pglite");
    const tried: [string, Buffer, RegExp][] = [
      ["cut within a table", gzipSync(text.slice(0, text.length / 2)), /damaged or was cut short/],
      ["cut within the file", readFileSync(file).subarray(0, 2000), /damaged or was cut short/],
      ["one answer changed", gzipSync(text.replace("A neighbour", "B neighbour")), /damaged or was cut short/],
      ["one row taken out", gzipSync(text.replace(/\n.*A neighbour.*/, "")), /damaged or was cut short/],
      ["of a newer version", gzipSync(text.replace('"0000_first_tables"', '"9999_later"')), /newer Otklik/],
      ["something else", gzipSync("select 1;\n"), /not a backup of Otklik/],
      ["not packed", Buffer.from("hello"), /damaged/],
    ];
    for (const [name, bytes, message] of tried) {
      const broken = join(folder, "broken.sql.gz");
      writeFileSync(broken, bytes);
      await expect(restore(copy.database, broken, new Date()), name).rejects.toThrow(message);
      await expect(check(broken), name).rejects.toThrow(message);
    }
    await restore(copy.database, file, new Date());
    await expect(restore(copy.database, file, new Date())).rejects.toThrow("There are workspaces in this database");
  });
});

describe("the daily backup", () => {
  it("is written once a day, and only so many are kept", async () => {
    const house = await open("postgres");
    await house.workspace();
    const { database, clock, log } = house;
    const keeping = { database, log, now: clock.now, folder: join(folder, "daily"), keep: 2 };
    const written: (string | null)[] = [];
    for (let hours = 0; hours < 96; hours += 12) {
      const file = await backUpIfDue(keeping);
      written.push(file?.slice(-22, -7) ?? null);
      clock.advance({ hours: 12 });
    }
    expect(written).toEqual([
      "2026-03-02T1000",
      null,
      "2026-03-03T1000",
      null,
      "2026-03-04T1000",
      null,
      "2026-03-05T1000",
      null,
    ]);
    await expect(check(join(folder, "daily", "otklik-2026-03-03T1000.sql.gz"))).rejects.toThrow("There is no file");
    expect((await check(join(folder, "daily", "otklik-2026-03-04T1000.sql.gz"))).rows).toBeGreaterThan(0);
  });
});
