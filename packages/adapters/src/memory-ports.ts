import type { Log, LogFields, Mail, Mailer, MailOutcome } from "@otklik/features/ports";

type Duration = { days?: number; hours?: number; minutes?: number; seconds?: number };

/** A clock that stands still until it is told to move. */
export function testClock(start: Date | string) {
  let now = new Date(start);
  return {
    now: () => new Date(now),
    set(to: Date | string) {
      now = new Date(to);
    },
    advance({ days = 0, hours = 0, minutes = 0, seconds = 0 }: Duration) {
      now = new Date(now.getTime() + 1000 * (seconds + 60 * (minutes + 60 * (hours + 24 * days))));
    },
  };
}

/** Keeps what it was given. Everything is `sent`, unless the next outcomes were told beforehand. */
export function memoryMailer() {
  const mails: Mail[] = [];
  const outcomes: (MailOutcome | ((mail: Mail) => MailOutcome))[] = [];
  let isClosed = false;
  const mailer = {
    /** Every mail handed over, in order, whatever became of it. */
    mails,
    /** What becomes of the next mails, one each. */
    willAnswer(...next: (MailOutcome | ((mail: Mail) => MailOutcome))[]) {
      outcomes.push(...next);
    },
    isClosed: () => isClosed,
    async send(mail: Mail): Promise<MailOutcome> {
      mails.push(structuredClone(mail));
      const outcome = outcomes.shift() ?? { status: "sent" };
      return typeof outcome === "function" ? outcome(mail) : outcome;
    },
    async close() {
      isClosed = true;
    },
  };
  return mailer satisfies Mailer;
}

type LogLine = { level: "info" | "warn" | "error"; event: string; fields: LogFields };

/** Keeps the lines instead of printing them. */
export function quietLog() {
  const lines: LogLine[] = [];
  const write =
    (level: LogLine["level"]) =>
    (event: string, fields: LogFields = {}) =>
      void lines.push({ level, event, fields });
  const log = { lines, info: write("info"), warn: write("warn"), error: write("error") };
  return log satisfies Log;
}
