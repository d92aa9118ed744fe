import { type Fault, faultsOf, nextScaleVersions } from "@otklik/domain/survey/check-definition";
import { faultsOfLogic } from "@otklik/domain/survey/check-logic";
import { isMetricQuestion, type Question, type SurveyDefinition, scaleOf } from "@otklik/domain/survey/definition";
import { changedScales, type ScaleChange } from "@otklik/domain/survey/scale-change";
import { localesOf } from "@otklik/domain/survey/texts";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { missingImages } from "../images/index.ts";
import { type Page, type PageRequest, pageOf } from "../page.ts";
import { invalid, Problem } from "../problem.ts";
import {
  findSurvey,
  findVersion,
  insertSeries,
  insertSurvey,
  insertVersion,
  listSurveys,
  listVersions,
  lockSurvey,
  type SurveyRow,
  seriesOf,
  updateSurvey,
} from "./store.ts";

export type SurveyInput = Omit<SurveyDefinition, "schemaVersion" | "translations"> & {
  translations?: SurveyDefinition["translations"];
};
export type SurveyView = SurveyDefinition & {
  id: string;
  status: "draft" | "published";
  version: number | null;
  createdAt: string;
  updatedAt: string;
};

/** A draft, not asked of anybody yet. */
export async function createSurvey(ctx: Context, input: SurveyInput): Promise<SurveyView> {
  const now = ctx.ports.now();
  const survey = await insertSurvey(ctx, {
    id: ctx.ports.crypto.uuidv7(),
    draft: definitionOf(input),
    createdAt: now,
    updatedAt: now,
  });
  return surveyView(survey);
}

/**
 * Replaces the draft. What is being asked stays as it is until the next publishing. With `seen`, the `updatedAt` of the
 * draft that was changed: refused where somebody else has saved since.
 */
export async function replaceDraft(ctx: Context, id: string, input: SurveyInput, seen?: string): Promise<SurveyView> {
  const survey = await lockKnownSurvey(ctx, id);
  requireUnchanged(survey, seen);
  const changes = { draft: definitionOf(input), updatedAt: ctx.ports.now() };
  await updateSurvey(ctx, id, changes);
  return surveyView({ ...survey, ...changes });
}

/** Freezes the draft as the version that is asked from now on. Publishing an unchanged draft again changes nothing. */
export async function publishSurvey(ctx: Context, id: string, seen?: string): Promise<SurveyView> {
  const survey = await lockKnownSurvey(ctx, id);
  requireUnchanged(survey, seen);
  const previous = survey.publishedVersion === null ? null : await findVersion(ctx, id, survey.publishedVersion);
  if (previous && JSON.stringify(previous.definition) === JSON.stringify(survey.draft)) return surveyView(survey);

  const faults = [...faultsOfLogic(survey.draft), ...(await faultsOfPictures(ctx, survey.draft))];
  if (faults.length > 0) throw invalid("survey.broken", faults);
  const version = (survey.publishedVersion ?? 0) + 1;
  const scaleVersions = nextScaleVersions(survey.draft, previous, await highestScaleVersions(ctx, id));
  await insertVersion(ctx, {
    surveyId: id,
    version,
    definition: survey.draft,
    scaleVersions,
    publishedAt: ctx.ports.now(),
  });
  await insertSeries(ctx, seriesRows(ctx, id, survey.draft, scaleVersions));
  await updateSurvey(ctx, id, { publishedVersion: version });
  ctx.afterCommit(() => ctx.memory.catalogues.delete(ctx.workspaceId));
  await audit(ctx, { action: "survey.publish", subjectKind: "survey", subjectId: id, details: { version } });
  return surveyView({ ...survey, publishedVersion: version });
}

export async function readSurvey(ctx: Context, id: string): Promise<SurveyView> {
  const survey = await findSurvey(ctx, id);
  if (!survey) throw unknownSurvey(id);
  return surveyView(survey);
}

