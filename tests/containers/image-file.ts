import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Copy, DockerfileParser, type From } from "dockerfile-ast";
import { root } from "../support/imports.ts";

type Step = { keyword: string; text: string; from: string | null };
export type Stage = { image: string; name: string | null; steps: Step[] };

const quoted = (text: string) => JSON.parse(text) as string[];

/** The stages of the Dockerfile, each with its instructions in order. */
export function readStages(): Stage[] {
  const stages: Stage[] = [];
  for (const instruction of DockerfileParser.parse(readFileSync(join(root, "Dockerfile"), "utf8")).getInstructions()) {
    const keyword = instruction.getKeyword();
    if (keyword === "FROM") {
      const from = instruction as From;
      stages.push({ image: from.getImage() as string, name: from.getBuildStage(), steps: [] });
      continue;
    }
    const flag = keyword === "COPY" ? (instruction as Copy).getFromFlag() : null;
    const text = (instruction.getRawArgumentsContent() ?? "").replace(/\\\n/g, " ").replace(/\s+/g, " ");
    stages.at(-1)?.steps.push({ keyword, text: text.replace(/^--from=\S+ /, ""), from: flag?.getValue() ?? null });
  }
  return stages;
}

/** What the image says of itself: the last of each instruction. */
export function settingsOf({ steps }: Stage) {
  const last = (keyword: string) => steps.findLast((step) => step.keyword === keyword)?.text ?? "";
  const environment = steps.filter(({ keyword }) => keyword === "ENV").flatMap(({ text }) => text.split(" "));
  return {
    user: last("USER"),
    folder: last("WORKDIR"),
    command: quoted(last("CMD")),
    healthCheck: quoted(last("HEALTHCHECK").replace(/^.*?CMD /, "")),
    volumes: quoted(last("VOLUME")),
    environment: Object.fromEntries(environment.map((pair) => pair.split("=") as [string, string])),
  };
}

/** The files that a build is given: all but what .dockerignore keeps out. The last line that matches a path decides. */
export function readContext(): string[] {
  const rules = readFileSync(join(root, ".dockerignore"), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => ({ isKept: line.startsWith("!"), matches: patternOf(line.replace(/^!/, "")) }));
  const isKept = (path: string) => rules.findLast(({ matches }) => matches.test(path))?.isKept ?? true;
  return execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { cwd: root, encoding: "utf8" })
    .split("\n")
    .filter((path) => path !== "" && isKept(path));
}

/** A path or any folder above it; `*` stays within a folder, `**` does not. */
function patternOf(glob: string): RegExp {
  const parts = glob
    .split(/(\*\*\/|\*)/)
    .map((part) => ({ "**/": "(?:.*/)?", "*": "[^/]*" })[part] ?? RegExp.escape(part));
  return new RegExp(`^${parts.join("")}(?:/|$)`);
}
