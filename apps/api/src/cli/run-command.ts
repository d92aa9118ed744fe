import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import type { Database } from "@otklik/db/database";
import { resumeSending } from "@otklik/db/installation";
import { migrate } from "@otklik/db/migrate";
import { createWorkspace, findDemo, listWorkspaces, removeDemo } from "@otklik/features/accounts/index";
import { system } from "@otklik/features/context";
import { databaseCode } from "@otklik/features/database-code";
import { rebuildScores } from "@otklik/features/metrics/index";
import { Problem } from "@otklik/features/problem";
import { recountQuotas } from "@otklik/features/responses/index";
import { type Config, ConfigError, configAsEnvFile } from "../config.ts";
import { demoFile, forgetDemoFile } from "../demo/demo-file.ts";
import { makeDemo } from "../demo/make-demo.ts";
import { type OpenedHouse, openDatabase, openLog, openNodeHouse } from "../open-house.ts";
import { passwordHasher } from "../password-hasher.ts";
import { isUnavailable } from "../problem-details.ts";
import { backUp, check, fileIn, restore } from "./backup.ts";
import { examine } from "./doctor.ts";
import { importResponses } from "./import-responses.ts";
import { openProgress, type Screen } from "./progress.ts";
import { Refusal } from "./refusal.ts";

/** What a command is run in. */
export type Terminal = {
  /** Read when a command needs it: `env-example` works with wrong settings too. */
  config(): Config;
  /** Standard output: one line of JSON. */
  print(text: string): void;
  /** Standard error. */
  screen: Screen;
};

type Given = Record<string, string | boolean | undefined>;
/** `failure`: the command did its work and what it found is not well; the exit code is 1. */
type Result = { json: object; failure?: string } | { text: string };

type Command = {
  says: string;
  usage?: string;
  options?: ParseArgsOptionsConfig;
  required?: string[];
  run(given: Given, terminal: Terminal): Promise<Result> | Result;
};

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;

const commands: Record<string, Command> = {
  "workspace create": {
    says: "Makes a workspace with its owner and its first two keys, which are shown this once.",
    usage: "--name NAME --owner-email EMAIL --owner-password PASSWORD",
    options: { name: text, "owner-email": text, "owner-password": text },
    required: ["name", "owner-email", "owner-password"],
    run: (given, terminal) => withHouse(terminal, (opened, config) => makeWorkspace(given, opened, config)),
  },
  migrate: {
    says: "Brings the database up to date.",
    run: (_given, { config }) => withDatabase(config(), async ({ db }) => ({ json: { applied: await migrate(db) } })),
  },
  seed: {
    says: "Makes the demo workspace: a rail operator with half a year behind it.",
    run: (_given, terminal) => withHouse(terminal, (opened, config) => seed(opened, config, terminal)),
  },
  "demo remove": {
    says: "Takes the demo workspace away with all that is in it; it does not come back by itself.",
    run: (_given, terminal) => withHouse(terminal, (opened, config) => unseed(opened, config)),
  },
  "rebuild-scores": {
    says: "Counts scores and quotas anew from the answers and puts right what differs.",
    usage: "[--workspace ID]",
    options: { workspace: text },
    run: (given, terminal) => withHouse(terminal, (opened) => rebuild(given, opened, terminal)),
  },
  "import responses": {
    says: "Stores the rows of a CSV file as answers; running it again adds only new rows. See docs/importing.md.",
    usage: "--file data.csv --map map.json [--workspace ID] [--errors FILE] [--dry-run]",
    options: { file: text, map: text, workspace: text, errors: text, "dry-run": flag },
    required: ["file", "map"],
    run: (given, terminal) => withHouse(terminal, (opened) => importFile(given, opened, terminal)),
  },
  backup: {
    says: "Writes everything to one file, while others go on working. Without --file to BACKUP_DIR. See docs/operating.md.",
    usage: "[--file FILE]",
    options: { file: text },
    run: ({ file }, { config }) => backUpTo(file as string | undefined, config()),
  },
  restore: {
    says: "Puts a backup into an empty database. The copy sends nothing until `resume`. --dry-run only reads the file.",
    usage: "--file FILE [--dry-run]",
    options: { file: text, "dry-run": flag },
    required: ["file"],
    run: (given, { config }) => restoreFrom(given.file as string, given["dry-run"] === true, config()),
  },
  resume: {
    says: "Lets a restored copy send mail again: when the original is gone for good, or customers would hear twice.",
    run: (_given, { config }) =>
      withDatabase(config(), async ({ db }) => ({ json: { resumed: await resumeSending(db) } })),
  },
  doctor: {
    says: "Looks at database, mail, clock and jobs, and says what to do about what is wrong.",
    run: (_given, terminal) => findings(terminal),
  },
  "env-example": {
    says: "Prints every setting with its default.",
    run: () => ({ text: configAsEnvFile() }),
  },
};

