import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { killDatabase, spoilLines, terminateConnections } from "./faults/database-faults.ts";
import { killServer } from "./faults/kill-server.ts";
import { sendNonsense } from "./faults/malformed.ts";
import { killOneOfFour } from "./faults/many-processes.ts";
import { type DatabaseKind, durablePostgres, type FaultRow } from "./faults/stage.ts";
import type { PostgresServer } from "./support/postgres-server.ts";

// The short form of `npm run faults`. How soon all works again is a figure of that program: here everything has its time.
let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await durablePostgres();
}, 120_000);
afterAll(() => postgres?.stop());

const short = (database: DatabaseKind) => ({ database, postgresUrl: postgres.url, isShort: true });
const aboutTime = /^recovered after |^event loop /;

describe("No acknowledged answer is lost, none is stored twice and each is counted", { timeout: 300_000 }, () => {
  it.each<[string, () => Promise<FaultRow>]>([
    ["the server is killed on PGlite", () => killServer(short("PGlite"))],
    ["the server is killed on Postgres", () => killServer(short("Postgres"))],
    ["Postgres is killed", () => killDatabase({ isShort: true })],
    ["Postgres ends all connections", () => terminateConnections({ isShort: true })],
    ["lines to Postgres are cut, reset or half-open", () => spoilLines({ isShort: true })],
    ["one of four processes on one Postgres is killed", () => killOneOfFour(short("Postgres"))],
  ])("when %s", async (_, breakIt) => {
    const { lost, doubled, remarks } = await breakIt();
    const others = remarks.filter((remark) => !aboutTime.test(remark));
    expect({ lost, doubled, others }).toEqual({ lost: 0, doubled: 0, others: [] });
  });
});

it("Requests that no honest program sends are none of our failures", { timeout: 300_000 }, async () => {
  const { lost, remarks } = await sendNonsense(short("Postgres"));
  expect({ lost, remarks: remarks.filter((remark) => !aboutTime.test(remark)) }).toEqual({ lost: 0, remarks: [] });
});
