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

/** Refuses whoever comes too early, too late or once it is full. What is being sent was opened earlier. */
export async function requireOpen(
  ctx: Context,
  { distribution, ...of }: Door,
  { isSending }: { isSending: boolean },
): Promise<void> {
  const opening = openingAt(distribution, ctx.ports.now(), { isSending });
  if (opening === "notYet") throw new DoorShut("notYet", { ...of, at: distribution.opensAt });
  if (opening === "over") throw new DoorShut("closed", { ...of, at: distribution.closesAt });
  const { id, responseLimit } = distribution;
  if (responseLimit !== null && (await takenBy(ctx, id)) >= responseLimit) throw new DoorShut("full", of);
}

/** Lets a finished answer in under the limit, if there is one. Counted by its transaction: exact, however many come at once. */
export async function takePlaceIn(ctx: Context, { distribution, ...of }: Door): Promise<void> {
  const { id, responseLimit } = distribution;
  if (responseLimit !== null && !(await takePlace(ctx, id, responseLimit))) throw new DoorShut("full", of);
}
