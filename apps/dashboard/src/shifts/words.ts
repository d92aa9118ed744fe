import { bilingual, plural } from "../words.ts";

export const shiftWords = bilingual({
  en: {
    metrics: {
      nps: "NPS",
      csi: "CSI",
      csat: "CSAT",
      ces: "CES",
      responseRate: "Response rate",
      followUp: "Detractors contacted in time",
    },
    levels: {
      workspace: "everything",
      journey: "journey",
      stage: "stage",
      touchpoint: "touchpoint",
      leaf: "one channel",
    },
    name: (title: string) => title,
    subject: (metric: string, name: string) => `${metric} of ${name}`,
    fell: (subject: string, size: string, day: string) => `${subject} fell by about ${size} since ${day}.`,
    rose: (subject: string, size: string, day: string) => `${subject} rose by about ${size} since ${day}.`,
    fellAtAll: (subject: string, day: string) => `${subject} fell on ${day}.`,
    roseAtAll: (subject: string, day: string) => `${subject} rose on ${day}.`,
    fellBack: (subject: string, day: string, range: string) =>
      `${subject} fell on ${day}; answers since the alarm are no lower ${range}.`,
    roseBack: (subject: string, day: string, range: string) =>
      `${subject} rose on ${day}; answers since the alarm are no higher ${range}.`,
    points: (n: number, written: string) => plural("en", n, { one: `${written} point`, other: `${written} points` }),
    shares: (n: number, written: string) =>
      plural("en", n, { one: `${written} percentage point`, other: `${written} percentage points` }),
    unit: "pp",
    about: (size: string) => `about ${size}`,
    preliminary: "preliminary",
    since: (day: string) => `since ${day}`,
    chance: (span: string) => `Chance alone would do this about once in ${span}.`,
    once: (span: string) => `once in ${span}`,
    inDays: (n: number, written: string) => plural("en", n, { one: "a day", other: `${written} days` }),
    inYears: (n: number, written: string) => plural("en", n, { one: "a year", other: `${written} years` }),
    shortDays: (_n: number, written: string) => `${written} d`,
    shortYears: (_n: number, written: string) => `${written} y`,
    aeon: "over 1,000 years",
    shortAeon: "1,000+ y",
    statuses: {
      open: "Open",
      acknowledged: "Acknowledged",
      explained: "Explained",
      closed: "Closed",
      newNormal: "New normal",
    },
    acknowledge: "Acknowledge",
    acknowledged: (name: string) => `Acknowledged: ${name}.`,
    notAcknowledged: "Not acknowledged. Somebody may have been faster: look again.",
    perDay: {
      answers: (n: number, written: string) =>
        plural("en", n, { one: `${written} answer a day`, other: `${written} answers a day` }),
      invitations: (n: number, written: string) =>
        plural("en", n, { one: `${written} invitation a day`, other: `${written} invitations a day` }),
      cases: (n: number, written: string) =>
        plural("en", n, { one: `${written} case a day`, other: `${written} cases a day` }),
    },
    daysAbout: (n: number) => plural("en", n, { one: `about ${n} day`, other: `about ${n} days` }),
    sees: (perDay: string, fall: string, days: string) => `At ${perDay} a fall of ${fall} is seen in ${days}.`,
    seesNothing: (perDay: string) => `At ${perDay} no fall is seen within 30 days.`,
  },
  ru: {
    metrics: {
      nps: "NPS",
      csi: "CSI",
      csat: "CSAT",
      ces: "CES",
      responseRate: "Доля ответов",
      followUp: "Критики, с которыми связались в срок",
    },
    levels: {
      workspace: "в целом",
      journey: "путь",
      stage: "этап",
      touchpoint: "точка контакта",
      leaf: "один канал",
    },
    name: (title: string) => `«${title}»`,
    subject: (metric: string, name: string) => `${metric}, ${name}`,
    fell: (subject: string, size: string, day: string) => `${subject}: падение примерно на ${size} с ${day}.`,
    rose: (subject: string, size: string, day: string) => `${subject}: рост примерно на ${size} с ${day}.`,
    fellAtAll: (subject: string, day: string) => `${subject}: падение с ${day}.`,
    roseAtAll: (subject: string, day: string) => `${subject}: рост с ${day}.`,
    fellBack: (subject: string, day: string, range: string) =>
      `${subject}: падение ${day}; ответы после тревоги не хуже прежних ${range}.`,
    roseBack: (subject: string, day: string, range: string) =>
      `${subject}: рост ${day}; ответы после тревоги не лучше прежних ${range}.`,
    points: (n: number, written: string) =>
      plural("ru", n, {
        one: `${written} пункт`,
        few: `${written} пункта`,
        many: `${written} пунктов`,
        other: `${written} пункта`,
      }),
    shares: (n: number, written: string) =>
      plural("ru", n, {
        one: `${written} процентный пункт`,
        few: `${written} процентных пункта`,
        many: `${written} процентных пунктов`,
        other: `${written} процентного пункта`,
      }),
    unit: "п. п.",
    about: (size: string) => `около ${size}`,
    preliminary: "предварительно",
    since: (day: string) => `с ${day}`,
    chance: (span: string) => `Случайно такое бывает примерно раз в ${span}.`,
    once: (span: string) => `раз в ${span}`,
    inDays: (n: number, written: string) =>
      n === 1
        ? "день"
        : plural("ru", n, {
            one: `${written} день`,
            few: `${written} дня`,
            many: `${written} дней`,
            other: `${written} дня`,
          }),
    inYears: (n: number, written: string) =>
      n === 1
        ? "год"
        : plural("ru", n, {
            one: `${written} год`,
            few: `${written} года`,
            many: `${written} лет`,
            other: `${written} года`,
          }),
    shortDays: (n: number, written: string) =>
      plural("ru", n, {
        one: `${written} день`,
        few: `${written} дня`,
        many: `${written} дней`,
        other: `${written} дня`,
      }),
    shortYears: (n: number, written: string) =>
      plural("ru", n, {
        one: `${written} год`,
        few: `${written} года`,
        many: `${written} лет`,
        other: `${written} года`,
      }),
    aeon: "тысячу лет или реже",
    shortAeon: "тысячу лет или реже",
    statuses: {
      open: "Открыт",
      acknowledged: "Принят к сведению",
      explained: "Объяснён",
      closed: "Закрыт",
      newNormal: "Новая норма",
    },
    acknowledge: "Принять к сведению",
    acknowledged: (name: string) => `Принято к сведению: ${name}.`,
    notAcknowledged: "Не получилось. Возможно, кто-то успел раньше: посмотрите ещё раз.",
    perDay: {
      answers: (n: number, written: string) =>
        plural("ru", n, { one: `${written} ответе в день`, other: `${written} ответах в день` }),
      invitations: (n: number, written: string) =>
        plural("ru", n, { one: `${written} приглашении в день`, other: `${written} приглашениях в день` }),
      cases: (n: number, written: string) =>
        plural("ru", n, { one: `${written} обращении в день`, other: `${written} обращениях в день` }),
    },
    daysAbout: (n: number) =>
      plural("ru", n, { one: `примерно за ${n} день`, few: `примерно за ${n} дня`, other: `примерно за ${n} дней` }),
    sees: (perDay: string, fall: string, days: string) => `При ${perDay} падение на ${fall} видно ${days}.`,
    seesNothing: (perDay: string) => `При ${perDay} за 30 дней не видно никакого падения.`,
  },
});
