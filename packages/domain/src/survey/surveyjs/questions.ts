import { isDate } from "../check-field.ts";
import type { Choice, Question } from "../definition.ts";
import { isObject } from "../pointer.ts";
import { freshId, localisedIn, type NotTaken, type Reading, said } from "./reading.ts";

type Element = Record<string, unknown>;
type Gathering = { reading: Reading; questions: Question[]; ids: Set<string> };
type Made = { type: Question["type"] } & Record<string, unknown>;

/** Properties that would change what is asked, and that we have nothing for. */
const unheard = [
  "validators",
  "enableIf",
  "requiredIf",
  "defaultValue",
  "defaultValueExpression",
  "setValueIf",
  "choicesByUrl",
  "choicesVisibleIf",
  "rowsVisibleIf",
  "correctAnswer",
];

/** One question of theirs as one of ours, or null where we have none like it. */
export function questionFrom(element: Element, pointer: string, gathering: Gathering): Question | null {
  const { reading, questions, ids } = gathering;
  const name = typeof element.name === "string" && element.name !== "" ? element.name : `q${questions.length + 1}`;
  const id = freshId(name, ids);
  const values = new Map<string, string>();
  const note = (reason: NotTaken["reason"], detail: string, at = pointer) =>
    reading.notTaken.push({ pointer: at, reason, detail });
  const made = madeFrom(element, { id, values, reading, note });
  if (!made) return null;
  ids.add(id);
  for (const property of unheard) if (property in element) note("property", property, `${pointer}/${property}`);
  const isStatement = made.type === "statement";
  const title = localisedIn(isStatement ? (element.html ?? element.title) : element.title, reading.locale);
  const prompt = said(reading, id, title ?? { own: name, others: {} }) || name;
  const description = localisedIn(element.description, reading.locale);
  const help = description ? said(reading, `${id}.help`, description) : "";
  if (isStatement && title && /<(?:a|img|iframe|video|audio|table|ul|ol)\b/i.test(title.own))
    note("markup", title.own.slice(0, 80));
  reading.questions.set(name, { id, values });
  return {
    id,
    prompt,
    ...(help !== "" && { help }),
    ...(!isStatement && { required: element.isRequired === true }),
    ...made,
  } as unknown as Question;
}

type Making = {
  id: string;
  values: Map<string, string>;
  reading: Reading;
  note(reason: NotTaken["reason"], detail: string): void;
};

function madeFrom(element: Element, making: Making): Made | null {
  const { note, reading } = making;
  const type = typeof element.type === "string" ? element.type : "text";
  switch (type) {
    case "text":
      return fieldFrom(element, note);
    case "comment":
      return { type: "text", ...lengthOf(element) };
    case "radiogroup":
    case "dropdown":
    case "buttongroup":
      return choiceFrom(element, making, "singleChoice");
    case "imagepicker":
      note("images", type);
      return choiceFrom(element, making, element.multiSelect === true ? "multipleChoice" : "singleChoice");
    case "checkbox":
    case "tagbox":
      return choiceFrom(element, making, "multipleChoice");
    case "ranking":
      return choiceFrom(element, making, "ranking");
    case "boolean": {
      const [yes, no] = wordsFor(reading.locale);
      const label = (key: string, value: unknown, usual: string) => labelled(making, key, value ?? usual);
      making.values.set("true", "true").set("false", "false");
      return {
        type: "singleChoice",
        choices: [
          { id: "true", label: label("true", element.labelTrue, yes) },
          { id: "false", label: label("false", element.labelFalse, no) },
        ],
      };
    }
    case "rating":
      return ratingFrom(element, making);
    case "matrix": {
      const [rows, columns] = [partsFrom(element.rows, making), partsFrom(element.columns, making)];
      if (rows.length < 1 || columns.length < 2) return unlike("choices");
      return { type: "matrix", rows, columns };
    }
    case "html":
      return { type: "statement" };
    case "expression":
      return unlike("calculated");
    default:
      return unlike("type");
  }

  function unlike(reason: NotTaken["reason"]): null {
    note(reason, type);
    return null;
  }
}

function wordsFor(locale: string): [string, string] {
  return /^ru\b/i.test(locale) ? ["Да", "Нет"] : ["Yes", "No"];
}

