import { expect, it } from "vitest";
import { memoryMailer, quietLog, testClock } from "./memory-ports.ts";

it("a test's clock moves only when it is told to", () => {
  const clock = testClock("2026-03-01T10:00:00Z");
  const before = clock.now();
  clock.advance({ days: 1, hours: 1, minutes: 1, seconds: 1 });
  expect([before.toISOString(), clock.now().toISOString()]).toEqual([
    "2026-03-01T10:00:00.000Z",
    "2026-03-02T11:01:01.000Z",
  ]);
  clock.set("2026-01-01T00:00:00Z");
  expect(clock.now().toISOString()).toBe("2026-01-01T00:00:00.000Z");
});

it("a test's mailer keeps every mail and answers as it was told", async () => {
  const mailer = memoryMailer();
  const mail = {
    to: { name: null, address: "anna@example.com" },
    from: { name: "Shop", address: "nps@shop.example.com" },
    replyTo: null,
    subject: "",
    html: "",
    text: "",
    messageId: "1@shop.example.com",
    headers: {},
  };
  mailer.willAnswer({ status: "retry", reason: "451" }, ({ to }) => ({ status: "unknown", reason: to.address }));
  expect(await mailer.send(mail)).toEqual({ status: "retry", reason: "451" });
  expect(await mailer.send(mail)).toEqual({ status: "unknown", reason: "anna@example.com" });
  expect(await mailer.send(mail)).toEqual({ status: "sent" });
  expect(mailer.mails).toEqual([mail, mail, mail]);
});

it("a test's log keeps its lines", () => {
  const log = quietLog();
  log.info("a", { count: 1 });
  log.error("b");
  expect(log.lines).toEqual([
    { level: "info", event: "a", fields: { count: 1 } },
    { level: "error", event: "b", fields: {} },
  ]);
});
