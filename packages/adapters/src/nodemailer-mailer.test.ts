import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import type { Mail } from "@otklik/features/ports";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterAll, describe, expect, it, vi } from "vitest";
import { quietLog } from "./memory-ports.ts";
import { nodemailerMailer } from "./nodemailer-mailer.ts";

const closing: (() => unknown)[] = [];
afterAll(() => Promise.all(closing.map((close) => close())));

describe.concurrent("a mail to a real server", () => {
  it("arrives once, with both ways to unsubscribe, from one person to one person", async () => {
    const { port, received } = await realServer();
    expect(await mailerTo(port).send(invitation())).toEqual({ status: "sent" });

    expect(received).toHaveLength(1);
    const [{ from, to, raw }] = received as [Received];
    expect([from, to]).toEqual(["nps@shop.example.com", ["anna@example.com"]]);
    const headers = headersOf(raw);
    expect(headers).toMatchObject({
      from: "Shop <nps@shop.example.com>",
      to: "Anna <anna@example.com>",
      "reply-to": "help@shop.example.com",
      subject: "How did we do?",
      "message-id": "<invitation-1@shop.example.com>",
      "list-unsubscribe":
        "<https://nps.shop.example.com/u/0123456789012345678901234567890123456789012345678901234567890123456789>",
      "list-unsubscribe-post": "List-Unsubscribe=One-Click",
    });
    expect(raw).toContain("text/plain");
    expect(raw).toContain("text/html");
  });

  it("is signed, and the signature covers both headers that unsubscribe", async () => {
    const { generateKeyPairSync } = await import("node:crypto");
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const { port, received } = await realServer();
    const mailer = mailerTo(port, { dkim: { domainName: "shop.example.com", keySelector: "otklik", privateKey: pem } });
    expect(await mailer.send(invitation())).toEqual({ status: "sent" });

    const signature = headersOf(received[0]!.raw)["dkim-signature"]!.replaceAll(/\s/g, "");
    expect(signature).toContain("d=shop.example.com");
    const signed = /;h=([^;]+);/.exec(signature)![1]!.split(":");
    expect(signed).toEqual(
      expect.arrayContaining(["from", "to", "subject", "message-id", "list-unsubscribe", "list-unsubscribe-post"]),
    );
  });

  it("is never sent unsigned because the key is not one that signs", async () => {
    const dkim = { domainName: "shop.example.com", keySelector: "otklik", privateKey: "no key" };
    expect(() => mailerTo(1, { dkim })).toThrow();
  });

  it.each([
    ["550 5.1.1 <anna@example.com>: no such user", "550 5.1.1", true],
    ["550 5.1.10 recipient not found", "550 5.1.10", true],
    ["550 no such user here", "550", true],
    ["551 not local", "551", true],
    ["553 mailbox name not allowed", "553", true],
    ["550 5.7.1 you are not welcome", "550 5.7.1", false],
    ["550 5.7.26 unauthenticated mail", "550 5.7.26", false],
    ["552 5.2.2 mailbox full", "552 5.2.2", false],
    ["554 transaction failed", "554", false],
  ])("is refused for good when the recipient is answered with %j", async (reply, reason, badAddress) => {
    const { port, received } = await realServer({
      onRcptTo: (_address, _session, done) => done(answer(reply)),
    });
    expect(await mailerTo(port).send(invitation())).toEqual({ status: "refused", reason, badAddress });
    expect(received).toHaveLength(0);
  });

  it("blames no address for what the server thinks of the sender", async () => {
    const { port } = await realServer({
      onMailFrom: (_address, _session, done) => done(answer("550 5.1.8 bad sender")),
    });
    expect(await mailerTo(port).send(invitation())).toEqual({
      status: "refused",
      reason: "550 5.1.8",
      badAddress: false,
    });
  });

  it.each(["450 4.2.1 try again later", "451 greylisted", "452 4.2.2 mailbox full", "421 4.7.0 too many"])(
    "is tried again later when the recipient is answered with %j",
    async (reply) => {
      const { port, received } = await realServer({ onRcptTo: (_address, _session, done) => done(answer(reply)) });
      expect(await mailerTo(port).send(invitation())).toMatchObject({ status: "retry" });
      expect(received).toHaveLength(0);
    },
  );

  it.each([
    ["451 4.3.0 later", { status: "retry", reason: "451 4.3.0" }],
    ["421 4.3.2 shutting down", { status: "retry", reason: "421 4.3.2" }],
    ["550 5.1.1 no such user", { status: "refused", reason: "550 5.1.1", badAddress: true }],
    ["554 5.7.1 looks like spam", { status: "refused", reason: "554 5.7.1", badAddress: false }],
    ["552 too large", { status: "refused", reason: "552", badAddress: false }],
  ])("is not accepted when the whole text is answered with %j", async (reply, outcome) => {
    const { port } = await realServer({
      onData: (stream, _session, done) => stream.on("end", () => done(answer(reply))).resume(),
    });
    expect(await mailerTo(port).send(invitation())).toEqual(outcome);
  });

  it("is tried again later when the password is wrong", async () => {
    const { port } = await realServer({
      authOptional: false,
      disabledCommands: ["STARTTLS"],
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(new Error("wrong")),
    });
    const mailer = nodemailerMailer({ url: `smtp://shop:secret@127.0.0.1:${port}`, log: quietLog() });
    closing.push(() => mailer.close());
    expect(await mailer.send(invitation())).toMatchObject({ status: "retry", reason: "535" });
  });

  it("is tried again later when the server's certificate is not to be trusted", async () => {
    const { port, received } = await realServer({ disabledCommands: ["AUTH"] });
    expect(await mailerTo(port).send(invitation())).toMatchObject({ status: "retry" });
    expect(received).toHaveLength(0);
  });

  it("is one of hundreds, over no more lines than allowed", async () => {
    let open = 0;
    let most = 0;
    const { port, received } = await realServer({
      onConnect: (_session, done) => {
        most = Math.max(most, ++open);
        done();
      },
      onClose: () => open--,
    });
    const mailer = mailerTo(port, { concurrency: 3 });
    const outcomes = await Promise.all(
      Array.from({ length: 300 }, (_, i) => mailer.send(invitation({ messageId: `m${i}@shop.example.com` }))),
    );
    expect(outcomes.every(({ status }) => status === "sent")).toBe(true);
    expect(new Set(received.map(({ raw }) => headersOf(raw)["message-id"])).size).toBe(300);
    expect(received).toHaveLength(300);
    expect(most).toBeLessThanOrEqual(3);
  });
});

