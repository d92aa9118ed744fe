process.env.TESTS_ON = "workerd";

await import("../api/catalogue.test.ts");
await import("../api/accounts.test.ts");
await import("../api/idempotency.test.ts");
await import("../api/habits.test.ts");
await import("../api/contacts.test.ts");

export {};
