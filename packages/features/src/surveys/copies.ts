import { type Change, changesBetween } from "@otklik/domain/survey/changes/changes-between";
import type { SurveyDefinition } from "@otklik/domain/survey/definition";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problem.ts";
import { findSurvey, findVersion } from "./store.ts";
import { createSurvey, replaceDraft, type SurveyInput, type SurveyView, unknownSurvey } from "./surveys.ts";

const longestName = 200;

/** A survey's draft under another name, as a draft of its own: it shares no versions, series or answers with the first. */
export async function duplicateSurvey(ctx: Context, id: string, name?: string): Promise<SurveyView> {
  const draft = await definitionOf(ctx, id, null);
  const { schemaVersion: _, ...input } = draft;
  const copy = await createSurvey(ctx, { ...input, name: name ?? nextName(draft.name) });
  await audit(ctx, { action: "survey.duplicate", subjectKind: "survey", subjectId: copy.id, details: { from: id } });
  return copy;
}

/** "After delivery (2)", then "(3)". */
function nextName(name: string): string {
  const [, stem = name, count = "1"] = /^(.*) \((\d{1,4})\)$/s.exec(name) ?? [];
  const tail = ` (${Number(count) + 1})`;
  return `${Array.from(stem)
    .slice(0, longestName - tail.length)
    .join("")}${tail}`;
}

/** The whole of a survey as a document that another installation takes: its draft, or one of its versions. */
export function exportSurvey(ctx: Context, id: string, version: number | null): Promise<SurveyDefinition> {
  return definitionOf(ctx, id, version);
}

/** Takes such a document as a new draft, or in place of the draft of a survey that is there; `seen` as in `replaceDraft`. */
export async function importSurvey(
  ctx: Context,
  input: SurveyInput,
  into?: string,
  seen?: string,
): Promise<SurveyView> {
  return into === undefined ? createSurvey(ctx, input) : replaceDraft(ctx, into, input, seen);
}

/** Makes an earlier version the draft again. What is asked stays as it is until the next publishing. */
export async function restoreVersion(ctx: Context, id: string, version: number, seen?: string): Promise<SurveyView> {
  const { schemaVersion: _, ...input } = await definitionOf(ctx, id, version);
  return replaceDraft(ctx, id, input, seen);
}

type Side = number | "draft";

/** What differs between two of a survey's versions, or one and the draft. */
export async function readChanges(
  ctx: Context,
  { id, to, locale, ...asked }: { id: string; from?: Side; to: Side; locale: "en" | "ru" },
): Promise<{ from: Side; to: Side; changes: Change[] }> {
  const from = asked.from ?? (await findSurvey(ctx, id))?.publishedVersion ?? "draft";
  const side = (one: Side) => definitionOf(ctx, id, one === "draft" ? null : one);
  const [before, after] = [await side(from), await side(to)];
  return { from, to, changes: changesBetween(before, after, locale) };
}

async function definitionOf(ctx: Context, id: string, version: number | null): Promise<SurveyDefinition> {
  const survey = await findSurvey(ctx, id);
  if (!survey) throw unknownSurvey(id);
  if (version === null) return survey.draft;
  const found = await findVersion(ctx, id, version);
  if (!found) throw new Problem("not-found", "survey.version-not-found", `The survey has no version ${version}.`);
  return found.definition;
}
