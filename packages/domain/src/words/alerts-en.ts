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
  /** `where` is a channel or nothing. */
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
  began: (days: string) => `Began: ${days}.`,
  chance: (span: string) => `Chance alone would do this about once in ${span}.`,
  inDays: (n: number, written: string) => plural("en", n, { one: "a day", other: `${written} days` }),
  inYears: (n: number, written: string) => plural("en", n, { one: "a year", other: `${written} years` }),
  aeon: "over 1,000 years",
  preliminary: "Preliminary",
  preliminaryWhy:
    "While little has come in after the alarm (fewer than 30), the size is the detector’s own estimate, which overstates.",
  before: "Before",
  afterAlarm: "After the alarm",
  sinceOnset: "Since then",
  bases: {
    answers: (n: number, written: string) => plural("en", n, { one: `${written} answer`, other: `${written} answers` }),
    invitations: (n: number, written: string) =>
      plural("en", n, { one: `${written} invitation`, other: `${written} invitations` }),
    cases: (n: number, written: string) => plural("en", n, { one: `${written} case`, other: `${written} cases` }),
  },
  over: {
    returned: (subject: string, isFall: boolean, day: string) =>
      `${subject}: the ${lowered(isFall)} since ${day} is over`,
    closed: (subject: string, isFall: boolean, day: string) =>
      `${subject}: the ${lowered(isFall)} since ${day} was closed`,
    newNormal: (subject: string, _isFall: boolean, day: string) =>
      `${subject}: the level since ${day} is the new normal`,
  },
  returned: "The level moved the other way.",
  endedBy: (who: string) => `Decided by ${who}.`,
  open: "See the shift",
  why: (company: string) => `You get this as a member of ${company} who hears of shifts by e-mail.`,
  whyDigest: (company: string) => `You get this once a day as a member of ${company}, and only if something shifted.`,
  change: "Change that",
  digestSubject: (company: string, n: number) =>
    plural("en", n, { one: `${company}: news of a shift`, other: `${company}: news of ${n} shifts` }),
};
