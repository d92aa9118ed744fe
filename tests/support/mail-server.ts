import { once } from "node:events";
import type { Socket } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { until } from "./until.ts";

export type ReceivedMail = { from: string; to: string[]; raw: string; parsed: ParsedMail };

/** What the server says to a recipient: yes (null), a reply line, or it takes the whole text and hangs up. */
type Treatment = string | null | "cut after the text" | "hang after the text";

/** A mail server on loopback that can be taken down and brought up again on its port. */
export type MailServer = {
  url: string;
  /** What it accepted, in order. */
  mails: ReceivedMail[];
  mailsTo(address: string): ReceivedMail[];
  /** How often each address was asked for, whatever was answered. */
  asked: Map<string, number>;
  /** From now on; `(address, time)` counts tries from 1. */
  treat(how: (address: string, time: number) => Treatment): void;
  /** The first mail to this address. */
  mailTo(address: string): Promise<ReceivedMail>;
  down(): Promise<void>;
  up(): Promise<void>;
};

export async function startMailServer({ delayMs = 0 } = {}): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const asked = new Map<string, number>();
  let treatment: (address: string, time: number) => Treatment = () => null;
  let port = 0;
  let server: SMTPServer | null = null;
  const hanging = new Set<() => void>();

  const options: SMTPServerOptions = {
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    closeTimeout: 50,
    onRcptTo({ address }, _session, done) {
      const time = (asked.get(address) ?? 0) + 1;
      asked.set(address, time);
      const reply = treatment(address, time);
      if (reply === null || reply.endsWith("after the text")) return done();
      done(Object.assign(new Error(reply.slice(4)), { responseCode: Number(reply.slice(0, 3)) }));
    },
    async onData(stream, session, done) {
      // Whoever sends it may be killed in the middle: then nothing was handed over.
      const pieces = await stream.toArray().catch(() => null);
      if (!pieces) return;
      const raw = Buffer.concat(pieces);
      const { mailFrom, rcptTo } = session.envelope;
      const to = rcptTo.map(({ address }) => address);
      const how = treatment(to[0] as string, asked.get(to[0] as string) ?? 0);
      if (how === "hang after the text") return void hanging.add(done);
      if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
      mails.push({ from: mailFrom ? mailFrom.address : "", to, raw: raw.toString(), parsed: await simpleParser(raw) });
      if (how === "cut after the text") return socketOf(server, session.id)?.destroy();
      done();
    },
  };

  const up = async () => {
    server = new SMTPServer(options);
    server.on("error", () => {}); // a line that was cut on purpose
    server.listen(port, "127.0.0.1");
    await once(server.server, "listening");
    port = (server.server.address() as { port: number }).port;
  };
  await up();

  const mailsTo = (address: string) => mails.filter(({ to }) => to.includes(address));
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    mailsTo,
    asked,
    treat: (how) => {
      treatment = how;
    },
    mailTo: (address) => until(`a mail to ${address}`, () => mailsTo(address)[0]),
    down: () => new Promise((resolve) => (server ? server.close(() => resolve()) : resolve())),
    up,
  };
}

// smtp-server does not let its user hang up on somebody.
function socketOf(server: SMTPServer | null, sessionId: string): Socket | undefined {
  const { connections } = server as unknown as { connections: Set<{ id: string; _socket: Socket }> };
  return [...connections].find(({ id }) => id === sessionId)?._socket;
}
