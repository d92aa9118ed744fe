import { type AlarmSettings, usualAlarms } from "@otklik/domain/shifts/alarm-settings";
import { accentContrast, leastContrast } from "@otklik/domain/values/accent";
import { isHost } from "@otklik/domain/values/allowed-link";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { invalid } from "../problem.ts";
import {
  findSettings,
  isCountableZone,
  renameWorkspace,
  type SettingsRow,
  setTimeZone,
  updateSettings,
} from "./store.ts";

export type SettingsView = Omit<SettingsRow, "workspaceId" | "alarms"> & {
  id: string;
  name: string;
  timeZone: string;
  alarms: AlarmSettings;
};
export type SettingsChange = Partial<Omit<SettingsView, "id" | "alarms">> & { alarms?: Partial<AlarmSettings> };

/** What a workspace has set for itself, with its name and the time zone that its days begin in. */
export async function readSettings(reading: Pick<Context, "tx" | "workspaceId">): Promise<SettingsView> {
  const { workspaceId, alarms, ...settings } = await findSettings(reading);
  return { id: workspaceId, ...settings, alarms: { ...usualAlarms, ...alarms } };
}

export const zoneRefused = () =>
  invalid("settings.invalid", [
    { pointer: "/timeZone", detail: "A time zone named after a place is expected, like Europe/Moscow, or UTC." },
  ]);

/** Changes settings and keeps what they were. A new time zone moves the edges of every day, so it is announced. */
export async function changeSettings(ctx: Context, change: SettingsChange): Promise<SettingsView> {
  const before = await readSettings(ctx);
  const { name, timeZone, alarms, ...rest } = change;
  if (alarms || change.targets || change.csiForm) await ctx.emit({ name: "alarms.changed" });
  if (timeZone !== undefined && timeZone !== before.timeZone) {
    if (!(await isCountableZone(ctx, timeZone))) {
      throw zoneRefused();
    }
    await setTimeZone(ctx, timeZone);
    await ctx.emit({ name: "workspace.zone-changed" });
  }
  if (change.accent) requireReadable(change.accent);
  if (change.redirectHosts) requireHosts(change.redirectHosts);
  if (name !== undefined) await renameWorkspace(ctx, name);
  const row = { ...rest, ...(alarms && { alarms: { ...before.alarms, ...alarms } }) };
  if (Object.keys(row).length > 0) await updateSettings(ctx, row);
  const was = Object.fromEntries(Object.keys(change).map((key) => [key, before[key as keyof SettingsView]]));
  await audit(ctx, {
    action: "settings.change",
    subjectKind: "workspace",
    subjectId: ctx.workspaceId,
    details: { before: was, after: change },
  });
  return readSettings(ctx);
}

function requireHosts(hosts: readonly string[]): void {
  const errors = hosts.flatMap((host, at) =>
    isHost(host)
      ? []
      : [{ pointer: `/redirectHosts/${at}`, detail: "A host like shop.example.com is expected, without https://." }],
  );
  if (errors.length > 0) throw invalid("settings.invalid", errors);
}

function requireReadable(accent: string): void {
  const ratio = Math.floor(accentContrast(accent) * 10) / 10;
  if (ratio >= leastContrast) return;
  throw invalid("settings.invalid", [
    {
      pointer: "/accent",
      detail: `White text on ${accent} has a contrast of ${ratio}; ${leastContrast} is needed. Take a darker shade.`,
    },
  ]);
}
