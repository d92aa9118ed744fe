import { afterAll, beforeAll, expect, it } from "vitest";
import { killServer } from "./faults/kill-server.ts";
import { durablePostgres } from "./faults/stage.ts";
import type { PostgresServer } from "./support/postgres-server.ts";

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await durablePostgres();
});
afterAll(() => postgres?.stop());

it.each(["PGlite", "Postgres"] as const)(
  "a server killed under load loses no acknowledged answer, stores none twice and counts each, on %s",
  { timeout: 240_000 },
  async (database) => {
    const { lost, doubled, remarks } = await killServer({ database, postgresUrl: postgres.url, isShort: true });
    expect({ lost, doubled, remarks }).toEqual({ lost: 0, doubled: 0, remarks: [] });
  },
);
