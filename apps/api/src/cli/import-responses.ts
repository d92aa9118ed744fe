import { closeSync, openSync, writeSync } from "node:fs";
import { faultsOfHeader } from "@otklik/domain/sources/column-map";
import type { RowFault } from "@otklik/domain/sources/row-reader";
import { system } from "@otklik/features/context";
import type { House } from "@otklik/features/house";
import { Problem } from "@otklik/features/problem";
import { checkingDoor, openImportDoor } from "@otklik/features/responses/index";
import {
  type ImportCounts,
  importAnswers,
  type PreparedImport,
  prepareImport,
  recordImport,
} from "@otklik/features/sources/index";
import { openProgress, type Screen } from "./progress.ts";
import { type Csv, openCsv } from "./read-csv.ts";
import { type MapFile, readImportMap } from "./read-import-map.ts";
import { Refusal } from "./refusal.ts";

export type ImportRequest = {
  workspaceId: string;
  /** Paths. */
  file: string;
  map: string;
  /** One JSON line for each row that could not be stored. */
  errors?: string;
  isDryRun: boolean;
};

export type ImportResult =
  | (ImportCounts & { surveyId: string; touchpointKey: string })
  | { dryRun: true; rows: number; valid: number; invalid: number };

/** More than a person reads; the rest goes to the file of --errors. */
const mostFaultsSaid = 200;

/** Stores the rows of a CSV file as answers. Running it again adds only what is not there yet. */
export async function importResponses(house: House, request: ImportRequest, screen: Screen): Promise<ImportResult> {
  const { workspaceId, isDryRun } = request;
  const map = await readImportMap(request.map);
  const csv = await openCsv(request.file, map);
  checkHeader(csv, map, request);
  const prepared = await prepare(house, request, map);
  const door = isDryRun ? checkingDoor(house.ports, prepared.survey) : openImportDoor(house, workspaceId);
  const counts = await storeRows(
    { map, prepared, header: csv.header, rows: csv.rows, door, crypto: house.ports.crypto },
    csv,
    request,
    screen,
  );
  if (isDryRun) return { dryRun: true, rows: counts.rows, valid: counts.added, invalid: counts.invalid };
  await house.inWorkspace(workspaceId, system, (ctx) => recordImport(ctx, prepared, counts));
  return { ...counts, surveyId: prepared.survey.id, touchpointKey: prepared.touchpointKey };
}

function checkHeader({ header }: Csv, { columns, delimiter }: MapFile, { file, map }: ImportRequest): void {
  const faults = faultsOfHeader(header, columns);
  if (faults.length === 0) return;
  const separator =
    header.length === 1
      ? ([";", "\t", ",", "|"].find((one) => one !== delimiter && header[0]?.includes(one)) ?? null)
      : null;
  const hint = separator
    ? `\nIts columns seem to be separated by ${JSON.stringify(separator)}: put "delimiter": ${JSON.stringify(separator)} into the map.`
    : "";
  throw new Refusal(
    `${faults.map(({ pointer, detail }) => `${map}, ${pointer}: ${detail}`).join("\n")}\n${file} has the columns ${header.join(", ")}.${hint}`,
  );
}

async function prepare(
  house: House,
  { workspaceId, map: path, isDryRun }: ImportRequest,
  map: MapFile,
): Promise<PreparedImport> {
  try {
    return await house.inWorkspace(workspaceId, system, async (ctx) => {
      const prepared = await prepareImport(ctx, map);
      // Thrown, so that the transaction leaves nothing of what was made.
      if (isDryRun) throw new RolledBack(prepared);
      return prepared;
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.prepared;
    if (!(error instanceof Problem)) throw error;
    const errors = error.errors ?? [{ pointer: "", detail: error.message }];
    throw new Refusal(errors.map(({ pointer, detail }) => `${path}${pointer && `, ${pointer}`}: ${detail}`).join("\n"));
  }
}

class RolledBack extends Error {
  readonly prepared: PreparedImport;
  constructor(prepared: PreparedImport) {
    super();
    this.prepared = prepared;
  }
}

type Stored = Omit<Parameters<typeof importAnswers>[0], "onFaults" | "onProgress">;

async function storeRows(
  stored: Stored,
  csv: Csv,
  { errors, isDryRun }: ImportRequest,
  screen: Screen,
): Promise<ImportCounts> {
  const progress = openProgress(screen);
  const file = errors === undefined ? null : openErrors(errors);
  let faultyRows = 0;
  let sentence = "0 rows";
  try {
    const counts = await importAnswers({
      ...stored,
      onFaults: (line, faults) => {
        if (file !== null) writeSync(file, `${JSON.stringify({ line, errors: faults })}\n`);
        if (++faultyRows <= mostFaultsSaid) for (const fault of faults) progress.say(sentenceOfFault(line, fault));
      },
      onProgress: (counts) => {
        sentence = sentenceOf(counts, isDryRun);
        progress.show(csv.bytesRead() / csv.size, counts.rows, sentence);
      },
    });
    progress.say(`${sentence}.`);
    return counts;
  } catch (error) {
    progress.say(`Stopped after ${sentence}.`);
    throw error;
  } finally {
    const unsaid = faultyRows - mostFaultsSaid;
    if (unsaid > 0) progress.say(`${unsaid} more rows were not shown: --errors FILE writes all of them to a file.`);
    progress.end();
    if (file !== null) closeSync(file);
  }
}

function sentenceOf({ rows, added, known, invalid }: ImportCounts, isDryRun: boolean): string {
  return isDryRun
    ? `${rows} rows checked: ${added} valid, ${invalid} invalid`
    : `${rows} rows: ${added} added, ${known} known already, ${invalid} invalid`;
}

const sentenceOfFault = (line: number, { column, detail }: RowFault) =>
  `line ${line}${column === null ? "" : `, column ${column}`}: ${detail}`;

function openErrors(path: string): number {
  try {
    return openSync(path, "w");
  } catch (error) {
    throw new Refusal(`${path} cannot be written (${(error as { code?: string }).code ?? "unknown"}).`);
  }
}
