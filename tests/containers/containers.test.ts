import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { validate } from "dockerfile-utils";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { root } from "../support/imports.ts";
import { readContext, readStages, settingsOf } from "./image-file.ts";

const read = (path: string) => readFileSync(join(root, path), "utf8");
const stages = readStages();
const image = stages.at(-1) as (typeof stages)[number];
const context = readContext();

describe("The image", () => {
  it("is described without a fault that a linter knows, on Debian's slim base from first to last", () => {
    expect(validate(read("Dockerfile")).map(({ message }) => message)).toEqual([]);
    expect(stages.map((stage) => stage.image)).toEqual(["debian:trixie-slim", "debian:trixie-slim"]);
  });

  it("starts what npm start starts, as nobody who could write its program", () => {
    const { command, user, environment } = settingsOf(image);
    const { start } = JSON.parse(read("package.json")).scripts;
    expect(`exec ${command.join(" ")}`).toBe(start);
    expect(user).toBe("otklik");
    expect(environment.NODE_ENV).toBe("production");
  });

  it("is given every file that its steps name, and nothing that is secret or built", () => {
    const named = stages.flatMap(({ steps }) =>
      steps.flatMap(({ text }) => text.match(/[\w/.-]+\.(?:mjs|ts)\b/g) ?? []),
    );
    expect(named).toContain("scripts/prepare.mjs");
    expect(named.filter((path) => !existsSync(join(root, path)) || !context.includes(path))).toEqual([]);
    const needed = ["package.json", "package-lock.json", ".npmrc", "drizzle/meta/_journal.json", "LICENSE"];
    expect(needed.filter((path) => !context.includes(path))).toEqual([]);
    expect(context.filter((path) => /(^|\/)(\.env|\.git|tests|node_modules|dist)(\/|$)|\.test\./.test(path))).toEqual(
      [],
    );
  });

  it("is healthy while its server takes requests, and not otherwise", async () => {
    let status = 200;
    const server = createServer((request, response) =>
      response.writeHead(request.url === "/readyz" ? status : 404).end(),
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const PORT = String((server.address() as AddressInfo).port);
    const look = async () => {
      const [program, ...args] = settingsOf(image).healthCheck as [string, ...string[]];
      expect(program).toBe("node");
      const looking = spawn(process.execPath, args, { cwd: root, env: { PORT }, stdio: "ignore" });
      return new Promise((resolve) => looking.once("exit", resolve));
    };
    expect(await look()).toBe(0);
    status = 503;
    expect(await look()).toBe(1);
    await new Promise((resolve) => server.close(resolve));
    expect(await look()).toBe(1);
  });
});

describe("compose.yaml", () => {
  const { services, volumes, configs } = parse(read("compose.yaml"));

  it("starts the service once its Postgres is healthy, with nothing writable but its volumes", () => {
    const { otklik, postgres } = services;
    expect(otklik).toMatchObject({ read_only: true, cap_drop: ["ALL"], tmpfs: ["/tmp"] });
    expect(otklik.depends_on).toEqual({ postgres: { condition: "service_healthy" } });
    expect(postgres.healthcheck.test).toEqual(expect.arrayContaining(["pg_isready"]));
    const mounted = otklik.volumes.map((one: string) => one.split(":"));
    expect(mounted.map(([, target]: string[]) => target)).toEqual(settingsOf(image).volumes);
    const named = [...otklik.volumes, ...postgres.volumes].map((one: string) => one.split(":")[0]);
    expect(Object.keys(volumes).sort()).toEqual(named.sort());
    expect(postgres.configs.map(({ source }: { source: string }) => source)).toEqual(Object.keys(configs));
  });

  it("holds no secret: each is asked for in .env, which git and the build leave out", () => {
    const asked = [...new Set(read("compose.yaml").match(/(?<=\$\{)\w+/g))];
    expect(asked.sort()).toEqual(["POSTGRES_PASSWORD", "PUBLIC_URL"]);
    expect(spawnSync("git", ["check-ignore", ".env"], { cwd: root }).status).toBe(0);
  });
});
