import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./imports.ts";
import type { TestServer } from "./server.ts";

/** A fenced block. `use` is what stands behind the language: `stopped`, `elsewhere`, or the name of the file that it is. */
export type Block = { language: string; use: string; text: string; line: number };

/** The documents that people read, by path. */
export const documents = [
  "README.md",
  ...readdirSync(join(root, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

export function blocksOf(path: string): Block[] {
  const text = readFileSync(join(root, path), "utf8");
  return [...text.matchAll(/^```(\w+) ?(.*)\n([\s\S]*?)^```$/gm)].map(
    ({ index, 1: language = "", 2: use = "", 3: inner = "" }) => ({
      language,
      use,
      text: inner,
      line: text.slice(0, index).split("\n").length,
    }),
  );
}

export type Folder = { path: string; write(name: string, text: string): void; remove(): void };

/** A folder that looks like the repository to whoever stands in it, with the server's data in `.data`. */
export function likeTheRepository(server: TestServer): Folder {
  const path = mkdtempSync(join(tmpdir(), "otklik-reader-"));
  for (const name of readdirSync(root)) {
    if (!/^\.(data|env|git)$/.test(name)) symlinkSync(join(root, name), join(path, name));
  }
  const data = server.env().DATA_DIR as string;
  const told = readFileSync(join(data, "demo.env"), "utf8");
  writeFileSync(join(data, "demo.env"), told.replace(/^OTKLIK_URL=.*$/m, `OTKLIK_URL=${server.url}`));
  symlinkSync(data, join(path, ".data"));
  return {
    path,
    write: (name, text) => writeFileSync(join(path, name), text),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** What a reader's shell still knows when they come to the next block. */
const remembered = ".remembered";
const remember = `{ declare -p | grep -Ev '^declare -[a-zA-Z]*r'; declare -f; } > ${remembered}`;

/** Runs commands one after another in a shell that stops at the first that fails and remembers what earlier ones set. */
export async function runCommands(
  folder: Folder,
  server: TestServer,
  commands: string,
): Promise<{ code: number | null; printed: string }> {
  const own = commands.replaceAll("http://localhost:3000", server.url);
  const script = `[ ! -e ${remembered} ] || . ./${remembered}\n${own}\n${remember}`;
  const { PATH, HOME, TMPDIR } = process.env;
  const shell = spawn("bash", ["-eu", "-c", script], {
    cwd: folder.path,
    env: {
      PATH: `${join(root, "node_modules", ".bin")}:${PATH}`,
      HOME,
      TMPDIR,
      PORT: new URL(server.url).port,
      LANG: "C.UTF-8",
    } as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [shell.stdout, shell.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (printed += text));
  const code = await new Promise<number | null>((resolve) => shell.once("close", resolve));
  return { code, printed };
}
