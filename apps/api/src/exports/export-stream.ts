import { type ExportPage, type ExportPlan, readExportPage } from "@otklik/features/history/index";
import type { ApiEnv } from "../api-env.ts";
import type { ExportSlot } from "./export-slots.ts";
import type { FileWriter } from "./file-writers.ts";

const rowsAtOnce = 100;

type Streaming = { run: ApiEnv["Variables"]["run"]; plan: ExportPlan; writer: FileWriter; slot: ExportSlot };

/**
 * The file as a stream. A page is read only when the reader has taken the one before, so that neither memory nor the
 * database suffers from a slow one. What fails in the midst cuts the stream off: half a file never looks whole.
 */
export function exportStream({ run, plan, writer, slot }: Streaming): ReadableStream<Uint8Array> {
  let cursor: string | null = null;
  let isOver = false;
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        for (const chunk of writer.begin()) controller.enqueue(chunk);
      },
      pull: async (controller) => {
        slot.touch();
        try {
          for (let handedOut = 0; handedOut === 0 && !isOver; ) {
            const page: ExportPage = await run((ctx) => readExportPage(ctx, plan, { limit: rowsAtOnce, cursor }));
            cursor = page.nextCursor;
            isOver = cursor === null;
            const chunks = [...writer.page(page), ...(isOver ? writer.end() : [])];
            for (const chunk of chunks) controller.enqueue(chunk);
            handedOut = chunks.length;
          }
        } catch (error) {
          slot.release();
          throw error;
        }
        if (!isOver) return;
        slot.release();
        controller.close();
      },
      cancel: () => slot.release(),
    },
    { highWaterMark: 0 },
  );
}
