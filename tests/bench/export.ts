import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createInflateRaw } from "node:zlib";
import { parse } from "csv-parse";
import postgres from "postgres";
import { freshPostgresDatabase } from "../support/database.ts";
import { startPostgres } from "../support/postgres-server.ts";
import type { Report } from "./report.ts";
import { startProcess } from "./start-process.ts";

const key = "ok_bench_0123456789abcdef";
const port = 4121;
const goals = { rssMb: 256, firstByteMs: 2000 };
const bootstrap = {
  name: "Bench",
  ownerEmail: "bench@example.com",
  ownerPassword: "a long enough password",
  secretKey: key,
  publishableKey: "pk_bench_0123456789abcdef",
};
const questions = [
  { id: "score", type: "nps", metric: "nps", prompt: "How likely are you to recommend us?" },
  { id: "why", type: "text", prompt: "Why?" },
  {
    id: "seat",
    type: "singleChoice",
    prompt: "Where did you sit?",
    choices: [
      { id: "w", label: "Window" },
      { id: "a", label: "=Aisle" },
    ],
  },
];
// What a spreadsheet would run, one answer in eight.
const hostile = ["=1+1", "+79990000000", "-2", "@SUM(A1)", "\t=1+1", " =1+1", "＝1+1", "|calc"];

/**
 * All answers as a file through HTTP, beside `copy … to stdout` of the same rows: how soon the first byte comes, how long the
 * whole takes, how much memory the server ever holds, and whether every cell is safe.
 */
export async function benchExport({ answers }: { answers: number }): Promise<Report> {
  const server = await startPostgres({ durable: true });
  const database = await freshPostgresDatabase(server.url);
  const folder = mkdtempSync(join(tmpdir(), "otklik-export-"));
  const otklik = await startProcess("apps/api/src/node.ts", port, {
    DATABASE_URL: database.url,
    ROLE: "api",
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    LOG_LEVEL: "warn",
    OTKLIK_BOOTSTRAP: JSON.stringify(bootstrap),
  });
  const pid = otklik.pid as number;
  try {
    await furnish();
    const found = await fill(database.url, answers);
    const rows: string[][] = [];
    const misses: string[] = [];
    const copied = await copyOut(database.url);
    rows.push([
      "copy … to stdout",
      String(answers),
      String(copied.mb),
      "–",
      copied.seconds.toFixed(1),
      "1.00",
      "–",
      "–",
    ]);
    const files: [string, string, number][] = [
      ["CSV, one row a response", "format=csv", answers],
      ["CSV, found by a search", "format=csv&q=late", found],
      ["CSV, one row an answer", "format=csv&shape=answer", 3 * answers],
      ["XLSX", "format=xlsx", answers],
      ["JSON", "format=json", answers],
    ];
    for (const [label, query, expected] of files) {
      const path = join(folder, "file");
      const made = await download(pid, query, path);
      const unsafe = await unsafeCells(path, query, expected);
      rows.push([
        label,
        String(expected),
        String(made.mb),
        made.firstByteMs.toFixed(0),
        made.seconds.toFixed(1),
        (made.seconds / copied.seconds).toFixed(2),
        `${made.rssBefore} → ${made.rssPeak}`,
        unsafe === null ? "–" : String(unsafe),
      ]);
      if (made.rssPeak > goals.rssMb) misses.push(`${label}: ${made.rssPeak} MB of memory, ${goals.rssMb} allowed.`);
      if (made.firstByteMs > goals.firstByteMs)
        misses.push(`${label}: first byte after ${made.firstByteMs.toFixed(0)} ms, ${goals.firstByteMs} allowed.`);
      if (unsafe) misses.push(`${label}: ${unsafe} cells that a spreadsheet would run.`);
    }
    return {
      name: "export",
      title: `Taking ${answers.toLocaleString("en-GB")} answers out`,
      columns: [
        "file",
        "rows",
        "MB",
        "first byte, ms",
        "whole, s",
        "÷ copy",
        "memory of the server, MB",
        "unsafe cells",
      ],
      rows,
      notes: [
        `Goals: memory ≤ ${goals.rssMb} MB, first byte ≤ ${goals.firstByteMs} ms, no unsafe cell. Memory is the resident set before the file and at its highest while it was made (VmHWM), one file after another in one process. Of a search the rows are those it finds. Every answer has a score, a text (one in eight begins like a formula) and a choice, and belongs to one contact.`,
        "Cells of CSV files are read back by another program (csv-parse) and each is looked at; of the workbook its first sheet is unpacked, its rows counted and formulas looked for.",
      ],
      misses,
    };
  } finally {
    otklik.kill("SIGKILL");
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function furnish(): Promise<void> {
  const call = async (path: string, body: unknown) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { id: string };
  };
  await call("/v1/touchpoints", { key: "delivery", name: "Delivery", channels: ["email"] });
  const { id: surveyId } = await call("/v1/surveys", { name: "Bench", locale: "en", questions, endings: [] });
  await call(`/v1/surveys/${surveyId}/publish`, {});
  const answers = { score: 9, why: "The first of them", seat: "w" };
  const contact = { email: "=anna@example.com", name: "@Anna" };
  const { email: _, ...named } = contact;
  const given = { surveyId, touchpointKey: "delivery", channel: "email", answers };
  await call("/v1/responses", { ...given, contact: { ...named, externalId: "=1+1" }, attributes: { order: "=A1" } });
}

/** Copies of the one answer over a year, with texts of their own. Returns how many say "late". */
async function fill(url: string, answers: number): Promise<number> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  // Triggers go one by one: the words are kept in one statement, as they would have kept them.
  await sql.unsafe("alter table responses disable trigger user");
  await sql`
    insert into responses (workspace_id, id, submission_id, survey_id, survey_version, touchpoint_id, channel, contact_id, status,
      is_counted, score, class, comment, answers, locale, attributes, segments, flags, source, is_test, feeds_detector, body_digest,
      occurred_at, received_at)
    select r.workspace_id, gen_random_uuid(), gen_random_uuid()::text, r.survey_id, r.survey_version, r.touchpoint_id, r.channel,
      r.contact_id, 'finished', true, g % 11, 'passive', t.said,
      jsonb_build_object('score', g % 11, 'why', t.said, 'seat', case g % 2 when 0 then 'w' else 'a' end), 'en', r.attributes, '{}', '{}',
      'import', false, false, '', v.at, v.at
    from (select * from responses limit 1) r, generate_series(2, ${answers}::int) g
      cross join lateral (select now() - interval '365 days' + g * (interval '364 days' / ${answers}::int) as at) v
      cross join lateral (select case when g % 8 = 0 then (${sql.array(hostile)}::text[])[1 + (g / 8) % ${hostile.length}::int] else '' end
        || case when g % 10 = 0 then 'The train came late again, nobody told us why, number ' else 'Friendly staff and a clean carriage, number ' end
        || g as said) t`;
  await sql.unsafe("alter table responses enable trigger user");
  await sql`
    insert into response_words (workspace_id, response_id, words)
    select workspace_id, id, words_of_answers(answers) from responses on conflict do nothing`;
  await sql.unsafe("vacuum analyze");
  const [late] = await sql`select count(*)::int as n from responses where comment like '%late%'`;
  await sql.end();
  return late?.n as number;
}

