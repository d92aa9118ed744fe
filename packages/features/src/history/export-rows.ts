import type { Cell } from "@otklik/domain/exports/cells";
import type { ExportPage, ExportPlan } from "./export-responses.ts";

/** A page as lines of a table under the plan's headings. */
export function tableRows(plan: ExportPlan, { rows }: ExportPage): Cell[][] {
  return plan.settings.shape === "answer" ? rows.flatMap((row) => long(plan, row)) : rows.map((row) => wide(plan, row));
}

type Row = ExportPage["rows"][number];

function wide({ surveys }: ExportPlan, { base, surveyId, answers }: Row): Cell[] {
  const cells: Cell[] = [...base];
  for (const [id, { columns }] of surveys) {
    if (id === surveyId) cells.push(...answers);
    else for (let at = 0; at < columns.length; at++) cells.push(null);
  }
  return cells;
}

function long({ surveys }: ExportPlan, { base, surveyId, answers }: Row): Cell[][] {
  const columns = surveys.get(surveyId)?.columns ?? [];
  return columns.flatMap(({ questionId, prompt, part }, at) => {
    const cell = answers[at] ?? null;
    return cell === null ? [] : [[...base, questionId, prompt, part?.label ?? null, cell]];
  });
}

/** A page as objects: answers by question and, where there are parts, by part. Moments are RFC 3339 in UTC. */
export function jsonObjects(plan: ExportPlan, { rows }: ExportPage): object[] {
  return plan.settings.shape === "answer"
    ? rows.flatMap((row) => answersOf(plan, row).map((answer) => ({ ...baseOf(plan, row), ...answer })))
    : rows.map((row) => ({ ...baseOf(plan, row), ...(hasAnswers(plan) && { answers: nested(plan, row) }) }));
}

const hasAnswers = ({ settings }: ExportPlan) => settings.columns.includes("answers");

const baseOf = ({ base }: ExportPlan, row: Row) =>
  Object.fromEntries(base.map(({ key }, at) => [key, jsonValue(row.base[at] ?? null)]));

function answersOf({ surveys }: ExportPlan, { surveyId, answers }: Row) {
  return (surveys.get(surveyId)?.columns ?? []).flatMap(({ questionId, prompt, part }, at) => {
    const cell = answers[at] ?? null;
    if (cell === null) return [];
    return [{ questionId, question: prompt, part: part?.id ?? null, answer: jsonValue(cell) }];
  });
}

// Ids are our customers': from entries, "__proto__" is a key like any other.
function nested(plan: ExportPlan, row: Row): object {
  const byQuestion = Map.groupBy(answersOf(plan, row), ({ questionId }) => questionId);
  return Object.fromEntries(
    [...byQuestion].map(([questionId, parts]) => [
      questionId,
      parts.every(({ part }) => part === null)
        ? parts[0]?.answer
        : Object.fromEntries(parts.map(({ part, answer }) => [part ?? "choice", answer])),
    ]),
  );
}

function jsonValue(cell: Cell): unknown {
  if (cell === null || typeof cell !== "object") return cell;
  return "at" in cell ? new Date(cell.at).toISOString() : cell.day;
}
