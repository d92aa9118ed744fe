import { type ActorView, nameActors } from "../accounts/index.ts";
import type { Context } from "../context.ts";
import { nameOf, readGround, type SeriesName, titleOf } from "./ground.ts";
import { placeOf } from "./keep-watch.ts";
import { noShift } from "./read-shifts.ts";
import { type ChangeRow, changesOf, findMark, findShift, type MarkRow } from "./store.ts";

/** Something that became of a shift, or that somebody said of it. */
export type ShiftHistoryEntry = {
  id: string;
  kind: ChangeRow["kind"];
  at: Date;
  by: ActorView;
  note: string | null;
  /** What it was explained by, while that is still there. */
  mark: Pick<MarkRow, "id" | "kind" | "title"> | null;
  /** The series that was found to have moved as well. */
  part: { series: SeriesName; title: string | null } | null;
  /** What it was taken back to. */
  status: string | null;
  /** How many were told by e-mail, and of what. */
  told: { state: "detected" | "cleared"; members: number } | null;
};

/** What became of a shift, the oldest first. */
export async function readShiftHistory(ctx: Context, id: string): Promise<ShiftHistoryEntry[]> {
  const shift = await findShift(ctx, id);
  if (!shift) throw noShift(id);
  const changes = await changesOf(ctx, id);
  const ground = await readGround(ctx);
  const nameOfActor = await nameActors(ctx, changes.map(actorOf));
  const entries: ShiftHistoryEntry[] = [];
  for (const change of changes) {
    const { markId, seriesId, status = null } = change.details as Record<string, string | undefined>;
    const mark = markId ? await findMark(ctx, markId) : null;
    const moved = shift.parts.find((part) => part.seriesId === seriesId)?.series;
    entries.push({
      id: change.id,
      kind: change.kind,
      at: change.at,
      by: nameOfActor(actorOf(change)),
      note: change.note,
      mark: mark && { id: mark.id, kind: mark.kind, title: mark.title },
      part: moved ? { series: nameOf(ground, placeOf(moved)), title: titleOf(ground, placeOf(moved)) } : null,
      status,
      told: change.kind === "mailed" ? (change.details as ShiftHistoryEntry["told"]) : null,
    });
  }
  return entries;
}

const actorOf = ({ actorKind, actorId }: ChangeRow) => ({ kind: actorKind, id: actorId });
