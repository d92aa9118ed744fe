process.env.TESTS_ON = "workerd";

await import("../api/export.test.ts");
await import("../api/scores.test.ts");
await import("../api/cases.test.ts");

export {};
