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

/** The survey page's script: the text that stands in the page, and the paths of its rest and of what a kiosk loads. */
export type PageScripts = { first: string; survey: string; kiosk: string };

/** What `/metrics` tells to whoever has the token. */
export type Metrics = {
  token: string;
  contentType: string;
  observe(request: { route: string; method: string; status: number; seconds: number }): void;
  text(): Promise<string>;
};

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
  /** Null where there are no assets: then the survey page is its form alone. */
  pageScripts: PageScripts | null;
  hashPassword(password: string): Promise<string>;
  /** Null where METRICS_TOKEN is not set: then there is no such page. */
  metrics: Metrics | null;
  publicUrl: string;
  isProduction: boolean;
  /** Null when requests may come; otherwise what is missing. */
  whatIsMissing(): Promise<string | null>;
};
