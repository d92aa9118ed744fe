import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { connect as connectPlain } from "node:net";
import { join } from "node:path";
import { connect as connectTls } from "node:tls";
import type { Database } from "@otklik/db/database";
import { databaseTime, jobCounts, serverVersion } from "@otklik/db/examine";
import { sendingPausedAt } from "@otklik/db/installation";
import { pendingMigrations } from "@otklik/db/migrate";
import { databaseCode } from "@otklik/features/database-code";
import type { Config } from "../config.ts";
import { openDatabase } from "../open-house.ts";
import { backupsIn } from "./backup.ts";

/** `todo` is null when nothing is to be done. */
export type Finding = { check: string; ok: boolean; detail: string; todo: string | null };

const oldestPostgres = 15;
const clockMayDifferMs = 5_000;
/** A job that nobody takes for so long says that no process does jobs. */
const longestDueMs = 5 * 60_000;
const patienceMs = 5_000;
const leastFreeBytes = 1e9;
/** A day, and time to write one. */
const longestWithoutBackupHours = 26;

/** Looks at all that Otklik needs and changes nothing. */
export async function examine(config: Config): Promise<Finding[]> {
  return [
    ...(await examineDatabase(config)),
    await examineMail(config),
    examinePublicUrl(config),
    await examineDisk(config),
    await examineBackups(config, new Date()),
  ];
}

const fine = (check: string, detail: string): Finding => ({ check, ok: true, detail, todo: null });
const wrong = (check: string, detail: string, todo: string): Finding => ({ check, ok: false, detail, todo });

async function examineDatabase(config: Config): Promise<Finding[]> {
  if (!config.DATABASE_URL && !existsSync(join(config.DATA_DIR, "pg"))) {
    return [fine("database", `There is none in ${config.DATA_DIR} yet: the first start makes it.`)];
  }
  let database: Database;
  try {
    database = await openDatabase(config);
  } catch (error) {
    const code = databaseCode(error);
    if (code === "folder-locked") return [await askRunningServer(config)];
    return [
      wrong(
        "database",
        `The folder ${config.DATA_DIR} cannot be opened (${code ?? "unknown"}).`,
        "Give this user the right to write to DATA_DIR, or set another one.",
      ),
    ];
  }
  try {
    return [
      await examineVersion(database),
      await examineMigrations(database),
      await examineClock(database),
      await examineJobs(database),
      ...(await examineSending(database)),
    ];
  } catch (error) {
    const todo = config.DATABASE_URL
      ? "Check host, port, user and password in DATABASE_URL, and that the server runs."
      : "Keep a copy of DATA_DIR before anything else is done to it.";
    return [wrong("database", `The database does not answer (${databaseCode(error) ?? "unknown"}).`, todo)];
  } finally {
    await database.close();
  }
}

/** The embedded database belongs to one process: what it says of itself is all that can be known from outside. */
async function askRunningServer({ DATA_DIR, PORT, HOST }: Config): Promise<Finding> {
  const host = HOST === "0.0.0.0" || HOST === "::" ? "127.0.0.1" : HOST;
  const answer = await fetch(`http://${host.includes(":") ? `[${host}]` : host}:${PORT}/readyz`, {
    signal: AbortSignal.timeout(patienceMs),
  }).catch(() => null);
  await answer?.body?.cancel();
  if (answer?.ok)
    return fine("database", `A running server has the folder ${DATA_DIR} open and says that it is ready.`);
  return wrong(
    "database",
    `Another process has the folder ${DATA_DIR} open, and on ${host}:${PORT} ${answer ? "it says that it is not ready" : "nobody answers"}.`,
    "Stop that process and run doctor again, or give this one the PORT of that server.",
  );
}

async function examineVersion({ db, kind }: Database): Promise<Finding> {
  const { version, major } = await serverVersion(db);
  if (major < oldestPostgres)
    return wrong("database", `Postgres ${version} is too old.`, `Use Postgres ${oldestPostgres} or newer.`);
  return fine("database", `Postgres ${version}${kind === "embedded" ? ", embedded" : ""}.`);
}

async function examineMigrations({ db }: Database): Promise<Finding> {
  const pending = await pendingMigrations(db);
  if (pending.length === 0) return fine("migrations", "All are applied.");
  return wrong(
    "migrations",
    `${pending.length} are missing: ${pending.join(", ")}.`,
    "Run: npm run --silent otklik -- migrate",
  );
}

async function examineClock({ db }: Database): Promise<Finding> {
  const before = Date.now();
  const theirs = (await databaseTime(db)).getTime();
  const between = (before + Date.now()) / 2;
  const seconds = Math.abs(theirs - between) / 1000;
  if (seconds * 1000 <= clockMayDifferMs) return fine("clock", "This machine and the database have the same time.");
  return wrong(
    "clock",
    `The database's clock is ${seconds.toFixed(0)} s ${theirs > between ? "ahead of" : "behind"} this machine's.`,
    "Let both machines take their time from a time server (NTP).",
  );
}

