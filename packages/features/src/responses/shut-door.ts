import { openingAt } from "@otklik/domain/distribution/open-hours";
import type { SurveyDefinition } from "@otklik/domain/survey/definition";
import type { SettingsView } from "../accounts/index.ts";
import type { Context } from "../context.ts";
import { type DistributionRow, takenBy, takePlace } from "../distribution/index.ts";
import { Problem, type ProblemKind } from "../problem.ts";

export type ShutReason = "closed" | "notYet" | "full" | "pin" | "singleUse";

const refusals: Record<ShutReason, { kind: ProblemKind; code: string; detail: string }> = {
  closed: { kind: "gone", code: "survey.closed", detail: "This survey is closed." },
  notYet: { kind: "forbidden", code: "survey.not-open", detail: "This survey is not open yet." },
  full: { kind: "gone", code: "survey.full", detail: "This survey has all the answers that were wanted." },
  pin: { kind: "forbidden", code: "pin.needed", detail: "This link asks for a PIN. Open it in a browser." },
  singleUse: { kind: "forbidden", code: "link.single-use", detail: "This survey is answered by links for one answer." },
};

/** A door that leads in, and not now or not for this visitor: with all that a page says so with. */
export class DoorShut extends Problem {
  readonly reason: ShutReason;
  /** When it opens, or closed. */
  readonly at: Date | null;
  readonly settings: SettingsView;
  readonly definition: SurveyDefinition | null;

  constructor(
    reason: ShutReason,
    of: { at?: Date | null; settings: SettingsView; definition?: SurveyDefinition | null },
  ) {
    const { kind, code, detail } = refusals[reason];
    super(kind, code, detail);
    this.reason = reason;
    this.at = of.at ?? null;
    this.settings = of.settings;
    this.definition = of.definition ?? null;
  }
}

type Door = { distribution: DistributionRow; settings: SettingsView; definition: SurveyDefinition | null };

/** `givenAt`: when what is being sent was answered, where it waited for a network; null: just now. */
export type Sending = { givenAt: Date | null };

/**
 * Refuses whoever comes too early, too late or once it is full; null: come in. What is being sent was opened earlier, and
 * is judged by the time at which it was given.
 */
export async function refusalAt(
  ctx: Context,
  { distribution, ...of }: Door,
  sending: Sending | undefined,
): Promise<DoorShut | null> {
  const at = sending?.givenAt ?? ctx.ports.now();
  const opening = openingAt(distribution, at, { isSending: sending !== undefined });
  if (opening === "notYet") return new DoorShut("notYet", { ...of, at: distribution.opensAt });
  if (opening === "over") return new DoorShut("closed", { ...of, at: distribution.closesAt });
  if (!distribution.active) return new DoorShut("closed", of);
  const { id, responseLimit } = distribution;
  const isFull = responseLimit !== null && (await takenBy(ctx, id)) >= responseLimit;
  return isFull ? new DoorShut("full", of) : null;
}

/** Never earlier than the page that it was given on. */
export function givenAtOf(now: Date, lateMs: number | null, notBefore: Date): Date | null {
  return lateMs === null
    ? null
    : new Date(Math.min(now.getTime(), Math.max(now.getTime() - lateMs, notBefore.getTime())));
}

/**
 * Lets a finished answer in under the limit, if there is one; false: it has no room and is kept, for its sender was thanked
 * earlier. Counted by its transaction: exact, however many come at once.
 */
export async function takePlaceIn(
  ctx: Context,
  { distribution, ...of }: Door,
  { isThanked }: { isThanked: boolean },
): Promise<boolean> {
  const { id, responseLimit } = distribution;
  if (responseLimit === null || (await takePlace(ctx, id, responseLimit))) return true;
  if (!isThanked) throw new DoorShut("full", of);
  return false;
}