/** Runs one command. Returns the exit code. */
export async function runCommand(args: string[], terminal: Terminal): Promise<0 | 1> {
  const say = (sentence: string) => terminal.screen.write(`${sentence.trimEnd()}\n`);
  try {
    const [name, rest] = commandIn(args);
    if (name === null) {
      const isAsked = args.some((one) => one === "--help" || one === "-h" || one === "help");
      if (!isAsked)
        throw new Refusal(
          `${args.length === 0 ? "A command is expected." : `There is no command "${args[0]}".`}\n\n${help()}`,
        );
      terminal.print(help());
      return 0;
    }
    const command = commands[name] as Command;
    if (rest.includes("--help") || rest.includes("-h")) {
      terminal.print(`${lineOf(name, command)}\n\n${command.says}`);
      return 0;
    }
    const result = await command.run(optionsOf(name, command, rest), terminal);
    if ("text" in result) terminal.print(result.text.trimEnd());
    else terminal.print(JSON.stringify(result.json));
    if ("json" in result && result.failure !== undefined) {
      say(result.failure);
      return 1;
    }
    return 0;
  } catch (error) {
    say(sentenceOf(error));
    return 1;
  }
}

/** The longest leading words that name a command, and what follows them. */
function commandIn(args: string[]): [string, string[]] | [null, string[]] {
  for (const length of [2, 1]) {
    const name = args.slice(0, length).join(" ");
    if (Object.hasOwn(commands, name)) return [name, args.slice(length)];
  }
  return [null, args];
}

function optionsOf(name: string, command: Command, args: string[]): Given {
  let values: Given;
  try {
    values = parseArgs({ args, options: command.options ?? {}, strict: true, allowPositionals: false }).values as Given;
  } catch (error) {
    const [sentence = ""] = (error as Error).message.split(". To specify");
    throw new Refusal(`${sentence.replace(/\.?$/, ".")}\n${lineOf(name, command)}`);
  }
  const missing = (command.required ?? []).filter((option) => values[option] === undefined);
  if (missing.length > 0)
    throw new Refusal(`Missing: ${missing.map((option) => `--${option}`).join(", ")}.\n${lineOf(name, command)}`);
  return values;
}

const lineOf = (name: string, { usage = "" }: Command) => `npm run --silent otklik -- ${name} ${usage}`.trimEnd();

function help(): string {
  const listed = Object.entries(commands).map(
    ([name, command]) => `  ${`${name} ${command.usage ?? ""}`.trimEnd()}\n      ${command.says}`,
  );
  return `npm run --silent otklik -- COMMAND\n\n${listed.join("\n")}\n\nResults are one line of JSON on standard output; everything else goes to standard error.`;
}

