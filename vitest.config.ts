import { globSync, readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { closingLine } from "./tests/support/closing-line.ts";
import { newerPostgres } from "./tests/support/global-setup.ts";
import { installedBinaries } from "./tests/support/postgres-server.ts";

// The suite runs on the machine's own Postgres; what it says about Postgres, on the newer one of the npm package as well.
const isOnTheMachine = Boolean(process.env.TEST_DATABASE_URL) || installedBinaries() !== null;
const onPostgres = globSync("tests/**/*.test.ts", { exclude: ["tests/demo.test.ts"] }).filter((file) =>
  /databases\)|"postgres"|postgresUrl|startPostgres/.test(readFileSync(file, "utf8")),
);
const globalSetup = "tests/support/global-setup.ts";

export default defineConfig({
  test: {
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    exclude: ["**/node_modules/**", "tests/bench/**", "tests/faults/**"],
    reporters: ["default", closingLine],
    projects: [
      {
        extends: true,
        test: {
          name: "suite",
          globalSetup,
          include: ["packages/**/*.test.ts", "apps/**/*.test.ts", "tests/**/*.test.ts"],
        },
      },
      ...(isOnTheMachine
        ? [
            {
              extends: true as const,
              test: { name: newerPostgres, globalSetup, include: onPostgres, env: { TEST_POSTGRES: "packaged" } },
            },
          ]
        : []),
    ],
  },
});
