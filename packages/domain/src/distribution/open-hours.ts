/** A form that was opened before the closing time may still be sent this long after it, in milliseconds. */
export const graceMs = 30 * 60_000;

export type OpenHours = { opensAt: Date | null; closesAt: Date | null };

/** Whether a survey takes answers now. What is being sent was opened earlier: it has the grace. */
export function openingAt(
  { opensAt, closesAt }: OpenHours,
  now: Date,
  { isSending }: { isSending: boolean },
): "open" | "notYet" | "over" {
  if (opensAt && now < opensAt) return "notYet";
  if (closesAt && now.getTime() >= closesAt.getTime() + (isSending ? graceMs : 0)) return "over";
  return "open";
}