async function examineJobs({ db }: Database): Promise<Finding> {
  if ((await pendingMigrations(db)).length > 0) return fine("jobs", "There are none before the first migration.");
  const { waiting, oldestDueMs, dead } = await jobCounts(db, new Date());
  const detail = `${waiting} waiting, ${dead} given up.`;
  if (dead > 0)
    return wrong(
      "jobs",
      detail,
      "Look at last_error of the jobs whose state is dead; set state to ready to have them tried again.",
    );
  if (oldestDueMs > longestDueMs)
    return wrong(
      "jobs",
      `${detail} One has been due for ${Math.round(oldestDueMs / 60_000)} minutes.`,
      "Start a server with ROLE=all or ROLE=jobs.",
    );
  return fine("jobs", detail);
}

async function examineMail({ SMTP_URL, NODE_ENV }: Config): Promise<Finding> {
  if (!SMTP_URL) {
    if (NODE_ENV !== "production") return fine("mail", "Mail goes to the local mailbox.");
    return wrong("mail", "There is no mail server: nobody can be asked by e-mail.", "Set SMTP_URL.");
  }
  const { hostname, port, protocol } = new URL(SMTP_URL);
  const isTls = protocol === "smtps:";
  const at = { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port) || (isTls ? 465 : 587) };
  const heard = await greetingOf(at, isTls);
  if (heard.startsWith("220")) return fine("mail", `${at.host}:${at.port} answers.`);
  return wrong(
    "mail",
    `${at.host}:${at.port} does not greet as a mail server does (${heard}).`,
    "Check host and port in SMTP_URL, and whether this machine may connect to it; smtps:// is for servers that speak TLS from the start.",
  );
}

/** The first line that a mail server says, or why there is none. */
function greetingOf({ host, port }: { host: string; port: number }, isTls: boolean): Promise<string> {
  return new Promise((resolve) => {
    const socket = isTls ? connectTls({ host, port, servername: host }) : connectPlain({ host, port });
    const end = (heard: string) => {
      socket.destroy();
      resolve(heard);
    };
    socket.setTimeout(patienceMs, () => end(`silence for ${patienceMs / 1000} s`));
    socket.once("data", (data) => end(data.toString("latin1").split(/\r?\n/)[0]?.slice(0, 100) ?? ""));
    socket.once("error", (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
    socket.once("end", () => end("the line was closed"));
  });
}

function examinePublicUrl({ publicUrl, NODE_ENV }: Config): Finding {
  const { hostname, pathname, search, hash } = new URL(publicUrl);
  const isOwnMachine = hostname === "localhost" || hostname === "[::1]" || /^127\./.test(hostname);
  if (NODE_ENV === "production" && isOwnMachine)
    return wrong(
      "publicUrl",
      `Links in messages lead to ${publicUrl}, which is every reader's own machine.`,
      "Set PUBLIC_URL to the address that your customers reach.",
    );
  if (pathname !== "/" || search !== "" || hash !== "")
    return wrong(
      "publicUrl",
      `${publicUrl} has more than a host.`,
      "Set PUBLIC_URL to scheme and host only: Otklik answers at its root.",
    );
  return fine("publicUrl", `Links in messages start with ${publicUrl}.`);
}

/** The embedded database and the backups grow on these. */
async function examineDisk({ DATA_DIR, BACKUP_DIR, DATABASE_URL }: Config): Promise<Finding> {
  const folders = [...(DATABASE_URL ? [] : [DATA_DIR]), ...(BACKUP_DIR ? [BACKUP_DIR] : [])].filter(existsSync);
  const free = await Promise.all(folders.map(async (folder) => ({ folder, bytes: await freeBytes(folder) })));
  const full = free.find(({ bytes }) => bytes < leastFreeBytes);
  if (full)
    return wrong(
      "disk",
      `${gigabytes(full.bytes)} are free for ${full.folder}.`,
      "Make room, or move the folder to a larger disk: a database without room takes no answers.",
    );
  return fine(
    "disk",
    free.length === 0
      ? "Nothing is kept on this machine."
      : free.map(({ folder, bytes }) => `${gigabytes(bytes)} free for ${folder}`).join("; "),
  );
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;

async function examineBackups({ BACKUP_DIR, NODE_ENV }: Config, now: Date): Promise<Finding> {
  if (!BACKUP_DIR) {
    const detail = "No folder for backups is set.";
    const todo = "Set BACKUP_DIR, best on another disk, or take backups in another way.";
    return NODE_ENV === "production" ? wrong("backup", detail, todo) : fine("backup", detail);
  }
  const newest = (await backupsIn(BACKUP_DIR)).at(-1);
  if (!newest)
    return wrong(
      "backup",
      `There is none in ${BACKUP_DIR}.`,
      "Start a server with ROLE=all or ROLE=jobs, or run: npm run --silent otklik -- backup",
    );
  const hours = (now.getTime() - newest.at.getTime()) / 3_600_000;
  if (hours > longestWithoutBackupHours)
    return wrong(
      "backup",
      `The newest is ${Math.floor(hours)} hours old: ${newest.file}.`,
      "Look for backup.failed in the log of the process that runs jobs.",
    );
  return fine("backup", `The newest is ${Math.floor(hours)} hours old: ${newest.file}.`);
}

async function examineSending({ db }: Database): Promise<Finding[]> {
  if ((await pendingMigrations(db)).length > 0) return [];
  const since = await sendingPausedAt(db);
  if (since === null) return [];
  return [
    wrong(
      "sending",
      `This is a copy, restored ${since.toISOString()}: nothing is sent from it.`,
      "When the original is gone for good, run: npm run --silent otklik -- resume",
    ),
  ];
}