function fieldFrom(element: Element, note: Making["note"]): Made {
  const day = (value: unknown) => (isDate(value) ? value : undefined);
  const given = <T>(name: string, value: T | undefined) => (value === undefined ? {} : { [name]: value });
  switch (element.inputType ?? "text") {
    case "text":
      return { type: "text", ...lengthOf(element) };
    case "email":
      return { type: "email" };
    case "tel":
      return { type: "phone" };
    case "url":
      return { type: "text", pattern: "url" };
    case "number":
    case "range":
      return { type: "number", ...given("min", numberIn(element.min)), ...given("max", numberIn(element.max)) };
    case "date":
      return { type: "date", ...given("min", day(element.min)), ...given("max", day(element.max)) };
    default:
      note("property", `inputType ${element.inputType}`);
      return { type: "text" };
  }
}

const numberIn = (value: unknown) =>
  value !== "" && value !== undefined && value !== null && Number.isFinite(Number(value)) ? Number(value) : undefined;

function lengthOf({ maxLength }: Element): Partial<Made> {
  const most = numberIn(maxLength);
  return most !== undefined && most >= 1 && most <= 10_000 ? { maxLength: Math.floor(most) } : {};
}

function ratingFrom(element: Element, making: Making): Made | null {
  const listed = Array.isArray(element.rateValues) ? element.rateValues : [];
  const numbers = listed.map((one) => Number(isObject(one) ? one.value : one));
  const min = listed.length > 0 ? Math.min(...numbers) : (numberIn(element.rateMin) ?? 1);
  const count = numberIn(element.rateCount);
  const max =
    listed.length > 0
      ? Math.max(...numbers)
      : (numberIn(element.rateMax) ?? (count === undefined ? 5 : min + count - 1));
  const isWhole = Number.isInteger(min) && Number.isInteger(max) && min >= 0 && min < max && max <= 10;
  const isEven = listed.length === 0 || new Set(numbers).size === max - min + 1;
  if (!isWhole || !isEven || (numberIn(element.rateStep) ?? 1) !== 1) {
    making.note("scale", `${min}–${max}`);
    return null;
  }
  const end = (name: "low" | "high", value: unknown) => {
    const text = localisedIn(value, making.reading.locale);
    const label = text ? said(making.reading, `${making.id}.${name}`, text, "labels").slice(0, 200) : "";
    return label === "" ? {} : { [`${name}Label`]: label };
  };
  const ends = { ...end("low", element.minRateDescription), ...end("high", element.maxRateDescription) };
  const about = `${element.name ?? ""} ${JSON.stringify(element.title ?? "")}`;
  const isNps = min === 0 && max === 10 && /nps|recommend|рекоменд|посовет/i.test(about);
  return isNps ? { type: "nps", metric: "nps", ...ends } : { type: "rating", scale: { min, max }, ...ends };
}

function choiceFrom(
  element: Element,
  making: Making,
  type: "singleChoice" | "multipleChoice" | "ranking",
): Made | null {
  const none = element.showNoneItem === true || element.hasNone === true;
  const list: unknown[] = Array.isArray(element.choices) ? element.choices : [];
  const choices: Choice[] = partsFrom(list, making);
  if (none) {
    const id = freshId("none", new Set(choices.map((one) => one.id)));
    making.values.set("none", id);
    choices.push({
      id,
      label: labelled(making, id, element.noneText ?? wordsFor(making.reading.locale)[1]),
      fixed: true,
    });
  }
  const other = type !== "ranking" && (element.showOtherItem === true || element.hasOther === true);
  if (choices.length < 2) {
    making.note("choices", String(element.type));
    return null;
  }
  if (other) making.values.set("other", "other");
  const most = choices.length + (other ? 1 : 0);
  const bound = (name: "min" | "max", value: unknown) => {
    const number = numberIn(value);
    return type === "multipleChoice" && number !== undefined && number >= 1 && number <= most ? { [name]: number } : {};
  };
  return {
    type,
    choices,
    ...(element.choicesOrder === "random" && { shuffled: true }),
    ...(other && { other: true }),
    ...bound("min", element.minSelectedChoices),
    ...bound("max", element.maxSelectedChoices),
  };
}

function partsFrom(list: unknown, making: Making): { id: string; label: string }[] {
  const parts = Array.isArray(list) ? list : [];
  const taken = new Set<string>(["other"]);
  return parts.flatMap((one) => {
    const value = isObject(one) ? one.value : one;
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") return [];
    const id = freshId(/^[A-Za-z]/.test(String(value)) ? String(value) : `c${value}`, taken);
    taken.add(id);
    making.values.set(String(value), id);
    return [{ id, label: labelled(making, id, (isObject(one) ? one.text : undefined) ?? String(value)) }];
  });
}

function labelled({ id, reading }: Making, part: string, value: unknown): string {
  const text = localisedIn(value, reading.locale) ?? { own: part, others: {} };
  return said(reading, `${id}.${part}`, text, "labels") || part;
}
