import { system } from "@otklik/features/context";
import type { Client } from "./client.ts";
import { makePlace } from "./furnish.ts";
import type { TestHouse } from "./house.ts";

const dayMs = 86_400_000;
let made = 0;
const newId = () => `019c1111-0000-7000-8000-${String(++made).padStart(12, "0")}`;

/** A fall of 20 points at a touchpoint, as detectors would have announced it now; no answers behind it. Returns its id. */
export async function announceFall(
  house: TestHouse,
  client: Client,
  { detectedAt = house.clock.now() }: { detectedAt?: Date } = {},
): Promise<string> {
  const { workspaceId } = client;
  const { touchpointKey } = await makePlace(client);
  const [seriesId, shiftId] = [newId(), newId()];
  const onset = new Date(detectedAt.getTime() - 4 * dayMs).toISOString();
  const found = `'${onset}', 0.5, '${detectedAt.toISOString()}', 1387, 60`;
  const today = Math.floor(detectedAt.getTime() / dayMs);
  await house.sql(`insert into shift_series (workspace_id, id, metric, scale_version, scale_min, scale_max, level, touchpoint_id, detector)
    select '${workspaceId}', '${seriesId}', 'nps', 1, 0, 10, 'touchpoint', id, '{}' from touchpoints
    where workspace_id = '${workspaceId}' and key = '${touchpointKey}'`);
  await house.sql(`insert into shifts (workspace_id, id, head_id, direction, status, onset, onset_deviation, detected_at, evidence, threshold)
    values ('${workspaceId}', '${shiftId}', '${seriesId}', 'down', 'open', ${found})`);
  await house.sql(`insert into shift_parts (workspace_id, shift_id, series_id, against, onset, onset_deviation, detected_at, evidence, threshold,
      level, low, high, expected, answers, taught_from, taught_to)
    values ('${workspaceId}', '${shiftId}', '${seriesId}', 'baseline', ${found}, 0.6, 0.535, 0.665, 0.7, 34, ${today - 60}, ${today - 4})`);
  await house.house.inWorkspace(workspaceId, system, (ctx) =>
    ctx.emit({
      name: "shift.detected",
      shiftId,
      metric: "nps",
      direction: "down",
      level: "touchpoint",
      touchpointKey,
      channel: null,
      isNews: house.clock.now().getTime() - detectedAt.getTime() <= dayMs,
    }),
  );
  return shiftId;
}

export type TestMember = { id: string; email: string };

/** One more member of a workspace, who cannot sign in. */
export async function addMember(house: TestHouse, client: Client, role: string): Promise<TestMember> {
  const id = newId();
  const email = `${role}-${made}@meridian.example`;
  await house.sql(`insert into users (id, name, email, email_verified, created_at, updated_at)
    values ('${id}', 'Anna ${role}', '${email}', true, '2026-03-01', '2026-03-01')`);
  await house.sql(`insert into members (id, workspace_id, user_id, role, created_at)
    values ('${newId()}', '${client.workspaceId}', '${id}', '${role}', '2026-03-01')`);
  return { id, email };
}

/** Whoever owns a workspace. */
export async function ownerOf(house: TestHouse, client: Client): Promise<TestMember> {
  const [owner] = await house.sql<TestMember>(`select u.id, u.email from members m join users u on u.id = m.user_id
    where m.workspace_id = '${client.workspaceId}' and m.role = 'owner'`);
  return owner as TestMember;
}
