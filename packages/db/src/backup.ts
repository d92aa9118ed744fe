import { createHash } from "node:crypto";
import type { Bulk, Database } from "./database.ts";
import { directoryTables } from "./directory-tables.ts";
import { appliedMigrations, knownMigrations, migrate } from "./migrate.ts";

/** What a backup says of itself: `migrations` are those its tables have had, `rows` are by table. */
export type BackupHead = { format: 1; madeAt: string; migrations: string[] };
export type BackupTail = { rows: Record<string, number>; sha256: string };

/** The file is not a whole backup, or not for this program or this database. The message says what to do. */
export class UnfitBackup extends Error {}

/** Blocks are restored whole: one is at most about so long, beyond its last row. */
const blockBytes = 4_000_000;
const newline = 10;
const endOfRows = "\\.";
const notKept = new Set(["otklik_migrations"]);
const headMark = "-- otklik backup ";
const tailMark = "-- otklik end ";

/**
 * Everything, as of one moment, while others go on working: SQL that `psql` reads too, `copy` blocks in the order of
 * their references. Tenant by tenant, because row-level security holds for the owner of the tables as well.
 */
export async function writeBackup(
  database: Database,
  madeAt: Date,
  write: (text: Uint8Array) => Promise<void>,
): Promise<BackupTail> {
  const migrations = await appliedMigrations(database.db);
  return database.inBulk("look", async (bulk) => {
    const hash = createHash("sha256");
    const put = async (text: Uint8Array | string) => {
      const bytes = typeof text === "string" ? Buffer.from(text) : text;
      hash.update(bytes);
      await write(bytes);
    };
    const head: BackupHead = { format: 1, madeAt: madeAt.toISOString(), migrations };
    await put(`${headMark}${JSON.stringify(head)}\n`);
    const rows: Record<string, number> = {};
    const tenants = await bulk.query<{ id: string }>("select id::text from workspaces order by id");
    for (const { table, columns } of await tablesInOrder(bulk)) {
      const copies = isDirectory(table) ? [null] : tenants.map(({ id }) => id);
      for (const tenant of copies)
        rows[table] = (rows[table] ?? 0) + (await copyTable(bulk, { table, columns, tenant }, put));
    }
    const tail: BackupTail = { rows, sha256: hash.digest("hex") };
    await write(Buffer.from(`${tailMark}${JSON.stringify(tail)}\n`));
    return tail;
  });
}

type Copied = { table: string; columns: string; tenant: string | null };

async function copyTable(
  bulk: Bulk,
  { table, columns, tenant }: Copied,
  put: (text: string | Uint8Array) => Promise<void>,
) {
  if (tenant) await bulk.query("select set_config('app.workspace_id', $1, true)", [tenant]);
  const where = tenant ? ` where workspace_id = '${tenant}'` : "";
  const begin = `copy "${table}" (${columns}) from stdin;\n`;
  const end = `${endOfRows}\n`;
  let [rows, inBlock] = [0, 0];
  // A chunk may end within a row: a block ends at a row's end only.
  let rest = Buffer.alloc(0);
  for await (const chunk of await bulk.copyOut(`copy (select ${columns} from "${table}"${where}) to stdout`)) {
    const text = rest.length > 0 ? Buffer.concat([rest, chunk]) : Buffer.from(chunk);
    const cut = text.lastIndexOf(newline) + 1;
    rest = text.subarray(cut);
    if (cut === 0) continue;
    if (inBlock === 0) await put(begin);
    const whole = text.subarray(0, cut);
    rows += linesIn(whole);
    inBlock += whole.length;
    await put(whole);
    if (inBlock < blockBytes) continue;
    await put(end);
    inBlock = 0;
  }
  if (inBlock > 0) await put(end);
  return rows;
}

/**
 * Puts a backup into a database that holds no workspace yet: all of it, or, if the file is damaged or cut short, nothing.
 * What was due to be sent by now may have been sent by the original since: it is left as if it had been lost on the way.
 * Nothing else is sent until `resumeSending`.
 */
