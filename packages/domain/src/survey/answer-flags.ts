import type { Answers, CsiAnswer, MatrixAnswer, Question, SurveyDefinition } from "./definition.ts";

/** What holds an answer back from the scores until a person releases it. */
export const holds = ["quarantined", "provisional", "overQuota", "doorShut"] as const;
/** Of those, what was given in good faith and found no room: its sender was thanked, and may be unhappy. */
export const foundNoRoom = (flags: readonly string[]) => flags.includes("overQuota") || flags.includes("doorShut");
/** What is worth a look. Such an answer counts as every other. */
export const signals = ["speeder", "straightLiner", "duplicate"] as const;
export type ResponseFlag = (typeof holds)[number] | (typeof signals)[number];

export const isHeldBack = (flags: readonly string[]) => holds.some((flag) => flags.includes(flag));
export const withoutHolds = (flags: readonly string[]) => flags.filter((flag) => !isHeldBack([flag]));

/** The same person, device or contact again within this time of the same survey at the same place, milliseconds. */
export const duplicateWithinMs = 86_400_000;

/** What a finished answer shows of how it was given. Times are our own clock's; without a start nobody is too fast. */
export function signalsOf(
  definition: SurveyDefinition,
  answers: Answers,
  given: { startedAt?: Date; finishedAt: Date; isRepeat?: boolean },
): ResponseFlag[] {
  const seconds = given.startedAt && (given.finishedAt.getTime() - given.startedAt.getTime()) / 1000;
  return [
    ...(seconds !== undefined && isTooFast(definition, answers, seconds) ? (["speeder"] as const) : []),
    ...(isStraightLine(definition, answers) ? (["straightLiner"] as const) : []),
    ...(given.isRepeat ? (["duplicate"] as const) : []),
  ];
}

// Three times as fast as people read, and no time to think: whoever is below that has not read.
const charactersPerSecond = 60;
const secondsPerMark = 0.4;
const leastMarks = 4;

/**
 * Whether so many seconds are too few to have read what was answered and to have marked it. Below four marks never: one
 * tap on a score in a mail takes a second. Of languages with shorter words or signs less is asked, never more.
 */
export function isTooFast(definition: SurveyDefinition, answers: Answers, seconds: number): boolean {
  let [marks, characters] = [0, 0];
  for (const question of definition.questions) {
    if (!Object.hasOwn(answers, question.id)) continue;
    marks += marksIn(answers[question.id]);
    characters += textOf(question).length;
  }
  return marks >= leastMarks && seconds < characters / charactersPerSecond + marks * secondsPerMark;
}

function marksIn(answer: unknown): number {
  if (Array.isArray(answer)) return answer.length;
  return typeof answer === "object" && answer !== null ? Math.max(1, Object.keys(answer).length) : 1;
}

function textOf(question: Question): string {
  if (question.type === "csi") return [question.prompt, ...question.items.map(({ label }) => label)].join(" ");
  if (question.type === "matrix")
    return [question.prompt, ...[...question.rows, ...question.columns].map(({ label }) => label)].join(" ");
  return question.prompt;
}

const leastRows = 4;
const leastRun = 5;

/**
 * Whether one column was marked all the way down: the same in every row of a table or CSI of four rows at least, or the
 * same number in five ratings on one scale that stand in a row. A customer who finds everything perfect does the same.
 */
export function isStraightLine(definition: SurveyDefinition, answers: Answers): boolean {
  return definition.questions.some((question) => isOneColumn(question, answers)) || hasLongRun(definition, answers);
}

function isOneColumn(question: Question, answers: Answers): boolean {
  if (question.type !== "csi" && question.type !== "matrix") return false;
  const steps = question.type === "csi" ? question.scale.max - question.scale.min + 1 : question.columns.length;
  const answer = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined;
  if (typeof answer !== "object" || steps < 3) return false;
  const marked = Object.values(answer as CsiAnswer | MatrixAnswer);
  return marked.length >= leastRows && new Set(marked).size === 1;
}

function hasLongRun({ questions }: SurveyDefinition, answers: Answers): boolean {
  let [length, before] = [0, ""];
  for (const question of questions) {
    const scale = scaleIn(question);
    if (question.type === "statement") continue;
    const answer = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined;
    const mark = scale !== null && answer !== undefined ? `${scale} ${answer}` : "";
    length = mark !== "" && mark === before ? length + 1 : mark === "" ? 0 : 1;
    before = mark;
    if (length >= leastRun) return true;
  }
  return false;
}

function scaleIn(question: Question): string | null {
  if (question.type === "rating") return `${question.scale?.min ?? 1}-${question.scale?.max ?? 5}`;
  return question.type === "nps" || question.type === "csat" || question.type === "ces" ? question.type : null;
}
