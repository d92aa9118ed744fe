process.env.TESTS_ON = "workerd";

// First: the ids of one Worker only rise, and the clocks of the others may be ahead.
await import("../api/distributions.test.ts");
await import("../api/doors.test.ts");
await import("../api/link-settings.test.ts");
await import("../api/quotas.test.ts");
await import("../api/images.test.ts");
await import("../api/survey-logic.test.ts");

export {};
