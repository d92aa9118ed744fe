import type { Reporter, TestModule } from "vitest/node";

const counted = { passed: 0, failed: 0, skipped: 0, pending: 0 };

/** The last line of a run, alone: vitest's own counts leave out what failed outside a test. */
export const closingLine: Reporter = {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]) {
    const count = { ...counted };
    for (const module of modules) {
      for (const test of module.children.allTests()) count[test.result().state]++;
      if (module.errors().length > 0) count.failed++;
      for (const suite of module.children.allSuites()) if (suite.errors().length > 0) count.failed++;
    }
    process.once("exit", (code) => {
      const failed = count.failed + unhandledErrors.length || (code === 0 ? 0 : 1);
      console.log(`${count.passed} passed, ${failed} failed, ${count.skipped + count.pending} skipped`);
    });
  },
};
