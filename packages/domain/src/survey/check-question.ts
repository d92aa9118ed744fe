import type { Fault } from "./check-definition.ts";
import { isDate } from "./check-field.ts";
import type { Question } from "./definition.ts";

/** A least that is above the most, and a scale that ends where it begins. */
export function faultsOfBounds(question: Question, pointer: string): Fault[] {
  switch (question.type) {
    case "csi":
    case "rating": {
      const { min, max } = question.scale ?? { min: 1, max: 5 };
      return min < max ? [] : [{ pointer: `${pointer}/scale`, detail: "The scale's end must be above its start." }];
    }
    case "text":
      return faultsOfOrder(question.minLength, question.maxLength, `${pointer}/minLength`);
    case "number":
      return faultsOfOrder(question.min, question.max, `${pointer}/min`);
    case "date":
      return [
        ...faultsOfDay(question.min, `${pointer}/min`),
        ...faultsOfDay(question.max, `${pointer}/max`),
        ...faultsOfOrder(question.min, question.max, `${pointer}/min`),
      ];
    case "multipleChoice": {
      const most = question.choices.length + (question.other ? 1 : 0);
      return [
        ...faultsOfOrder(question.min, question.max, `${pointer}/min`),
        ...faultsOfOrder(question.min, most, `${pointer}/min`),
      ];
    }
    default:
      return [];
  }
}

function faultsOfOrder<One extends number | string>(
  min: One | undefined,
  max: One | undefined,
  pointer: string,
): Fault[] {
  return min === undefined || max === undefined || min <= max
    ? []
    : [{ pointer, detail: `At least ${min} and at most ${max}: nothing is both.` }];
}

const faultsOfDay = (day: string | undefined, pointer: string): Fault[] =>
  day === undefined || isDate(day) ? [] : [{ pointer, detail: "A date like 2026-11-21 is expected." }];

/** Two items, choices, rows or columns of one id. */
export function faultsOfLists(question: Question, pointer: string): Fault[] {
  switch (question.type) {
    case "csi":
      return faultsOfIds(question.items, `${pointer}/items`, "Two items have the same id.");
    case "matrix":
      return [
        ...faultsOfIds(question.rows, `${pointer}/rows`, "Two rows have the same id."),
        ...faultsOfIds(question.columns, `${pointer}/columns`, "Two columns have the same id."),
      ];
    case "singleChoice":
    case "multipleChoice":
      return [
        ...faultsOfIds(question.choices, `${pointer}/choices`, "Two choices have the same id."),
        ...(question.other && question.choices.some(({ id }) => id === "other")
          ? [{ pointer: `${pointer}/choices`, detail: "other is the choice in own words; give this one another id." }]
          : []),
      ];
    case "picture":
    case "ranking":
      return faultsOfIds(question.choices, `${pointer}/choices`, "Two choices have the same id.");
    default:
      return [];
  }
}

const faultsOfIds = (list: readonly { id: string }[], pointer: string, detail: string): Fault[] =>
  new Set(list.map(({ id }) => id)).size === list.length ? [] : [{ pointer, detail }];
