import type { Language } from "../../../preferences.tsx";
import type { Draft } from "../draft.ts";
import type { GapKind } from "./gaps.ts";
import type { Problem } from "./problems.ts";
import { sentenceWords } from "./sentence-words.ts";
import { nameOfQuestion, nameOfTarget } from "./sentences.ts";

const gaps: Record<GapKind, Record<Language, string>> = {
  name: { en: "Give the survey a name.", ru: "Дайте опросу название." },
  questions: { en: "Add a first question.", ru: "Добавьте первый вопрос." },
  prompt: { en: "Write what is asked.", ru: "Напишите, о чём спрашиваем." },
  ending: { en: "Write the last words.", ru: "Напишите последние слова." },
  label: {
    en: "One line here is empty: write it or take it out.",
    ru: "Здесь пустая строка: заполните её или уберите.",
  },
  choices: { en: "Give at least two choices.", ru: "Дайте хотя бы два варианта." },
  columns: { en: "Give at least two columns.", ru: "Нужны хотя бы два столбца." },
  rows: { en: "Give at least one row.", ru: "Нужна хотя бы одна строка." },
  items: { en: "Give at least one part.", ru: "Нужна хотя бы одна часть." },
  weight: { en: "A weight is a number above 0.", ru: "Вес — число больше 0." },
  number: { en: "A number is expected.", ru: "Здесь нужно число." },
  scale: { en: "A scale begins at 0 to 9 and ends at 1 to 10.", ru: "Шкала начинается с 0–9 и кончается на 1–10." },
  value: { en: "The condition lacks what to compare with.", ru: "В условии не сказано, с чем сравнивать." },
  subject: { en: "It is not said what this is about.", ru: "Не сказано, о чём речь." },
  image: { en: "A choice has no picture yet.", ru: "У варианта ещё нет картинки." },
  link: {
    en: "A link needs an address that begins with https:// and words on its button.",
    ru: "Ссылке нужны адрес, который начинается с https://, и слова на кнопке.",
  },
};

type Said = (...names: string[]) => string;
type Told = { when: RegExp; en: Said; ru: Said };

