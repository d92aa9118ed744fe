import type { Condition, Test } from "../condition.ts";
import type { SurveyDefinition } from "../definition.ts";
import { partsOf } from "../texts.ts";
import type { ChangeWords } from "./words-en.ts";

/** A condition as a half sentence: what has to hold. */
export function conditionText(definition: SurveyDefinition, condition: Condition, words: ChangeWords): string {
  if ("all" in condition) return joined(definition, condition.all as Condition[], words, words.condition.and);
  if ("any" in condition) return joined(definition, condition.any as Condition[], words, words.condition.or);
  if ("not" in condition) return words.condition.not(conditionText(definition, condition.not as Condition, words));
  return testText(definition, condition, words);
}

function joined(definition: SurveyDefinition, list: Condition[], words: ChangeWords, by: string): string {
  return list
    .map((one) => {
      const text = conditionText(definition, one, words);
      return list.length > 1 && ("all" in one || "any" in one) ? `(${text})` : text;
    })
    .join(by);
}

function testText(definition: SurveyDefinition, test: Test, { condition: words }: ChangeWords): string {
  const subject = subjectOf(definition, test, words);
  if (test.op === "answered") return `${subject} ${test.value === false ? words.notAnswered : words.answered}`;
  if (test.op === "band") return `${subject} ${words.ops.band} ${words.bands[test.value]}`;
  const values = Array.isArray(test.value) ? test.value : [test.value];
  return `${subject} ${words.ops[test.op]} ${values.map((value) => said(definition, test, value, words)).join(", ")}`;
}

function subjectOf(definition: SurveyDefinition, test: Test, words: ChangeWords["condition"]): string {
  if ("contact" in test) return words.contact(test.contact);
  if ("context" in test) return words.context(test.context);
  if ("computed" in test) return test.computed;
  const place = definition.questions.findIndex(({ id }) => id === test.question);
  const name = place < 0 ? test.question : words.question(place + 1);
  const label = test.part && labelIn(definition, test.question, test.part);
  return label ? `${name} (${label})` : name;
}

function said(
  definition: SurveyDefinition,
  test: Test,
  value: string | number | boolean,
  words: ChangeWords["condition"],
): string {
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (typeof value === "number") return String(value);
  return `“${("question" in test && labelIn(definition, test.question, value)) || value}”`;
}

function labelIn({ questions }: SurveyDefinition, id: string, part: string): string | undefined {
  const question = questions.find((one) => one.id === id);
  return (
    question &&
    partsOf(question)
      .flatMap(({ parts }) => parts)
      .find((one) => one.id === part)?.label
  );
}