export async function restoreBackup(
  database: Database,
  file: AsyncIterable<Uint8Array>,
  now: Date,
): Promise<BackupHead & BackupTail> {
  const parts = partsOf(file);
  const head = await headOf(parts);
  const { db } = database;
  await migrate(db, head.migrations.length);
  const tail = await database.inBulk("load", async (bulk) => {
    const [{ n = 0 } = {}] = await bulk.query<{ n: number }>("select count(*)::int as n from workspaces");
    if (n > 0) throw new UnfitBackup("There are workspaces in this database. Restore into an empty one.");
    const tables = await tablesInOrder(bulk);
    const ofTenants = tables.map(({ table }) => table).filter((table) => !isDirectory(table));
    await bulk.query(asleep(ofTenants));
    await bulk.query("delete from installation");
    const tail = await readOn(parts, head, (statement, text) =>
      bulk.copyIn(statement, text).catch((error) => {
        // Rows that do not fit the tables they came from.
        throw /^2[23]/.test(String(error.code)) ? damaged(head) : error;
      }),
    );
    await leaveUnsent(bulk, now);
    await bulk.query(awake(ofTenants));
    return tail;
  });
  await migrate(db);
  return { ...head, ...tail };
}

/** Reads a whole backup and says what is in it. */
export async function checkBackup(file: AsyncIterable<Uint8Array>): Promise<BackupHead & BackupTail> {
  const parts = partsOf(file);
  const head = await headOf(parts);
  return { ...head, ...(await readOn(parts, head, async () => {})) };
}

type Parts = AsyncGenerator<Part, void>;

async function headOf(parts: Parts): Promise<BackupHead> {
  const { value } = await parts.next();
  if (!value || !("head" in value)) throw new UnfitBackup("This is not a backup of Otklik.");
  const { head } = value;
  const known = knownMigrations();
  const isKnown = head.format === 1 && head.migrations.every((name, index) => name === known[index]);
  if (!isKnown)
    throw new UnfitBackup("This backup was made by a newer Otklik. Restore it with that version or a later one.");
  return head;
}

async function readOn(
  parts: Parts,
  head: BackupHead,
  take: (statement: string, text: Buffer<ArrayBuffer>) => Promise<void>,
): Promise<BackupTail> {
  const rows = new Map<string, number>();
  for await (const part of parts) {
    if ("head" in part) break;
    if ("tail" in part) {
      const { tail, sha256 } = part;
      const isWhole =
        tail.sha256 === sha256 && Object.entries(tail.rows).every(([table, n]) => n === (rows.get(table) ?? 0));
      if (isWhole) return tail;
      break;
    }
    rows.set(part.table, (rows.get(part.table) ?? 0) + linesIn(part.text));
    await take(part.statement, part.text);
  }
  throw new UnfitBackup(
    `This backup of ${head.madeAt} is damaged or was cut short. Nothing was restored; take another one.`,
  );
}

const damaged = ({ madeAt }: BackupHead) =>
  new UnfitBackup(`This backup of ${madeAt} is damaged or was cut short. Nothing was restored; take another one.`);

type Part =
  | { head: BackupHead }
  | { table: string; statement: string; text: Buffer<ArrayBuffer> }
  | { tail: BackupTail; sha256: string };

async function* partsOf(file: AsyncIterable<Uint8Array>): AsyncGenerator<Part> {
  const hash = createHash("sha256");
  let block: { table: string; statement: string; lines: Buffer[] } | null = null;
  for await (const line of linesOf(file)) {
    if (block && !isEnd(line)) {
      hash.update(line);
      block.lines.push(line);
      continue;
    }
    const text = line.toString();
    if (text.startsWith(tailMark)) {
      yield { tail: JSON.parse(text.slice(tailMark.length)) as BackupTail, sha256: hash.digest("hex") };
      return;
    }
    hash.update(line);
    const [, statement, table] = /^(copy ("\w+") \(("\w+"(, )?)+\) from stdin);\n$/.exec(text) ?? [];
    if (text.startsWith(headMark)) yield { head: JSON.parse(text.slice(headMark.length)) as BackupHead };
    else if (block) {
      const { lines, ...rest } = block;
      block = null;
      yield { ...rest, text: Buffer.concat(lines) };
    } else if (statement && table) block = { table: table.slice(1, -1), statement, lines: [] };
    else throw new UnfitBackup("This is not a backup of Otklik.");
  }
}

