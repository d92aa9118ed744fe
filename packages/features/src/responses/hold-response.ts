import { isHeldBack } from "@otklik/domain/survey/answer-flags";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { lockInvitation } from "../distribution/index.ts";
import { noResponse } from "./file-response.ts";
import { countStored, quarantineResponse } from "./save-response.ts";
import { findResponse, lockResponse, type StoredResponse } from "./store.ts";
import { type ResponseView, viewOfStored } from "./view.ts";

/** A person has looked at an answer that was held back, and it counts from now on. */
export async function releaseResponse(ctx: Context, id: string): Promise<ResponseView> {
  const stored = await lockForCounting(ctx, id);
  if (!isHeldBack(stored.flags)) return viewOfStored(stored);
  await countStored(ctx, stored);
  await audit(ctx, { action: "response.release", subjectKind: "response", subjectId: id });
  return changed(ctx, id);
}

/** A person takes an answer out of the scores; it is kept. */
export async function holdResponse(ctx: Context, id: string): Promise<ResponseView> {
  const stored = await lockForCounting(ctx, id);
  if (stored.flags.includes("quarantined")) return viewOfStored(stored);
  await quarantineResponse(ctx, stored);
  await audit(ctx, { action: "response.quarantine", subjectKind: "response", subjectId: id });
  return changed(ctx, id);
}

/** The invitation first, as its respondent's own answer does: both would count what they saw. */
async function lockForCounting(ctx: Context, id: string): Promise<StoredResponse> {
  const found = await findResponse(ctx, id);
  if (!found) throw noResponse(id);
  if (found.invitationId) await lockInvitation(ctx, found.invitationId);
  await lockResponse(ctx, id);
  return changedRow(ctx, id);
}

async function changedRow(ctx: Context, id: string): Promise<StoredResponse> {
  const row = await findResponse(ctx, id);
  if (!row) throw noResponse(id);
  return row;
}

const changed = async (ctx: Context, id: string) => viewOfStored(await changedRow(ctx, id));
