import { emailAddress } from "@otklik/domain/values/email-address";
import type { Mail, MailOutcome } from "@otklik/features/ports";

type CleanMail = {
  to: { name: string; address: string };
  from: { name: string; address: string };
  replyTo: string | null;
  subject: string;
  /** With angle brackets. */
  messageId: string;
  headers: Record<string, string>;
};
type Refusal = Extract<MailOutcome, { status: "refused" }>;

const CONTROLS = /[\x00-\x1f\x7f]+/g;
const HAS_CONTROL = /[\x00-\x1f\x7f]/;
const MESSAGE_ID = /^[^\x00-\x20\x7f-\uffff<>@]+@[^\x00-\x20\x7f-\uffff<>@]+$/;
const HEADER_NAME = /^[A-Za-z][A-Za-z0-9-]{0,75}$/;
/** Written by us or by the transport alone: a second one could name another recipient or another sender. */
const OURS =
  /^(?:to|cc|bcc|from|sender|reply-to|return-path|subject|date|message-id|mime-version|content-.*|resent-.*|received|dkim-signature)$/i;
/** Characters. nodemailer does not break a line without spaces, and mail servers refuse one of more than 998 bytes. */
const longest = { name: 200, subject: 300, header: 900 };

/**
 * The mail with nothing left in it that could add a recipient or a header, or why it cannot be sent at all. Text is
 * cleaned, addresses never are: a cleaned address is another person's.
 */
export function cleanMail(mail: Mail): CleanMail | Refusal {
  const to = strictAddress(mail.to.address);
  const from = strictAddress(mail.from.address);
  const replyTo = mail.replyTo === null ? null : strictAddress(mail.replyTo);
  if (to === null) return refusal("address", true);
  if (from === null) return refusal("sender");
  if (mail.replyTo !== null && replyTo === null) return refusal("reply-to");
  if (!MESSAGE_ID.test(mail.messageId)) return refusal("message-id");
  if (!Object.entries(mail.headers).every(isHeaderAllowed)) return refusal("header");

  return {
    to: { name: oneLine(mail.to.name ?? "", longest.name), address: to },
    from: { name: oneLine(mail.from.name, longest.name), address: from },
    replyTo,
    subject: oneLine(mail.subject, longest.subject),
    messageId: `<${mail.messageId}>`,
    headers: Object.fromEntries(
      Object.entries(mail.headers).map(([name, value]) => [name, oneLine(value, longest.header)]),
    ),
  };
}

function strictAddress(address: string): string | null {
  return HAS_CONTROL.test(address) ? null : emailAddress(address);
}

function isHeaderAllowed([name, value]: [string, string]): boolean {
  return HEADER_NAME.test(name) && !OURS.test(name) && value.length <= longest.header;
}

function oneLine(text: string, length: number): string {
  return Array.from(text.toWellFormed().replace(CONTROLS, " ").trim()).slice(0, length).join("");
}

function refusal(reason: string, badAddress = false): Refusal {
  return { status: "refused", reason, badAddress };
}
