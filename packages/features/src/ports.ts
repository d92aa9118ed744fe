/** One message to one person. Addresses are single, already validated mailboxes. */
export type Mail = {
  to: { name: string | null; address: string };
  from: { name: string; address: string };
  replyTo: string | null;
  subject: string;
  html: string;
  text: string;
  /** Without angle brackets; the same for every attempt at one invitation. */
  messageId: string;
  headers: Record<string, string>;
};

/**
 * What became of a hand-over. `retry`: certainly not accepted, try again later. `refused`: certainly not accepted and
 * never will be; `badAddress` when it is the address that is wrong. `unknown`: the line was lost after the text had
 * begun to be sent, so it may or may not have been accepted.
 */
export type MailOutcome =
  | { status: "sent" }
  | { status: "retry"; reason: string }
  | { status: "refused"; reason: string; badAddress: boolean }
  | { status: "unknown"; reason: string };

export type Mailer = {
  /** Never throws: every failure is an outcome. `reason` holds an SMTP code or a word, never an address or a text. */
  send(mail: Mail): Promise<MailOutcome>;
  close(): Promise<void>;
};

/** Keyed and unkeyed digests under the installation's secret. Outputs are base64url without padding. */
export type Crypto = {
  /** SHA-256. */
  digest(text: string): string;
  /** HMAC-SHA-256 under a key derived from the secret for this purpose alone. 43 characters, 256 bits. */
  sign(purpose: "link" | "nonce" | "pin" | "address" | "session" | "idempotency", text: string): string;
  /** Equal in constant time. */
  equals(a: string, b: string): boolean;
  /** 43 characters, 256 bits. */
  randomToken(): string;
  /** UUID version 7, from the clock. */
  uuidv7(): string;
  uuidv4(): string;
};

/** One line an event. Field values are ids, counts, codes and durations: never an e-mail, phone, answer, token or key. */
export type Log = {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
};
export type LogFields = Partial<
  Record<
    | "requestId"
    | "workspaceId"
    | "jobId"
    | "queue"
    | "invitationId"
    | "contactId"
    | "caseId"
    | "method"
    | "route"
    | "status"
    | "durationMs"
    | "attempts"
    | "code"
    | "reason"
    | "count"
    | "port"
    | "host"
    | "role"
    | "version"
    | "database"
    | "errorName"
    | "stack"
    | "signal",
    string | number | boolean | null | undefined
  >
>;

/** All that the features need of the outside world. */
export type Ports = {
  now(): Date;
  crypto: Crypto;
  log: Log;
  /** Null where no mail can be sent: production without SMTP_URL. */
  mailer: Mailer | null;
  /** Mail comes from this address unless the workspace has one of its own. */
  mailFrom: string;
  /** Links in messages start with this; no trailing slash. */
  publicUrl: string;
};
