import { quotasFilledBy } from "@otklik/domain/survey/quotas";
import type { Context } from "../context.ts";
import { findInvitation } from "../distribution/index.ts";
import { findVersion } from "../surveys/index.ts";
import { knownOf } from "./known.ts";
import type { Prepared } from "./prepare.ts";
import { addToQuotas, leaveQuotas, lockQuotas, noteQuotas, quotasNotedFor } from "./quota-store.ts";
import type { StoredResponse } from "./store.ts";

/** The flag of an answer that came once a quota it fills was full: kept, counted nowhere, and a person may let it in. */
const overQuota = "overQuota";

/** Tests fill no quota, nor does what was imported. */
export const isForQuotas = (source: string, isTest: boolean) => !isTest && source !== "import";

/**
 * Gives a finished answer its place in the quotas that it fills, or, where one of them is full, takes it out of the scores:
 * what was typed is never dropped. Decided under the lock of those quotas' counts, so that no limit is passed. An answer
 * that silence finished keeps the places it has, and goes over no limit by what its respondent sends later.
 */
export async function settleQuotas(
  ctx: Context,
  prepared: Prepared,
  responseId: string,
  { isHeld = false, stored = null as StoredResponse | null } = {},
): Promise<Prepared> {
  const { quotas, row } = prepared;
  const isSent = row.status === "finished";
  if (!isSent && stored?.status !== "finished") return prepared;
  const noted = stored?.finishedBySilence ? await quotasNotedFor(ctx, responseId) : [];
  const ids = quotas.map(({ id }) => id);
  const touched = [...new Set([...ids, ...noted.map(({ quotaId }) => quotaId)])];
  if (touched.length === 0) return prepared;
  const counts = await lockQuotas(ctx, row.survey_id, touched);
  const held = noted.flatMap(({ quotaId, isCounted }) => (isCounted ? [quotaId] : []));
  if (noted.length > 0) await leaveQuotas(ctx, responseId);
  if (held.length > 0) await addToQuotas(ctx, row.survey_id, held, -1);
  if (ids.length === 0) return prepared;
  const isFull = isSent && quotas.some(({ id, limit }) => !held.includes(id) && (counts.get(id) ?? 0) >= limit);
  const isCounted = !isFull && !isHeld && row.is_counted;
  await noteQuotas(ctx, { responseId, surveyId: row.survey_id, quotaIds: ids, isCounted });
  if (isCounted) await addToQuotas(ctx, row.survey_id, ids, 1);
  if (!isFull) return prepared;
  const flags = [...row.flags, overQuota];
  return { ...prepared, row: { ...row, is_counted: false, feeds_detector: false, flags }, counted: null };
}

/**
 * Puts answers that count, and that silence finished, into the quotas that they fill; over their limits too, because they
 * are in the scores already. Those that have been put there stay as they are.
 */
export async function fillQuotas(ctx: Context, finished: readonly StoredResponse[]): Promise<void> {
  const bySurvey = Map.groupBy(finished, ({ surveyId }) => surveyId);
  // In one order, so that two never wait for each other.
  for (const [surveyId, answers] of [...bySurvey].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const filled = [];
    for (const one of answers) filled.push({ responseId: one.id, quotaIds: await quotasOf(ctx, one) });
    const ids = [...new Set(filled.flatMap(({ quotaIds }) => quotaIds))];
    if (ids.length === 0) continue;
    await lockQuotas(ctx, surveyId, ids);
    for (const { responseId, quotaIds } of filled) {
      if (quotaIds.length === 0) continue;
      const added = await noteQuotas(ctx, { responseId, surveyId, quotaIds, isCounted: true });
      if (added.length > 0) await addToQuotas(ctx, surveyId, added, 1);
    }
  }
}

async function quotasOf(ctx: Context, stored: StoredResponse): Promise<string[]> {
  const version = await findVersion(ctx, stored.surveyId, stored.surveyVersion);
  if (!version?.definition.quotas || !isForQuotas(stored.source, stored.isTest)) return [];
  const invitation = stored.invitationId === null ? null : await findInvitation(ctx, stored.invitationId);
  const context = invitation?.context ?? stored.attributes;
  const known = await knownOf(ctx, { contactId: stored.contactId, context });
  return quotasFilledBy(version.definition, stored.answers, known).map(({ id }) => id);
}
