import { type RespondentLanguage, respondentLanguages } from "../words/languages.ts";
import type { SurveyDefinition, Translation } from "./definition.ts";
import { languageOf, type SurveyText, textIn, textsIn } from "./texts.ts";

/** One text in every language that our standard wording is in. */
type Standard = Record<RespondentLanguage, string>;

/** The usual wording of metric questions and of what goes with them. Scales' ends stand in `words`, under `survey.ends`. */
export const standardWording = {
  nps: {
    en: "How likely are you to recommend us to a friend or colleague?",
    ru: "Насколько вероятно, что вы посоветуете нас друзьям или коллегам?",
    de: "Wie wahrscheinlich ist es, dass Sie uns Freunden oder Kollegen weiterempfehlen?",
    fr: "Quelle est la probabilité que vous nous recommandiez à un ami ou à un collègue\u00a0?",
    es: "¿Qué probabilidad hay de que nos recomiende a un amigo o compañero?",
    tr: "Bizi bir arkadaşınıza veya meslektaşınıza tavsiye etme olasılığınız nedir?",
    kk: "Бізді досыңызға немесе әріптесіңізге ұсыну ықтималдығыңыз қандай?",
    zh: "您有多大可能向朋友或同事推荐我们？",
    ar: "ما مدى احتمال أن توصي بنا صديقًا أو زميلًا؟",
  },
  csat: {
    en: "How satisfied are you with our service?",
    ru: "Насколько вы довольны нашей работой?",
    de: "Wie zufrieden sind Sie mit unserem Service?",
    fr: "Dans quelle mesure êtes-vous satisfait(e) de notre service\u00a0?",
    es: "¿Qué grado de satisfacción tiene con nuestro servicio?",
    tr: "Hizmetimizden ne kadar memnunsunuz?",
    kk: "Қызметімізге қаншалықты ризасыз?",
    zh: "您对我们的服务满意吗？",
    ar: "ما مدى رضاك عن خدمتنا؟",
  },
  ces: {
    en: "How easy was it to do what you came for?",
    ru: "Насколько легко было сделать то, за чем вы пришли?",
    de: "Wie leicht war es, Ihr Anliegen zu erledigen?",
    fr: "Vous a-t-il été facile de faire ce que vous souhaitiez\u00a0?",
    es: "¿Le resultó fácil hacer lo que necesitaba?",
    tr: "Yapmak istediğiniz işi halletmek ne kadar kolaydı?",
    kk: "Келген шаруаңызды бітіру қаншалықты оңай болды?",
    zh: "完成您要办的事情有多容易？",
    ar: "ما مدى سهولة إنجاز ما جئت من أجله؟",
  },
  csi: {
    en: "How satisfied are you with …",
    ru: "Насколько вы довольны:",
    de: "Wie zufrieden sind Sie mit Folgendem?",
    fr: "Dans quelle mesure êtes-vous satisfait(e) des points suivants\u00a0?",
    es: "¿Qué grado de satisfacción tiene con lo siguiente?",
    tr: "Aşağıdakilerden ne kadar memnunsunuz?",
    kk: "Төмендегілерге қаншалықты ризасыз?",
    zh: "您对以下各项满意吗？",
    ar: "ما مدى رضاك عمّا يلي؟",
  },
  why: {
    en: "What is the main reason for your score?",
    ru: "Что больше всего повлияло на вашу оценку?",
    de: "Was ist der wichtigste Grund für Ihre Bewertung?",
    fr: "Quelle est la principale raison de votre note\u00a0?",
    es: "¿Cuál es el motivo principal de su puntuación?",
    tr: "Verdiğiniz puanın başlıca nedeni nedir?",
    kk: "Бағаңыздың басты себебі қандай?",
    zh: "您给出这个分数的主要原因是什么？",
    ar: "ما السبب الرئيسي لتقييمك؟",
  },
  better: {
    en: "What should we do better?",
    ru: "Что нам стоит делать лучше?",
    de: "Was sollten wir besser machen?",
    fr: "Que devrions-nous améliorer\u00a0?",
    es: "¿Qué deberíamos mejorar?",
    tr: "Neyi daha iyi yapmalıyız?",
    kk: "Нені жақсартуымыз керек?",
    zh: "我们应该在哪些方面改进？",
    ar: "ما الذي ينبغي أن نحسّنه؟",
  },
  callMe: {
    en: "Call me about this",
    ru: "Перезвоните мне",
    de: "Rufen Sie mich dazu an",
    fr: "Rappelez-moi à ce sujet",
    es: "Llámenme para hablar de esto",
    tr: "Bu konuda beni arayın",
    kk: "Осы туралы маған қоңырау шалыңыз",
    zh: "请就此事给我回电",
    ar: "اتصلوا بي بهذا الشأن",
  },
  thanks: {
    en: "Thank you! We read every answer.",
    ru: "Спасибо! Мы читаем каждый ответ.",
    de: "Vielen Dank! Wir lesen jede Antwort.",
    fr: "Merci\u00a0! Nous lisons chaque réponse.",
    es: "¡Gracias! Leemos todas las respuestas.",
    tr: "Teşekkür ederiz! Her yanıtı okuyoruz.",
    kk: "Рақмет! Біз әр жауапты оқимыз.",
    zh: "谢谢！我们会阅读每一条回答。",
    ar: "شكرًا لك! نحن نقرأ كل إجابة.",
  },
  thanksPromoter: {
    en: "Thank you! Would you tell others about it in a review?",
    ru: "Спасибо! Расскажете об этом другим в отзыве?",
    de: "Vielen Dank! Möchten Sie anderen in einer Bewertung davon erzählen?",
    fr: "Merci\u00a0! Souhaitez-vous le dire à d’autres dans un avis\u00a0?",
    es: "¡Gracias! ¿Quiere contárselo a otros en una reseña?",
    tr: "Teşekkür ederiz! Bunu bir yorumla başkalarına da anlatır mısınız?",
    kk: "Рақмет! Бұл туралы пікір жазып, басқаларға да айтасыз ба?",
    zh: "谢谢！您愿意写条评价告诉其他人吗？",
    ar: "شكرًا لك! هل تودّ أن تخبر الآخرين بذلك في تقييم؟",
  },
  writeReview: {
    en: "Write a review",
    ru: "Написать отзыв",
    de: "Bewertung schreiben",
    fr: "Écrire un avis",
    es: "Escribir una reseña",
    tr: "Yorum yaz",
    kk: "Пікір жазу",
    zh: "写评价",
    ar: "كتابة تقييم",
  },
  thanksDetractor: {
    en: "Thank you for telling us. We are sorry that it was not better, and we will look into it.",
    ru: "Спасибо, что рассказали. Нам жаль, что вышло не лучше. Мы разберёмся.",
    de: "Danke, dass Sie es uns gesagt haben. Es tut uns leid, dass es nicht besser war. Wir gehen dem nach.",
    fr: "Merci de nous l’avoir dit. Nous regrettons que cela ne se soit pas mieux passé et nous allons examiner ce qui s’est produit.",
    es: "Gracias por contárnoslo. Sentimos que no haya ido mejor y vamos a estudiar lo ocurrido.",
    tr: "Bize anlattığınız için teşekkür ederiz. Daha iyi olmadığı için üzgünüz, konuyu inceleyeceğiz.",
    kk: "Айтқаныңызға рақмет. Жақсырақ болмағаны үшін кешірім сұраймыз. Біз мұны анықтаймыз.",
    zh: "感谢您告诉我们。很抱歉没有让您满意，我们会认真查明原因。",
    ar: "شكرًا لأنك أخبرتنا. نأسف لأن الأمر لم يكن أفضل، وسننظر فيه.",
  },
} as const satisfies Record<string, Standard>;

