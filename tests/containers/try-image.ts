// Builds the image of the Dockerfile without a container engine, in a bare Debian, and starts it as compose.yaml says: as its
// own user, with a root that cannot be written, on a Postgres. Needs Linux, root and debootstrap; takes some minutes.
// `-- again` starts what the last try built.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { parse } from "yaml";
import { freePort } from "../support/free-port.ts";
import { root } from "../support/imports.ts";
import { startPostgres } from "../support/postgres-server.ts";
import { bareDebian, build, insideOf, megabytesOf, run } from "./debian-tree.ts";
import { readStages, settingsOf } from "./image-file.ts";

const longestStartMs = 60_000;
const mostMegabytes = 400;

// Mounts of a namespace of their own go with this process, however it ends.
if (process.env.IN_OWN_NAMESPACE !== "yes") {
  const again = [
    "--mount",
    "--propagation",
    "private",
    process.execPath,
    import.meta.filename,
    ...process.argv.slice(2),
  ];
  const { status } = spawnSync("unshare", again, {
    stdio: "inherit",
    env: { ...process.env, IN_OWN_NAMESPACE: "yes" },
  });
  process.exit(status ?? 1);
}

const say = (line: string) => process.stdout.write(`${line}\n`);
const stages = readStages();
const last = stages.at(-1);
if (!last) throw new Error("The Dockerfile has no stage.");
const work = join(tmpdir(), "otklik-image");
const bases = join(tmpdir(), "otklik-debian");
if (!process.argv.includes("again")) buildAll();
const image = join(work, String(stages.length - 1));
const megabytes = megabytesOf(image);
if (megabytes > mostMegabytes) throw new Error(`The image has ${megabytes.toFixed(0)} MB, more than ${mostMegabytes}.`);

const { user, folder, command, healthCheck, volumes, environment } = settingsOf(last);
rmSync(join(work, "volumes"), { recursive: true, force: true });
for (const volume of [...volumes, "/tmp"]) {
  const kept = join(work, "volumes", volume);
  mkdirSync(join(work, "volumes"), { recursive: true });
  // A new volume begins with what the image has there, its owner included.
  run("cp", "-a", join(image, volume), kept);
}
run("mount", "--bind", image, image);
run("mount", "-o", "remount,ro,bind", image);
for (const volume of [...volumes, "/tmp"]) run("mount", "--bind", join(work, "volumes", volume), join(image, volume));
run("mount", "-t", "proc", "proc", join(image, "proc"));
run("mount", "--bind", "/dev", join(image, "dev"));

const password = "a-password-of-this-try";
const compose = parse(readFileSync(join(root, "compose.yaml"), "utf8"));
const server = await startPostgres({ own: true });
const first = postgres(server.url, { max: 1, onnotice: () => {} });
await first.unsafe("create role postgres superuser login");
await first.end();
// The tests' own superuser has the name that compose.yaml gives to the owner.
const admin = postgres(server.url, { max: 1, onnotice: () => {}, username: "postgres" });
await admin.unsafe("alter role otklik rename to tests");
const statements = (compose.configs.owner.content as string).replace(/\$\{POSTGRES_PASSWORD\}/g, password).split("\n");
for (const statement of statements.filter((line) => line !== "")) await admin.unsafe(statement);
await admin.end();
try {
  await tryIt("on the Postgres of compose.yaml", {
    DATABASE_URL: `postgres://otklik:${password}@127.0.0.1:${new URL(server.url).port}/otklik`,
  });
  await tryIt("on the embedded database in /data", {});
} finally {
  await server.stop();
}
say(`The image has ${megabytes.toFixed(0)} MB.`);

function buildAll(): void {
  rmSync(work, { recursive: true, force: true });
  mkdirSync(bases, { recursive: true });
  const trees = new Map<string, string>();
  for (const [at, stage] of stages.entries()) {
    const tree = join(work, String(at));
    mkdirSync(work, { recursive: true });
    run("cp", "-a", bareDebian(stage.image, bases), tree);
    build(stage, tree, trees);
    if (stage.name) trees.set(stage.name, tree);
    say(`stage ${stage.name ?? "image"}: ${megabytesOf(tree).toFixed(0)} MB`);
  }
}

async function tryIt(name: string, more: Record<string, string>): Promise<void> {
  const PORT = String(await freePort());
  const url = `http://127.0.0.1:${PORT}`;
  const given = { ...environment, PORT, HOST: "127.0.0.1", PUBLIC_URL: "https://feedback.example.com", ...more };
  const inside = { tree: image, user, folder, environment: given };
  const inImage = (words: string[]) => {
    const [program, ...args] = insideOf(inside, words) as [string, ...string[]];
    return spawnSync(program, args, { encoding: "utf8" });
  };
  const [program, ...args] = insideOf(inside, command) as [string, ...string[]];
  const startedAt = performance.now();
  const process_ = spawn(program, args, { stdio: ["ignore", "inherit", "inherit"] });
  const ended = new Promise<number | null>((resolve) => process_.once("exit", resolve));
  try {
    for (let status: number | null = 1; status !== 0; await sleep(250)) {
      status = inImage(healthCheck).status;
      if (process_.exitCode !== null || performance.now() - startedAt > longestStartMs)
        throw new Error(`It did not become healthy ${name}.`);
    }
    say(`${name}: healthy after ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
    check("runs as its own user", inImage(["id", "-un"]).stdout.trim() === user);
    check("cannot write its root", inImage(["touch", `${folder}/x`]).status !== 0);
    check("shows the dashboard", (await fetch(`${url}/sign-in`)).ok);
    const owner = { name: "Meridian Rail", ownerEmail: "owner@example.com", ownerPassword: "a password for tests" };
    const first = await fetch(`${url}/auth/first-run`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(owner),
    });
    check("makes its first owner", first.status === 201);
    if (more.DATABASE_URL) {
      const doctor = inImage(["node", "apps/api/src/cli.ts", "doctor"]);
      say(doctor.stdout.trim());
      const backup = inImage(["node", "apps/api/src/cli.ts", "backup", "--file", "/backups/try.sql.gz"]);
      check("backs up to /backups", backup.status === 0);
    }
    process_.kill("SIGTERM");
    check("ends when it is told to", (await ended) === 0);
  } finally {
    process_.kill("SIGKILL");
  }
}

function check(sentence: string, isSo: boolean): void {
  say(`  ${isSo ? "✓" : "✗"} ${sentence}`);
  if (!isSo) throw new Error(`It does not hold: ${sentence}.`);
}
