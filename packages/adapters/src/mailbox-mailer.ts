import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Mailer } from "@otklik/features/ports";
import { cleanMail } from "./clean-mail.ts";

export type StoredMail = {
  id: string;
  to: string;
  from: string;
  subject: string;
  headers: Record<string, string>;
  text: string;
  html: string;
  at: string;
};

/** Mails. The oldest go first. */
const kept = 500;

/** Delivers into a folder, one file a mail, which another process can read at any moment. For machines without SMTP. */
export function mailboxMailer({
  folder,
  now,
}: {
  folder: string;
  now: () => Date;
}): Mailer & { list(): Promise<StoredMail[]> } {
  let count = 0;

  /** Names sort by time; the counter orders the mails of one millisecond. */
  function newId(at: Date): string {
    count++;
    return `${String(at.getTime()).padStart(14, "0")}-${String(count).padStart(8, "0")}-${randomBytes(4).toString("hex")}`;
  }

  async function store(mail: StoredMail): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const unfinished = join(folder, `${mail.id}.unfinished`);
    await writeFile(unfinished, JSON.stringify(mail), { mode: 0o600 });
    await rename(unfinished, join(folder, `${mail.id}.json`));

    for (const name of (await newestFirst(folder)).slice(kept)) await unlink(join(folder, name)).catch(() => {});
  }

  return {
    async send(mail) {
      const clean = cleanMail(mail);
      if ("status" in clean) return clean;
      const { to, from, replyTo, subject, messageId, headers } = clean;
      const at = now();
      const stored: StoredMail = {
        id: newId(at),
        to: to.address,
        from: from.address,
        subject,
        headers: {
          "Message-ID": messageId,
          Date: at.toUTCString(),
          ...(replyTo !== null && { "Reply-To": replyTo }),
          ...headers,
        },
        text: mail.text,
        html: mail.html,
        at: at.toISOString(),
      };
      return store(stored).then(
        () => ({ status: "sent" }),
        (error: { code?: string }) => ({ status: "retry", reason: error.code ?? "failed" }),
      );
    },

    /** Newest first. */
    async list() {
      const mails = await Promise.all(
        (await newestFirst(folder)).slice(0, kept).map((name) => readMail(join(folder, name))),
      );
      return mails.filter((mail) => mail !== null);
    },

    async close() {},
  };
}

async function newestFirst(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith(".json"))
    .sort()
    .reverse();
}

/** Null for a mail that another process has just thrown away. */
async function readMail(path: string): Promise<StoredMail | null> {
  return readFile(path, "utf8").then(JSON.parse, () => null);
}
