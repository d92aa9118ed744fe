import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdir, realpath, unlink } from "node:fs/promises";
import { connect, createServer, type ListenOptions, type Server } from "node:net";
import { setTimeout } from "node:timers/promises";

export type FolderLock = { release(): Promise<void> };

/**
 * Takes the folder for this process, or throws an error with the code `folder-locked`: two processes in one PGlite folder
 * destroy it. The lock is a listening socket, which the system takes back however the process ends. It is one machine's,
 * and one container's: a folder shared over a network or between containers is not guarded.
 */
export async function lockFolder(folder: string, platform: NodeJS.Platform = process.platform): Promise<FolderLock> {
  await mkdir(folder, { recursive: true });
  const name = `otklik-${createHash("sha256")
    .update(await realpath(folder))
    .digest("hex")
    .slice(0, 32)}`;
  const server = await take(name, platform);
  if (!server) throw folderLocked(folder);

  return {
    async release() {
      if (!server.listening) return;
      server.close();
      await once(server, "close");
    },
  };
}

/** Null when another process has it. */
async function take(name: string, platform: NodeJS.Platform): Promise<Server | null> {
  if (platform === "linux") return listen({ path: `\0${name}` });
  if (platform === "win32") return listen({ path: `\\\\.\\pipe\\${name}` });

  // A socket file outlives its process, so one that nobody answers is left over. Not os.tmpdir(): that is a user's own.
  const path = `/tmp/${name}.sock`;
  const server = await listen({ path });
  if (server || (await isAnswered(path))) return server;

  // One at a time: the second would clear away not the left-over but what the first has put in its place.
  const turn = await takeTurn(49_152 + (Number.parseInt(name.slice(-4), 16) % 16_384));
  try {
    if (await isAnswered(path)) return null;
    await unlink(path).catch(() => {});
    return await listen({ path });
  } finally {
    turn?.close();
  }
}

/** Null after a second: then the port is some other program's. */
async function takeTurn(port: number): Promise<Server | null> {
  for (let tries = 0; tries < 50; tries++) {
    const turn = await listen({ host: "127.0.0.1", port });
    if (turn) return turn;
    await setTimeout(20);
  }
  return null;
}

async function listen(address: ListenOptions): Promise<Server | null> {
  const server = createServer((socket) => socket.destroy());
  server.listen({ ...address, exclusive: true });
  try {
    await once(server, "listening");
    return server.unref();
  } catch (error) {
    if ((error as { code?: string }).code === "EADDRINUSE") return null;
    throw error;
  }
}

async function isAnswered(path: string): Promise<boolean> {
  const socket = connect(path);
  try {
    await once(socket, "connect");
    return true;
  } catch (error) {
    // No permission means another user's process, or what is left of it: not ours to judge.
    return !["ECONNREFUSED", "ENOENT"].includes((error as { code?: string }).code ?? "");
  } finally {
    socket.destroy();
  }
}

function folderLocked(folder: string): Error {
  const message = `Another Otklik process has the folder ${folder} open. Stop it first, or give this one its own DATA_DIR.`;
  return Object.assign(new Error(message), { code: "folder-locked" });
}