export async function readSurveys(ctx: Context, request: PageRequest): Promise<Page<SurveyView>> {
  const page = pageOf(await listSurveys(ctx, request), request.limit, ({ createdAt, id }) => ({ at: createdAt, id }));
  return { ...page, data: page.data.map(surveyView) };
}

export type VersionView = {
  version: number;
  name: string;
  publishedAt: string;
  /** Whether this is the version that is asked now. */
  isCurrent: boolean;
  locales: string[];
  questions: Question[];
  /** By metric question, which of its scales this version asks on. */
  scaleVersions: Record<string, number>;
  /** Metric questions whose answers are another series than those of the version before, and why. */
  newSeries: { questionId: string; because: ScaleChange[] }[];
};

/** Every version that was ever asked, newest first. */
export async function readVersions(ctx: Context, id: string): Promise<VersionView[]> {
  const survey = await findSurvey(ctx, id);
  if (!survey) throw unknownSurvey(id);
  const versions = await listVersions(ctx, id);
  return versions.map(({ version, definition, publishedAt, scaleVersions }, index) => ({
    version,
    name: definition.name,
    publishedAt: publishedAt.toISOString(),
    isCurrent: version === survey.publishedVersion,
    locales: localesOf(definition),
    questions: definition.questions,
    scaleVersions,
    newSeries: changedScales(versions[index + 1]?.definition ?? definition, definition),
  }));
}

function definitionOf(input: SurveyInput): SurveyDefinition {
  const faults = faultsOf(input);
  if (faults.length > 0) throw invalid("survey.invalid", faults);
  return { schemaVersion: 1, ...input, translations: input.translations ?? {} };
}

async function lockKnownSurvey(ctx: Context, id: string): Promise<SurveyRow> {
  const survey = await lockSurvey(ctx, id);
  if (!survey) throw unknownSurvey(id);
  return survey;
}

function requireUnchanged({ updatedAt }: SurveyRow, seen: string | undefined): void {
  if (seen === undefined || seen === updatedAt.toISOString()) return;
  throw new Problem(
    "conflict",
    "survey.changed-meanwhile",
    "Somebody has saved this draft since you read it. Read it again, or save without If-Match to replace it.",
  );
}

export const unknownSurvey = (id: string) => new Problem("not-found", "survey.not-found", `No survey ${id}.`);

/** Pictures that were never uploaded: our page loads nothing from elsewhere. */
async function faultsOfPictures(ctx: Context, { questions }: SurveyDefinition): Promise<Fault[]> {
  const shown = questions.flatMap((question, at) =>
    question.type !== "picture"
      ? []
      : question.choices.map(({ image }, choice) => ({ image, pointer: `/questions/${at}/choices/${choice}/image` })),
  );
  const missing = await missingImages(
    ctx,
    shown.map(({ image }) => image),
  );
  return shown.flatMap(({ image, pointer }) =>
    missing.has(image) ? [{ pointer, detail: "There is no such picture. Upload it first." }] : [],
  );
}

async function highestScaleVersions(ctx: Context, surveyId: string): Promise<Map<string, number>> {
  const highest = new Map<string, number>();
  for (const { questionId, scaleVersion } of await seriesOf(ctx, surveyId)) {
    highest.set(questionId, Math.max(highest.get(questionId) ?? 0, scaleVersion));
  }
  return highest;
}

function seriesRows(
  ctx: Context,
  surveyId: string,
  definition: SurveyDefinition,
  scaleVersions: Record<string, number>,
) {
  return definition.questions.filter(isMetricQuestion).map((question) => {
    const { min, max } = scaleOf(question);
    const id = ctx.ports.crypto.uuidv7();
    return {
      id,
      surveyId,
      questionId: question.id,
      scaleVersion: scaleVersions[question.id] ?? 1,
      metric: question.type,
      scaleMin: min,
      scaleMax: max,
      isAnonymous: Boolean(definition.anonymous),
    };
  });
}

function surveyView({ id, draft, publishedVersion, createdAt, updatedAt }: SurveyRow): SurveyView {
  return {
    id,
    ...draft,
    status: publishedVersion === null ? "draft" : "published",
    version: publishedVersion,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
