process.env.TESTS_ON = "workerd";

await import("../api/doors.test.ts");
await import("../api/link-settings.test.ts");
await import("../api/quotas.test.ts");
await import("../api/images.test.ts");
await import("../api/survey-logic.test.ts");
await import("../api/filed-responses.test.ts");
await import("../api/distributions.test.ts");

export {};