/** The domain's sentences as people speak of a survey; what is matched are ids, said as questions and places. */
const told: Told[] = [
  {
    when: /^An anonymous survey cannot ask for .*$/,
    en: () =>
      "An anonymous survey cannot ask for a call, an e-mail or a phone number. An ending's link may lead there.",
    ru: () => "Анонимный опрос не может просить о звонке, почте или телефоне. К ним может вести ссылка концовки.",
  },
  {
    when: /^The way through an anonymous survey cannot depend on who answers it\.$/,
    en: () => "The way through an anonymous survey cannot depend on who answers it.",
    ru: () => "Путь по анонимному опросу не может зависеть от того, кто отвечает.",
  },
  {
    when: /^(\S+) is not among what this anonymous survey declares safe \(safeContext\)\.$/,
    en: () => "An anonymous survey may not speak of this: it is not declared safe to keep.",
    ru: () => "Анонимный опрос не может опираться на это: оно не объявлено безопасным.",
  },
  {
    when: /^An anonymous survey has no quotas: they are counted by answer\.$/,
    en: () => "An anonymous survey has no limits: they are counted by answer.",
    ru: () => "У анонимного опроса нет пределов: они считаются по ответам.",
  },
  {
    when: /^No answers lead to the question (\S+): it cannot be reached\.$/,
    en: (one) => `No answers lead here: ${one} can't be reached.`,
    ru: (one) => `Сюда не ведёт ни один ответ: до вопроса ${one} не дойти.`,
  },
  {
    when: /^No answers lead to the ending (\S+): it cannot be reached\.$/,
    en: () => "No answers lead to this ending: nobody will see it.",
    ru: () => "К этой концовке не ведёт ни один ответ: её никто не увидит.",
  },
  {
    when: /^Somebody would be asked nothing at all: a dead end\.$/,
    en: () => "Somebody would be asked nothing at all.",
    ru: () => "Кого-то мы не спросили бы ни о чём.",
  },
  {
    when: /^There is no (?:question|computed value) (\S+)\.$/,
    en: (one) => `It speaks of ${one}.`,
    ru: (one) => `Здесь говорится о том, чего нет: ${one}.`,
  },
  {
    when: /^There is no (?:question, page or ending|ending) (\S+)\.$/,
    en: () => "It leads to a place that is no longer there.",
    ru: () => "Переход ведёт туда, чего больше нет.",
  },
  {
    when: /^The question (\S+) is not asked before this is decided;/,
    en: (one) => `This is decided before ${one} is asked. A condition may speak of earlier questions only.`,
    ru: (one) => `Это решается до вопроса ${one}. Условие может говорить только о вопросах выше.`,
  },
  {
    when: /^(\S+) is not known before the question (\S+) was asked\.$/,
    en: (one, other) => `The value ${one} is not known before ${other} was asked.`,
    ru: (one, other) => `Значение ${one} неизвестно до вопроса ${other}.`,
  },
  {
    when: /^(\S+) does not come later: the survey would go in a loop\./,
    en: (one) => `${one} does not come later: the survey would go in a loop. Lead forward only.`,
    ru: (one) => `${one} не дальше этого места: опрос пошёл бы по кругу. Вести можно только вперёд.`,
  },
  {
    when: /^This jump is never taken: the one before it always is\.$/,
    en: () => "This way is never taken: the one before it always is.",
    ru: () => "Сюда никто не попадёт: переход выше срабатывает всегда.",
  },
  {
    when: /^A page begins after the page before it\.$/,
    en: () => "A page begins after the page before it.",
    ru: () => "Страница начинается после предыдущей.",
  },
  {
    when: /^The last ending has no condition: somebody would come to none\.$/,
    en: () => "The last ending is for everybody else: take its condition away.",
    ru: () => "Последняя концовка — для всех остальных: уберите её условие.",
  },
  {
    when: /^(\S+) is an address for examples:/,
    en: (host) => `The link leads to ${host}, which is only an example. Put your own address there.`,
    ru: (host) => `Ссылка ведёт на ${host}, это лишь пример. Поставьте свой адрес.`,
  },
  {
    when: /^The answer to (\S+) is no number; give points to its choices\.$/,
    en: (one) => `The answer to ${one} is no number: give points to its choices.`,
    ru: (one) => `Ответ на вопрос ${one} — не число: дайте вариантам баллы.`,
  },
  {
    when: /^Name one item of the question (\S+)\.$/,
    en: (one) => `Choose one part of ${one}.`,
    ru: (one) => `Выберите часть вопроса ${one}.`,
  },
  {
    when: /^There is no \{\{(.*)\}\}; a text can say/,
    en: (one) => `Nothing is called {{${one}}}. Use Insert to choose what to say here.`,
    ru: (one) => `Ничего с именем {{${one}}} нет. Выберите нужное через «Вставить».`,
  },
  {
    when: /^The answer to (\S+) cannot be said in a text: it is a \w+\.$/,
    en: (one) => `The answer to ${one} cannot be said in a text.`,
    ru: (one) => `Ответ на вопрос ${one} нельзя вставить в текст.`,
  },
  {
    when: /^The question (\S+) is not asked before this is said\.$/,
    en: (one) => `${one} is not asked before this is said.`,
    ru: (one) => `Вопрос ${one} задаётся позже этого текста.`,
  },
  {
    when: /^The question (\S+) has no part (\S+)\.$/,
    en: (one) => `${one} no longer has the part this speaks of.`,
    ru: (one) => `В вопросе ${one} больше нет той части, о которой здесь речь.`,
  },
  {
    when: /^Only a metric question has a band\.$/,
    en: () => "Only an NPS, CSAT, CES or CSI question has promoters or satisfied customers.",
    ru: () => "Промоутеры и довольные бывают только у вопросов NPS, CSAT, CES и CSI.",
  },
  {
    when: /^This can be asked here: .*; not (\w+)\.$/,
    en: () => "The answer cannot be compared like this. Choose another comparison.",
    ru: () => "Так этот ответ сравнить нельзя. Выберите другое сравнение.",
  },
  {
    when: /^One of .* is expected\.$/,
    en: () => "It speaks of a choice that is no longer there.",
    ru: () => "Здесь говорится о варианте, которого больше нет.",
  },
  { when: /^A number is expected\.$/, en: () => "Compare with a number.", ru: () => "Сравните с числом." },
  { when: /^A text is expected\.$/, en: () => "Compare with a text.", ru: () => "Сравните с текстом." },
  { when: /^A date like .* is expected\.$/, en: () => "A date is expected.", ru: () => "Здесь нужна дата." },
  {
    when: /^True or false is expected\.$/,
    en: () => "Compare with yes or no.",
    ru: () => "Сравните с «да» или «нет».",
  },
  {
    when: /^Nothing is expected\.$/,
    en: () => "Of this one can only ask whether there is an answer.",
    ru: () => "Здесь можно спросить только, есть ли ответ.",
  },
  {
    when: /^At least (\S+) and at most (\S+): nothing is both\.$/,
    en: (least, most) => `At least ${least} and at most ${most}: nothing is both.`,
    ru: (least, most) => `Не меньше ${least} и не больше ${most}: такого не бывает.`,
  },
  {
    when: /^The scale's end must be above its start\.$/,
    en: () => "The scale must end above its start.",
    ru: () => "Шкала должна кончаться выше, чем начинается.",
  },
  {
    when: /^A survey asks at least one question\.$/,
    en: () => "Ask at least one question.",
    ru: () => "Задайте хотя бы один вопрос.",
  },
  {
    when: /^The id (\S+) is used twice\.$/,
    en: (id) => `Two things have the id ${id}.`,
    ru: (id) => `Идентификатор ${id} занят дважды.`,
  },
  {
    when: /^Two (?:items|rows|columns|choices) have the same id\.$/,
    en: () => "Two lines here have the same id.",
    ru: () => "У двух строк один идентификатор.",
  },
  {
    when: /^other is the choice in own words;/,
    en: () => "The id “other” is kept for the answer in own words.",
    ru: () => "Идентификатор «other» занят своим вариантом ответа.",
  },
  {
    when: /^There is no such picture/,
    en: () => "A picture is missing: upload it.",
    ru: () => "Не хватает картинки: загрузите её.",
  },
  {
    when: /^A survey has at most (\d+) tests/,
    en: (most) => `A survey has at most ${most} comparisons in all its conditions.`,
    ru: (most) => `Во всех условиях опроса может быть не больше ${most} сравнений.`,
  },
  {
    when: /is a reserved word; choose another id\.$/,
    en: () => "This id is kept for the page itself.",
    ru: () => "Этот идентификатор занят самой страницей.",
  },
];

/** What is wrong, for a person; the domain's own sentence where we have no better one. */
export function wordsOfProblem(draft: Draft, problem: Problem, language: Language): string {
  if ("gap" in problem) return gaps[problem.gap][language];
  for (const { when, [language]: say } of told) {
    const found = when.exec(problem.detail);
    if (found) return say(...found.slice(1).map((name) => said(draft, name, language)));
  }
  return problem.detail;
}

/** Whether there are words of ours for this sentence. */
export const isWorded = (detail: string): boolean => told.some(({ when }) => when.test(detail));

function said(draft: Draft, name: string, language: Language): string {
  const words = sentenceWords[language];
  if (draft.questions.some(({ id }) => id === name)) return nameOfQuestion(draft, name, words);
  const isPlace = [...(draft.pages ?? []), ...draft.endings].some(({ id }) => id === name);
  return isPlace ? nameOfTarget(draft, name, words) : /^[A-Za-z][\w-]*$/.test(name) ? words.gone(name) : name;
}