describe.concurrent("a mail written by somebody with bad intentions", () => {
  it.each([
    "anna@example.com\r\nBcc: x@evil.com",
    "anna@example.com\r\n",
    "anna@example.com, x@evil.com",
    "anna@example.com,x@evil.com",
    "group: anna@example.com, x@evil.com;",
    '"x@evil.com"@example.com',
    "anna(x@evil.com)@example.com",
    "Anna <anna@example.com>",
    "anna@example.com> SIZE=1",
    "",
  ])("to %j never reaches a server", async (address) => {
    const { port, received, connections } = await realServer();
    const outcome = await mailerTo(port).send(invitation({ to: { name: "Anna", address } }));
    expect(outcome).toEqual({ status: "refused", reason: "address", badAddress: true });
    expect([received.length, connections()]).toEqual([0, 0]);
  });

  const evil = "x\r\nBcc: x@evil.com\r\n\r\nbody\n.\r\n\0\x7f";
  const evilNames = [
    evil,
    "Anna <x@evil.com>, other",
    '"Anna" <x@evil.com>',
    "=?utf-8?Q?x=0D=0ABcc=3A_x=40evil.com?=",
    "group: x@evil.com;",
    "Анна\r\nBcc: x@evil.com",
    "я".repeat(5000),
    "a".repeat(5000),
    "\ud800",
  ];
  it.each(evilNames)("named %j goes to the one stored address and gains no header", async (name) => {
    const { port, received } = await realServer();
    const mail = invitation({
      to: { name, address: "anna@example.com" },
      from: { name, address: "nps@shop.example.com" },
      subject: name,
    });
    expect(await mailerTo(port).send(mail)).toEqual({ status: "sent" });

    const [{ to, raw }] = received as [Received];
    expect(to).toEqual(["anna@example.com"]);
    expect(Object.keys(headersOf(raw)).sort()).toEqual(usualHeaders);
    expect(headersOf(raw).to).toMatch(/<?anna@example\.com>?$/);
    const head = raw.slice(0, raw.indexOf("\r\n\r\n"));
    expect(head).not.toMatch(/[^\r]\n|\r[^\n]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/);
    expect(Math.max(...head.split("\r\n").map((line) => line.length))).toBeLessThanOrEqual(998);
  });

  it("cannot put a header into a header", async () => {
    const { port, received } = await realServer();
    const headers = { ...invitation().headers, "X-Campaign": evil };
    expect(await mailerTo(port).send(invitation({ headers }))).toEqual({ status: "sent" });
    expect(Object.keys(headersOf(received[0]!.raw)).sort()).toEqual([...usualHeaders, "x-campaign"].sort());
  });

  it.each(["Bcc", "to", "From", "X\r\nBcc", "Subject: x\r\nX", "X Y", "", "Content-Type", "__proto__"])(
    "cannot bring a header named %j",
    async (name) => {
      const { port, connections } = await realServer();
      const headers = Object.fromEntries([[name, "x@evil.com"]]);
      expect(await mailerTo(port).send(invitation({ headers }))).toEqual({
        status: "refused",
        reason: "header",
        badAddress: false,
      });
      expect(connections()).toBe(0);
    },
  );

  it.each([
    [{ messageId: "a@b>\r\nBcc: x@evil.com" }, "message-id"],
    [{ replyTo: "a@example.com, x@evil.com" }, "reply-to"],
    [{ from: { name: "", address: "a@example.com\r\nBcc: x@evil.com" } }, "sender"],
  ])("cannot be %j", async (part, reason) => {
    const { port } = await realServer();
    expect(await mailerTo(port).send(invitation(part))).toEqual({ status: "refused", reason, badAddress: false });
  });

  it("ends where it ends, not at a dot of its own", async () => {
    const { port, received } = await realServer();
    const text = "Hello\n.\r\nMAIL FROM:<x@evil.com>\r\n.\r\n\r.\rQUIT\r\n";
    expect(await mailerTo(port).send(invitation({ text, html: text }))).toEqual({ status: "sent" });
    expect(received).toHaveLength(1);
  });
});

