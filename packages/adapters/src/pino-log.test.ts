import type { LogFields } from "@otklik/features/ports";
import { describe, expect, it } from "vitest";
import { pinoLog } from "./pino-log.ts";

function logInto(settings: Parameters<typeof pinoLog>[0] = {}) {
  const written: string[] = [];
  const log = pinoLog({ ...settings, destination: { write: (line: string) => void written.push(line) } });
  return { log, written, lines: () => written.map((line) => JSON.parse(line)) };
}

describe("a line of the log", () => {
  it("is one JSON object that tells when, what and to whose", () => {
    const { log, written, lines } = logInto();
    log.info("invitation.sent", { invitationId: "0198c0de", attempts: 2, durationMs: 1.5, status: null });
    expect(lines()).toEqual([
      {
        level: "info",
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        event: "invitation.sent",
        invitationId: "0198c0de",
        attempts: 2,
        durationMs: 1.5,
        status: null,
      },
    ]);
    expect(written[0]).toMatch(/^[^\n]*\n$/);
  });

  it("has no room for what is not on the list, whatever the types were told", () => {
    const { log, written } = logInto();
    const fields = {
      email: "anna@example.com",
      contactId: "c1",
      reason: { email: "anna@example.com" },
      code: ["anna@example.com"],
    };
    log.warn("contact.saved", fields as unknown as LogFields);
    log.error("contact.saved", Object.create({ reason: "anna@example.com" }));
    expect(written.join("")).not.toContain("anna");
    expect(written[0]).toContain('"contactId":"c1"');
  });

  it("is cut where somebody writes a novel", () => {
    const { log, lines } = logInto();
    log.info("e".repeat(1000), { reason: "r".repeat(1000) });
    expect([lines()[0].event.length, lines()[0].reason.length]).toEqual([300, 300]);
  });

  it("is one line, whatever the value", () => {
    const { log, written } = logInto();
    log.info("x", { reason: 'a\n{"level":"error"}\r\u2028' });
    expect(written[0]?.split("\n")).toHaveLength(2);
  });

  it("shows where an error arose, and none of its words", () => {
    const { log, lines } = logInto();
    const message =
      "anna@example.com is taken\n    at anna@example.com:1:1\n    at Anna (/home/anna@example.com:5:5)\n    at +79001234567";
    const error = Object.assign(new Error(message), { name: "Anna" });
    log.error("job.failed", { errorName: "Error", stack: error.stack });
    expect(lines()[0].stack).toMatch(/^packages\/adapters\/src\/pino-log\.test\.ts:\d+( < [\w./:@+-]+:\d+)*/);
    expect(lines()[0].stack).not.toMatch(/anna|Anna|7900/);
  });

  it("reads frames of both kinds of modules on both kinds of systems", () => {
    const { log, lines } = logInto();
    const stack = [
      "Error: x",
      "    at inviteContact (file:///srv/otklik/packages/features/src/invite.ts:12:5)",
      "    at async Promise.all (index 0)",
      "    at async file:///srv/otklik/apps/api/src/node.ts:3:1",
      "    at Object.<anonymous> (/srv/node_modules/@scope/pkg/lib/index.js:1:2)",
      "    at new Foo (C:\\otklik\\node_modules\\pg\\index.js:7:2)",
      "    at node:internal/timers:594:17",
    ];
    log.error("x", { stack: stack.join("\n") });
    expect(lines()[0].stack).toBe(
      "file:///srv/otklik/packages/features/src/invite.ts:12 < file:///srv/otklik/apps/api/src/node.ts:3 < " +
        "/srv/node_modules/@scope/pkg/lib/index.js:1 < C:\\otklik\\node_modules\\pg\\index.js:7 < node:internal/timers:594",
    );
  });

  it("takes no time over a megabyte of error", () => {
    const { log } = logInto();
    const started = performance.now();
    log.error("x", { stack: `Error\n    at ${" (/a".repeat(250_000)}\n`.repeat(2) });
    log.error("x", { stack: `Error\n    at (/${"a:".repeat(500_000)}` });
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it("is not written below the level asked for", () => {
    const { log, lines } = logInto({ level: "warn" });
    log.info("a");
    log.warn("b");
    expect(lines().map(({ event }) => event)).toEqual(["b"]);
  });
});
