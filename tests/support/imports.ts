import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** `path` is relative to the repository and written with slashes. */
export type TextFile = { path: string; text: string };

/** `target` is the file meant, where it is one of ours; `specifier` is what stands between the quotes. */
export type Import = { path: string; specifier: string; target: string | null; isOfTypes: boolean };

export function readSources(): TextFile[] {
  const paths = ["apps", "packages", "scripts", "tests"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((path) => slashed(join(folder, path))),
  );
  return paths
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path) && !/(^|\/)(node_modules|dist)\//.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}

/** Every file that is, or would be, committed; binary ones left out. */
export function readCommittedTexts(): TextFile[] {
  const list = execFileSync(
    "git",
    ["-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"],
    {
      cwd: root,
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  return list
    .split("\0")
    .filter(Boolean)
    .flatMap((path) => {
      try {
        return [{ path, text: readFileSync(join(root, path), "utf8") }];
      } catch {
        return []; // deleted but still in the index
      }
    })
    .filter(({ text }) => !text.includes("\0"));
}

const statements = [
  /^[ \t]*(?:import|export)\b[^"'`;]*?\bfrom\s*["']([^"']+)["']/gm,
  /^[ \t]*import\s*["']([^"']+)["']/gm,
  /\b(?:import|require)\(\s*["'`]([^"'`]+)["'`]/g,
];

export function importsOf({ path, text }: TextFile): Import[] {
  const code = withoutComments(text);
  return statements
    .flatMap((statement) => [...code.matchAll(statement)])
    .map(([found, specifier = ""]) => ({
      path,
      specifier,
      target: targetOf(path, specifier),
      isOfTypes: /^\s*(import|export)\s+type\b/.test(found),
    }));
}

/** Strings are stepped over, so that "https://" and globs are not taken for comments. */
export function withoutComments(text: string): string {
  return text.replace(stringOrComment, (_, string: string | undefined) => string ?? "");
}

const stringOrComment = /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/.*$/gm;

function targetOf(path: string, specifier: string): string | null {
  if (specifier.startsWith(".")) return posix.join(posix.dirname(path), specifier);
  const [, ours, rest] = /^@otklik\/([^/]+)(?:\/(.+))?$/.exec(specifier) ?? [];
  if (!ours) return null;
  const folder = ours === "api" || ours === "dashboard" || ours === "widget" ? "apps" : "packages";
  return `${folder}/${ours}/src/${rest ?? "index"}.ts`;
}

const slashed = (path: string) => path.replaceAll("\\", "/");
