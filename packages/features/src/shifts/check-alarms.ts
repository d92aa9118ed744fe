import type { AlarmSettings } from "@otklik/domain/shifts/alarm-settings";
import { readSettings } from "../accounts/index.ts";
import type { Context } from "../context.ts";
import { invalid } from "../problem.ts";
import { listDimensions } from "../touchpoints/index.ts";

/** Refuses to watch what is not declared: a misspelt key would be watched by nobody, and nobody would know. */
export async function checkAlarms(ctx: Context, alarms: Partial<AlarmSettings> = {}): Promise<void> {
  const { watchedDimensions = [] } = alarms;
  if (watchedDimensions.length === 0) return;
  const declared = (await listDimensions(ctx)).map(({ key }) => key);
  // What is set may be sent back as it is, also after a dimension of it has been taken away.
  const known = new Set([...declared, ...(await readSettings(ctx)).alarms.watchedDimensions]);
  const unknown = watchedDimensions.filter((key) => !known.has(key));
  if (unknown.length === 0) return;
  const detail = `Not a declared dimension: ${unknown.join(", ")}.`;
  throw invalid("settings.invalid", [{ pointer: "/alarms/watchedDimensions", detail }]);
}
