import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbedded } from "@otklik/db/open-embedded";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "../apps/api/src/cli/run-command.ts";
import { configAsEnvFile, readConfig } from "../apps/api/src/config.ts";
import { root } from "./support/imports.ts";

const folder = mkdtempSync(join(tmpdir(), "otklik-cli-"));
/** An installation on the embedded database, with one workspace. */
const home = join(folder, "home");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command as a program, as npm would start it. */
function run(args: string[], env: Record<string, string> = {}) {
  const given = { PATH: process.env.PATH, NODE_ENV: "test", DATA_DIR: home, ...env };
  return spawnSync(process.execPath, ["apps/api/src/cli.ts", ...args], { cwd: root, env: given, encoding: "utf8" });
}

/** Runs a command inside this process. */
async function otklik(args: string[], env: Record<string, string> = {}) {
  let [printed, screen] = ["", ""];
  const code = await runCommand(args, {
    config: () => readConfig({ NODE_ENV: "test", DATA_DIR: home, ...env }),
    print: (text) => {
      printed += text;
    },
    screen: { write: (text) => (screen += text) },
  });
  return { code, printed, screen, json: () => JSON.parse(printed) };
}

const owner = ["--owner-email", "anna@example.com", "--owner-password", "long enough"];
let made: ReturnType<typeof run>;
beforeAll(() => {
  made = run(["workspace", "create", "--name", "Shop", ...owner]);
});

describe("the command line", () => {
  it("makes a workspace and prints its keys as the only line", () => {
    expect([made.status, made.stderr]).toEqual([0, ""]);
    expect(made.stdout.trimEnd().split("\n")).toHaveLength(1);
    expect(JSON.parse(made.stdout)).toEqual({
      workspaceId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      secretKey: expect.stringMatching(/^ok_\w{16,128}$/),
      publishableKey: expect.stringMatching(/^pk_\w{16,128}$/),
    });
  });

  it("stops at a wrong setting with the variable's name", () => {
    const { status, stdout, stderr } = run(["migrate"], { PORT: "http" });
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^The settings are wrong:\nPORT: /);
  });

  it("refuses to open the folder that a server has open, and says what to do", async () => {
    const server = await openEmbedded(home);
    try {
      for (const command of [["workspace", "create", "--name", "Shop", ...owner], ["migrate"], ["rebuild-scores"]]) {
        expect(await otklik(command)).toMatchObject({
          code: 1,
          printed: "",
          screen: expect.stringMatching(/^Another Otklik process has the folder .* open\. Stop it first/),
        });
      }
      const { code, json } = await otklik(["doctor"], { PORT: "1" });
      expect([code, json().checks[0]]).toMatchObject([
        1,
        { check: "database", ok: false, detail: expect.stringContaining("on 127.0.0.1:1 nobody answers") },
      ]);
    } finally {
      await server.close();
    }
  });

  it("makes the demo workspace once, and asks which of several workspaces is meant", async () => {
    const demo = await otklik(["seed"]);
    expect(demo.json()).toMatchObject({
      workspaceId: expect.any(String),
      secretKey: expect.stringMatching(/^ok_/),
      ownerEmail: expect.any(String),
    });
    expect(await otklik(["seed"])).toMatchObject({
      code: 1,
      screen: expect.stringContaining("The demo workspace is there already."),
    });

    const importing = ["import", "responses", "--file", "none.csv", "--map", "none.json"];
    expect((await otklik(importing)).screen).toMatch(
      /^Several workspaces are here\. Choose one by --workspace:\n {2}\S{36} {2}Shop\n {2}\S{36} {2}Meridian Rail\n$/,
    );
    expect((await otklik([...importing, "--workspace", "x"])).screen).toMatch(/^No workspace x\./);
    expect((await otklik([...importing, "--workspace", demo.json().workspaceId])).screen).toBe(
      "none.json cannot be read (ENOENT).\n",
    );
    expect((await otklik(["rebuild-scores", "--workspace", demo.json().workspaceId])).json()).toEqual({
      workspaces: 1,
      responses: 12_000,
      differences: 0,
    });
  }, 240_000);

  it.each([
    [[], /^A command is expected\.[\s\S]*workspace create/],
    [["fly"], /^There is no command "fly"\./],
    [["workspace", "create", "--name", "Shop"], /^Missing: --owner-email, --owner-password\.\n/],
    [["import", "responses", "--fiel", "x"], /^Unknown option '--fiel'\.\n/],
    [["migrate", "now"], /^Unexpected argument 'now'\./],
    [
      ["workspace", "create", "--name", " ", "--owner-email", "anna", "--owner-password", "short"],
      /^--name: .*\n--owner-email: .*\n--owner-password: A password has 8 to 256 characters\.\n$/,
    ],
  ])("refuses %j with a sentence", async (args, sentence) => {
    expect(await otklik(args as string[])).toMatchObject({
      code: 1,
      printed: "",
      screen: expect.stringMatching(sentence),
    });
  });

  it("explains itself when asked", async () => {
    expect(await otklik(["--help"])).toMatchObject({
      code: 0,
      printed: expect.stringContaining("rebuild-scores [--workspace ID]"),
    });
    expect(await otklik(["import", "responses", "--help"])).toMatchObject({
      code: 0,
      printed: expect.stringContaining("--map map.json"),
    });
    expect(await otklik(["env-example"], { PORT: "wrong" })).toMatchObject({
      code: 0,
      printed: configAsEnvFile().trimEnd(),
    });
  });
});

