import { plural } from "./plural.ts";

const lowered = (isFall: boolean) => (isFall ? "fall" : "rise");
const fewer = (isFall: boolean) => (isFall ? "lower" : "higher");

/** What members are told of shifts. Sentences in parts of subjects have no full stop yet. */
export const alertsEn = {
  channels: {
    email: "E-mail",
    sms: "SMS",
    messenger: "Messenger",
    web: "Web",
    widget: "App",
    link: "Link",
    phone: "Phone",
    kiosk: "Kiosk",
  },
  rates: { responseRate: "Response rate", followUp: "Detractors contacted in time" },
  /** `where` is a channel, certain customers or nothing. */
  name: (title: string, where: string) => (where ? `${title}, ${where}` : title),
  subject: (metric: string, name: string) => `${metric} of ${name}`,
  fell: (subject: string, size: string, day: string) => `${subject} fell by about ${size} since ${day}`,
  rose: (subject: string, size: string, day: string) => `${subject} rose by about ${size} since ${day}`,
  fellAtAll: (subject: string, day: string) => `${subject} fell on ${day}`,
  roseAtAll: (subject: string, day: string) => `${subject} rose on ${day}`,
  back: (isFall: boolean, range: string) => `Answers since the alarm are no ${fewer(isFall)} ${range}.`,
  points: (n: number, written: string) => plural("en", n, { one: `${written} point`, other: `${written} points` }),
  shares: (n: number, written: string) =>
    plural("en", n, { one: `${written} percentage point`, other: `${written} percentage points` }),
  began: (from: string, to: string) => `It began between ${from} and ${to}.`,
  chance: (span: string) => `Chance alone would do this about once in ${span}.`,
  inDays: (n: number, written: string) => plural("en", n, { one: "a day", other: `${written} days` }),
  inYears: (n: number, written: string) => plural("en", n, { one: "a year", other: `${written} years` }),
  aeon: "over 1,000 years",
  preliminary: "Preliminary",
  preliminaryWhy:
    "Fewer than 30 answers came after the alarm. Until then the size is the detector’s own estimate, which overstates.",
  before: "Before",
  afterAlarm: "After the alarm",
  sinceOnset: "Since then",
  answers: (n: number, written: string) => plural("en", n, { one: `${written} answer`, other: `${written} answers` }),
  over: {
    returned: (subject: string, isFall: boolean, day: string) =>
      `${subject}: the ${lowered(isFall)} since ${day} is over`,
    closed: (subject: string, isFall: boolean, day: string) =>
      `${subject}: the ${lowered(isFall)} since ${day} was closed`,
    newNormal: (subject: string, _isFall: boolean, day: string) =>
      `${subject}: the level since ${day} is the new normal`,
  },
  returned: "The level moved the other way.",
  endedBy: (who: string) => `So said ${who}.`,
  open: "Look at the shift",
  why: (company: string) => `You get this as a member of ${company} who hears of shifts by e-mail.`,
  whyDigest: (company: string) => `You get this once a day as a member of ${company}, and only if something shifted.`,
  change: "Change that",
  digestSubject: (company: string, n: number) =>
    plural("en", n, { one: `${company}: news of a shift`, other: `${company}: news of ${n} shifts` }),
};
