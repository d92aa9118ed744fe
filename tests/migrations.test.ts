import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { type Database, rowsOf } from "@otklik/db/database";
import { migrate, pendingMigrations } from "@otklik/db/migrate";
import { openPostgres } from "@otklik/db/open-postgres";
import * as schema from "@otklik/db/schema/index";
import { generateDrizzleJson, generateMigration } from "drizzle-kit/api";
import { afterAll, afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { freshPostgresDatabase } from "./support/database.ts";
import { databases, type On } from "./support/house.ts";
import { emptyEmbedded } from "./support/templates.ts";

const folder = new URL("../drizzle/", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), "utf8");

/** Merged migrations never change: databases out there have had them. A new one is added here with its hash. */
const merged: Record<string, string> = {
  "0000_first_tables": "477306d72ffff6a0b0e0ca9ad6e53bff8f0cd251c99895c01e82e6d81409148d",
  "0001_tenant_walls": "c35c9053b13f058cb8b5e8156beeb12a185d8920564e163a4eb7b4cc4ce682fa",
  "0002_dashboard_columns": "0a2155bc9a4090724cd2248aa3bfcc9e05e831ae228db2b13e2f76601ba1e3c5",
  "0003_dashboard_indexes": "896a2974149701b58a24a99c60bf76be348d685e632570fc62be330a8eea59f7",
  "0004_shifts": "c5d1ff73eb63d6d8f8db20ef71f41a7cedbdc5eed86e03b9a9c022fab5a21b0f",
  "0005_outcome_days": "1005449699ef70f4b5bed60a91fae2a39d3a6426e05d9439cd6adb0a178dec5d",
  "0006_stale_baselines": "f9e34a51748be33132b6403b44f28b1190684522c5bf6cecdc6ab61e90f0238c",
  "0007_finished_by_silence": "24f536a9a52080d0f02b45cd3f8a2930ee66ec9911829ae537407f1c9457484b",
  "0008_survey_doors": "141022e7e0edbde94cd7d78e05d5e07fa295408f0d980e3ccb1022e1274fe7ef",
  "0009_quotas": "722ca650f2640cea4bc905c28f14da95826d4e43e30f285b2ce6fdbe81f48b88",
  "0010_finding_answers": "ba6d454c7e6a59d9114cbf57fdb89afdc738470fab2fbd7849d1377b8c0824e4",
  "0011_words_of_past_answers": "07a16babf9ae4ecc058cb361a1c23f56200d8609400ee02d961abd6cbb96adf2",
  "0012_images": "fb03937f01702c837e2ec523fcf2c99003e0e51638fd6b73ac2e91d11a7b2d53",
  "0013_paused_copies": "131f784d0d1a554676107614fbe9cfe82a46bd9ea589bf4d6a1447185ad1839f",
  "0014_anonymous_answers": "c2ffa1a7e293a7f4658a8a90335f71215b38c94d5d8f8d26549dadae7855faf8",
  "0015_other_capitals": "c075725ebb03146c87b4174a67a44289f9b5f0aa1bd2cc46bc1116af747e0529",
  "0016_themes": "8c564d25ce3680a48a5f7145de823f2faa461d5e4a50ff0db6f84a9a974e1e9d",
};
const names = Object.keys(merged);

type Opened = { database: Database; url: string | null; another(): Database; close(): Promise<void> };

async function openEmpty(on: On): Promise<Opened> {
  if (on === "pglite") {
    const database = await emptyEmbedded();
    return { database, url: null, another: () => database, close: () => database.close() };
  }
  const { url, drop } = await freshPostgresDatabase(inject("postgresUrl"));
  const opened: Database[] = [];
  const another = () => {
    const database = openPostgres({ url, poolSize: 2 });
    opened.push(database);
    return database;
  };
  const close = async () => {
    for (const database of opened) await database.close();
    await drop();
  };
  return { database: another(), url, another, close };
}

const rows = async <Row>({ db }: Database, text: string) => rowsOf<Row>(await db.execute(text));

