import type { Condition } from "../condition.ts";
import type { Ending, Question, SurveyDefinition, SurveyPage } from "../definition.ts";
import { isObject } from "../pointer.ts";
import { standardWording } from "../standard-wording.ts";
import { languageOf } from "../texts.ts";
import { conditionFrom, depthOf } from "./expressions.ts";
import { questionFrom } from "./questions.ts";
import { freshId, localisedIn, type NotTaken, objectsIn, plainText, type Reading, said, tagOf } from "./reading.ts";

type Imported = { survey: Omit<SurveyDefinition, "schemaVersion"> | null; notTaken: NotTaken[] };

/** Whether a document is one of SurveyJS. */
export const isSurveyJs = (document: unknown): document is Record<string, unknown> =>
  isObject(document) &&
  !("schemaVersion" in document) &&
  ("pages" in document || "elements" in document || "questions" in document) &&
  !Array.isArray((document as { endings?: unknown }).endings);

/** A survey of SurveyJS as one of ours, and what of it was not taken over. `survey` is null where there is nothing to ask. */
export function fromSurveyJs(document: Record<string, unknown>): Imported {
  const locale = (typeof document.locale === "string" && tagOf(document.locale)) || "en";
  const reading: Reading = { locale, notTaken: [], questions: new Map(), translations: {} };
  const questions: Question[] = [];
  const pages: SurveyPage[] = [];
  const ids = new Set<string>();
  const listed = Array.isArray(document.pages)
    ? objectsIn(document.pages).map((page, at) => ({ page, pointer: `/pages/${at}` }))
    : [{ page: document, pointer: "" }];

  for (const [at, { page, pointer }] of listed.entries()) {
    const before = questions.length;
    const when = at === 0 && page === document ? undefined : conditionIn(page, pointer, { reading, questions });
    readElements(page, pointer, when, { reading, questions, ids });
    const first = questions[before];
    if (!first || page === document) continue;
    const title = localisedIn(page.title, locale);
    if (before === 0 && !title) continue;
    const id = freshId(typeof page.name === "string" ? page.name : `page${at + 1}`, ids);
    ids.add(id);
    pages.push({ id, from: first.id, ...(title && { title: said(reading, id, title) }) });
  }
  if (questions.every(({ type }) => type === "statement"))
    return { survey: null, notTaken: [...reading.notTaken, { pointer: "", reason: "nothing", detail: "" }] };

  for (const name of ["triggers", "calculatedValues", "navigateToUrl", "navigateToUrlOnCondition"])
    if (name in document) reading.notTaken.push({ pointer: `/${name}`, reason: "property", detail: name });
  const endings = endingsIn(document, { reading, questions, ids });
  const title = localisedIn(document.title, locale);
  return {
    survey: {
      name: (title && plainText(title.own).slice(0, 200)) || "SurveyJS",
      locale,
      translations: reading.translations,
      questions,
      ...(pages.length > 0 && { pages }),
      endings,
    },
    notTaken: reading.notTaken,
  };
}

type Gathering = { reading: Reading; questions: Question[]; ids: Set<string> };

function readElements(
  holder: Record<string, unknown>,
  pointer: string,
  when: Condition | undefined,
  gathering: Gathering,
): void {
  const list = "elements" in holder ? "elements" : "questions";
  for (const [at, element] of objectsIn(holder[list]).entries()) {
    const place = `${pointer}/${list}/${at}`;
    const own = conditionIn(element, place, gathering);
    const both = bothOf(when, own);
    if (both === null)
      gathering.reading.notTaken.push({ pointer: place, reason: "condition", detail: String(element.visibleIf) });
    const condition = both ?? own;
    if (element.type === "panel") readElements(element, place, condition, gathering);
    else {
      const question = questionFrom(element, place, gathering);
      if (question) gathering.questions.push(condition ? { ...question, when: condition } : question);
    }
  }
}

/** Null: joined they would be too deep. */
function bothOf(one: Condition | undefined, other: Condition | undefined): Condition | undefined | null {
  if (!one || !other) return one ?? other;
  const flat = (condition: Condition) => ("all" in condition ? (condition.all as Condition[]) : [condition]);
  const all = { all: [...flat(one), ...flat(other)] } as Condition;
  return depthOf(all) <= 3 ? all : null;
}

function conditionIn(
  element: Record<string, unknown>,
  pointer: string,
  { reading, questions }: Pick<Gathering, "reading" | "questions">,
): Condition | undefined {
  const { visibleIf } = element;
  if (typeof visibleIf !== "string" || visibleIf.trim() === "") return undefined;
  const condition = conditionFrom(visibleIf, reading, questions);
  if (!condition) reading.notTaken.push({ pointer: `${pointer}/visibleIf`, reason: "condition", detail: visibleIf });
  return condition ?? undefined;
}

function endingsIn(document: Record<string, unknown>, { reading, questions, ids }: Gathering): Ending[] {
  const endings: Ending[] = [];
  const add = (value: unknown, pointer: string, when?: Condition) => {
    const text = localisedIn(value, reading.locale);
    if (!text || plainText(text.own) === "") return;
    if (/<(?!\/?(?:p|div|br|h[1-6]|b|i|strong|em|span)\b)[a-z]/i.test(text.own))
      reading.notTaken.push({ pointer, reason: "markup", detail: text.own.slice(0, 80) });
    const id = freshId("ending", ids);
    ids.add(id);
    endings.push({ id, prompt: said(reading, id, text), ...(when && { when }) });
  };
  for (const [at, one] of objectsIn(document.completedHtmlOnCondition).entries()) {
    const pointer = `/completedHtmlOnCondition/${at}`;
    const when = typeof one.expression === "string" ? conditionFrom(one.expression, reading, questions) : null;
    if (when) add(one.html, `${pointer}/html`, when);
    else reading.notTaken.push({ pointer, reason: "condition", detail: String(one.expression) });
  }
  const before = endings.length;
  add(document.completedHtml, "/completedHtml");
  if (endings.length === before) {
    const thanks: Record<string, string> = standardWording.thanks;
    add(thanks[languageOf(reading.locale)] ?? standardWording.thanks.en, "/completedHtml");
  }
  return endings;
}
