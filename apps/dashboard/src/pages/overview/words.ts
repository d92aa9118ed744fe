import { bilingual, plural } from "../../words.ts";

export const overviewWords = bilingual({
  en: {
    against: (days: number) =>
      plural("en", days, { one: "against the day before", other: `against the ${days} days before` }),
    whatChanged: "What changed",
    fell: (name: string, size: string, days: string) => `${name} fell by about ${size} ${days}.`,
    rose: (name: string, size: string, days: string) => `${name} rose by about ${size} ${days}.`,
    points: (n: number, written: string) => plural("en", n, { one: `${written} point`, other: `${written} points` }),
    strict: (n: number) =>
      plural("en", n, {
        one: "99.5% interval.",
        other: `99.5% interval, because ${n} touchpoints are compared at once.`,
      }),
    beforeAndNow: (before: string, now: string) => `NPS ${before} before, ${now} now.`,
    see: "See what changed",
    others: (n: number) =>
      plural("en", n, {
        one: "At the other touchpoint nothing stands out.",
        other: `At the other ${n} touchpoints nothing stands out.`,
      }),
    othersToo: (n: number) =>
      plural("en", n, { one: "One more touchpoint changed.", other: `${n} more touchpoints changed.` }),
    steady: (n: number) =>
      plural("en", n, {
        one: "No visible change at the one touchpoint that can be compared.",
        other: `No visible change at any of ${n} touchpoints.`,
      }),
    learning: (n: number) => plural("en", n, { one: "1 is still learning.", other: `${n} are still learning.` }),
    onlyLearning: (n: number) =>
      plural("en", n, {
        one: "The only touchpoint is still learning: too few answers to compare.",
        other: `All ${n} touchpoints are still learning: too few answers to compare.`,
      }),
    tiles: {
      nps: "NPS",
      csi: "CSI, 0–100",
      csiRatio: "CSI, % of the best",
      csat: "CSAT, % satisfied",
      ces: "Effort, CES 1–7",
      rate: "Response rate",
    },
    answers: (n: number, written: string) => plural("en", n, { one: `${written} answer`, other: `${written} answers` }),
    invited: (_n: number, written: string) => `${written} invited`,
    target: (value: string) => `target ${value}`,
    shares: {
      detractors: (share: string) => `${share} detractors`,
      passives: (share: string) => `${share} passives`,
      promoters: (share: string) => `${share} promoters`,
    },
    verdict: {
      noVisibleChange: (range: string) => `No visible change ${range}`,
      cannotTell: (range: string) => `Cannot tell ${range}`.trim(),
      rose: (size: string, range: string) => `Rose by ${size} ${range}`,
      fell: (size: string, range: string) => `Fell by ${size} ${range}`,
      easier: (size: string, range: string) => `Easier by ${size} ${range}`,
      harder: (size: string, range: string) => `Harder by ${size} ${range}`,
      tooFewBefore: (_n: number, written: string) => `Nothing to compare with: ${written} before`,
    },
    nobody: "Nobody answered in this period.",
    nobodyOf: (n: number, written: string) =>
      plural("en", n, {
        one: "1 invitation sent in this period, not answered yet.",
        other: `${written} invitations sent in this period, none answered yet.`,
      }),
    nobodyInvited: "Nobody was invited in this period.",
    seeInvitations: "See the invitations",
    trend: { hour: "NPS by hour", day: "NPS by day", week: "NPS by week", month: "NPS by month" },
    trendNote: {
      hour: "band: 95% interval · hour so far is hollow",
      day: "band: 95% interval · today so far is hollow",
      week: "band: 95% interval · week so far is hollow",
      month: "band: 95% interval · month so far is hollow",
    },
    trendBand: "band: 95% interval",
    trendName: "NPS over time",
    theTrend: "The trend",
    worst: "Touchpoints, worst first",
    worstNote: "NPS, 95% interval, ┆ target",
    theTouchpoints: "The list of touchpoints",
    changed: { fell: "fell", rose: "rose" },
    tooFew: (missing: number) =>
      plural("en", missing, { one: "1 more answer needed", other: `${missing} more answers needed` }),
    noAnswers: "nobody answered",
    noTouchpoints: "No touchpoints yet",
    noTouchpointsText: "Touchpoints are the places of a journey where customers are asked.",
    toTouchpoints: "Set up touchpoints",
    callFirst: "Call first",
    byStake: "by value at stake",
    allOpen: (n: number, written: string) => plural("en", n, { one: "1 open", other: `All ${written} open` }),
    theCases: "The queue",
    noCases: "Nobody waits for a call",
    noCasesText: "Every unhappy customer shows up here, the one with the most at stake first.",
    someone: "Unknown customer",
    aYear: (money: string) => `${money} a year`,
    valueUnknown: "value unknown",
    noComment: "no comment",
    due: (span: string) => `due in ${span}`,
    overdue: (span: string) => `overdue ${span}`,
    wantsCall: "wants a call",
    wantsCallAt: (from: string, to: string) => `wants a call ${from}–${to}`,
    call: "Call",
    open: "Open",
    callWhom: (name: string) => `Call ${name}: opens the case`,
    newest: "Newest answers",
    theAnswers: "The newest answers",
    allAnswers: "All",
    first: {
      title: "No answers yet",
      text: "Create a survey from a template and send yourself the first one.",
      action: "Create a survey",
      api: "Use the API instead",
    },
    theScore: "This score",
  },
  ru: {
    against: (days: number) =>
      plural("ru", days, { one: `к предыдущему ${days} дню`, other: `к предыдущим ${days} дням` }),
    whatChanged: "Что изменилось",
    fell: (name: string, size: string, days: string) => `«${name}»: падение примерно на ${size} ${days}.`,
    rose: (name: string, size: string, days: string) => `«${name}»: рост примерно на ${size} ${days}.`,
    points: (n: number, written: string) =>
      plural("ru", n, {
        one: `${written} пункт`,
        few: `${written} пункта`,
        many: `${written} пунктов`,
        other: `${written} пункта`,
      }),
    strict: (n: number) =>
      plural("ru", n, {
        one: `Интервал 99,5 %: сравнивается сразу ${n} точка контакта.`,
        few: `Интервал 99,5 %: сравниваются сразу ${n} точки контакта.`,
        many: `Интервал 99,5 %: сравнивается сразу ${n} точек контакта.`,
        other: `Интервал 99,5 %: сравнивается сразу ${n} точки контакта.`,
      }),
    beforeAndNow: (before: string, now: string) => `NPS был ${before}, теперь ${now}.`,
    see: "Что изменилось",
    others: (n: number) =>
      plural("ru", n, {
        one: `В остальной ${n} точке контакта заметных перемен нет.`,
        other: `В остальных ${n} точках контакта заметных перемен нет.`,
      }),
    othersToo: (n: number) =>
      plural("ru", n, {
        one: `Изменилась ещё ${n} точка контакта.`,
        few: `Изменились ещё ${n} точки контакта.`,
        many: `Изменилось ещё ${n} точек контакта.`,
        other: `Изменилось ещё ${n} точки контакта.`,
      }),
    steady: (n: number) =>
      plural("ru", n, {
        one: `Изменений не видно ни в одной из ${n} точки контакта.`,
        other: `Изменений не видно ни в одной из ${n} точек контакта.`,
      }),
    learning: (n: number) =>
      plural("ru", n, {
        one: `${n} ещё учится.`,
        few: `${n} ещё учатся.`,
        many: `${n} ещё учатся.`,
        other: `${n} ещё учится.`,
      }),
    onlyLearning: (n: number) =>
      plural("ru", n, {
        one: `${n} точка контакта ещё учится: для сравнения мало ответов.`,
        few: `Все ${n} точки контакта ещё учатся: для сравнения мало ответов.`,
        many: `Все ${n} точек контакта ещё учатся: для сравнения мало ответов.`,
        other: `Все ${n} точки контакта ещё учатся: для сравнения мало ответов.`,
      }),
    tiles: {
      nps: "NPS",
      csi: "CSI, 0–100",
      csiRatio: "CSI, % от лучшего",
      csat: "CSAT, % довольных",
      ces: "Усилие, CES 1–7",
      rate: "Доля ответов",
    },
    answers: (n: number, written: string) =>
      plural("ru", n, {
        one: `${written} ответ`,
        few: `${written} ответа`,
        many: `${written} ответов`,
        other: `${written} ответа`,
      }),
    invited: (_n: number, written: string) => `из ${written}`,
    target: (value: string) => `цель ${value}`,
    shares: {
      detractors: (share: string) => `${share} критики`,
      passives: (share: string) => `${share} нейтралы`,
      promoters: (share: string) => `${share} промоутеры`,
    },
    verdict: {
      noVisibleChange: (range: string) => `Изменений не видно ${range}`,
      cannotTell: (range: string) => `Пока неясно ${range}`.trim(),
      rose: (size: string, range: string) => `Рост на ${size} ${range}`,
      fell: (size: string, range: string) => `Падение на ${size} ${range}`,
      easier: (size: string, range: string) => `Легче на ${size} ${range}`,
      harder: (size: string, range: string) => `Труднее на ${size} ${range}`,
      tooFewBefore: (n: number, written: string) =>
        plural("ru", n, {
          one: `Не с чем сравнить: раньше ${written} ответ`,
          few: `Не с чем сравнить: раньше ${written} ответа`,
          many: `Не с чем сравнить: раньше ${written} ответов`,
          other: `Не с чем сравнить: раньше ${written} ответа`,
        }),
    },
    nobody: "За этот период никто не ответил.",
    nobodyOf: (n: number, written: string) =>
      plural("ru", n, {
        one: `За этот период отправлено ${written} приглашение, ответов пока нет.`,
        few: `За этот период отправлено ${written} приглашения, ответов пока нет.`,
        many: `За этот период отправлено ${written} приглашений, ответов пока нет.`,
        other: `За этот период отправлено ${written} приглашения, ответов пока нет.`,
      }),
    nobodyInvited: "За этот период никого не приглашали.",
    seeInvitations: "Смотреть приглашения",
    trend: { hour: "NPS по часам", day: "NPS по дням", week: "NPS по неделям", month: "NPS по месяцам" },
    trendNote: {
      hour: "полоса: интервал 95 % · текущий час полый",
      day: "полоса: интервал 95 % · текущий день полый",
      week: "полоса: интервал 95 % · текущая неделя полая",
      month: "полоса: интервал 95 % · текущий месяц полый",
    },
    trendBand: "полоса: интервал 95 %",
    trendName: "NPS во времени",
    theTrend: "график NPS",
    worst: "Точки контакта, от худшей",
    worstNote: "NPS, интервал 95 %, ┆ цель",
    theTouchpoints: "список точек контакта",
    changed: { fell: "падение", rose: "рост" },
    tooFew: (missing: number) =>
      plural("ru", missing, {
        one: `нужен ещё ${missing} ответ`,
        few: `нужно ещё ${missing} ответа`,
        many: `нужно ещё ${missing} ответов`,
        other: `нужно ещё ${missing} ответа`,
      }),
    noAnswers: "никто не ответил",
    noTouchpoints: "Точек контакта пока нет",
    noTouchpointsText: "Точки контакта — это места пути, где клиента спрашивают.",
    toTouchpoints: "Завести точки контакта",
    callFirst: "Кому звонить первым",
    byStake: "по сумме под угрозой",
    allOpen: (_n: number, written: string) => `Открытых: ${written}`,
    theCases: "очередь обращений",
    noCases: "Звонка никто не ждёт",
    noCasesText: "Здесь появляется каждый недовольный клиент; первым тот, чья сумма под угрозой больше.",
    someone: "Клиент неизвестен",
    aYear: (money: string) => `${money} в год`,
    valueUnknown: "сумма неизвестна",
    noComment: "без комментария",
    due: (span: string) => `срок через ${span}`,
    overdue: (span: string) => `просрочено ${span}`,
    wantsCall: "просит звонок",
    wantsCallAt: (from: string, to: string) => `просит звонок ${from}–${to}`,
    call: "Звонок",
    open: "Открыть",
    callWhom: (name: string) => `Звонок, ${name}: откроется обращение`,
    newest: "Новые ответы",
    theAnswers: "новые ответы",
    allAnswers: "Все",
    first: {
      title: "Ответов пока нет",
      text: "Создайте опрос из шаблона и отправьте первый самому себе.",
      action: "Создать опрос",
      api: "Через API",
    },
    theScore: "показатель",
  },
});

export type OverviewWords = (typeof overviewWords)["en"];
