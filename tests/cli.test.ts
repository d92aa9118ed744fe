import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbedded } from "@otklik/db/open-embedded";
import { afterAll, describe, expect, it } from "vitest";
import { runCommand } from "../apps/api/src/cli/run-command.ts";
import { configAsEnvFile, readConfig } from "../apps/api/src/config.ts";
import { root } from "./support/imports.ts";

const folder = mkdtempSync(join(tmpdir(), "otklik-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const newFolder = () => mkdtempSync(join(folder, "data-"));

/** Runs a command inside this process. */
async function otklik(args: string[], env: Record<string, string> = {}) {
  let [printed, screen] = ["", ""];
  const code = await runCommand(args, {
    config: () => readConfig({ NODE_ENV: "test", DATA_DIR: join(folder, "unused"), ...env }),
    print: (text) => {
      printed += text;
    },
    screen: { write: (text) => (screen += text) },
  });
  return { code, printed, screen, json: () => JSON.parse(printed) };
}

const owner = ["--owner-email", "anna@example.com", "--owner-password", "long enough"];

describe("the command line", () => {
  it("makes a workspace and prints its keys as the only line, as a program started by npm would see it", {
    timeout: 60_000,
  }, () => {
    const env = { PATH: process.env.PATH, NODE_ENV: "test", DATA_DIR: newFolder() };
    const run = (...args: string[]) =>
      spawnSync(process.execPath, ["apps/api/src/cli.ts", ...args], { cwd: root, env, encoding: "utf8" });

    const made = run("workspace", "create", "--name", "Shop", ...owner);
    expect([made.status, made.stderr]).toEqual([0, ""]);
    expect(made.stdout.trimEnd().split("\n")).toHaveLength(1);
    expect(JSON.parse(made.stdout)).toEqual({
      workspaceId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      secretKey: expect.stringMatching(/^ok_\w{16,128}$/),
      publishableKey: expect.stringMatching(/^pk_\w{16,128}$/),
    });
    const rebuilt = run("rebuild-scores");
    expect([rebuilt.status, JSON.parse(rebuilt.stdout)]).toEqual([0, { workspaces: 1, responses: 0, differences: 0 }]);

    const wrong = spawnSync(process.execPath, ["apps/api/src/cli.ts", "migrate"], {
      cwd: root,
      env: { ...env, PORT: "http" },
      encoding: "utf8",
    });
    expect([wrong.status, wrong.stdout]).toEqual([1, ""]);
    expect(wrong.stderr).toMatch(/^The settings are wrong:\nPORT: /);
  });

  it("refuses to open the folder that a server has open, and says what to do", { timeout: 30_000 }, async () => {
    const DATA_DIR = newFolder();
    const server = await openEmbedded(DATA_DIR);
    try {
      for (const command of [["workspace", "create", "--name", "Shop", ...owner], ["migrate"], ["rebuild-scores"]]) {
        expect(await otklik(command, { DATA_DIR })).toMatchObject({
          code: 1,
          printed: "",
          screen: expect.stringMatching(/^Another Otklik process has the folder .* open\. Stop it first/),
        });
      }
      const { code, json } = await otklik(["doctor"], { DATA_DIR, PORT: "1" });
      expect([code, json().checks[0]]).toMatchObject([
        1,
        { check: "database", ok: false, detail: expect.stringContaining("on 127.0.0.1:1 nobody answers") },
      ]);
    } finally {
      await server.close();
    }
  });

  it("makes the demo workspace once, and tells which of several workspaces can be meant", {
    timeout: 60_000,
  }, async () => {
    const DATA_DIR = newFolder();
    const demo = await otklik(["seed"], { DATA_DIR });
    expect(demo.json()).toMatchObject({
      workspaceId: expect.any(String),
      secretKey: expect.stringMatching(/^ok_/),
      ownerEmail: expect.any(String),
    });
    expect(await otklik(["seed"], { DATA_DIR })).toMatchObject({
      code: 1,
      screen: expect.stringContaining("The demo workspace is there already."),
    });

    await otklik(["workspace", "create", "--name", "Shop", ...owner], { DATA_DIR });
    const importing = ["import", "responses", "--file", "none.csv", "--map", "none.json"];
    expect((await otklik(importing, { DATA_DIR })).screen).toMatch(
      /^Several workspaces are here\. Choose one by --workspace:\n {2}\S{36} {2}Meridian Rail\n {2}\S{36} {2}Shop\n$/,
    );
    expect((await otklik([...importing, "--workspace", "x"], { DATA_DIR })).screen).toMatch(/^No workspace x\./);
    expect((await otklik([...importing, "--workspace", demo.json().workspaceId], { DATA_DIR })).screen).toBe(
      "none.json cannot be read (ENOENT).\n",
    );
    expect((await otklik(["migrate"], { DATA_DIR })).json()).toEqual({ applied: [] });
  });

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
  ])("refuses %j with a sentence", { timeout: 30_000 }, async (args, sentence) => {
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
  it("finds nothing wrong with a fresh installation, and makes nothing", async () => {
    const DATA_DIR = newFolder();
    expect((await otklik(["doctor"], { DATA_DIR })).json()).toMatchObject({ ok: true });
  });

  it("looks at database, migrations, clock and jobs of the installation that is there", {
    timeout: 30_000,
  }, async () => {
    const DATA_DIR = newFolder();
    await (await openEmbedded(DATA_DIR)).close();
    const before = await otklik(["doctor"], { DATA_DIR });
    expect(before.json().checks).toMatchObject([
      { check: "database", ok: true },
      { check: "migrations", ok: false, todo: expect.stringContaining("-- migrate") },
      {},
      {},
      {},
      {},
    ]);
    expect((await otklik(["migrate"], { DATA_DIR })).json().applied.length).toBeGreaterThan(0);
    const after = await otklik(["doctor"], { DATA_DIR });
    expect([after.code, after.json().checks.map(({ check }: { check: string }) => check)]).toEqual([
      0,
      ["database", "migrations", "clock", "jobs", "mail", "publicUrl"],
    ]);
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
    ]);
    expect(screen).toMatch(/3 of 3 checks failed\.\n$/);
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
      DATA_DIR: newFolder(),
      SMTP_URL: `smtp://user:secret@127.0.0.1:${port}`,
    });
    expect(json().checks.find(({ check }: { check: string }) => check === "mail").ok).toBe(ok);
    server.close();
  });
});
