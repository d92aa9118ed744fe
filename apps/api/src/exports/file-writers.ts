import { wallClockIn } from "@otklik/domain/exports/cells";
import { type CsvStyle, csvLines } from "@otklik/domain/exports/csv";
import { type ExportPage, type ExportPlan, jsonObjects, tableRows } from "@otklik/features/history/index";
import { workbookWriter } from "./workbook.ts";

/** Makes a file of pages, one after another; holds no more of it than it has not handed out yet. */
export type FileWriter = {
  begin(): Uint8Array[];
  page(page: ExportPage): Uint8Array[];
  end(): Uint8Array[];
};

export type CsvSettings = Pick<CsvStyle, "separator" | "decimal"> & {
  /** U+FEFF first, by which Excel knows UTF-8. */
  bom: boolean;
};

const encoder = new TextEncoder();
const encoded = (text: string) => (text === "" ? [] : [encoder.encode(text)]);

export function writerOf(plan: ExportPlan, csv: CsvSettings): FileWriter {
  if (plan.settings.format === "xlsx") return workbookWriter(plan);
  return plan.settings.format === "csv" ? csvWriter(plan, csv) : jsonWriter(plan);
}

function csvWriter(plan: ExportPlan, { separator, decimal, bom }: CsvSettings): FileWriter {
  const { words, settings, timeZone } = plan;
  const isLabelled = settings.as === "labels";
  const time = isLabelled ? wallClockIn(timeZone) : (at: number) => new Date(at).toISOString();
  const [yes, no] = isLabelled ? [words.yes, words.no] : ["true", "false"];
  const style = { separator, decimal, time, yes, no };
  return {
    begin: () => encoded((bom ? "\ufeff" : "") + csvLines([plan.headings], style)),
    page: (page) => encoded(csvLines(tableRows(plan, page), style)),
    end: () => [],
  };
}

function jsonWriter(plan: ExportPlan): FileWriter {
  let isFirst = true;
  const line = (object: object) => {
    const text = `${isFirst ? "" : ","}\n${JSON.stringify(object)}`;
    isFirst = false;
    return text;
  };
  return {
    begin: () => encoded("["),
    page: (page) => encoded(jsonObjects(plan, page).map(line).join("")),
    end: () => encoded("\n]\n"),
  };
}
