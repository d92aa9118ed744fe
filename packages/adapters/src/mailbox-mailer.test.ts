import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Mail } from "@otklik/features/ports";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mailboxMailer } from "./mailbox-mailer.ts";
import { testClock } from "./memory-ports.ts";

let dataDir: string;
let folder: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "otklik-mailbox-"));
  folder = join(dataDir, "mailbox");
});
afterEach(() => rm(dataDir, { recursive: true }));

describe("the local mailbox", () => {
  it("is empty before the first mail", async () => {
    expect(await mailboxMailer({ folder, now: () => new Date() }).list()).toEqual([]);
  });

  it("shows a mail as its reader would get it", async () => {
    const mailbox = mailboxMailer({ folder, now: testClock("2026-03-01T10:00:00Z").now });
    expect(await mailbox.send(invitation())).toEqual({ status: "sent" });
    expect(await mailbox.list()).toEqual([
      {
        id: expect.any(String),
        to: "anna@xn--e1afmkfd.xn--p1ai",
        from: "nps@shop.example.com",
        subject: "Как вам покупка?",
        headers: {
          "Message-ID": "<1@shop.example.com>",
          Date: "Sun, 01 Mar 2026 10:00:00 GMT",
          "Reply-To": "help@shop.example.com",
          "List-Unsubscribe": "<https://nps.shop.example.com/u/1>",
        },
        text: "Привет",
        html: "<p>Привет</p>",
        at: "2026-03-01T10:00:00.000Z",
      },
    ]);
  });

  it("shows the newest mail first, those of one moment included", async () => {
    const clock = testClock("2026-03-01T10:00:00Z");
    const mailbox = mailboxMailer({ folder, now: clock.now });
    for (let i = 1; i <= 11; i++) await mailbox.send(invitation({ subject: `${i}` }));
    clock.advance({ seconds: 1 });
    await mailbox.send(invitation({ subject: "12" }));
    expect((await mailbox.list()).map(({ subject }) => subject)).toEqual([
      "12",
      "11",
      "10",
      "9",
      "8",
      "7",
      "6",
      "5",
      "4",
      "3",
      "2",
      "1",
    ]);
  });

  it("keeps the newest 500", async () => {
    const mailbox = mailboxMailer({ folder, now: testClock("2026-03-01T10:00:00Z").now });
    await Promise.all(Array.from({ length: 510 }, (_, i) => mailbox.send(invitation({ subject: `${i}` }))));
    const subjects = (await mailbox.list()).map(({ subject }) => subject);
    expect([subjects.length, subjects[0], subjects.at(-1)]).toEqual([500, "509", "10"]);
    expect(await readdir(folder)).toHaveLength(500);
  });

  it("is read by another process, also while mail is coming in", async () => {
    const mailbox = mailboxMailer({ folder, now: () => new Date() });
    const sending = Promise.all(Array.from({ length: 50 }, () => mailbox.send(invitation())));
    const other = mailboxMailer({ folder, now: () => new Date() });
    for (let i = 0; i < 20; i++) expect((await other.list()).every(({ html }) => html === "<p>Привет</p>")).toBe(true);
    await sending;

    const script = `import { mailboxMailer } from ${JSON.stringify(import.meta.resolve("./mailbox-mailer.ts"))};
      console.log((await mailboxMailer({ folder: process.argv[1], now: () => new Date() }).list()).length)`;
    const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script, folder], {
      encoding: "utf8",
    });
    expect(stderr + stdout).toBe("50\n");
  });

  it("refuses what no mail server may be given either", async () => {
    const mailbox = mailboxMailer({ folder, now: () => new Date() });
    const mail = invitation({ to: { name: null, address: "anna@example.com, x@evil.com" } });
    expect(await mailbox.send(mail)).toEqual({ status: "refused", reason: "address", badAddress: true });
    expect(await mailbox.list()).toEqual([]);
  });

  it("asks to try again later when the folder cannot be written", async () => {
    await writeFile(folder, "in the way");
    expect(await mailboxMailer({ folder, now: () => new Date() }).send(invitation())).toMatchObject({
      status: "retry",
    });
  });
});

function invitation(part: Partial<Mail> = {}): Mail {
  return {
    to: { name: "Анна", address: "anna@пример.рф" },
    from: { name: "Магазин", address: "nps@shop.example.com" },
    replyTo: "help@shop.example.com",
    subject: "Как вам покупка?",
    html: "<p>Привет</p>",
    text: "Привет",
    messageId: "1@shop.example.com",
    headers: { "List-Unsubscribe": "<https://nps.shop.example.com/u/1>" },
    ...part,
  };
}
