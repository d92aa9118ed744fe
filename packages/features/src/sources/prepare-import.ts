import { type CellValues, type ColumnMap, faultsOfAnswerColumns } from "@otklik/domain/sources/column-map";
import type { Context, PublishedSurvey } from "../context.ts";
import { invalid, type Problem } from "../problem.ts";
import {
  createSurvey,
  findSurvey,
  findVersion,
  publishSurvey,
  type SurveyInput,
  type SurveyRow,
  surveysNamed,
} from "../surveys/index.ts";
import {
  findTouchpoint,
  readDimensions,
  type TouchpointInput,
  upsertDimension,
  upsertTouchpoint,
} from "../touchpoints/index.ts";

/** What a file's rows are answers to, and where each of its columns goes. */
export type ImportMap = {
  /** The id of a published survey, or one that is made unless there is a survey of its name. */
  survey: string | { create: SurveyInput };
  /** Made if it is missing, with its key for a name and the channel below unless said otherwise. */
  touchpoint: Pick<TouchpointInput, "key"> & Partial<TouchpointInput>;
  channel: string;
  /** IANA name: the clock of times without an offset. */
  timeZone: string;
  columns: ColumnMap;
  values?: CellValues;
  /** Attributes that scores are counted by. */
  dimensions?: string[];
};

export type PreparedImport = { survey: PublishedSurvey; touchpointKey: string };

/** Finds or makes all that the rows need before the first of them is stored. */
export async function prepareImport(ctx: Context, map: ImportMap): Promise<PreparedImport> {
  const survey = await publishedSurvey(
    ctx,
    typeof map.survey === "string" ? map.survey : await surveyToFill(ctx, map.survey.create),
  );
  const faults = faultsOfAnswerColumns(survey.definition, map.columns);
  if (faults.length > 0) throw invalid("import.invalid", faults);

  const { key, name = key, channels = [map.channel], ...more } = map.touchpoint;
  if (!(await findTouchpoint(ctx, key))) await upsertTouchpoint(ctx, { key, name, channels, ...more });
  const declared = new Set((await readDimensions(ctx)).map((dimension) => dimension.key));
  for (const one of map.dimensions ?? []) {
    if (!declared.has(one)) await upsertDimension(ctx, { key: one, name: one });
  }
  return { survey, touchpointKey: key };
}

/** The id of the one survey of this name, made and published if there is none: a second run finds what the first made. */
async function surveyToFill(ctx: Context, input: SurveyInput): Promise<string> {
  const [survey, another] = await surveysNamed(ctx, input.name);
  if (another)
    throw refusedSurvey(`Several surveys are named "${input.name}". Put the id of one of them in place of "create".`);
  if (survey) return survey.id;
  const { id } = await createSurvey(ctx, input);
  await publishSurvey(ctx, id);
  return id;
}

async function publishedSurvey(ctx: Context, id: string): Promise<PublishedSurvey> {
  const survey: SurveyRow | null = await findSurvey(ctx, id);
  if (!survey) throw refusedSurvey(`No survey ${id}.`);
  const version = survey.publishedVersion === null ? null : await findVersion(ctx, id, survey.publishedVersion);
  if (!version) throw refusedSurvey(`The survey "${survey.draft.name}" (${id}) is a draft. Publish it first.`);
  return { id, version: version.version, definition: version.definition, scaleVersions: version.scaleVersions };
}

const refusedSurvey = (detail: string): Problem => invalid("import.invalid", [{ pointer: "/survey", detail }]);
