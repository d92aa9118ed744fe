import { unreadableCursor } from "../page.ts";

/** Where a case stands in the queue: by value at stake, then due. Times are in milliseconds; a value of null is unknown. */
export type QueuePlace = { valueMinor: number | null; dueAt: number; id: string };

/** Opaque to whoever takes it to the next page. */
export function cursorOf({ valueMinor, dueAt, id }: QueuePlace): string {
  return `${valueMinor === null ? "" : valueMinor.toString(36)}_${dueAt.toString(36)}_${id}`;
}

/** Reads a cursor that `cursorOf` made; anything else, such as one of another order, is refused. */
export function readQueueCursor(cursor: string | undefined): QueuePlace | null {
  if (cursor === undefined) return null;
  const match = /^(-?[0-9a-z]{1,11})?_(-?[0-9a-z]{1,11})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor);
  const [valueMinor, dueAt] = [match?.[1], match?.[2]].map((text) => (text ? Number.parseInt(text, 36) : null));
  if (!match || typeof dueAt !== "number" || Math.abs(dueAt) > 8.64e15 || Math.abs(valueMinor ?? 0) > 2 ** 53)
    throw unreadableCursor();
  return { valueMinor: valueMinor ?? null, dueAt, id: match[3] as string };
}
