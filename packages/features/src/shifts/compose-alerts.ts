import { usualAlerts } from "@otklik/domain/shifts/alert-times";
import { emailAddress } from "@otklik/domain/values/email-address";
import { findSlug, listMembers, mayRead, nameActors, readSettings } from "../accounts/index.ts";
import type { Context } from "../context.ts";
import type { Mail } from "../ports.ts";
import { alertMail } from "./alert-mail.ts";
import { type AlertRow, listPreferences, takeAlert } from "./alert-store.ts";
import type { AlertStory, ShiftEnd } from "./alert-texts.ts";
import { type Ground, readGround } from "./ground.ts";
import { viewOf } from "./read-shifts.ts";
import { type ChangeRow, changesOf, findShift, type StoredShift } from "./store.ts";

/** The member as a mail's recipient; null where they left, may not see it or want nothing any more. */
export async function listenerOf(ctx: Context, userId: string): Promise<Mail["to"] | null> {
  const member = (await listMembers(ctx)).find(({ id }) => id === userId);
  const { mode } = (await listPreferences(ctx)).get(userId) ?? usualAlerts;
  const address = member && mayRead(member.role) && mode !== "none" ? emailAddress(member.email) : null;
  return member && address ? { name: member.name, address } : null;
}

/** What is told of each shift, by which alerts, and those that have nothing to say any more. */
type Telling = { stories: AlertStory[]; rows: AlertRow[]; dropped: AlertRow[] };

export async function tellingOf(ctx: Context, waiting: AlertRow[]): Promise<Telling> {
  const ground = await readGround(ctx);
  const telling: Telling = { stories: [], rows: [], dropped: [] };
  for (const shiftId of new Set(waiting.map((row) => row.shiftId))) {
    const shift = await findShift(ctx, shiftId);
    if (!shift) continue;
    const changes = await changesOf(ctx, shiftId);
    const mine = waiting.filter((row) => row.shiftId === shiftId);
    const rows = await stillToTell(ctx, { shift, changes }, mine);
    telling.dropped.push(...mine.filter((row) => !rows.some(({ state }) => state === row.state)));
    telling.rows.push(...rows);
    if (rows.length > 0) telling.stories.push(await storyOf(ctx, ground, { shift, changes, rows }));
  }
  return telling;
}

type Known = { shift: StoredShift; changes: ChangeRow[] };

/** No end of what was opened again, no beginning for whoever has dealt with it; an end goes with its beginning. */
async function stillToTell(ctx: Context, { shift, changes }: Known, rows: AlertRow[]): Promise<AlertRow[]> {
  const hasSeen = ({ userId }: AlertRow) =>
    changes.some(({ actorKind, actorId }) => actorKind === "member" && actorId === userId);
  const told = rows.filter((row) => (row.state === "cleared" ? shift.clearedAt !== null : !hasSeen(row)));
  const [first] = told;
  if (!first || !shift.clearedAt || told.some(({ state }) => state === "cleared")) return told;
  const end: AlertRow = { ...first, state: "cleared", status: "sending" };
  return (await takeAlert(ctx, end)) ? [...told, end] : told;
}

async function storyOf(
  ctx: Context,
  ground: Ground,
  { shift, changes, rows }: Known & { rows: AlertRow[] },
): Promise<AlertStory> {
  const { dimensionId, dimensionValue } = shift.head;
  const dimension = dimensionId && ground.dimensions.get(dimensionId)?.name;
  return {
    shift: await viewOf(ctx, ground, shift),
    customers: dimension ? `${dimension}: ${dimensionValue}` : null,
    isNew: rows.some(({ state }) => state === "detected"),
    end: shift.clearedAt && (await endOf(ctx, changes)),
  };
}

async function endOf(ctx: Context, changes: ChangeRow[]): Promise<ShiftEnd | null> {
  const last = changes.findLast(({ kind }) => kind === "returned" || kind === "closed" || kind === "newNormal");
  if (!last) return null;
  const actor = { kind: last.actorKind, id: last.actorId };
  return { kind: last.kind as ShiftEnd["kind"], by: (await nameActors(ctx, [actor]))(actor).name };
}

type Composing = { listener: Mail["to"]; stories: AlertStory[]; name: string; isDigest: boolean };

/** `name` is the same for every attempt at one alert. */
export async function composeAlerts(ctx: Context, { listener, stories, name, isDigest }: Composing): Promise<Mail> {
  const { ports } = ctx;
  const settings = await readSettings(ctx);
  const home = `${ports.publicUrl}/${await findSlug(ctx)}`;
  const address = settings.senderAddress ?? ports.mailFrom;
  const content = alertMail({
    locale: settings.locale,
    timeZone: settings.timeZone,
    now: ports.now(),
    company: settings.name,
    accent: settings.accent,
    isDigest,
    stories,
    linkOf: (shiftId) => `${home}/shifts/${shiftId}`,
    settingsLink: `${home}/settings/notifications`,
  });
  return {
    to: listener,
    from: { name: settings.name, address },
    replyTo: null,
    ...content,
    messageId: `shift-${ports.crypto.digest(name)}@${address.split("@")[1]}`,
    headers: { "Auto-Submitted": "auto-generated" },
  };
}