/** The plainest way out of the database: the same columns of the same rows in the same order, unread. */
async function copyOut(url: string): Promise<{ mb: number; seconds: number }> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const started = performance.now();
  const stream = await sql
    .unsafe(
      `copy (
        select r.id, r.submission_id, r.occurred_at, r.received_at, s.draft ->> 'name', t.name, r.channel, r.score, r.class, r.comment,
          r.answers ->> 'score', r.answers ->> 'why', r.answers ->> 'seat', r.status, r.flags, c.name, r.attributes
        from responses r join touchpoints t on t.id = r.touchpoint_id join surveys s on s.id = r.survey_id
        left join contacts c on c.id = r.contact_id
        order by r.occurred_at desc, r.id desc) to stdout with (format csv, header)`,
    )
    .readable();
  let bytes = 0;
  for await (const chunk of stream) bytes += (chunk as Uint8Array).byteLength;
  await sql.end();
  return { mb: Math.round(bytes / 1e6), seconds: (performance.now() - started) / 1000 };
}

const memoryOf = (pid: number, field: "VmRSS" | "VmHWM") =>
  Math.round(
    Number(new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024,
  );

async function download(pid: number, query: string, path: string) {
  const rssBefore = memoryOf(pid, "VmRSS");
  // Lets the highest mark begin anew.
  writeFileSync(`/proc/${pid}/clear_refs`, "5");
  const started = performance.now();
  const answer = await fetch(`http://127.0.0.1:${port}/v1/responses/export?${query}`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}` },
  });
  if (!answer.ok || !answer.body) throw new Error(`${query}: ${answer.status} ${await answer.text()}`);
  let firstByteMs = 0;
  let bytes = 0;
  const counted = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      if (bytes === 0) firstByteMs = performance.now() - started;
      bytes += chunk.byteLength;
      yield chunk;
    }
  };
  await pipeline(answer.body as AsyncIterable<Uint8Array>, counted, createWriteStream(path));
  const seconds = (performance.now() - started) / 1000;
  return { mb: Math.round(bytes / 1e6), seconds, firstByteMs, rssBefore, rssPeak: memoryOf(pid, "VmHWM") };
}

const runs = /^[\s\p{Cc}\ufeff]*[=+\-@|＝＋－＠｜]/u;

/** Cells that a spreadsheet would take for a formula; null where a file has none by its form. Fails where rows are missing. */
async function unsafeCells(path: string, query: string, expected: number): Promise<number | null> {
  let [unsafe, rows] = [0, 0];
  if (query.startsWith("format=json")) return null;
  if (query.startsWith("format=xlsx")) {
    for await (const xml of firstSheet(path)) {
      rows += xml.split("<row ").length - 1;
      unsafe += xml.split("<f>").length - 1;
    }
  } else {
    for await (const record of createReadStream(path).pipe(parse({ bom: true })) as AsyncIterable<string[]>) {
      rows++;
      for (const cell of record) if (runs.test(cell)) unsafe++;
    }
  }
  if (rows !== expected + 1) throw new Error(`${query}: ${rows} rows with its headings, ${expected + 1} expected`);
  return unsafe;
}

/** The text of the first part of a zip, whole elements at a time. */
async function* firstSheet(path: string): AsyncGenerator<string> {
  const head = readFileSync(path).subarray(0, 30);
  const start = 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  let rest = "";
  const unpacked = createReadStream(path, { start }).pipe(createInflateRaw());
  for await (const chunk of Readable.from(unpacked.setEncoding("utf8"))) {
    const text = rest + chunk;
    const end = text.lastIndexOf("<");
    yield text.slice(0, end);
    rest = text.slice(end);
  }
  yield rest;
}
