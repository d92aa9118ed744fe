import type { alertsEn } from "./alerts-en.ts";
import { plural } from "./plural.ts";

/** «с пн», but «со вт» and «со ср». */
const since = (day: string) => `${/^(вт|ср)/.test(day) ? "со" : "с"}\u00a0${day}`;

export const alertsRu: typeof alertsEn = {
  channels: {
    email: "эл. почта",
    sms: "СМС",
    messenger: "мессенджер",
    web: "сайт",
    widget: "приложение",
    link: "ссылка",
    phone: "телефон",
    kiosk: "терминал",
  },
  rates: { responseRate: "Доля ответов", followUp: "Критики, с которыми связались в срок" },
  name: (title, where) => (where ? `«${title}», ${where}` : `«${title}»`),
  subject: (metric, name) => `${metric}, ${name}`,
  fell: (subject, size, day) => `${subject}: падение примерно на ${size} ${since(day)}`,
  rose: (subject, size, day) => `${subject}: рост примерно на ${size} ${since(day)}`,
  fellAtAll: (subject, day) => `${subject}: падение ${since(day)}`,
  roseAtAll: (subject, day) => `${subject}: рост ${since(day)}`,
  back: (isFall, range) => `Ответы после тревоги не ${isFall ? "хуже" : "лучше"} прежних ${range}.`,
  points: (n, written) =>
    plural("ru", n, {
      one: `${written} пункт`,
      few: `${written} пункта`,
      many: `${written} пунктов`,
      other: `${written} пункта`,
    }),
  shares: (n, written) =>
    plural("ru", n, {
      one: `${written} процентный пункт`,
      few: `${written} процентных пункта`,
      many: `${written} процентных пунктов`,
      other: `${written} процентного пункта`,
    }),
  began: (days) => `Начало: ${days}.`,
  chance: (span) => `Случайно такое бывает примерно раз в ${span}.`,
  inDays: (n, written) =>
    n === 1
      ? "день"
      : plural("ru", n, {
          one: `${written} день`,
          few: `${written} дня`,
          many: `${written} дней`,
          other: `${written} дня`,
        }),
  inYears: (n, written) =>
    n === 1
      ? "год"
      : plural("ru", n, {
          one: `${written} год`,
          few: `${written} года`,
          many: `${written} лет`,
          other: `${written} года`,
        }),
  aeon: "тысячу лет или реже",
  preliminary: "Предварительно",
  preliminaryWhy:
    "Пока после тревоги мало данных (меньше 30), размер — оценка самого детектора, и она обычно завышена.",
  before: "Раньше",
  afterAlarm: "После тревоги",
  sinceOnset: "Теперь",
  bases: {
    answers: (n, written) =>
      plural("ru", n, {
        one: `${written} ответ`,
        few: `${written} ответа`,
        many: `${written} ответов`,
        other: `${written} ответа`,
      }),
    invitations: (n, written) =>
      plural("ru", n, {
        one: `${written} приглашение`,
        few: `${written} приглашения`,
        many: `${written} приглашений`,
        other: `${written} приглашения`,
      }),
    cases: (n, written) =>
      plural("ru", n, {
        one: `${written} обращение`,
        few: `${written} обращения`,
        many: `${written} обращений`,
        other: `${written} обращения`,
      }),
  },
  over: {
    returned: (subject, isFall, day) =>
      `${subject}: ${isFall ? "падение" : "рост"} ${since(day)} ${isFall ? "закончилось" : "закончился"}`,
    closed: (subject, isFall, day) => `${subject}: сдвиг закрыт (${isFall ? "падение" : "рост"} ${since(day)})`,
    newNormal: (subject, _isFall, day) => `${subject}: уровень ${since(day)} — новая норма`,
  },
  returned: "Уровень пошёл в обратную сторону.",
  endedBy: (who) => `Решение: ${who}.`,
  open: "Посмотреть сдвиг",
  why: (company) => `Вы получили письмо как участник «${company}», которому сообщают о сдвигах.`,
  whyDigest: (company) => `Вы получаете его раз в день как участник «${company}», и только если что-то сдвинулось.`,
  change: "Изменить это",
  digestSubject: (company, n) =>
    plural("ru", n, { one: `${company}: новости о ${n} сдвиге`, other: `${company}: новости о ${n} сдвигах` }),
};
