import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import {
  type BackupHead,
  type BackupTail,
  checkBackup,
  restoreBackup,
  UnfitBackup,
  writeBackup,
} from "@otklik/db/backup";
import type { Database } from "@otklik/db/database";
import { Refusal } from "./refusal.ts";

export type BackupFile = { file: string; bytes: number; madeAt: string; rows: number };

/** Writes everything to a new file: whole and on the disk, or not there. */
export async function backUp(database: Database, file: string, now: Date): Promise<BackupFile> {
  await mkdir(dirname(file), { recursive: true });
  const part = `${file}.${process.pid}.part`;
  const zip = createGzip({ level: 5 });
  const written = pipeline(zip, createWriteStream(part, { mode: 0o600 }));
  try {
    const put = async (text: Uint8Array) => {
      if (!zip.write(text)) await Promise.race([once(zip, "drain"), written]);
    };
    const [tail] = await Promise.all([writeBackup(database, now, put).finally(() => zip.end()), written]);
    const handle = await open(part, "r+");
    await handle.sync();
    const { size } = await handle.stat();
    await handle.close();
    await rename(part, file);
    return { file, bytes: size, madeAt: now.toISOString(), rows: sumOf(tail) };
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** Into an empty database, which is brought up to date; nothing is sent from it until `resume`. */
export async function restore(database: Database, file: string, now: Date): Promise<BackupFile> {
  return describe(file, (text) => restoreBackup(database, text, now));
}

/** Reads a backup to its end and changes nothing. */
export async function check(file: string): Promise<BackupFile> {
  return describe(file, checkBackup);
}

async function describe(
  file: string,
  work: (text: AsyncIterable<Uint8Array>) => Promise<BackupHead & BackupTail>,
): Promise<BackupFile> {
  const { size } = await stat(file).catch(() => {
    throw new Refusal(`There is no file ${file}.`);
  });
  const zipped = createReadStream(file);
  const text = createGunzip();
  zipped.on("error", (error) => text.destroy(error)).pipe(text);
  try {
    const found = await work(text);
    return { file, bytes: size, madeAt: found.madeAt, rows: sumOf(found) };
  } catch (error) {
    if (error instanceof UnfitBackup) throw new Refusal(error.message);
    if (/^(Z_|ERR_.*PREMATURE)/.test((error as NodeJS.ErrnoException).code ?? ""))
      throw new Refusal(`${file} is damaged or was cut short. Nothing was restored; take another backup.`);
    throw error;
  } finally {
    zipped.destroy();
  }
}

const sumOf = ({ rows }: BackupTail) => Object.values(rows).reduce((sum, n) => sum + n, 0);

const nameAt = (at: Date) => `otklik-${at.toISOString().slice(0, 16).replace(":", "")}.sql.gz`;
const isBackup = (name: string) => /^otklik-\d{4}-\d\d-\d\dT\d{4}\.sql\.gz$/.test(name);

/** Where a backup goes that was given no name. */
export const fileIn = (folder: string, now: Date) => join(folder, nameAt(now));

/** Backups in a folder, oldest first. */
export async function backupsIn(folder: string): Promise<{ file: string; at: Date }[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter(isBackup)
    .sort()
    .map((name) => ({ file: join(folder, name), at: new Date(`${name.slice(7, 20)}:${name.slice(20, 22)}Z`) }));
}