/** Everything that a migration can make, as text. */
async function everythingIn(database: Database): Promise<string[]> {
  const found = await rows<{ line: string }>(
    database,
    `select 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '-') as line
     from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped
     union all select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'
     union all select 'index ' || pg_get_indexdef(indexrelid) from pg_index x join pg_class c on c.oid = x.indrelid where c.relnamespace = 'public'::regnamespace
     union all select 'policy ' || tablename || ' ' || policyname || ' ' || coalesce(qual, '-') || ' ' || coalesce(with_check, '-') from pg_policies where schemaname = 'public'
     union all select 'wall ' || relname || ' ' || relrowsecurity || relforcerowsecurity from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
     union all select 'right ' || table_name || ' ' || privilege_type from information_schema.role_table_grants where grantee = 'otklik_tenant' and table_schema = 'public'
     union all select 'function ' || proname || ' ' || md5(prosrc) from pg_proc where pronamespace = 'public'::regnamespace and proname <> 'crash'
     order by 1`,
  );
  return found.map(({ line }) => line);
}

describe.each(databases)("Migrations, on %s", (on) => {
  let opened: Opened;
  let database: Database;

  beforeEach(async () => {
    opened = await openEmpty(on);
    database = opened.database;
  });
  afterEach(() => opened.close());

  it("bring an empty database up to date, and say which they were", async () => {
    expect(await pendingMigrations(database.db)).toEqual(names);
    expect(await migrate(database.db)).toEqual(names);
    expect(await pendingMigrations(database.db)).toEqual([]);
  });

  it("change nothing when they are run again", async () => {
    await migrate(database.db);
    const before = await everythingIn(database);
    expect(await migrate(database.db)).toEqual([]);
    expect(await everythingIn(database)).toEqual(before);
  });

  it("are each made once when three programs start at once", async () => {
    const done = await Promise.all([database, opened.another(), opened.another()].map(({ db }) => migrate(db)));
    expect(done.flat().sort()).toEqual(names);
  });

  it.each<[string, Cut, string[]]>([
    ["the first", { tag: "CREATE TABLE", object: "public.responses" }, []],
    ["the second", { tag: "CREATE POLICY", object: "own_workspace_only on public.cases" }, ["0000_first_tables"]],
  ])("that were cut off in the middle of %s go on where they were", async (_, place, applied) => {
    const left = names.filter((name) => !applied.includes(name));
    await crashAt(on, opened, place);
    expect(await pendingMigrations(database.db)).toEqual(left);
    // Of the one that was cut off nothing is left.
    const tables = await rows<{ name: string }>(
      database,
      "select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> 'otklik_migrations'",
    );
    expect(tables.length > 0).toBe(applied.length > 0);
    expect(await rows(database, "select 1 from pg_policies where schemaname = 'public'")).toEqual([]);

    expect(await migrate(database.db)).toEqual(left);
    const resumed = await everythingIn(database);
    const clean = await openEmpty(on);
    await migrate(clean.database.db);
    const whole = await everythingIn(clean.database);
    await clean.close();
    expect(resumed).toEqual(whole);
  });

  it("make the tables, columns and constraints that the schema describes, and no others", async () => {
    await migrate(database.db);
    const { tables } = generateDrizzleJson(schema) as unknown as { tables: Record<string, TableShape> };
    const wanted = Object.values(tables).flatMap((table) => [
      ...Object.values(table.columns).map(
        ({ name, type, notNull }) => `column ${table.name}.${name} ${type.replace(" (", "(")} ${notNull}`,
      ),
      ...[
        ...Object.keys(table.foreignKeys),
        ...Object.keys(table.uniqueConstraints),
        ...Object.keys(table.checkConstraints),
        ...Object.keys(table.compositePrimaryKeys),
      ].map((name) => `constraint ${table.name} ${name}`),
      ...Object.keys(table.indexes).map((name) => `index ${name}`),
    ]);
    const everything = await everythingIn(database);
    const constraints = new Set(
      everything.filter((line) => line.startsWith("constraint ")).map((line) => line.split(" ")[2]),
    );
    const found = everything.flatMap((line) => {
      const [kind = "", first = "", second = ""] = line.split(" ");
      if (line.includes("otklik_migrations")) return [];
      if (kind === "column") return [/^(column \S+ .+ (?:true|false)) /.exec(line)?.[1] as string];
      if (kind === "constraint") return second.endsWith("_pkey") ? [] : [`constraint ${first} ${second}`];
      // Those of keys were listed with their constraints.
      const index = /^index CREATE (?:UNIQUE )?INDEX (\S+) ON /.exec(line)?.[1] ?? "";
      return kind !== "index" || constraints.has(index) ? [] : [`index ${index}`];
    });
    expect([...new Set(found)].sort()).toEqual(cut(wanted).sort());
  });
});

