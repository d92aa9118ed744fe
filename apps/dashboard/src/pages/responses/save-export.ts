import type { Separator } from "@otklik/domain/exports/csv";
import type { ColumnGroup } from "@otklik/domain/exports/words";
import { ApiProblem, api } from "../../api.ts";
import type { ListQuery } from "./list-query.ts";

export type ExportChoice = {
  format: "xlsx" | "csv" | "json";
  shape: "response" | "answer";
  as: "labels" | "values";
  locale: "en" | "ru";
  separator: Separator;
  decimal: "point" | "comma";
  bom: boolean;
  columns: ColumnGroup[];
};

/** What opens right in the table programs of people who read this language. */
export function usualChoice(locale: "en" | "ru", columns: readonly ColumnGroup[]): ExportChoice {
  const csv =
    locale === "ru"
      ? ({ separator: "semicolon", decimal: "comma" } as const)
      : ({ separator: "comma", decimal: "point" } as const);
  return { format: "xlsx", shape: "response", as: "labels", locale, ...csv, bom: true, columns: [...columns] };
}

type Saving = { onProgress(bytes: number): void; signal: AbortSignal };

/** Fetches the file and hands it over. Throws what the API refused with, and when it was cut off in the midst. */
export async function saveExport(
  query: ListQuery,
  choice: ExportChoice,
  { onProgress, signal }: Saving,
): Promise<void> {
  const { format, shape, as, locale, separator, decimal, bom, columns } = choice;
  const csv = format === "csv" ? { separator, decimal, bom: bom ? ("true" as const) : ("false" as const) } : {};
  const asked = { ...query, format, shape, as, locale, columns: columns.join(","), ...csv };
  const response = await api.v1.responses.export.$post({ query: asked }, { init: { signal } });
  if (!response.ok) throw new ApiProblem(response.status, (await response.json().catch(() => ({}))) as object);
  let bytes = 0;
  const counted = response.body?.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        bytes += chunk.byteLength;
        onProgress(bytes);
        controller.enqueue(chunk);
      },
    }),
  );
  const file = await new Response(counted, { headers: response.headers }).blob();
  handOut(file, /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1] ?? "responses");
}

function handOut(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
