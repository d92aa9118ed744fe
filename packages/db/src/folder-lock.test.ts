import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lockFolder } from "./folder-lock.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "otklik-lock-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

// The way of macOS, a socket file, works on every Unix.
const ways: NodeJS.Platform[] =
  process.platform === "win32" ? ["win32"] : process.platform === "linux" ? ["linux", "darwin"] : ["darwin"];

describe.each(ways)("a data folder, locked the way of %s", (way) => {
  it("is one process's at a time, and says so to the second", async () => {
    const lock = await lockFolder(folder, way);
    await expect(lockFolder(folder, way)).rejects.toMatchObject({
      code: "folder-locked",
      message: `Another Otklik process has the folder ${folder} open. Stop it first, or give this one its own DATA_DIR.`,
    });
    await lock.release();
    await lock.release();
    await (await lockFolder(folder, way)).release();
  });

  it("is the same folder by whatever path", async () => {
    const lock = await lockFolder(folder, way);
    await symlink(folder, `${folder}-link`);
    for (const path of [`${folder}/`, relative(process.cwd(), folder), `${folder}-link`]) {
      await expect(lockFolder(path, way)).rejects.toMatchObject({ code: "folder-locked" });
    }
    await rm(`${folder}-link`);
    await lock.release();
  });

  it("does not lock its neighbours", async () => {
    const locks = await Promise.all(["a", "b"].map((name) => lockFolder(join(folder, name), way)));
    expect(locks).toHaveLength(2);
    for (const lock of locks) await lock.release();
  });

  it("is locked by one of ten who come at once", async () => {
    const takes = await Promise.allSettled(Array.from({ length: 10 }, () => lockFolder(folder, way)));
    const taken = takes.filter((take) => take.status === "fulfilled");
    expect(taken).toHaveLength(1);
    await taken[0]?.value.release();
  });

  it("is kept by a living process, and by one of ten others as soon as that one is killed", async () => {
    const owner = spawn(process.execPath, ["--input-type=module", "-e", script("setInterval(() => {}, 1000)")], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await firstWord(owner);
    await expect(lockFolder(folder, way)).rejects.toMatchObject({ code: "folder-locked" });

    owner.kill("SIGKILL");
    await once(owner, "exit");
    const takes = await Promise.allSettled(Array.from({ length: 10 }, () => lockFolder(folder, way)));
    const taken = takes.filter((take) => take.status === "fulfilled");
    expect(taken).toHaveLength(1);
    await taken[0]?.value.release();
  });

  it("keeps no process alive", () => {
    const { status, signal } = spawnSync(process.execPath, ["--input-type=module", "-e", script("")], {
      timeout: 10_000,
    });
    expect([status, signal]).toEqual([0, null]);
  });

  function script(then: string) {
    const lock = `await lockFolder(${JSON.stringify(folder)}, ${JSON.stringify(way)})`;
    return `import { lockFolder } from ${JSON.stringify(import.meta.resolve("./folder-lock.ts"))}; ${lock}; console.log("taken"); ${then}`;
  }
});

async function firstWord(process: ChildProcess) {
  await once(process.stdout!, "data");
}