export type StandardText = keyof typeof standardWording;

/** The same text in another language, for one that still has our standard wording; null for words of a customer's own. */
export function standardIn(text: string, from: string, to: string): string | null {
  const [source, target] = [languageOf(from), languageOf(to)];
  if (!isSpoken(source) || !isSpoken(target)) return null;
  const same = Object.values(standardWording).find((one) => one[source] === text.trim());
  return same?.[target] ?? null;
}

/** What a language lacks of a survey and our standard wording has: the translation with it, and nothing that is there changed. */
export function withStandardTexts(definition: SurveyDefinition, locale: string): Translation {
  const known = definition.translations[locale] ?? {};
  const added: Required<Translation> = { prompts: {}, labels: {} };
  for (const text of textsIn(definition)) {
    const offered = textIn(definition, text, locale) === null ? offeredFor(definition, text, locale) : null;
    if (offered !== null) added[text.kind][text.keys[0]] = offered;
  }
  const joined = (kind: "prompts" | "labels") =>
    Object.keys(added[kind]).length > 0 || known[kind] ? { [kind]: { ...added[kind], ...known[kind] } } : {};
  return { ...joined("prompts"), ...joined("labels") };
}

/** What our standard wording offers for a text in a language; null: nothing. */
export function offeredFor({ locale: own }: SurveyDefinition, { text }: SurveyText, locale: string): string | null {
  return standardIn(text, own, locale);
}

const isSpoken = (language: string): language is RespondentLanguage =>
  (respondentLanguages as readonly string[]).includes(language);
