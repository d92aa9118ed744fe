import { randomBytes } from "node:crypto";
import postgres from "postgres";

export type FreshDatabase = { url: string; drop(): Promise<void> };

/** Who owns the tables in tests, as on most managed servers: no superuser, held by row-level security as tenants are. */
const owner = "otklik_owner";

export async function makeOwner(admin: postgres.Sql): Promise<void> {
  for (const statement of [
    `create role ${owner} login createrole password '${owner}'`,
    "create role otklik_tenant nologin",
    `grant otklik_tenant to ${owner}`,
  ])
    await admin.unsafe(
      `do $$ begin ${statement}; exception when duplicate_object or unique_violation then null; end $$`,
    );
}

/** The same database as its owner sees it. */
export function asOwner(url: string): string {
  return Object.assign(new URL(url), { username: owner, password: owner }).href;
}

/** An own database on the run's Postgres, empty or a copy of `template` (a database name without connections). */
export async function freshPostgresDatabase(adminUrl: string, template?: string): Promise<FreshDatabase> {
  const name = `otklik_test_${randomBytes(8).toString("hex")}`;
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    if (template) await makeOwner(admin);
    if (template) await admin`create database ${admin(name)} template ${admin(template)} owner ${admin(owner)}`;
    else await admin`create database ${admin(name)}`;
  } finally {
    await admin.end();
  }

  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => dropDatabase(adminUrl, name) };
}

async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    await admin`drop database if exists ${admin(name)} with (force)`;
  } finally {
    await admin.end();
  }
}
