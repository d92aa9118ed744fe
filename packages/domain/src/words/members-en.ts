import { alertsEn } from "./alerts-en.ts";
import { plural } from "./plural.ts";

const number = new Intl.NumberFormat("en-GB");

/** What members are told in mails and pages of ours; the dashboard has words of its own. */
export const membersEn = {
  /** The locale that dates and numbers beside these words are written in. */
  formats: "en-GB",
  /** Written after a share. */
  percent: "%",
  alerts: alertsEn,

  cases: {
    rootCauses: ["Delay", "Fault in our system", "Wrong or missing information", "Staff", "Price or refund"],
    outcomes: ["Explained and apologised", "Refunded", "Compensated", "Fixed", "Could not be reached"],
  },

  mailbox: {
    title: "Local mailbox",
    about: "Mail stays here while SMTP_URL is not set. Nothing has left this machine.",
    empty: "No mail yet",
    emptyTodo: "Send an event that a distribution waits for, and the invitation will be here.",
    count: (mails: number) => `${number.format(mails)} ${plural("en", mails, { one: "mail", other: "mails" })}`,
    to: "To",
    from: "From",
    headers: "Headers",
    text: "Text part",
    html: "HTML part",
  },
};
