import { bilingual, plural } from "../../words.ts";

export const words = bilingual({
  en: {
    create: "New survey",
    count: (n: number) => plural("en", n, { one: `${n} survey`, other: `${n} surveys` }),
    list: "Surveys and what they say",
    columns: {
      name: "Survey",
      metric: "Metric",
      touchpoints: "Offered at",
      version: "Version",
      answers: "Answers, 30 days",
      score: "Score",
      state: "State",
    },
    states: { draft: "Draft", live: "Live", off: "Switched off", noDistribution: "Not offered" },
    changed: "unpublished changes",
    noMetric: "no score",
    nowhere: "nowhere yet",
    version: (n: number) => `version ${n}`,
    neverPublished: "never published",
    answers: (n: number, text: string) => plural("en", n, { one: `${text} answer`, other: `${text} answers` }),
    metrics: { nps: "NPS", csi: "CSI", csat: "CSAT", ces: "CES" },
    next: "Next survey",
    previous: "Previous survey",
    more: "Show more",
    empty: {
      title: "No surveys yet",
      text: "Begin with a ready survey in English or Russian; change the words as you like.",
    },

    templates: {
      title: "What do you want to know?",
      questions: (n: number) => plural("en", n, { one: `${n} question`, other: `${n} questions` }),
      relational: "the whole relationship",
      transactional: "one experience",
      blank: "From nothing",
      blankAbout: "One score and a thank-you; add what you like.",
    },

    form: {
      // A survey can be offered only after its first publishing: until then nobody is asked.
      published: (version: number) =>
        version === 1
          ? "Published as version 1. Offer it at a touchpoint, and customers are asked."
          : `Published as version ${version}. It is asked from now on.`,
      edit: "Edit",
    },

    results: {
      title: "Results",
      what: "The results",
      finished: "finished",
      partial: "not finished",
      quota: (name: string, n: string, limit: string) => `Quota ${name}: ${n} of ${limit}`,
      quotaFull: "full",
      offer: "Offer it at a touchpoint",
      notOffered: "Nobody is asked: this survey is offered at no touchpoint.",
      allOff: "Nobody is asked: every distribution of this survey is switched off.",
      draft: {
        title: "This survey is a draft",
        text: "It was never published, so nobody could answer it.",
      },
      none: { title: "No answers yet", text: "As soon as somebody answers, this page fills by itself." },
      by: "over time",
      distribution: "Answers by score",
      bands: {
        detractors: (share: string) => `${share} detractors`,
        passives: (share: string) => `${share} passives`,
        promoters: (share: string) => `${share} promoters`,
      },
      easy: (share: string) => `${share} found it easy`,
      mean: (value: string) => `mean ${value}`,
      parts: "Parts",
      partsNote: "mean, 95% interval · weight in the index",
      part: "Part",
      weight: "Weight",
      rating: "Mean",
      base: "Answers",
      allComments: (text: string) => `All answers, ${text} with a comment`,
      wanted: (n: number, text: string) =>
        plural("en", n, { one: `${text} customer wants to be called`, other: `${text} customers want to be called` }),
      toCases: "To the cases",
      otherScale: (n: string, versions: string) =>
        `${n} more on another scale (${versions}). Different scales are never added up.`,
      newScale: (n: number) =>
        `A new version began a new series (scale ${n}; why stands under Versions). Nobody has answered on it in this period.`,
      hidden: "Anonymous answers are shown from five on, and there are fewer here.",
      scale: (n: number) => `scale ${n}`,
      thisScale: (n: number) => `answers on scale ${n} only`,
      versions: "Versions",
      whatVersions: "The versions",
      current: "asked now",
      languages: { en: "English", ru: "Russian" },
      scaleHeld: "same scales as before",
      scaleNew: (why: string) => (why ? `starts a new series (${why})` : "starts a new series"),
      scaleChanges: {
        metric: "another metric",
        anonymity: "anonymous or no longer",
        scale: "another scale",
        direction: "its ends swapped",
        labels: "other labels",
        items: "other parts",
        weights: "other weights",
      },
    },
    survey: "The survey",
    surveys: "The surveys",
  },
  ru: {
    create: "Новый опрос",
    count: (n: number) =>
      plural("ru", n, { one: `${n} опрос`, few: `${n} опроса`, many: `${n} опросов`, other: `${n} опроса` }),
    list: "Опросы и что они показывают",
    columns: {
      name: "Опрос",
      metric: "Метрика",
      touchpoints: "Где спрашиваем",
      version: "Версия",
      answers: "Ответов за 30 дней",
      score: "Оценка",
      state: "Состояние",
    },
    states: { draft: "Черновик", live: "Идёт", off: "Выключен", noDistribution: "Никого не спрашивает" },
    changed: "есть неопубликованные правки",
    noMetric: "без оценки",
    nowhere: "пока нигде",
    version: (n: number) => `версия ${n}`,
    neverPublished: "не публиковался",
    answers: (n: number, text: string) =>
      plural("ru", n, {
        one: `${text} ответ`,
        few: `${text} ответа`,
        many: `${text} ответов`,
        other: `${text} ответа`,
      }),
    metrics: { nps: "NPS", csi: "CSI", csat: "CSAT", ces: "CES" },
    next: "Следующий опрос",
    previous: "Предыдущий опрос",
    more: "Показать ещё",
    empty: {
      title: "Опросов пока нет",
      text: "Начните с готового опроса на русском или английском и поправьте слова, как вам нужно.",
    },

    templates: {
      title: "Что вы хотите узнать?",
      questions: (n: number) =>
        plural("ru", n, { one: `${n} вопрос`, few: `${n} вопроса`, many: `${n} вопросов`, other: `${n} вопроса` }),
      relational: "отношение в целом",
      transactional: "один случай",
      blank: "С нуля",
      blankAbout: "Одна оценка и «спасибо»; остальное добавите сами.",
    },

    form: {
      published: (version: number) =>
        version === 1
          ? "Опубликована версия 1. Создайте рассылку, и мы начнём спрашивать."
          : `Опубликована версия ${version}. Теперь спрашиваем так.`,
      edit: "Изменить",
    },

    results: {
      title: "Результаты",
      what: "результаты",
      finished: "завершено",
      partial: "не завершено",
      quota: (name: string, n: string, limit: string) => `Квота ${name}: ${n} из ${limit}`,
      quotaFull: "заполнена",
      offer: "Спросить в точке контакта",
      notOffered: "Никого не спрашиваем: у опроса нет ни одной рассылки.",
      allOff: "Никого не спрашиваем: все рассылки этого опроса выключены.",
      draft: {
        title: "Это черновик",
        text: "Опрос ещё не публиковали, поэтому ответить на него нельзя.",
      },
      none: { title: "Ответов пока нет", text: "Как только кто-нибудь ответит, здесь появятся числа." },
      by: "по времени",
      distribution: "Ответы по баллам",
      bands: {
        detractors: (share: string) => `${share} критиков`,
        passives: (share: string) => `${share} нейтралов`,
        promoters: (share: string) => `${share} промоутеров`,
      },
      easy: (share: string) => `${share} ответили, что было легко`,
      mean: (value: string) => `среднее ${value}`,
      parts: "Части",
      partsNote: "среднее, 95%-й интервал · вес в индексе",
      part: "Часть",
      weight: "Вес",
      rating: "Среднее",
      base: "Ответов",
      allComments: (text: string) => `Все ответы, с комментарием ${text}`,
      wanted: (n: number, text: string) =>
        plural("ru", n, {
          one: `${text} клиент просит перезвонить`,
          few: `${text} клиента просят перезвонить`,
          many: `${text} клиентов просят перезвонить`,
          other: `${text} клиента просят перезвонить`,
        }),
      toCases: "К обращениям",
      otherScale: (n: string, versions: string) =>
        `Ещё ${n} на другой шкале (${versions}). Разные шкалы никогда не складываются.`,
      newScale: (n: number) =>
        `С новой версией начался новый ряд (шкала ${n}; почему, сказано в «Версиях»). За этот период по ней ещё не отвечали.`,
      hidden: "Анонимные ответы показываем от пяти, а здесь их меньше.",
      scale: (n: number) => `шкала ${n}`,
      thisScale: (n: number) => `только ответы по шкале ${n}`,
      versions: "Версии",
      whatVersions: "версии",
      current: "спрашиваем сейчас",
      languages: { en: "английский", ru: "русский" },
      scaleHeld: "шкалы прежние",
      scaleNew: (why: string) => (why ? `начинает новый ряд (${why})` : "начинает новый ряд"),
      scaleChanges: {
        metric: "другой показатель",
        anonymity: "изменилась анонимность",
        scale: "другая шкала",
        direction: "концы поменялись местами",
        labels: "другие подписи",
        items: "другие части",
        weights: "другие веса",
      },
    },
    survey: "опрос",
    surveys: "опросы",
  },
});
