import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { root as repository } from "../support/imports.ts";
import { readContext, type Stage } from "./image-file.ts";

const mirror = "http://deb.debian.org/debian";
const path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
export const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: ["ignore", 2, 2] });

/** A bare Debian as the image of that name is made: debootstrap's least, without documents, translations and lists. */
export function bareDebian(image: string, folder: string): string {
  const release = /^debian:(\w+)-slim$/.exec(image)?.[1];
  if (!release) throw new Error(`${image} is no slim Debian: this program knows no other.`);
  const tree = join(folder, release);
  if (existsSync(join(tree, "etc", "debian_version"))) return tree;
  run("debootstrap", "--variant=minbase", release, tree, mirror);
  run("chroot", tree, "apt-get", "clean");
  for (const gone of ["var/lib/apt/lists", "usr/share/doc", "usr/share/man", "usr/share/info", "usr/share/locale"])
    rmSync(join(tree, gone), { recursive: true, force: true });
  mkdirSync(join(tree, "var/lib/apt/lists/partial"), { recursive: true });
  return tree;
}

/** Does in `tree` what the stage says, step by step. `trees`: those of the stages before it, by name. */
export function build(stage: Stage, tree: string, trees: Map<string, string>): void {
  for (const name of ["proc", "dev", "tmp"]) mkdirSync(join(tree, name), { recursive: true });
  run("mount", "-t", "proc", "proc", join(tree, "proc"));
  run("mount", "--rbind", "/dev", join(tree, "dev"));
  cpSync("/etc/resolv.conf", join(tree, "etc/resolv.conf"), { dereference: true });
  const trusted = process.env.NODE_EXTRA_CA_CERTS;
  if (trusted) cpSync(trusted, join(tree, "tmp/trusted.crt"), { dereference: true });
  let folder = "/";
  for (const { keyword, text, from } of stage.steps) {
    if (keyword === "WORKDIR") folder = text;
    if (keyword === "WORKDIR") mkdirSync(join(tree, folder), { recursive: true });
    if (keyword === "COPY") copy(text, from, join(tree, folder));
    if (keyword === "RUN") {
      process.stderr.write(`RUN ${text}\n`);
      const here = trusted ? ["NODE_EXTRA_CA_CERTS=/tmp/trusted.crt"] : [];
      const inside = ["env", "-i", `PATH=${path}`, "HOME=/root", ...here, "/bin/sh", "-c", `cd ${folder} && ${text}`];
      run("chroot", tree, ...inside);
    }
  }
  for (const name of ["proc", "dev"]) run("umount", "-l", join(tree, name));
  if (trusted) rmSync(join(tree, "tmp/trusted.crt"));

  function copy(text: string, from: string | null, here: string) {
    const [source, target] = text.split(" ") as [string, string];
    if (from === null) {
      for (const file of readContext()) {
        mkdirSync(dirname(join(here, file)), { recursive: true });
        cpSync(join(repository, file), join(here, file), { verbatimSymlinks: true });
      }
      return;
    }
    const whole = join(trees.get(from) as string, source);
    mkdirSync(dirname(join(tree, target)), { recursive: true });
    run("cp", "-a", whole, join(tree, target));
  }
}

/** Megabytes (10⁶ bytes) of the files in it. */
export function megabytesOf(tree: string): number {
  const said = spawnSync("du", ["--summarize", "--one-file-system", "--block-size=1", tree], { encoding: "utf8" });
  return Number(said.stdout.split("\t")[0]) / 1e6;
}

export type Inside = { tree: string; user: string; folder: string; environment: Record<string, string> };

/** How a program is started in the tree as that user, with nothing of this process's environment. */
export function insideOf({ tree, user, folder, environment }: Inside, command: string[]): string[] {
  const told = Object.entries({ PATH: path, ...environment }).map(([name, value]) => `${name}=${value}`);
  return ["chroot", `--userspec=${user}`, tree, "env", "-i", "-C", folder, ...told, ...command];
}
