// What the Worker is made of beside its code, in dist/workers: the built dashboard and page scripts in one folder, and a
// library without what is never asked of it. Plain Node without dependencies, as prepare.mjs.
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const target = join(root, "dist", "workers");
const apps = ["dashboard", "api"].map((app) => join(root, "apps", app, "dist"));
const library = createRequire(import.meta.url).resolve("snowball-stemmers");
const stamp = ".made-of";

// What is there already is left alone: another Worker may be running on it.
const sources = fingerprint();
const made = join(target, stamp);
if (!existsSync(made) || readFileSync(made, "utf8") !== sources) {
  const unfinished = `${target}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  gatherAssets(join(unfinished, "assets"));
  writeFileSync(join(unfinished, "stemmers.cjs"), twoLanguages());
  writeFileSync(join(unfinished, stamp), sources);
  rmSync(target, { recursive: true, force: true });
  renameSync(unfinished, target);
}

function fingerprint() {
  const files = apps.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => join(folder, path)),
  );
  const hash = createHash("sha256");
  for (const file of [...files, library, fileURLToPath(import.meta.url)].sort())
    if (statSync(file).isFile()) hash.update(file).update(readFileSync(file));
  return hash.digest("hex");
}

/** Cloudflare compresses by itself, so the brotli forms stay behind. */
function gatherAssets(folder) {
  const [, page] = apps;
  for (const built of apps) {
    const isWanted = (path) => path === built || !(basename(path).startsWith(".") || path.endsWith(".br"));
    cpSync(built, folder, { recursive: true, filter: isWanted });
  }
  const manifest = JSON.parse(readFileSync(join(page, ".vite", "manifest.json"), "utf8"));
  const fileOf = (name) => manifest[`src/pages/script/${name}.ts`].file;
  const first = readFileSync(join(page, fileOf("first")), "utf8").trim();
  const scripts = { first, survey: `/${fileOf("survey")}`, kiosk: `/${fileOf("kiosk")}` };
  writeFileSync(join(folder, "page-scripts.json"), JSON.stringify(scripts));
}

/** Snowball without its 22 languages that `stems.ts` never asks for: 300 kB less. */
function twoLanguages() {
  const wanted = ["english", "russian"];
  const whole = readFileSync(library, "utf8");
  const cut = whole
    .replace(
      /^ {4}var (\w+)Stemmer = function \(_SnowballStemmer[\s\S]*?^ {4}\}\(SnowballStemmer\);\n/gm,
      (text, language) => (wanted.includes(language) ? text : ""),
    )
    .replace(/^ {12}(\w+): \1Stemmer,?\n/gm, (line, language) => (wanted.includes(language) ? line : ""));
  if (cut.length > whole.length / 4) throw new Error("snowball-stemmers is written otherwise now: cut it anew.");
  return cut;
}