type TableShape = Record<
  "foreignKeys" | "uniqueConstraints" | "checkConstraints" | "compositePrimaryKeys" | "indexes",
  object
> & {
  name: string;
  columns: Record<string, { name: string; type: string; notNull: boolean }>;
};

describe("Migrations", () => {
  const opened: Opened[] = [];
  afterAll(async () => {
    for (const one of opened) await one.close();
  });

  it("make the same of an embedded database and of a server", async () => {
    const made = [];
    for (const on of ["pglite", "postgres"] as const) {
      const empty = await openEmpty(on);
      opened.push(empty);
      await migrate(empty.database.db);
      made.push(await everythingIn(empty.database));
    }
    expect(made[0]).toEqual(made[1]);
  });

  it("say all that the schema says: there is none left to generate", async () => {
    const last = JSON.parse(read(`meta/${(names.at(-1) as string).slice(0, 4)}_snapshot.json`));
    expect(await generateMigration(last, generateDrizzleJson(schema))).toEqual([]);
  });

  it("that were merged stay as they are", () => {
    const journal = JSON.parse(read("meta/_journal.json")) as { entries: { tag: string }[] };
    const found = journal.entries.map(({ tag }) => [
      tag,
      createHash("sha256")
        .update(read(`${tag}.sql`))
        .digest("hex"),
    ]);
    expect(Object.fromEntries(found)).toEqual(merged);
  });
});

/** Postgres keeps 63 characters of a name. */
const cut = (lines: string[]) => lines.map((line) => line.replace(/^(constraint \S+ )(.{63}).*$/, "$1$2"));

type Cut = { tag: string; object: string };

/** A program that migrates is killed while it makes this; the embedded database, which dies with its program, refuses. */
async function crashAt(on: On, { database, url }: Opened, { tag, object }: Cut): Promise<void> {
  const crash = on === "postgres" ? "perform pg_sleep(30)" : "raise exception 'cut off'";
  await database.db.execute(`create function crash() returns event_trigger language plpgsql as $$ begin
    if exists (select from pg_event_trigger_ddl_commands() where object_identity = '${object}') then ${crash}; end if;
  end $$`);
  await database.db.execute(
    `create event trigger crash_here on ddl_command_end when tag in ('${tag}') execute function crash()`,
  );
  if (on === "postgres") await killWhileItSleeps(database, url as string);
  else await expect(migrate(database.db)).rejects.toThrow();
  await database.db.execute("drop event trigger crash_here");
  await database.db.execute("drop function crash()");
}

const migrating = `
  const [{ migrate }, { openPostgres }] = await Promise.all([import("@otklik/db/migrate"), import("@otklik/db/open-postgres")]);
  await migrate(openPostgres({ url: process.argv[1], poolSize: 1 }).db);
`;

async function killWhileItSleeps(database: Database, url: string): Promise<void> {
  const others = "from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";
  const program = spawn(process.execPath, ["--input-type=module", "--eval", migrating, url], { stdio: "ignore" });
  const isSleeping = async () => (await rows(database, `select 1 ${others} and wait_event = 'PgSleep'`)).length > 0;
  await expect.poll(isSleeping, { timeout: 15_000 }).toBe(true);
  program.kill("SIGKILL");
  // Asleep, a backend does not see that its program is gone.
  await database.db.execute(`select pg_terminate_backend(pid) ${others} and wait_event = 'PgSleep'`);
  await expect
    .poll(async () => (await rows(database, `select 1 ${others} and backend_xid is not null`)).length)
    .toBe(0);
}