describe.concurrent.each([
  ["one command at a time", false],
  ["commands in one go", true],
])("a line that is cut, to a server that takes %s", (_, isPipelining) => {
  it.each([
    ["at the connection", "connect", { status: "retry" }],
    ["after MAIL FROM", "MAIL", { status: "retry" }],
    ["after RCPT TO", "RCPT", { status: "retry" }],
    ["after DATA, before the server is ready for the text", "DATA", { status: "retry" }],
    ["as soon as the server is ready for the text", "354", { status: "unknown" }],
    ["in the middle of the text", "text", { status: "unknown" }],
    ["after the last dot", "dot", { status: "unknown" }],
  ] as const)("%s", async (_where, at, outcome) => {
    const server = await scriptedServer({ isPipelining, cutAt: at });
    expect(await mailerTo(server.port).send(invitation())).toMatchObject(outcome);

    await quiet();
    // However it ended, the text was never offered a second time, and not once when we may try again.
    expect(server.texts).toBeLessThanOrEqual(outcome.status === "unknown" ? 1 : 0);
    expect(server.bodies.size).toBe(0);
  });

  it.each([
    ["at the connection", "connect", { status: "retry", reason: "ETIMEDOUT" }],
    ["after MAIL FROM", "MAIL", { status: "retry", reason: "ETIMEDOUT" }],
    ["after DATA, before the server is ready for the text", "DATA", { status: "retry", reason: "ETIMEDOUT" }],
    ["after the last dot", "dot", { status: "unknown", reason: "ETIMEDOUT" }],
  ] as const)("by patience that ends %s", async (_where, at, outcome) => {
    const server = await scriptedServer({ isPipelining, hangAt: at });
    const started = performance.now();
    expect(await mailerTo(server.port, { timeouts: impatience }).send(invitation())).toEqual(outcome);
    expect(performance.now() - started).toBeLessThan(5000);
    await quiet();
    expect(server.texts).toBe(outcome.status === "unknown" ? 1 : 0);
  });

  it("although the server had taken the text: it is not offered twice", async () => {
    const server = await scriptedServer({ isPipelining, cutAt: "accepted" });
    expect(await mailerTo(server.port).send(invitation())).toMatchObject({ status: "unknown" });
    await quiet();
    expect(server.bodies.get("<invitation-1@shop.example.com>")).toBe(1);
  });

  it("while it was idle is replaced, and the next mail arrives once", async () => {
    const server = await scriptedServer({ isPipelining });
    const mailer = mailerTo(server.port, { concurrency: 1 });
    expect(await mailer.send(invitation({ messageId: "first@shop.example.com" }))).toEqual({ status: "sent" });
    server.cutAll();
    await quiet();
    expect(await mailer.send(invitation({ messageId: "second@shop.example.com" }))).toEqual({ status: "sent" });
    expect([server.connections(), [...server.bodies.values()]]).toEqual([2, [1, 1]]);
  });

  it("at the very moment of the next mail is replaced, and that mail arrives once", async () => {
    const server = await scriptedServer({ isPipelining });
    const mailer = mailerTo(server.port, { concurrency: 1 });
    expect(await mailer.send(invitation({ messageId: "first@shop.example.com" }))).toEqual({ status: "sent" });
    server.cutAll();
    expect(await mailer.send(invitation({ messageId: "second@shop.example.com" }))).toEqual({ status: "sent" });
    await quiet();
    expect([...server.bodies.values()]).toEqual([1, 1]);
  });

  it("when the next mail has said whom it is for is replaced, and that mail arrives once", async () => {
    const server = await scriptedServer({ isPipelining });
    const mailer = mailerTo(server.port, { concurrency: 1 });
    expect(await mailer.send(invitation({ messageId: "first@shop.example.com" }))).toEqual({ status: "sent" });
    server.cutOnce("RCPT");
    expect(await mailer.send(invitation({ messageId: "second@shop.example.com" }))).toEqual({ status: "sent" });
    await quiet();
    expect([server.connections(), [...server.bodies.values()]]).toEqual([2, [1, 1]]);
  });

  it("in the middle of a used line's next text leaves that text unknown and unrepeated", async () => {
    const server = await scriptedServer({ isPipelining });
    const mailer = mailerTo(server.port, { concurrency: 1 });
    expect(await mailer.send(invitation({ messageId: "first@shop.example.com" }))).toEqual({ status: "sent" });
    server.cutOnce("dot");
    expect(await mailer.send(invitation({ messageId: "second@shop.example.com" }))).toMatchObject({
      status: "unknown",
    });
    await quiet();
    expect([server.texts, server.bodies.get("<second@shop.example.com>")]).toEqual([2, undefined]);
  });

  it("by a farewell is a certain no", async () => {
    const server = await scriptedServer({ isPipelining, reply: { MAIL: "421 4.3.2 shutting down" } });
    expect(await mailerTo(server.port).send(invitation())).toEqual({ status: "retry", reason: "421 4.3.2" });
  });
});

