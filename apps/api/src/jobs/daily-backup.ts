import { rm } from "node:fs/promises";
import type { Database } from "@otklik/db/database";
import type { Log } from "@otklik/features/ports";
import { backUp, backupsIn, fileIn } from "../cli/backup.ts";

const dayMs = 24 * 3_600_000;
const lookEveryMs = 10 * 60_000;

type Keeping = { database: Database; log: Log; now: () => Date; folder: string; keep: number };

/** Writes a backup when the newest is a day old, and deletes the oldest beyond `keep`. Returns what it wrote, if anything. */
export async function backUpIfDue({ database, log, now, folder, keep }: Keeping): Promise<string | null> {
  const newest = (await backupsIn(folder)).at(-1);
  if (newest && now().getTime() - newest.at.getTime() < dayMs) return null;
  const { file, rows } = await backUp(database, fileIn(folder, now()), now());
  log.info("backup.written", { count: rows });
  for (const old of (await backupsIn(folder)).slice(0, -keep)) await rm(old.file, { force: true });
  return file;
}

/** Looks every ten minutes. Returns how to stop, which waits for a backup that is under way. */
export function keepDailyBackups(keeping: Keeping): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve();
  const look = () => {
    running = running.then(() =>
      backUpIfDue(keeping).catch((error: NodeJS.ErrnoException) =>
        keeping.log.error("backup.failed", { code: error.code }),
      ),
    );
  };
  look();
  const timer = setInterval(look, lookEveryMs);
  return async () => {
    clearInterval(timer);
    await running;
  };
}
