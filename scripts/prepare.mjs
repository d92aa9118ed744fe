// Installs the packages of package-lock.json, once, and builds the dashboard and the survey page's script when their sources
// changed, so that `npm start` and `npm test` work in a fresh clone.
// Plain Node ≥ 20 without dependencies: it runs before there are any. stdout stays empty, for `npm run --silent otklik`.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const modules = join(root, "node_modules");
const stampFile = join(modules, ".otklik-installed");
// An empty folder: git does not see it, and `npm ci` does not delete it.
const lockFolder = join(root, ".otklik-preparing");
const staleAfterMs = 15_000;
let hasLock = false;

const say = (sentence) => process.stderr.write(`${sentence}\n`);
const fail = (sentence) => {
  say(sentence);
  process.exit(1);
};

const wanted = process.argv[2];
if (wanted !== "start" && wanted !== "test" && wanted !== "build")
  fail("Usage: node scripts/prepare.mjs start|test|build");
if (Number.parseInt(process.versions.node, 10) < 20) fail(`Otklik needs Node 20 or newer; this is ${process.version}.`);

const readStamp = () => {
  try {
    return JSON.parse(readFileSync(stampFile, "utf8"));
  } catch {
    return null;
  }
};

// The platform belongs to it: a folder shared with a container holds programs for one of the two.
const lock = createHash("sha256")
  .update(`${process.platform}-${process.arch}\n`)
  .update(readFileSync(join(root, "package-lock.json")))
  .digest("hex");

const isInstalled = (stamp = readStamp()) => stamp?.lock === lock && (stamp.kind === wanted || stamp.kind === "test");

// What is built for browsers, and from what; a change of any of it makes it anew.
const domain = join(root, "packages", "domain", "src");
const builds = [
  { name: "dashboard", app: join(root, "apps", "dashboard"), sources: ["src", "index.html"] },
  { name: "survey page's script", app: join(root, "apps", "api"), sources: [join("src", "pages")] },
];
const stampOf = ({ app }) => join(app, "dist", ".otklik-built");

const sourcesOf = ({ app, sources }) => {
  const hash = createHash("sha256").update(lock);
  const places = [
    ...sources.map((one) => join(app, one)),
    domain,
    join(app, "vite.config.ts"),
    join(root, "scripts", "compressed.ts"),
  ];
  const files = places.flatMap((place) =>
    statSync(place).isFile()
      ? [place]
      : readdirSync(place, { recursive: true, encoding: "utf8" }).map((path) => join(place, path)),
  );
  for (const file of files.sort()) {
    if (/\.(tsx?|css|html)$/.test(file) && !/\.test\.tsx?$/.test(file)) hash.update(file).update(readFileSync(file));
  }
  return hash.digest("hex");
};

const isBuilt = (build, sources) => {
  try {
    return readFileSync(stampOf(build), "utf8") === sources;
  } catch {
    return false;
  }
};

if (wanted !== "build" && !isInstalled()) {
  await takeLock();
  if (!isInstalled()) await install();
}
for (const build of builds) {
  if (!existsSync(build.app)) continue;
  const sources = sourcesOf(build);
  if (isBuilt(build, sources)) continue;
  await takeLock();
  if (!isBuilt(build, sources)) await make(build, sources);
}

async function takeLock() {
  if (hasLock) return;
  for (let waited = 0; ; waited++) {
    try {
      mkdirSync(lockFolder);
      break;
    } catch (error) {
      if (error.code !== "EEXIST") fail(`This folder cannot be written (${error.code}): ${root}`);
    }
    if (waited === 0) say("Another process is installing the packages; waiting for it.");
    if (ageMs(lockFolder) > staleAfterMs) rmSync(lockFolder, { recursive: true, force: true });
    else await new Promise((resolve) => setTimeout(resolve, 250));
  }
  hasLock = true;
  // The heartbeat of a living holder: a killed one leaves a folder that grows old.
  setInterval(() => utimesSync(lockFolder, new Date(), new Date()), 2000).unref();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));
  process.on("exit", () => rmSync(lockFolder, { recursive: true, force: true }));
}

function ageMs(path) {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}