const isEnd = (line: Buffer) => line.length === 3 && line.toString() === `${endOfRows}\n`;

/** Each with its newline. */
async function* linesOf(file: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer<ArrayBuffer>> {
  let rest = Buffer.alloc(0);
  for await (const chunk of file) {
    const text = Buffer.concat([rest, chunk]);
    let from = 0;
    for (let to = text.indexOf(newline); to >= 0; to = text.indexOf(newline, from)) {
      yield text.subarray(from, to + 1);
      from = to + 1;
    }
    rest = text.subarray(from);
  }
}

function linesIn(text: Uint8Array): number {
  let n = 0;
  for (let at = text.indexOf(newline); at >= 0; at = text.indexOf(newline, at + 1)) n++;
  return n;
}

const isDirectory = (table: string) => (directoryTables as readonly string[]).includes(table);

/** Who is referred to stands before whoever refers to it. Columns as `copy` names them; those that are worked out are not kept. */
async function tablesInOrder(bulk: Bulk): Promise<{ table: string; columns: string }[]> {
  const tables = await bulk.query<{ table: string; columns: string; refersTo: string[] }>(`
    select c.relname as table,
      (select string_agg('"' || a.attname || '"', ', ' order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      array(select distinct r.relname::text from pg_constraint f join pg_class r on r.oid = f.confrelid
        where f.conrelid = c.oid and f.contype = 'f' and r.oid <> c.oid) as "refersTo"
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by c.relname`);
  const left = new Map(tables.filter(({ table }) => !notKept.has(table)).map((one) => [one.table, one]));
  const ordered: { table: string; columns: string }[] = [];
  while (left.size > 0) {
    const free = [...left.values()].filter(({ refersTo }) => !refersTo.some((other) => left.has(other)));
    if (free.length === 0)
      throw new Error(`these tables refer to one another in a circle: ${[...left.keys()].join(", ")}`);
    for (const { table, columns } of free) {
      ordered.push({ table, columns });
      left.delete(table);
    }
  }
  return ordered;
}

/** While rows are put in as they were: policies would hide them from their owner, and triggers would do their work twice. */
const asleep = (tables: string[]) => everyTable(tables, "no force row level security, disable trigger user");
const awake = (tables: string[]) => everyTable(tables, "force row level security, enable trigger user");
const everyTable = (tables: string[], change: string) =>
  `do $$ begin ${tables.map((table) => `alter table "${table}" ${change};`).join(" ")} end $$`;

async function leaveUnsent(bulk: Bulk, now: Date): Promise<void> {
  const at = [now.toISOString()];
  // An installation that is given its secret has no row of its own yet.
  await bulk.query(
    `insert into installation (secret, created_at, sending_paused_at)
     values (gen_random_uuid()::text || gen_random_uuid()::text, $1::timestamptz, $1::timestamptz)
     on conflict (one) do update set sending_paused_at = excluded.sending_paused_at`,
    at,
  );
  // Whoever was to be asked by now may have been invited by the original.
  await bulk.query("delete from jobs where queue = 'decideAgain' and run_at <= $1::timestamptz", at);
  await bulk.query("update jobs set state = 'ready', lease_until = null, lease_token = null where state = 'running'");
  await bulk.query(
    "update invitations set status = 'sending' where status = 'scheduled' and send_at <= $1::timestamptz",
    at,
  );
  await bulk.query(
    "update shift_alerts set status = 'sending' where status = 'waiting' and due_at <= $1::timestamptz",
    at,
  );
}
