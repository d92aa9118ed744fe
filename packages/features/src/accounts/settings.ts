import { type AlarmSettings, usualAlarms } from "@otklik/domain/shifts/alarm-settings";
import { isHost } from "@otklik/domain/values/allowed-link";
import { faultsOfTheme, type Theme, usualTheme } from "@otklik/domain/values/theme";
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

export type SettingsView = Omit<SettingsRow, "workspaceId" | "alarms" | "theme"> & {
  id: string;
  name: string;
  timeZone: string;
  alarms: AlarmSettings;
  theme: Theme;
};
export type SettingsChange = Partial<Omit<SettingsView, "id" | "alarms" | "theme">> & {
  alarms?: Partial<AlarmSettings>;
  theme?: Partial<Theme>;
};

/** What a workspace has set for itself, with its name and the time zone that its days begin in. */
export async function readSettings(reading: Pick<Context, "tx" | "workspaceId">): Promise<SettingsView> {
  const { workspaceId, alarms, theme, ...settings } = await findSettings(reading);
  return {
    id: workspaceId,
    ...settings,
    alarms: { ...usualAlarms, ...alarms },
    theme: { ...usualTheme, ...theme },
  };
}

export const zoneRefused = () =>
  invalid("settings.invalid", [
    { pointer: "/timeZone", detail: "A time zone named after a place is expected, like Europe/Moscow, or UTC." },
  ]);

/** Changes settings and keeps what they were. A new time zone moves the edges of every day, so it is announced. */
export async function changeSettings(ctx: Context, change: SettingsChange): Promise<SettingsView> {
  const before = await readSettings(ctx);
  const { name, timeZone, alarms, theme, ...rest } = change;
  if (alarms || change.targets || change.csiForm) await ctx.emit({ name: "alarms.changed" });
  if (timeZone !== undefined && timeZone !== before.timeZone) {
    if (!(await isCountableZone(ctx, timeZone))) {
      throw zoneRefused();
    }
    await setTimeZone(ctx, timeZone);
    await ctx.emit({ name: "workspace.zone-changed" });
  }
  if (change.accent !== undefined || theme)
    requireReadable({ ...before.theme, ...theme }, change.accent === undefined ? before.accent : change.accent, theme);
  if (change.redirectHosts) requireHosts(change.redirectHosts);
  if (name !== undefined) await renameWorkspace(ctx, name);
  const row = {
    ...rest,
    ...(alarms && { alarms: { ...before.alarms, ...alarms } }),
    ...(theme && { theme: { ...before.theme, ...theme } }),
  };
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

/** Refuses colours that cannot be read, each with what was measured and the nearest that can. */
function requireReadable(theme: Theme, accent: string | null, changed: Partial<Theme> | undefined): void {
  const faults = faultsOfTheme(theme, accent);
  if (faults.length === 0) return;
  const names = { accent: "White text on the accent", background: "Text on the background", text: "Text" };
  throw invalid(
    "settings.invalid",
    faults.map(({ field, ratio, least, nearest }) => ({
      // What was changed is what is wrong: an accent that was there before stays.
      pointer: field === "accent" ? (changed?.background ? "/theme/background" : "/accent") : `/theme/${field}`,
      detail: `${field === "accent" && changed?.background ? "The accent on the background" : names[field]} has a contrast of ${Math.floor(ratio * 10) / 10}; ${least} is needed. The nearest colour that passes: ${nearest}.`,
    })),
  );
}
