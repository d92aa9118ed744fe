import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import type { Database, Db } from "@otklik/db/database";
import { migrate } from "@otklik/db/migrate";
import { openInMemory } from "@otklik/db/open-in-memory";
import { openPostgres } from "@otklik/db/open-postgres";
import postgres from "postgres";
import { asOwner, makeOwner } from "./database.ts";

const migrations = new URL("../../drizzle/", import.meta.url);
const cache = new URL("../../node_modules/.cache/otklik/", import.meta.url);

/** A migrated embedded database in memory, loaded from a dump: 0.4 s instead of 3. The first on a machine makes the dump. */
export const embeddedTemplate = (): Promise<Database> => fromDump("migrated", migrate);

/** An embedded database with nothing in it. */
export const emptyEmbedded = (): Promise<Database> => fromDump("empty", async () => {});

async function fromDump(kind: string, prepare: (db: Db) => Promise<unknown>): Promise<Database> {
  const name = `${kind}-${await fingerprint()}.tar`;
  if (!existsSync(new URL(name, cache))) await makeDump({ kind, name, prepare });
  return openInMemory(new Blob([await readFile(new URL(name, cache))]));
}

type Dump = { kind: string; name: string; prepare(db: Db): Promise<unknown> };

async function makeDump({ kind, name, prepare }: Dump): Promise<void> {
  const fresh = await openInMemory();
  await prepare(fresh.db);
  const tar = await fresh.dump();
  await fresh.close();
  await mkdir(cache, { recursive: true });
  const outdated = (await readdir(cache)).filter((one) => one.startsWith(`${kind}-`) && one.endsWith(".tar"));
  // Two test files may get here at once: each writes its own, and the last to rename wins.
  const unfinished = new URL(`${name}.${process.pid}`, cache);
  await writeFile(unfinished, new Uint8Array(await tar.arrayBuffer()));
  await rename(unfinished, new URL(name, cache));
  for (const one of outdated) if (one !== name) await rm(new URL(one, cache), { force: true });
}

/** The name of a migrated database to make others from; made by the first who asks. */
export async function postgresTemplate(adminUrl: string): Promise<string> {
  const name = `otklik_owned_${await fingerprint()}`;
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    await admin`select pg_advisory_lock(hashtext(${name}))`;
    const found = await admin`select from pg_database where datname = ${name}`;
    if (found.length > 0) return name;
    const unfinished = `${name}_unfinished`;
    await admin`drop database if exists ${admin(unfinished)}`;
    await makeOwner(admin);
    await admin`create database ${admin(unfinished)} owner otklik_owner`;
    const url = new URL(adminUrl);
    url.pathname = `/${unfinished}`;
    const database = openPostgres({ url: asOwner(url.href), poolSize: 1 });
    await migrate(database.db);
    await database.close();
    await admin`alter database ${admin(unfinished)} rename to ${admin(name)}`;
    return name;
  } finally {
    await admin.end();
  }
}

let known: Promise<string> | null = null;

/** Changes with every migration, and with every library. */
function fingerprint(): Promise<string> {
  known ??= readSources().then((texts) => createHash("sha256").update(texts.join("\0")).digest("hex").slice(0, 16));
  return known;
}

async function readSources(): Promise<string[]> {
  const names = (await readdir(migrations)).filter((name) => name.endsWith(".sql")).sort();
  const files = [
    new URL("../../package-lock.json", import.meta.url),
    ...names.map((name) => new URL(name, migrations)),
  ];
  return Promise.all(files.map((file) => readFile(file, "utf8")));
}
