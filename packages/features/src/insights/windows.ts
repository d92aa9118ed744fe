import type { Span } from "../metrics/index.ts";
import { invalid } from "../problem.ts";

/** Two windows to compare. Without a window before, it is the one of the same length that ends where this one begins. */
export type Windows = { from: Date; to: Date; beforeFrom?: Date; beforeTo?: Date };

export function spansOf({ from, to, beforeFrom, beforeTo }: Windows): { before: Span; after: Span } {
  const length = to.getTime() - from.getTime();
  const end = beforeTo ?? from;
  const before = { from: beforeFrom ?? new Date(end.getTime() - length), to: end };
  if (length <= 0) throw refused("/to");
  if (before.from >= before.to) throw refused(beforeFrom ? "/beforeTo" : "/beforeFrom");
  return { before, after: { from, to } };
}

const refused = (pointer: string) =>
  invalid("scores.invalid", [{ pointer, detail: "The window must end after it begins." }]);

const usualMs = 30 * 86_400_000;

/** What is not said of a window: it ends with this moment, which it holds, and lasts 30 days. */
export function usualWindow({ from, to }: { from?: Date; to?: Date }, now: Date): Span {
  const end = to ?? new Date(now.getTime() + 1);
  return { from: from ?? new Date(end.getTime() - usualMs), to: end };
}
