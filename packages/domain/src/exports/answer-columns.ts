import type { AnswerValue, CallbackAnswer, OtherAnswer, SurveyDefinition } from "../survey/definition.ts";
import { type MergedQuestion, mergedQuestions, questionKeyOf } from "../survey/merged-questions.ts";
import type { Cell } from "./cells.ts";

/** One column of a question's answers. A question that is answered in parts has one a part. */
export type AnswerColumn = {
  questionId: string;
  /** Answers are its own only where the version that was answered asked by this key. */
  questionKey: string;
  prompt: string;
  part: { id: string; label: string } | null;
  /** It says who somebody is: left out where the reader may not know. */
  isPersonal: boolean;
  /** Characters that show most of what stands in it. */
  width: number;
  read(answer: AnswerValue): Cell;
};

/** `labels`: answers in words; `values`: as the API has them. Headings are in the language closest to `locale`. */
export type Reading = { as: "labels" | "values"; locale: string; words: PartWords };
/** What the parts of a wanted call, and an answer of one's own, are called. */
export type PartWords = Record<"other" | "wanted" | "phone" | "from" | "to", string>;

/**
 * The columns of all that was asked by these versions of one survey, newest first: a question, a choice or a row that
 * was dropped since keeps its column, and is called what it was called last.
 */
export function answerColumns(versions: readonly SurveyDefinition[], reading: Reading): AnswerColumn[] {
  return mergedQuestions(versions, reading.locale).flatMap((asked) => columnsOf(asked, reading));
}

const isDay = /^\d{4}-\d\d-\d\d$/;
const wide = 40;
const narrow = 14;

function columnsOf(asked: MergedQuestion, { as, words }: Reading): AnswerColumn[] {
  const { question, prompt, options, hasOther } = asked;
  const column = (read: AnswerColumn["read"], more: Partial<AnswerColumn> = {}): AnswerColumn => ({
    questionId: question.id,
    questionKey: questionKeyOf(question),
    prompt,
    part: null,
    isPersonal: false,
    width: narrow,
    read,
    ...more,
  });
  const each = (read: (answer: AnswerValue, id: string) => Cell) =>
    [...options].map(([id, label]) => column((answer) => read(answer, id), { part: { id, label } }));
  const said = (id: string) => (as === "labels" ? (options.get(id) ?? id) : id);
  const own = hasOther
    ? [column((answer) => otherIn(answer)?.other ?? null, { part: { id: "other", label: words.other }, width: wide })]
    : [];
  switch (question.type) {
    case "csi":
      return each((answer, id) => numberIn(answer, id));
    case "matrix":
      return each((answer, id) => {
        const chosen = partOf(answer, id);
        if (typeof chosen !== "string") return null;
        return as === "labels" ? (asked.columns.get(chosen) ?? chosen) : chosen;
      });
    case "multipleChoice":
      return [...each((answer, id) => (listOf(answer).includes(id) ? 1 : 0)), ...own];
    case "ranking":
      return each((answer, id) => listOf(answer).indexOf(id) + 1 || null);
    case "singleChoice":
    case "picture":
      return [
        column(
          (answer) => {
            if (typeof answer === "string") return said(answer);
            return otherIn(answer) ? (as === "labels" ? words.other : "other") : null;
          },
          { width: 24 },
        ),
        ...own,
      ];
    case "date":
      return [column((answer) => (typeof answer === "string" && isDay.test(answer) ? { day: answer } : plain(answer)))];
    case "consent":
      return [column((answer) => (typeof answer === "boolean" ? answer : null))];
    case "callback":
      return callColumns(column, words);
    case "email":
    case "phone":
      return [column(plain, { isPersonal: true, width: 24 })];
    case "text":
      return [column(plain, { width: 60 })];
    default:
      return [column(plain)];
  }
}

type MakeColumn = (read: AnswerColumn["read"], more?: Partial<AnswerColumn>) => AnswerColumn;

function callColumns(column: MakeColumn, words: PartWords): AnswerColumn[] {
  const call = (answer: AnswerValue) => answer as CallbackAnswer;
  const at = (text: string | undefined): Cell => {
    const time = Date.parse(text ?? "");
    return Number.isNaN(time) ? null : { at: time };
  };
  const part = (id: "wanted" | "phone" | "from" | "to") => ({ id, label: words[id] });
  return [
    column((answer) => call(answer).wanted ?? null, { part: part("wanted") }),
    column((answer) => call(answer).phone ?? null, { part: part("phone"), isPersonal: true, width: 20 }),
    column((answer) => at(call(answer).window?.from), { part: part("from"), width: 20 }),
    column((answer) => at(call(answer).window?.to), { part: part("to"), width: 20 }),
  ];
}

const plain = (answer: AnswerValue): Cell => (typeof answer === "object" ? null : answer);

function partOf(answer: AnswerValue, id: string): unknown {
  return typeof answer === "object" && Object.hasOwn(answer, id) ? (answer as Record<string, unknown>)[id] : undefined;
}

function numberIn(answer: AnswerValue, id: string): number | null {
  const found = partOf(answer, id);
  return typeof found === "number" ? found : null;
}

const listOf = (answer: AnswerValue): unknown[] => (Array.isArray(answer) ? answer : []);

function otherIn(answer: AnswerValue): OtherAnswer | null {
  const among = Array.isArray(answer) ? answer : [answer];
  const found = among.find((one) => typeof one === "object" && one !== null && Object.hasOwn(one, "other"));
  return (found as OtherAnswer | undefined) ?? null;
}
