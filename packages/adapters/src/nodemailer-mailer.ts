import { createPrivateKey } from "node:crypto";
import type { Readable } from "node:stream";
import type { Log, Mail, Mailer, MailOutcome } from "@otklik/features/ports";
import { createTransport } from "nodemailer";
import { cleanMail } from "./clean-mail.ts";

type NodemailerMailer = {
  /** `smtp://user:password@host:port`, `smtps://…`; `?maxConnections=`, `?requireTLS=true`, `?tls.…=` and the like may follow. */
  url: string;
  log: Log;
  /** Mails at once, each on a line of its own. Default: the URL's `maxConnections`, else 5. */
  concurrency?: number;
  /** The key is RSA, in PEM. */
  dkim?: { domainName: string; keySelector: string; privateKey: string };
  timeouts?: Partial<Timeouts>;
};

/** Milliseconds. */
type Timeouts = {
  connect: number;
  greeting: number;
  /** Without a byte from the server. RFC 5321 allows it ten minutes after the text; jobs cannot wait so long. */
  silence: number;
  /** One mail, its wait for a free line included: no server may hold it longer by answering drop by drop. */
  whole: number;
  /** Mails in hand when the mailer is closed; then their lines are cut. */
  close: number;
};
const patience: Timeouts = { connect: 15_000, greeting: 15_000, silence: 120_000, whole: 300_000, close: 5_000 };

/** What nodemailer says of a failure. */
type Failure = { code?: string; originalCode?: string; command?: string; response?: string };

// Everything else that nodemailer reads from a URL could undo what is set below: the URL wins there.
const urlSettings =
  /^(?:tls\..+|name|secure|requireTLS|ignoreTLS|opportunisticTLS|authMethod|localAddress|maxConnections|maxMessages|rateLimit|rateDelta)$/;
// The default list leaves List-Unsubscribe-Post out, and RFC 8058 asks for it to be signed.
const signedHeaders =
  "From:To:Reply-To:Subject:Date:Message-ID:MIME-Version:Content-Type:Content-Transfer-Encoding:" +
  "List-Id:List-Unsubscribe:List-Unsubscribe-Post:Auto-Submitted:Feedback-ID";

/** Mail by SMTP, at most once a call. Wrong settings throw here, at the start; `send` never throws. */
export function nodemailerMailer({ url, log, concurrency, dkim, timeouts }: NodemailerMailer): Mailer {
  const limits = { ...patience, ...timeouts };
  const transport = createTransport({
    url: trustedUrl(url, concurrency),
    pool: true,
    // A mail is never sent again by the pool: only `send` below knows whether its text had begun.
    maxRequeues: 0,
    idleTimeout: 30_000,
    connectionTimeout: limits.connect,
    dnsTimeout: limits.connect,
    greetingTimeout: limits.greeting,
    socketTimeout: limits.silence,
    socketCloseTimeout: 1_000,
    disableFileAccess: true,
    disableUrlAccess: true,
    maxRecipients: 1,
    ...(dkim && { dkim: { ...checkedKey(dkim), headerFieldNames: signedHeaders } }),
  });
  // By envelope, the one object that nodemailer takes as it is: the stream that it pipes into the line after 354.
  const texts = new WeakMap<object, Readable>();
  transport.use("stream", ({ message, data }, done) => {
    const open = message.createReadStream.bind(message);
    message.createReadStream = (options) => {
      const text = open(options);
      texts.set(data.envelope as object, text);
      return text;
    };
    done();
  });
  transport.on("error", () => log.warn("mail.pool-failed"));

  const inHand = new Set<Promise<MailOutcome>>();

  async function handOver(mail: Mail): Promise<MailOutcome> {
    const clean = cleanMail(mail);
    if ("status" in clean) return clean;
    const { to, from, replyTo, subject, messageId, headers } = clean;
    const signal = AbortSignal.timeout(limits.whole);

    // A server that restarts leaves a dead line behind for each connection in the pool.
    for (let deadLines = 0; ; deadLines++) {
      const envelope = { from: from.address, to: [to.address] };
      try {
        await transport.sendMail({
          signal,
          to,
          from,
          ...(replyTo !== null && { replyTo: { name: "", address: replyTo } }),
          envelope,
          subject,
          messageId,
          headers: unfolded(headers),
          text: mail.text,
          html: mail.html,
        });
        return { status: "sent" };
      } catch (failure) {
        const hasBegun = hasTextBegun(texts.get(envelope));
        if (hasBegun || deadLines >= 3 || !wasLineDead(failure as Failure))
          return outcomeOf(failure as Failure, hasBegun);
      }
    }
  }

  return {
    async send(mail) {
      const handingOver = handOver(mail).catch(
        (): MailOutcome => ({ status: "refused", reason: "bug", badAddress: false }),
      );
      inHand.add(handingOver);
      const outcome = await handingOver;
      inHand.delete(handingOver);
      if (outcome.status !== "sent") log.warn("mail.not-sent", { status: outcome.status, reason: outcome.reason });
      return outcome;
    },

    async close() {
      transport.close();
      const cut = setTimeout(() => transport.close({ force: true }), limits.close);
      await Promise.all(inHand);
      clearTimeout(cut);
    },
  };
}

