import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import { afterEach, describe, expect, inject, it } from "vitest";
import { type Database, rowsOf } from "../packages/db/src/database.ts";
import { migrate, pendingMigrations } from "../packages/db/src/migrate.ts";
import { embeddedDatabase } from "../packages/db/src/open-embedded.ts";
import { openPostgres } from "../packages/db/src/open-postgres.ts";
import { freshPostgresDatabase } from "./support/database.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const empty: Record<string, () => Promise<Database>> = {
  pglite: async () => embeddedDatabase(await PGlite.create()),
  postgres: async () => {
    const { url, drop } = await freshPostgresDatabase(inject("postgresUrl"));
    closing.push(drop);
    return openPostgres({ url, poolSize: 4 });
  },
};

async function open(on: string): Promise<Database> {
  const database = await (empty[on] as () => Promise<Database>)();
  closing.push(() => database.close());
  return database;
}

const names = async () =>
  (
    JSON.parse(await readFile(new URL("../drizzle/meta/_journal.json", import.meta.url), "utf8")) as {
      entries: { tag: string }[];
    }
  ).entries.map(({ tag }) => tag);

describe.each(["pglite", "postgres"])("Migrations, on %s", (on) => {
  it("bring an empty database up to date, and change nothing the second time", async () => {
    const { db } = await open(on);
    expect(await pendingMigrations(db)).toEqual(await names());
    expect(await migrate(db)).toEqual(await names());
    expect(await migrate(db)).toEqual([]);
    expect(await pendingMigrations(db)).toEqual([]);
  });

  it("are applied once when two processes start at the same moment", async () => {
    const { db } = await open(on);
    const applied = await Promise.all([migrate(db), migrate(db)]);
    expect(applied.flat().sort()).toEqual(await names());
  });

  it("leave nothing of one that broke off, and go on from there", async () => {
    const { db } = await open(on);
    // In the way of the second migration only: the first stays applied, of the second nothing does.
    await db.execute(sql`create function tenant_table(name regclass) returns void language sql as 'select 1' `);
    await expect(migrate(db)).rejects.toThrow();
    expect(await pendingMigrations(db)).toEqual((await names()).slice(1));
    const [policies] = rowsOf<{ n: number }>(await db.execute(sql`select count(*)::int as n from pg_policies`));
    expect(policies?.n).toBe(0);
    await db.execute(sql`drop function tenant_table`);
    expect(await migrate(db)).toEqual((await names()).slice(1));
  });
});

describe("The migrations", () => {
  it("hold every table and column of the schema: generating one more finds nothing to do", async () => {
    const home = await mkdtemp(join(tmpdir(), "otklik-drizzle-"));
    closing.push(() => rm(home, { recursive: true }));
    const folder = join(home, "drizzle");
    await cp(new URL("../drizzle", import.meta.url), folder, { recursive: true });
    const before = await readdir(folder);
    const kit = new URL("../node_modules/.bin/drizzle-kit", import.meta.url).pathname;
    const schema = new URL("../packages/db/src/schema/index.ts", import.meta.url).pathname;
    // It takes `out` for a path below its own folder, whatever it begins with.
    const asked = ["generate", "--dialect", "postgresql", "--schema", schema, "--out", "./drizzle"];
    const { stdout } = await promisify(execFile)(kit, asked, { cwd: home });
    expect(stdout).toContain("No schema changes");
    expect(await readdir(folder)).toEqual(before);
  }, 40_000);
});
