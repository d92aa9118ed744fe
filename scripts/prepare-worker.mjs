// What the Worker is made of beside its code, in dist/workers: the built dashboard and page scripts in one folder, and a
// library without what is never asked of it. Plain Node without dependencies, as prepare.mjs.
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const target = join(root, "dist", "workers");
rmSync(target, { recursive: true, force: true });
gatherAssets(join(target, "assets"));
writeFileSync(join(target, "stemmers.cjs"), twoLanguages());

/** Cloudflare compresses by itself, so the brotli forms stay behind. */
function gatherAssets(folder) {
  const [dashboard, page] = ["dashboard", "api"].map((app) => join(root, "apps", app, "dist"));
  for (const built of [dashboard, page]) {
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
  const whole = readFileSync(createRequire(import.meta.url).resolve("snowball-stemmers"), "utf8");
  const cut = whole
    .replace(
      /^ {4}var (\w+)Stemmer = function \(_SnowballStemmer[\s\S]*?^ {4}\}\(SnowballStemmer\);\n/gm,
      (text, language) => (wanted.includes(language) ? text : ""),
    )
    .replace(/^ {12}(\w+): \1Stemmer,?\n/gm, (line, language) => (wanted.includes(language) ? line : ""));
  if (cut.length > whole.length / 4) throw new Error("snowball-stemmers is written otherwise now: cut it anew.");
  return cut;
}