/** Piping is what makes a stream flow, and nodemailer pipes the text only after 354: until then no server can have accepted it. */
function hasTextBegun(text: Readable | undefined): boolean {
  return text !== undefined && (text.readableFlowing !== null || text.readableDidRead);
}

/** The pool's own words for a line that was closed before it was used; a server that is down has another code. */
function wasLineDead({ code, command, response }: Failure): boolean {
  return code === "ECONNECTION" && command === undefined && response === undefined;
}

function outcomeOf(failure: Failure, hasBegun: boolean): MailOutcome {
  const word = failure.originalCode ?? failure.code ?? "failed";
  const isAboutTheMail = failure.code === "EENVELOPE" || failure.code === "EMESSAGE";
  const [, reply, detail] = /^([45]\d\d)(?:[ -](\d\.\d{1,3}\.\d{1,3})\b)?/.exec(failure.response ?? "") ?? [];
  if (hasBegun && !(isAboutTheMail && reply)) return { status: "unknown", reason: word };
  // Larger than the server says it takes: nodemailer does not even ask.
  if (isAboutTheMail && !reply) return { status: "refused", reason: word, badAddress: false };
  if (!reply) return { status: "retry", reason: word };

  const reason = detail ? `${reply} ${detail}` : reply;
  if (!isAboutTheMail || reply.startsWith("4") || isAboutTheSession.has(reply)) return { status: "retry", reason };
  return { status: "refused", reason, badAddress: isAddressWrong(reply, detail, failure.command) };
}

// "Sign in first", "wrong password", "commands out of order": these refuse us, not the mail.
const isAboutTheSession = new Set(["503", "530", "534", "535", "538"]);

/** 5.7.x is the server's policy towards us and says nothing about the address; 5.1.7 and 5.1.8 are the sender's. */
function isAddressWrong(reply: string, detail: string | undefined, command: string | undefined): boolean {
  if (command === "MAIL FROM") return false;
  if (detail) return /^5\.1\.(?:1|2|3|6|10)$/.test(detail);
  return command === "RCPT TO" && ["550", "551", "553"].includes(reply);
}

/** nodemailer folds a long link onto a line of its own, where simple readers of List-Unsubscribe do not look. */
function unfolded(headers: Record<string, string>) {
  const isPlain = (value: string) => /^[\x20-\x7e]*$/.test(value);
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      isPlain(value) ? { prepared: true, foldLines: false, value } : value,
    ]),
  );
}

function trustedUrl(text: string, concurrency: number | undefined): string {
  const url = URL.parse(text);
  if (!url || !["smtp:", "smtps:"].includes(url.protocol) || !url.hostname) {
    throw new Error("SMTP_URL must look like smtp://user:password@host:port or smtps://…");
  }
  for (const name of [...url.searchParams.keys()]) if (!urlSettings.test(name)) url.searchParams.delete(name);
  if (concurrency) url.searchParams.set("maxConnections", String(concurrency));
  return url.href;
}

/** nodemailer sends unsigned, without a word, when it cannot sign with the key. */
function checkedKey(dkim: NonNullable<NodemailerMailer["dkim"]>): NonNullable<NodemailerMailer["dkim"]> {
  if (createPrivateKey(dkim.privateKey).asymmetricKeyType !== "rsa")
    throw new Error("The DKIM key must be an RSA key.");
  return dkim;
}
