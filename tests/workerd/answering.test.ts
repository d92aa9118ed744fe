process.env.TESTS_ON = "workerd";

await import("../api/responses.test.ts");

export {};