describe("the doctor", () => {
  it("finds nothing wrong where nothing has been started yet, and makes nothing", async () => {
    const DATA_DIR = join(folder, "none");
    expect((await otklik(["doctor"], { DATA_DIR })).json()).toMatchObject({ ok: true });
    expect(existsSync(DATA_DIR)).toBe(false);
  });

  it("looks at database, migrations, clock and jobs of the installation that is there", async () => {
    const { code, json } = await otklik(["doctor"]);
    expect(code).toBe(0);
    expect(json().checks.map(({ check }: { check: string }) => check)).toEqual([
      "database",
      "migrations",
      "clock",
      "jobs",
      "mail",
      "publicUrl",
      "disk",
      "backup",
    ]);

    const changed = async (statement: string) => {
      const database = await openEmbedded(home);
      await database.db.execute(statement);
      await database.close();
    };
    await changed("update otklik_migrations set name = 'x_' || name");
    const checks = [
      { check: "database" },
      { check: "migrations", ok: false, todo: expect.stringContaining("migrate") },
    ];
    const behind = await otklik(["doctor"]);
    expect([behind.code, behind.json().checks]).toMatchObject([1, [...checks, {}, {}, {}, {}, {}, {}]]);
    await changed("update otklik_migrations set name = substr(name, 3)");
    expect((await otklik(["migrate"])).json()).toEqual({ applied: [] });
  });

  it("says what is wrong with database, mail and public address, and what to do", async () => {
    const { code, json, screen } = await otklik(["doctor"], {
      NODE_ENV: "production",
      DATABASE_URL: "postgres://nobody@127.0.0.1:1/otklik",
      SMTP_URL: "smtp://127.0.0.1:1",
      PUBLIC_URL: "http://localhost:3000/otklik",
    });
    expect(code).toBe(1);
    expect(json().checks).toMatchObject([
      { check: "database", ok: false, detail: "The database does not answer (ECONNREFUSED)." },
      { check: "mail", ok: false, detail: "127.0.0.1:1 does not greet as a mail server does (ECONNREFUSED)." },
      { check: "publicUrl", ok: false, todo: "Set PUBLIC_URL to the address that your customers reach." },
      { check: "disk", ok: true, detail: "Nothing is kept on this machine." },
      { check: "backup", ok: false, detail: "No folder for backups is set." },
    ]);
    expect(screen).toMatch(/4 of 5 checks failed\.\n$/);
  });

  const found = async (env: Record<string, string>, name: string) => {
    const checks: { check: string }[] = (await otklik(["doctor"], env)).json().checks;
    return checks.find(({ check }) => check === name);
  };

  it("says how old the newest backup is", async () => {
    const here = { BACKUP_DIR: join(folder, "dated"), DATA_DIR: join(folder, "none") };
    expect(await found(here, "backup")).toMatchObject({ ok: false, todo: expect.stringContaining("otklik -- backup") });
    mkdirSync(here.BACKUP_DIR);
    const name = (at: number) => `otklik-${new Date(at).toISOString().slice(0, 16).replace(":", "")}.sql.gz`;
    writeFileSync(join(here.BACKUP_DIR, name(Date.now() - 27 * 3_600_000)), "");
    expect(await found(here, "backup")).toMatchObject({ ok: false, todo: expect.stringContaining("backup.failed") });
    writeFileSync(join(here.BACKUP_DIR, name(Date.now() - 3_600_000)), "");
    expect(await found(here, "backup")).toMatchObject({ ok: true });
  });

  it("says that a restored copy sends nothing until it is resumed", { timeout: 60_000 }, async () => {
    const [BACKUP_DIR, DATA_DIR] = [join(folder, "backups"), join(folder, "copy")];
    const { file, rows } = (await otklik(["backup"], { BACKUP_DIR })).json();
    const read = await otklik(["restore", "--file", file, "--dry-run"], { DATA_DIR });
    expect([read.json(), existsSync(DATA_DIR)]).toEqual([expect.objectContaining({ dryRun: true, rows }), false]);
    expect((await otklik(["restore", "--file", file], { DATA_DIR })).json()).toMatchObject({ rows, sending: "paused" });
    expect(await found({ DATA_DIR }, "sending")).toMatchObject({ ok: false, todo: expect.stringContaining("resume") });
    expect((await otklik(["resume"], { DATA_DIR })).json()).toEqual({ resumed: true });
  });

  it.each([
    ["220 mail.example.com ESMTP\r\n", true],
    ["554 No service for you\r\n", false],
    ["HTTP/1.1 400 Bad Request\r\n", false],
  ])("takes a line that begins with %j for a mail server: %s", async (greeting, ok) => {
    const server = createServer((socket) => socket.end(greeting));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const { json } = await otklik(["doctor"], {
      DATA_DIR: join(folder, "none"),
      SMTP_URL: `smtp://user:secret@127.0.0.1:${port}`,
    });
    expect(json().checks.find(({ check }: { check: string }) => check === "mail").ok).toBe(ok);
    server.close();
  });
});
