import type { Auth, Keyring } from "@otklik/features/accounts/index";
import type { House } from "@otklik/features/house";
import type { Capture } from "@otklik/features/responses/index";
import type { Live } from "./live.ts";

/** A mail in the local mailbox. */
type MailboxMail = {
  id: string;
  to: string;
  from: string;
  subject: string;
  headers: Record<string, string>;
  text: string;
  html: string;
  at: string;
};

/** A file of the built dashboard or survey page; null: there is none of this name. */
export type Assets = (
  path: string,
  acceptEncoding: string | null,
) => Promise<{ body: Uint8Array<ArrayBuffer>; type: string; encoding: "br" | null } | null>;

/** Everything the routes need, put together by a composition root. */
export type Runtime = {
  house: House;
  capture: Capture;
  keyring: Keyring;
  auth(): Promise<Auth>;
  live: Live | null;
  /** Null in production and where a mail server is configured. */
  mailbox: (() => Promise<MailboxMail[]>) | null;
  /** Null where the dashboard is served by somebody else. */
  assets: Assets | null;
  /** Path of the survey page's script; null where there are no assets: then the page is its form alone. */
  pageScript: string | null;
  hashPassword(password: string): Promise<string>;
  publicUrl: string;
  isProduction: boolean;
  /** Null when requests may come; otherwise what is missing. */
  whatIsMissing(): Promise<string | null>;
};
