import type { Context } from "../context.ts";
import type { Prepared } from "./prepare.ts";
import { addToQuotas, lockQuotas, noteQuotas } from "./quota-store.ts";

/** The flag of an answer that came once a quota it fills was full: kept, counted nowhere, and a person may let it in. */
export const overQuota = "overQuota";

/**
 * Gives a finished answer its place in the quotas that it fills, or, where one of them is full, takes it out of the scores:
 * what was typed is never dropped. Decided under the lock of those quotas' counts, so that no limit is passed.
 */
export async function settleQuotas(
  ctx: Context,
  prepared: Prepared,
  responseId: string,
  { isHeld = false } = {},
): Promise<Prepared> {
  const { quotas, row } = prepared;
  if (quotas.length === 0) return prepared;
  const ids = quotas.map(({ id }) => id);
  const counts = await lockQuotas(ctx, row.survey_id, ids);
  const isFull = quotas.some(({ id, limit }) => (counts.get(id) ?? 0) >= limit);
  const isCounted = !isFull && !isHeld && row.is_counted;
  await noteQuotas(ctx, { responseId, surveyId: row.survey_id, quotaIds: ids, isCounted });
  if (isCounted) await addToQuotas(ctx, row.survey_id, ids, 1);
  if (!isFull) return prepared;
  const flags = [...row.flags, overQuota];
  return { ...prepared, row: { ...row, is_counted: false, feeds_detector: false, flags }, counted: null };
}
