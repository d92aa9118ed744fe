import { randomBytes } from "node:crypto";
import postgres from "postgres";

export type FreshDatabase = { url: string; drop(): Promise<void> };

/** An own database on the run's Postgres, empty or a copy of `template` (a database name without connections). */
export async function freshPostgresDatabase(adminUrl: string, template = "template1"): Promise<FreshDatabase> {
  const name = `otklik_test_${randomBytes(8).toString("hex")}`;
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    await admin`create database ${admin(name)} template ${admin(template)}`;
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
