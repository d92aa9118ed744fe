import { Problem } from "@otklik/features/problem";

const atOnce = 3;
// A reader that has not taken anything for so long is taken for gone.
const idleMs = 120_000;

/** A place among the exports of a workspace that run at once in this process. */
export type ExportSlot = { touch(): void; release(): void };

const running = new Map<string, Set<{ touchedAt: number }>>();

/** Refuses the one too many: each holds a page of answers and reads the database again and again. */
export function takeExportSlot(workspaceId: string, now: () => Date): ExportSlot {
  const slots = running.get(workspaceId) ?? new Set();
  for (const slot of slots) if (now().getTime() - slot.touchedAt > idleMs) slots.delete(slot);
  if (slots.size >= atOnce)
    throw new Problem(
      "limit-reached",
      "export.too-many",
      `A workspace has ${atOnce} exports at once. Wait until one is done, or cancel one.`,
      { retryAfterSeconds: 10 },
    );
  const slot = { touchedAt: now().getTime() };
  slots.add(slot);
  running.set(workspaceId, slots);
  return {
    touch: () => {
      slot.touchedAt = now().getTime();
    },
    release: () => {
      slots.delete(slot);
      if (slots.size === 0 && running.get(workspaceId) === slots) running.delete(workspaceId);
    },
  };
}
