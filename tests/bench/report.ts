import { mkdir, writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";

export type Report = {
  name: string;
  title: string;
  columns: string[];
  rows: string[][];
  notes: string[];
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

/** Prints a table and keeps it, dated, under docs/benchmarks. */
export async function publish(report: Report, command: string): Promise<void> {
  const machine = `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`;
  const lines = [
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
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
  const folder = new URL("../../docs/benchmarks/", import.meta.url);
  await mkdir(folder, { recursive: true });
  await writeFile(new URL(`${report.name}.md`, folder), lines.join("\n"));
}
