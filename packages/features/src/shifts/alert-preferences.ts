import { type AlertPreference, usualAlerts } from "@otklik/domain/shifts/alert-times";
import type { Context } from "../context.ts";
import { invalid, Problem } from "../problem.ts";
import { listPreferences, savePreference } from "./alert-store.ts";

/** How the member who asks hears of shifts. */
export async function readAlertPreference(ctx: Context): Promise<AlertPreference> {
  const userId = memberOf(ctx);
  return (await listPreferences(ctx)).get(userId) ?? usualAlerts;
}

/** What is due already stays due as it was, unless nothing is wished for any more. */
export async function changeAlertPreference(ctx: Context, preference: AlertPreference): Promise<AlertPreference> {
  const userId = memberOf(ctx);
  const { quietFrom, quietTo } = preference;
  if ((quietFrom === null) !== (quietTo === null)) {
    const pointer = quietFrom === null ? "/quietFrom" : "/quietTo";
    throw invalid("alerts.invalid", [{ pointer, detail: "Quiet hours have a beginning and an end, or neither." }]);
  }
  if (quietFrom !== null && quietFrom === quietTo)
    throw invalid("alerts.invalid", [
      { pointer: "/quietTo", detail: "Quiet hours end at another time than they begin." },
    ]);
  await savePreference(ctx, userId, preference);
  return preference;
}

function memberOf({ actor }: Context): string {
  if (actor.kind === "member") return actor.id;
  throw new Problem(
    "forbidden",
    "alerts.members-only",
    "Alerts are mailed to members. Sign in as one: a key has no mailbox.",
  );
}
