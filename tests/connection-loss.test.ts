import { execFile } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { promisify } from "node:util";
import { openPostgres } from "@otklik/db/open-postgres";
import { describe, expect, inject, it } from "vitest";
import { startProxy } from "./faults/proxy.ts";
import { freshPostgresDatabase } from "./support/database.ts";

const a = "00000000-0000-7000-8000-00000000000a";
const b = "00000000-0000-7000-8000-00000000000b";

/** Runs in a program of its own, which may not survive it. Between it and Postgres is a line that can be cut. */
const opening = `
  import { isLostConnection, isLostSocket } from "@otklik/db/lost-socket";
  import { openPostgres } from "@otklik/db/open-postgres";
  import { startProxy } from "./tests/faults/proxy.ts";
  // As the server does.
  const end = (error) => { console.error(error); process.exit(1); };
  process.on("uncaughtException", (error) => { if (!isLostSocket(error)) end(error); });
  process.on("unhandledRejection", (error) => { if (!isLostConnection(error)) end(error); });
  const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const { href, hostname: host, port } = new URL(process.argv[1]);
  const proxy = await startProxy({ host, port: Number(port) }, { speaksTls: process.argv[2] === "TLS" });
  const other = openPostgres({ url: href, poolSize: 1 });
  await other.db.execute("do 'begin create role otklik_tenant nologin; exception when duplicate_object or unique_violation then null; end'");
  await other.db.execute("create table notes (who text)");
  await other.db.execute("grant all on notes to public");
  const database = openPostgres({ url: proxy.through(href), poolSize: 2 });
  const oneLine = openPostgres({ url: proxy.through(href), poolSize: 1 });
  const note = (who) => database.inWorkspace("${a}", (tx) => tx.execute("insert into notes values ('" + who + "')"));
`;
const closing = `
  console.log(JSON.stringify((await other.db.execute("select who from notes")).map(({ who }) => who)));
  process.exit(0);
`;

const lostWhileAsking = (loss: string) => `
  for (let tries = 0; tries < 3; tries++) {
    const asking = oneLine.inWorkspace("${a}", (tx) => tx.execute("select pg_sleep(5)")).catch(() => {});
    await sleep(400);
    ${loss}
    await asking;
  }
  await sleep(300);
  await oneLine.db.execute("insert into notes values ('alive')");
`;
const cutWhileAnotherWaits = `
  const first = oneLine.inWorkspace("${a}", async (tx) => {
    await sleep(200);
    proxy.cut();
    await sleep(800);
    await tx.execute("insert into notes values ('by one whose line was cut')");
  }).catch(() => {});
  await sleep(100);
  const second = oneLine.inWorkspace("${b}", async (tx) => {
    await tx.execute("insert into notes values ('by one that was taken back')");
    await sleep(1500);
    throw new Error("taken back");
  }).catch(() => {});
  await Promise.race([Promise.all([first, second]), sleep(4000)]);
`;
const resetWhileManyAsk = `
  let isOver = false;
  let wrong = 0;
  const ask = async (n) => {
    while (!isOver) {
      const rows = await oneLine.statementInWorkspace("${a}", "select $1::int as n", [String(n)]).catch(() => null);
      if (rows && rows[0].n !== n) wrong++;
    }
  };
  const asking = [1, 2, 3, 4, 5, 6, 7, 8].map(ask);
  for (let reset = 0; reset < 5; reset++) {
    await sleep(200);
    proxy.reset();
  }
  await sleep(500);
  isOver = true;
  await Promise.race([Promise.all(asking), sleep(10000).then(() => { throw new Error("some were never answered"); })]);
  await other.db.execute("insert into notes values ('" + wrong + " wrong')");
`;
const askedAtTheMomentOfTheLoss = `
  for (let reset = 0; reset < 5; reset++) {
    await oneLine.db.execute("select 1");
    proxy.reset();
    await sleep(6);
    // Both are due at once: the question, and the news of the loss.
    const asking = sleep(1).then(() => oneLine.db.execute("select 1").catch(() => null));
    setImmediate(() => {
      for (const begun = performance.now(); performance.now() - begun < 40; );
    });
    await asking;
    const asked = performance.now();
    await oneLine.db.execute("select 1").catch((error) => { throw error.cause ?? error; });
    if (performance.now() - asked > 1000) throw new Error("answered only after " + (performance.now() - asked));
  }
  await other.db.execute("insert into notes values ('alive')");
`;
const dead = `
  await Promise.all([note("before"), note("before")]);
  proxy.freeze();
  proxy.forget();
  const asked = performance.now();
  const refusals = await Promise.allSettled([
    note("lost"),
    note("lost"),
  ]);
  const codes = refusals.map(({ status, reason }) => status === "rejected" ? (reason.cause ?? reason).code : status);
  if (codes.join() !== "CONNECTION_CLOSED,CONNECTION_CLOSED") throw new Error(codes.join());
  if (performance.now() - asked > 15000) throw new Error("hung up only after " + (performance.now() - asked));
  await note("after");
`;
const leftWithALock = `
  await other.db.execute("insert into notes values ('held')");
  const locked = Promise.withResolvers();
  const left = oneLine.inWorkspace("${a}", async (tx) => {
    await tx.execute("update notes set who = 'left'");
    locked.resolve();
    await new Promise(() => {});
  });
  left.catch(() => {});
  await locked.promise;
  proxy.freeze();
  proxy.forget();
  const asked = performance.now();
  await other.db.execute("update notes set who = 'taken over'");
  if (performance.now() - asked > 8000) throw new Error("waited for " + (performance.now() - asked));
`;
const slow = `
  await note("before");
  proxy.delay(50);
  await database.inWorkspace("${a}", async (tx) => {
    await tx.execute("select pg_sleep(7)");
    await tx.execute("insert into notes values ('slow')");
  });
`;