async function install() {
  const before = readStamp();
  const kind = wanted === "test" || before?.kind === "test" ? "test" : "start";
  rmSync(stampFile, { force: true });
  say("Installing packages, once…");
  const startedAt = Date.now();
  await runNpm([
    "ci",
    "--loglevel=error",
    "--no-audit",
    "--no-fund",
    "--no-update-notifier",
    "--fetch-retry-mintimeout=1000", // without a network: a sentence after 20 s, not after 100 s of silence
    "--fetch-retry-maxtimeout=8000",
    "--ignore-scripts", // no package of ours needs its install script, and none shall run code unasked
    "--include=optional", // Node 26 itself is one
    kind === "test" ? "--include=dev" : "--omit=dev",
  ]);
  linkNode();
  writeFileSync(`${stampFile}.new`, JSON.stringify({ lock, kind }));
  renameSync(`${stampFile}.new`, stampFile);
  say(`Packages installed in ${((Date.now() - startedAt) / 1000).toFixed(0)} s.`);
}

function runNpm(args) {
  const cli = process.env.npm_execpath;
  const [command, leading] = cli?.endsWith("npm-cli.js")
    ? [process.env.npm_node_execpath ?? process.execPath, [cli]]
    : ["npm", []];
  return new Promise((resolve) => {
    let said = "";
    const npm = spawn(command, [...leading, ...args], {
      cwd: root,
      shell: command === "npm" && process.platform === "win32",
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [npm.stdout, npm.stderr]) {
      stream.on("data", (chunk) => {
        said += chunk;
        process.stderr.write(chunk);
      });
    }
    npm.on("error", (error) =>
      fail(`npm could not be started (${error.code}). It comes with Node: https://nodejs.org`),
    );
    npm.on("close", (code, signal) => (code === 0 ? resolve() : fail(whyNpmFailed(said, signal ?? `exit ${code}`))));
    process.on("exit", () => npm.kill("SIGKILL")); // npm answers SIGTERM by a roll-back of many seconds
  });
}

function whyNpmFailed(said, ending) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET|network/.test(said)) {
    return "The packages could not be fetched: the npm registry was not reached. Check the network or proxy, then run the same command again.";
  }
  if (/EACCES|EROFS|EPERM|EBUSY/.test(said)) {
    return `The packages could not be written below ${root}: make the folder writable, stop what runs in it, then run the same command again.`;
  }
  if (/ENOSPC/.test(said)) return "The packages do not fit: the disk is full.";
  return `npm ci failed (${ending}); its own words stand above. Run the same command again once that is put right.`;
}

/**
 * npm puts node_modules/.bin first on PATH, and that is how scripts come to run on Node 26. npm 10 (Node 20 brings it) links
 * none there as soon as the lock also names a package for another platform with a program of the same name.
 */
function linkNode() {
  const bin = join(modules, ".bin");
  const isWindows = process.platform === "win32";
  const program = isWindows ? "node.exe" : "node";
  const packages = Object.keys(JSON.parse(readFileSync(join(root, "package.json"), "utf8")).optionalDependencies);
  const installed = packages.find((name) => existsSync(join(modules, name, "bin", program)));

  for (const name of ["node", "node.cmd", "node.ps1"]) rmSync(join(bin, name), { force: true });
  if (installed && runs(join(modules, installed, "bin", program))) {
    // `exec`, so that npm's SIGTERM reaches the server and not a shell in between; cmd.exe has no such word.
    if (isWindows) writeFileSync(join(bin, "exec.cmd"), "@%*\r\n");
    if (isWindows) writeFileSync(join(bin, "node.cmd"), `@"%~dp0\\..\\${installed}\\bin\\node.exe" %*\r\n`);
    else symlinkSync(`../${installed}/bin/node`, join(bin, "node"));
  } else if (Number.parseInt(process.versions.node, 10) < 26) {
    fail(
      `Node 26 from the lock file does not run on ${process.platform}-${process.arch}: install Node 26 or newer yourself and run the same command again.`,
    );
  }
}

async function make(build, sources) {
  say(`Building the ${build.name}…`);
  const startedAt = Date.now();
  const node = join(modules, ".bin", process.platform === "win32" ? "node.cmd" : "node");
  // Not spawnSync: the lock's heartbeat has to go on.
  const building = spawn(
    existsSync(node) ? node : process.execPath,
    [join(modules, "vite", "bin", "vite.js"), "build", "--logLevel", "warn"],
    {
      cwd: build.app,
      stdio: ["ignore", 2, 2],
      shell: process.platform === "win32",
      // What is built runs in production, whoever asks for it: tests say "test" here.
      env: { ...process.env, NODE_ENV: "production" },
    },
  );
  const code = await new Promise((resolve) => building.once("error", () => resolve(1)).once("close", resolve));
  if (code !== 0) fail(`The ${build.name} could not be built; the words above say why.`);
  writeFileSync(stampOf(build), sources);
  say(`The ${build.name} was built in ${((Date.now() - startedAt) / 1000).toFixed(1)} s.`);
}

function runs(program) {
  return spawnSync(program, ["-v"]).status === 0;
}