function sentenceOf(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  if (error instanceof ConfigError) return `The settings are wrong:\n${error.message}`;
  if (error instanceof Problem)
    return (error.errors ?? [{ pointer: "", detail: error.message }])
      .map(({ pointer, detail }) => `${optionNamed(pointer)}${detail}`)
      .join("\n");
  const code = databaseCode(error);
  if (code === "folder-locked")
    return `${(error as Error).message} (With Postgres, commands and servers can work side by side: DATABASE_URL.)`;
  if (code !== null && isUnavailable(code))
    return `The database cannot be reached or does not answer (${code}). Check DATABASE_URL, then run the same command again.`;
  if (code !== null && /^(28|3D)/.test(code))
    return `The database does not let this user in, or does not exist (${code}). Check DATABASE_URL.`;
  if (code !== null && /^E[A-Z]+$/.test(code))
    return `The folder of DATA_DIR cannot be used (${code}). Give this user the right to write to it, or set another one.`;
  return `This is a fault in Otklik: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

/** "/ownerEmail" as "--owner-email: ". */
function optionNamed(pointer: string): string {
  return pointer === "" ? "" : `--${pointer.slice(1).replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}: `;
}

async function withHouse(
  terminal: Terminal,
  work: (opened: OpenedHouse, config: Config) => Promise<Result>,
): Promise<Result> {
  const config = terminal.config();
  const log = openLog({ ...config, LOG_LEVEL: "error" }, { write: (line) => void terminal.screen.write(line) });
  const opened = await openNodeHouse(config, log);
  try {
    return await work(opened, config);
  } finally {
    await opened.close();
  }
}

async function makeWorkspace(given: Given, opened: OpenedHouse, config: Config): Promise<Result> {
  const wanted = {
    name: given.name as string,
    ownerEmail: given["owner-email"] as string,
    ownerPassword: given["owner-password"] as string,
  };
  return { json: await createWorkspace(opened.house, wanted, await passwordHasher(opened, config.publicUrl)) };
}

async function withDatabase(config: Config, work: (database: Database) => Promise<Result>): Promise<Result> {
  const database = await openDatabase(config);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

async function backUpTo(file: string | undefined, config: Config): Promise<Result> {
  const now = new Date();
  const chosen = file ?? (config.BACKUP_DIR && fileIn(config.BACKUP_DIR, now));
  if (!chosen) throw new Refusal("Say where to by --file, or set BACKUP_DIR.");
  return withDatabase(config, async (database) => ({ json: await backUp(database, chosen, now) }));
}

async function restoreFrom(file: string, isDryRun: boolean, config: Config): Promise<Result> {
  if (isDryRun) return { json: { dryRun: true, ...(await check(file)) } };
  return withDatabase(config, async (database) => ({
    json: { ...(await restore(database, file, new Date())), sending: "paused" },
  }));
}

async function seed(opened: OpenedHouse, config: Config, { screen }: Terminal): Promise<Result> {
  const found = await findDemo(opened.house);
  if (found?.state === "made")
    throw new Refusal(`The demo workspace is there already. Its sign-in stands in ${demoFile(config.DATA_DIR)}.`);
  if (found) await removeDemo(opened.house, { forGood: false });
  const progress = openProgress(screen);
  try {
    const { told, ...demo } = await makeDemo(opened.house, {
      hashPassword: await passwordHasher(opened, config.publicUrl),
      dataDir: config.DATA_DIR,
      url: config.publicUrl,
      onProgress: progress.show,
    });
    progress.say(told);
    return { json: demo };
  } finally {
    progress.end();
  }
}

async function unseed({ house }: OpenedHouse, config: Config): Promise<Result> {
  if (!(await findDemo(house))) throw new Refusal("There is no demo workspace here.");
  const removed = await removeDemo(house);
  await forgetDemoFile(config.DATA_DIR);
  return { json: { removed: removed.workspaceId } };
}

async function rebuild(given: Given, { house, database }: OpenedHouse, { screen }: Terminal): Promise<Result> {
  const all = await listWorkspaces(database.db);
  const chosen = given.workspace === undefined ? all : all.filter(({ id }) => id === given.workspace);
  if (given.workspace !== undefined && chosen.length === 0) throw unknownWorkspace(given.workspace as string, all);
  const total = { workspaces: 0, responses: 0, differences: 0 };
  for (const { id, name } of chosen) {
    const { responses, ...scores } = await house.inWorkspace(id, system, rebuildScores);
    const differences = scores.differences + (await house.inWorkspace(id, system, recountQuotas));
    screen.write(
      `${name}: ${responses} responses counted, ${differences === 0 ? "everything agrees" : `${differences} rows were wrong and are right now`}.\n`,
    );
    total.workspaces++;
    total.responses += responses;
    total.differences += differences;
  }
  return { json: total };
}

async function importFile(given: Given, { house, database }: OpenedHouse, { screen }: Terminal): Promise<Result> {
  const workspaceId = oneWorkspace(given.workspace as string | undefined, await listWorkspaces(database.db));
  const request = {
    workspaceId,
    file: given.file as string,
    map: given.map as string,
    errors: given.errors as string | undefined,
    isDryRun: given["dry-run"] === true,
  };
  const json = await importResponses(house, request, screen);
  const isHopeless = json.rows > 0 && json.invalid === json.rows;
  return { json, ...(isHopeless && { failure: "Not one row can be stored: the map does not fit the file." }) };
}

type Workspaces = { id: string; name: string }[];

function oneWorkspace(asked: string | undefined, all: Workspaces): string {
  const [only, another] = all;
  if (!only)
    throw new Refusal(
      `There is no workspace yet. Make one:\n${lineOf("workspace create", commands["workspace create"] as Command)}`,
    );
  if (asked === undefined) {
    if (another) throw new Refusal(`Several workspaces are here. Choose one by --workspace:\n${listed(all)}`);
    return only.id;
  }
  if (!all.some(({ id }) => id === asked)) throw unknownWorkspace(asked, all);
  return asked;
}

const unknownWorkspace = (id: string, all: Workspaces) =>
  new Refusal(`No workspace ${id}. These are here:\n${listed(all)}`);
const listed = (all: Workspaces) => all.map(({ id, name }) => `  ${id}  ${name}`).join("\n");

async function findings({ config, screen }: Terminal): Promise<Result> {
  const checks = await examine(config());
  for (const { check, ok, detail, todo } of checks)
    screen.write(`${ok ? "ok   " : "WRONG"} ${check}: ${detail}${todo === null ? "" : ` ${todo}`}\n`);
  const bad = checks.filter(({ ok }) => !ok).length;
  return { json: { ok: bad === 0, checks }, ...(bad > 0 && { failure: `${bad} of ${checks.length} checks failed.` }) };
}