describe.concurrent("a mail to a server that is in no state to take it", () => {
  it("is tried again later when nothing listens", async () => {
    const { port, close } = await scriptedServer({});
    await close();
    expect(await mailerTo(port).send(invitation())).toEqual({ status: "retry", reason: "ECONNREFUSED" });
  });

  it("is tried again later when the name is unknown", async () => {
    const mailer = nodemailerMailer({ url: "smtp://mail.invalid:25", log: quietLog(), timeouts: { connect: 500 } });
    expect(await mailer.send(invitation())).toMatchObject({ status: "retry" });
  });

  it.each([
    ["greets with a refusal", { connect: "554 go away" }, { status: "retry", reason: "554" }],
    ["asks for a sign-in", { MAIL: "530 5.7.0 authentication required" }, { status: "retry", reason: "530 5.7.0" }],
    ["talks nonsense", { connect: "HTTP/1.1 400 Bad Request" }, { status: "retry" }],
    [
      "answers DATA with a refusal",
      { DATA: "554 5.5.1 no valid recipients" },
      { status: "refused", reason: "554 5.5.1" },
    ],
    ["answers the text with nonsense", { dot: "999 what" }, { status: "unknown" }],
    ["answers the text with half a reply", { dot: "250-queued" }, { status: "unknown" }],
  ] as const)("when it %s", async (_, reply, outcome) => {
    const server = await scriptedServer({ reply });
    expect(await mailerTo(server.port, { timeouts: impatience }).send(invitation())).toMatchObject(outcome);
    await quiet();
    expect(server.texts).toBeLessThanOrEqual(1);
  });

  it("is given up in time, although the server answers a drop at a time", async () => {
    const server = await scriptedServer({ trickleAt: "dot" });
    const started = performance.now();
    const outcome = await mailerTo(server.port, { timeouts: { silence: 500, whole: 1000 } }).send(invitation());
    expect(outcome).toEqual({ status: "unknown", reason: "EABORT" });
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it("is let finish when the mailer is closed", async () => {
    const server = await scriptedServer({ delay: 100 });
    const mailer = mailerTo(server.port);
    const sending = mailer.send(invitation());
    await vi.waitFor(() => expect(server.connections()).toBe(1));
    await mailer.close();
    expect(await sending).toEqual({ status: "sent" });
    expect(await mailer.send(invitation())).toMatchObject({ status: "retry" });
  });

  it("is cut off when the mailer is closed and the server does not care", async () => {
    const server = await scriptedServer({ hangAt: "dot" });
    const mailer = mailerTo(server.port, { timeouts: { close: 100 } });
    const sending = mailer.send(invitation());
    await vi.waitFor(() => expect(server.texts).toBe(1));
    await mailer.close();
    expect(await sending).toMatchObject({ status: "unknown" });
  });

  it("leaves one line in the log, without the person in it", async () => {
    const log = quietLog();
    const { port } = await realServer({
      onRcptTo: (_address, _session, done) => done(answer("550 5.1.1 <anna@example.com> unknown")),
    });
    const printed = vi.spyOn(console, "log");
    const url = `smtp://127.0.0.1:${port}?logger=true&debug=true`;
    await mailerTo(port, { url, log }).send(invitation());
    expect(printed).not.toHaveBeenCalled();
    expect(log.lines).toEqual([
      { level: "warn", event: "mail.not-sent", fields: { status: "refused", reason: "550 5.1.1" } },
    ]);
  });

  it.each(["", "mail.example.com:25", "http://mail.example.com", "smtp://"])(
    "is impossible from the start with SMTP_URL=%j",
    (url) => {
      expect(() => nodemailerMailer({ url, log: quietLog() })).toThrow(/SMTP_URL/);
    },
  );

  it("is not offered again and again by the pool, even if a URL asks for it", async () => {
    const server = await scriptedServer({ cutAt: "connect" });
    const url = `smtp://127.0.0.1:${server.port}?maxRequeues=5`;
    expect(await mailerTo(server.port, { url }).send(invitation())).toMatchObject({ status: "retry" });
    expect(server.connections()).toBeLessThanOrEqual(4);
  });
});

/** Milliseconds. Short for the test, long enough for a busy machine. */
const impatience = { greeting: 500, silence: 500 };

const usualHeaders = [
  "content-type",
  "date",
  "from",
  "list-unsubscribe",
  "list-unsubscribe-post",
  "message-id",
  "mime-version",
  "reply-to",
  "subject",
  "to",
];

function invitation(part: Partial<Mail> = {}): Mail {
  return {
    to: { name: "Anna", address: "anna@example.com" },
    from: { name: "Shop", address: "nps@shop.example.com" },
    replyTo: "help@shop.example.com",
    subject: "How did we do?",
    html: "<p>How did we do?</p>",
    text: "How did we do?",
    messageId: "invitation-1@shop.example.com",
    headers: {
      "List-Unsubscribe":
        "<https://nps.shop.example.com/u/0123456789012345678901234567890123456789012345678901234567890123456789>",
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    },
    ...part,
  };
}

function mailerTo(port: number, settings: Partial<Parameters<typeof nodemailerMailer>[0]> = {}) {
  const mailer = nodemailerMailer({ url: `smtp://127.0.0.1:${port}`, log: quietLog(), ...settings });
  closing.push(() => mailer.close());
  return mailer;
}

/** Longer than the pool waits before it would requeue. */
function quiet() {
  return new Promise((resolve) => setTimeout(resolve, 250));
}

type Received = { from: string; to: string[]; raw: string };

async function realServer(options: SMTPServerOptions = {}) {
  const received: Received[] = [];
  let connections = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    closeTimeout: 100,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        const raw = Buffer.concat(chunks).toString("latin1");
        received.push({ from: mailFrom ? mailFrom.address : "", to: rcptTo.map(({ address }) => address), raw });
        done();
      });
    },
    ...options,
    onConnect(session, done) {
      connections++;
      if (options.onConnect) options.onConnect(session, done);
      else done();
    },
  });
  server.on("error", () => {});
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  closing.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { port: (server.server.address() as AddressInfo).port, received, connections: () => connections };
}