const run = promisify(execFile);

async function notesAfter(scene: string, how: string): Promise<string[]> {
  const { url, drop } = await freshPostgresDatabase(inject("postgresUrl"));
  try {
    const { stdout } = await run(process.execPath, [
      "--input-type=module",
      "--eval",
      opening + scene + closing,
      url,
      how,
    ]);
    return JSON.parse(stdout);
  } finally {
    await drop();
  }
}

describe.each(["TCP", "TLS"])("Over %s, a connection that is lost in the middle of a transaction", (how) => {
  it.each(["cut", "reset"])("does not end the program when it is %s", async (loss) => {
    expect(await notesAfter(lostWhileAsking(`proxy.${loss}();`), how)).toEqual(["alive"]);
  });

  it("leaves nobody without an answer, nor with that of another question", async () => {
    expect(await notesAfter(resetWhileManyAsk, how)).toEqual(["0 wrong"]);
  });

  it("is replaced at once, though something was about to be asked on it", async () => {
    expect(await notesAfter(askedAtTheMomentOfTheLoss, how)).toEqual(["alive"]);
  });

  it("leaves nothing of that transaction, and does not touch another one", async () => {
    expect(await notesAfter(cutWhileAnotherWaits, how)).toEqual([]);
  });
});

describe.each(["TCP", "TLS"])("Over %s, a connection that is silent", { timeout: 60_000 }, (how) => {
  it("is given up when the database knows nothing of what was asked on it", async () => {
    expect(await notesAfter(dead, how)).toEqual(["before", "before", "after"]);
  });

  it("does not keep what its transaction had locked", async () => {
    expect(await notesAfter(leftWithALock, how)).toEqual(["taken over"]);
  });

  it("is waited for when the database is at work", async () => {
    expect(await notesAfter(slow, how)).toEqual(["before", "slow"]);
  });
});

describe("A server that is asked for TLS", () => {
  it.each([
    ["speaks none", "N", "TLS_REFUSED"],
    ["hangs up", "", "CONNECTION_CLOSED"],
    ["is something else", "HTTP/1.1 400 Bad Request", "TLS_REFUSED"],
    ["says yes and goes on in another language", "S", "ERR_SSL_WRONG_VERSION_NUMBER"],
  ])("and %s is refused at once, each time, and of use as soon as it is mended", async (_, answer, code) => {
    const { href, hostname: host, port } = new URL(inject("postgresUrl"));
    const mended = await startProxy({ host, port: Number(port) }, { speaksTls: true });
    let isMended = false;
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.once("data", (asked) => {
        if (isMended) {
          const far = connect(mended.port, "127.0.0.1").on("error", () => {});
          far.write(asked);
          far.pipe(socket).pipe(far);
        } else if (answer === "") socket.destroy();
        else {
          socket.write(answer);
          socket.once("data", () => socket.end("HTTP/1.1 400 Bad Request"));
        }
      });
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const at = String((server.address() as AddressInfo).port);
    const { href: url } = Object.assign(new URL(`${href}?sslmode=require`), { port: at });
    const database = openPostgres({ url, poolSize: 1 });
    try {
      for (let tries = 0; tries < 3; tries++)
        await expect(database.db.execute("select 1")).rejects.toMatchObject({ cause: { code } });
      isMended = true;
      expect([...((await database.db.execute("select 1 as one")) as Iterable<unknown>)]).toEqual([{ one: 1 }]);
    } finally {
      await database.close();
      server.close();
      await mended.close();
    }
  });
});
