import { spawnSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";

export type Report = {
  name: string;
  title: string;
  columns: string[];
  rows: string[][];
  notes: string[];
  /** Which way its columns named "ratio…" are good; they are held against the last committed report by `--check`. */
  better?: "higher" | "lower";
  /** Where it is not `npm run bench -- name`. */
  command?: string;
  /** A sentence for each goal that was missed: with one of them the program fails. */
  misses?: string[];
};

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] as number;
}

export const spread = (values: number[]) => `${Math.min(...values).toFixed(2)}–${Math.max(...values).toFixed(2)}`;

const folder = new URL("../../docs/benchmarks/", import.meta.url);

/** The report as it is kept: a dated table under docs/benchmarks. */
function written(report: Report, command: string): string {
  const machine = `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`;
  return [
    `# ${report.title}`,
    "",
    `${new Date().toISOString().slice(0, 10)} · \`${command}\` · ${machine}`,
    "",
    `| ${report.columns.join(" | ")} |`,
    `| ${report.columns.map(() => "---").join(" | ")} |`,
    ...report.rows.map((row) => `| ${row.join(" | ")} |`),
    "",
    ...report.notes,
    "",
  ].join("\n");
}

/** Prints the report and, unless told otherwise, keeps it. */
export async function publish(report: Report, command: string, isKept = true): Promise<void> {
  const text = written(report, command);
  process.stdout.write(`${text}\n`);
  if (!isKept) return;
  await mkdir(folder, { recursive: true });
  await writeFile(new URL(`${report.name}.md`, folder), text);
}

const mayDiffer = 0.15;

/** A sentence for each ratio that is worse than that of the last committed report by more than 15 %. */
export function worseThanBefore({ name, columns, rows, better }: Report): string[] {
  if (!better) return [];
  const { status, stdout } = spawnSync("git", ["show", `HEAD:docs/benchmarks/${name}.md`], { encoding: "utf8" });
  if (status !== 0) return [`${name}: no report of it is committed that it could be held against.`];
  const before = tableOf(stdout);
  return rows.flatMap((row) =>
    columns.flatMap((column, at) => {
      if (!column.startsWith("ratio")) return [];
      const is = Number.parseFloat(row[at] ?? "");
      if (Number.isNaN(is)) return [];
      const cells = before.find(([first]) => first === row[0]);
      const was = Number.parseFloat(cells?.[before[0]?.indexOf(column) ?? -1] ?? "");
      if (Number.isNaN(was)) return [`${name}, ${row[0]}: the committed report has no ${column} to be held against.`];
      const isWorse = better === "higher" ? is < was * (1 - mayDiffer) : is > was * (1 + mayDiffer);
      return isWorse ? [`${name}, ${row[0]}: the ${column} is ${is}, it was ${was}.`] : [];
    }),
  );
}

/** The rows of the report as it is kept; none if there is none. */
export const keptRows = async (name: string): Promise<string[][]> =>
  tableOf(await readFile(new URL(`${name}.md`, folder), "utf8").catch(() => "")).slice(1);

/** The cells of a report's table, its heads first. */
const tableOf = (text: string): string[][] =>
  text
    .split("\n")
    .filter((line) => line.startsWith("| ") && !line.startsWith("| ---"))
    .map((line) => line.slice(2, -2).split(" | "));