function answer(reply: string): Error {
  return Object.assign(new Error(reply.slice(4)), { responseCode: Number(reply.slice(0, 3)) });
}

function headersOf(raw: string): Record<string, string> {
  const lines = raw
    .slice(0, raw.indexOf("\r\n\r\n"))
    .replaceAll(/\r\n[ \t]/g, " ")
    .split("\r\n");
  const headers = lines.map((line): [string, string] => [
    line.slice(0, line.indexOf(":")).toLowerCase(),
    line.slice(line.indexOf(":") + 1).trim(),
  ]);
  expect(new Set(headers.map(([name]) => name)).size).toBe(headers.length);
  return Object.fromEntries(headers);
}

type Point = "connect" | "MAIL" | "RCPT" | "DATA" | "354" | "text" | "dot" | "accepted";
type Script = {
  isPipelining?: boolean;
  cutAt?: Point;
  hangAt?: Point;
  trickleAt?: Point;
  /** Milliseconds before each answer. */
  delay?: number;
  reply?: Partial<Record<Point, string>>;
};

/** A server of sockets and lines, which can be told where to fall silent or to hang up. */
async function scriptedServer({ isPipelining = false, cutAt, hangAt, trickleAt, delay = 0, reply = {} }: Script) {
  const sockets = new Set<Socket>();
  const seen = { connections: 0, texts: 0, bodies: new Map<string, number>() };
  let nextCut: Point | undefined;

  const server: Server = createServer((socket) => {
    seen.connections++;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => {});
    let buffered = "";
    let text: string | null = null;

    /** True when the script ends the conversation here. */
    const endsHere = (point: Point) => {
      if (cutAt === point || nextCut === point) {
        nextCut = undefined;
        socket.destroySoon();
        return true;
      }
      if (trickleAt === point) {
        const drops = setInterval(() => (socket.writable ? socket.write("2") : clearInterval(drops)), 50);
        return true;
      }
      return hangAt === point;
    };
    const say = (point: Point, line: string) =>
      setTimeout(() => socket.writable && socket.write(`${reply[point] ?? line}\r\n`), delay);

    const hear = (line: string) => {
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === "EHLO") socket.write(isPipelining ? "250-test\r\n250 PIPELINING\r\n" : "250 test\r\n");
      else if (verb === "MAIL" || verb === "RCPT") endsHere(verb) || say(verb, "250 fine");
      else if (verb === "RSET") socket.write("250 fine\r\n");
      else if (verb === "QUIT") socket.end("221 bye\r\n");
      else if (verb === "DATA" && !endsHere("DATA")) {
        if ((reply.DATA ?? "354").startsWith("354")) text = "";
        if (cutAt === "354") setTimeout(() => socket.end("354 go on\r\n"), delay);
        else say("DATA", "354 go on");
      }
    };

    if (!endsHere("connect")) say("connect", "220 test");
    socket.on("data", (chunk) => {
      if (socket.writableEnded) {
        if (text === "") seen.texts++;
        text = null;
        return;
      }
      buffered += chunk.toString("latin1");
      for (;;) {
        if (text === null) {
          const end = buffered.indexOf("\r\n");
          if (end < 0) return;
          const line = buffered.slice(0, end);
          buffered = buffered.slice(end + 2);
          hear(line);
          if (socket.writableEnded) return;
          continue;
        }
        if (text === "" && buffered !== "") seen.texts++;
        text += buffered;
        buffered = "";
        if (text !== "" && endsHere("text")) return;
        const end = text.indexOf("\r\n.\r\n");
        if (end < 0) return;
        const id = /^Message-ID: (.*)$/im.exec(text)?.[1]?.trim() ?? "";
        buffered = text.slice(end + 5);
        text = null;
        if (endsHere("dot")) return;
        seen.bodies.set(id, (seen.bodies.get(id) ?? 0) + 1);
        if (endsHere("accepted")) return;
        say("dot", "250 queued");
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => resolve());
    });
  closing.push(close);

  return {
    port: (server.address() as AddressInfo).port,
    bodies: seen.bodies,
    get texts() {
      return seen.texts;
    },
    connections: () => seen.connections,
    cutAll: () => {
      for (const socket of sockets) socket.destroy();
    },
    cutOnce: (point: Point) => {
      nextCut = point;
    },
    close,
  };
}
