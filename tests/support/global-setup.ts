import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startPostgres } from "./postgres-server.ts";

/** The name of the run's second half. */
export const newerPostgres = "newer postgres";

declare module "vitest" {
  export interface ProvidedContext {
    /** A superuser's URL of the run's Postgres; `freshPostgresDatabase` makes databases on it. */
    postgresUrl: string;
  }
}

export default async function setup(project: TestProject) {
  for (const step of [["scripts/prepare.mjs", "build"], ["scripts/prepare-worker.mjs"]])
    execFileSync(process.execPath, step, { stdio: ["ignore", "ignore", "inherit"] });
  const server = await startPostgres({ packaged: project.name === newerPostgres });
  project.provide("postgresUrl", server.url);
  const shared = mkdtempSync(join(tmpdir(), "otklik-shared-demo-"));
  // Read by `startDemo`, which is called outside of tests as well.
  process.env.OTKLIK_SHARED_DEMO ??= shared;
  return async () => {
    await server.stop();
    rmSync(shared, { recursive: true, force: true });
  };
}
