import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../support/imports.ts";
import { must, type Program } from "../support/program.ts";
import { until } from "../support/until.ts";
import type { Sent } from "./submitters.ts";

/** All answers, page by page, as a developer would read them. */
export async function storedAnswers(api: Program): Promise<{ submissionId: string; score: number }[]> {
  const stored: { submissionId: string; score: number }[] = [];
  let cursor: string | null = null;
  do {
    const page: { data: typeof stored; nextCursor: string | null } = await must(
      api.get(`/v1/responses?limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`),
    );
    stored.push(...page.data);
    cursor = page.nextCursor;
  } while (cursor);
  return stored;
}

/** Lost: acknowledged and not there, or there with another score. Doubled: there more than once. */
export function compare(ledger: Map<string, Sent>, stored: { submissionId: string; score: number }[]) {
  const scoreOf = new Map(stored.map(({ submissionId, score }) => [submissionId, score]));
  const lost = [...ledger].filter(([id, sent]) => sent.acknowledged && scoreOf.get(id) !== sent.score).length;
  const strangers = stored.filter(({ submissionId }) => !ledger.has(submissionId)).length;
  return { lost, doubled: stored.length - scoreOf.size + strangers };
}

/** The base and every count against what the clients sent, all of which was acknowledged. */
export async function remarksOnScores(api: Program, ledger: Map<string, Sent>): Promise<string[]> {
  const { n, counts } = await must(api.get("/v1/scores/nps"));
  const remarks = n === ledger.size ? [] : [`the base is ${n}, the answers are ${ledger.size}`];
  for (let score = 0; score <= 10; score++) {
    const sent = [...ledger.values()].filter((one) => one.score === score).length;
    if ((counts[score] ?? 0) !== sent) remarks.push(`score ${score}: ${counts[score]} counted, ${sent} sent`);
  }
  return remarks;
}

/** One case for each unhappy answer, when the leases of killed workers have run out. */
export async function remarksOnCases(api: Program, ledger: Map<string, Sent>): Promise<string[]> {
  const unhappy = [...ledger.values()].filter(({ score }) => score <= 6).length;
  const opened = new Set<string>();
  await until(`${unhappy} cases`, async () => (await caseSubjects(api)).length >= unhappy, 120_000).catch(() => {});
  const subjects = await caseSubjects(api);
  for (const subject of subjects) opened.add(subject);
  const remarks = opened.size === subjects.length ? [] : [`${subjects.length - opened.size} doubled cases`];
  return opened.size === unhappy ? remarks : [...remarks, `${opened.size} cases for ${unhappy} unhappy answers`];
}

async function caseSubjects(api: Program): Promise<string[]> {
  const subjects: string[] = [];
  let cursor: string | null = null;
  do {
    const page: { data: { subject: { id: string } }[]; nextCursor: string | null } = await must(
      api.get(`/v1/cases?limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`),
    );
    subjects.push(...page.data.map(({ subject }) => subject.id));
    cursor = page.nextCursor;
  } while (cursor);
  return subjects;
}

export const failuresOf = (log: { level: string; event: string; stack?: unknown; code?: unknown }[]) =>
  log
    .filter(({ level }) => level === "error")
    .map(({ event, code, stack }) => `logged ${event} ${code ?? ""} ${stack ?? ""}`);

/** `otklik rebuild-scores` on the stopped server's database. */
export async function remarksOnRebuild(env: Record<string, string>): Promise<string[]> {
  const cli = join(root, "apps/api/src/cli.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [cli, "rebuild-scores"], { cwd: tmpdir(), env });
  const { differences } = JSON.parse(stdout.trim().split("\n").at(-1) as string);
  return differences === 0 ? [] : [`rebuild-scores found ${differences} differences`];
}
