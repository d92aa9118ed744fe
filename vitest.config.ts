import { defineConfig } from "vitest/config";
import { closingLine } from "./tests/support/closing-line.ts";

export default defineConfig({
  test: {
    include: ["packages/**/*.test.ts", "apps/**/*.test.ts", "tests/**/*.test.ts"],
    exclude: ["**/node_modules/**", "tests/bench/**", "tests/faults/**"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    globalSetup: "tests/support/global-setup.ts",
    reporters: ["default", closingLine],
  },
});
