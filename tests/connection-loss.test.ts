import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, inject, it } from "vitest";
import { freshPostgresDatabase } from "./support/database.ts";

const a = "00000000-0000-7000-8000-00000000000a";
const b = "00000000-0000-7000-8000-00000000000b";

/** Runs in a program of its own, which may not survive it. Between it and Postgres is a line that can be cut. */
const opening = `
  import { connect, createServer } from "node:net";
  import { isLostSocket } from "@otklik/db/lost-socket";
  import { openPostgres } from "@otklik/db/open-postgres";
  // As the server does.
  process.on("uncaughtException", (error) => { if (!isLostSocket(error)) { console.error(error); process.exit(1); } });
  const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const server = new URL(process.argv[1]);
  const port = Number(server.port);
  const lines = new Set();
  const line = createServer((near) => {
    const far = connect(port, server.hostname);
    for (const [from, to] of [[near, far], [far, near]]) from.on("error", () => {}).on("close", () => to.destroy()).pipe(to);
    lines.add(near);
  });
  await new Promise((resolve) => line.listen(0, "127.0.0.1", resolve));
  const cut = () => { for (const one of lines) one.destroy(); lines.clear(); };
  const other = openPostgres({ url: server.href, poolSize: 1 });
  await other.db.execute("create table notes (who text)");
  await other.db.execute("grant all on notes to public");
  server.port = line.address().port;
  const database = openPostgres({ url: server.href, poolSize: 1 });
`;
const closing = `
  console.log(JSON.stringify((await other.db.execute("select who from notes")).map(({ who }) => who)));
  process.exit(0);
`;

const cutWhileAsking = `
  for (let tries = 0; tries < 3; tries++) {
    const asking = database.inWorkspace("${a}", (tx) => tx.execute("select pg_sleep(5)")).catch(() => {});
    await sleep(400);
    cut();
    await asking;
  }
  await sleep(300);
  await database.db.execute("insert into notes values ('alive')");
`;
const cutWhileAnotherWaits = `
  const first = database.inWorkspace("${a}", async (tx) => {
    await sleep(200);
    cut();
    await sleep(800);
    await tx.execute("insert into notes values ('by one whose line was cut')");
  }).catch(() => {});
  await sleep(100);
  const second = database.inWorkspace("${b}", async (tx) => {
    await tx.execute("insert into notes values ('by one that was taken back')");
    await sleep(1500);
    throw new Error("taken back");
  }).catch(() => {});
  await Promise.race([Promise.all([first, second]), sleep(4000)]);
`;

const run = promisify(execFile);

async function notesAfter(scene: string): Promise<string[]> {
  const { url, drop } = await freshPostgresDatabase(inject("postgresUrl"));
  try {
    const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", opening + scene + closing, url]);
    return JSON.parse(stdout);
  } finally {
    await drop();
  }
}

describe("A connection that is lost in the middle of a transaction", () => {
  it("does not end the program", async () => {
    expect(await notesAfter(cutWhileAsking)).toEqual(["alive"]);
  });

  it("leaves nothing of that transaction, and does not touch another one", async () => {
    expect(await notesAfter(cutWhileAnotherWaits)).toEqual([]);
  });
});
