import { type AnswerColumn, answerColumns } from "@otklik/domain/exports/answer-columns";
import type { Cell } from "@otklik/domain/exports/cells";
import { type ColumnGroup, type ExportWords, exportWordsFor } from "@otklik/domain/exports/words";
import type { AnswerValue } from "@otklik/domain/survey/definition";
import { questionKeysOf } from "@otklik/domain/survey/merged-questions";
import { readSettings, seesPersonalData } from "../accounts/index.ts";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../page.ts";
import { Problem } from "../problem.ts";
import {
  type FoundIds,
  findAll,
  foundIn,
  listFound,
  listResponses,
  type ResponseFilter,
  type ResponseQuestion,
  resolveFilter,
  type StoredResponse,
  surveysAnswered,
  tagsOf,
  tellableSurveys,
} from "../responses/index.ts";
import { listVersions } from "../surveys/index.ts";
import { listTouchpoints } from "../touchpoints/index.ts";
import { type BaseColumn, baseColumns, type ExportedResponse, headingOf, personalGroups } from "./export-columns.ts";
import { contactFieldsOf, whoseAre } from "./store.ts";

export type ExportSettings = {
  format: "csv" | "xlsx" | "json";
  /** One row an answer to a survey, or one row an answer to a question. */
  shape: "response" | "answer";
  as: "labels" | "values";
  /** The language of headings and, where the survey has it, of prompts and choices. */
  locale: "en" | "ru";
  columns: readonly ColumnGroup[];
};

/** What a file will hold, decided before its first row. */
export type ExportPlan = {
  filter: ResponseFilter;
  /** What a search found; null: none was asked for, and the pages follow the index of times. */
  found: FoundIds | null;
  settings: ExportSettings;
  words: ExportWords;
  timeZone: string;
  base: BaseColumn[];
  surveys: Map<
    string,
    { name: string; columns: AnswerColumn[]; asked: ReadonlyMap<number, ReadonlyMap<string, string>> }
  >;
  touchpointNames: Map<string, string>;
  headings: string[];
  /** In characters. */
  widths: number[];
};

// Excel opens 16 384 columns of a sheet; nobody reads two thousand.
const mostColumns = 2000;

/**
 * Begins an export: everything that is there now and matches. Answers that come in meanwhile are not in the file, however
 * long it takes. Who may not see personal data gets no column that holds any.
 */
export async function beginExport(
  ctx: Context,
  question: ResponseQuestion,
  settings: ExportSettings,
): Promise<ExportPlan> {
  const filter = {
    ...(await resolveFilter(ctx, question)),
    receivedUntil: ctx.ports.now(),
    tellable: await tellableSurveys(ctx),
  };
  const words = exportWordsFor(settings.locale);
  const { timeZone } = await readSettings(ctx);
  const mayKnow = seesPersonalData(ctx.actor);
  const isWanted = (group: ColumnGroup) =>
    settings.columns.includes(group) && (mayKnow || !personalGroups.includes(group));
  const base = baseColumns(settings.as, words).filter(({ group }) => isWanted(group));
  const surveys = await askedBy(ctx, filter, { settings, words });
  for (const survey of surveys.values())
    survey.columns = isWanted("answers") ? survey.columns.filter(({ isPersonal }) => mayKnow || !isPersonal) : [];
  const touchpointNames = new Map((await listTouchpoints(ctx)).map(({ key, name }) => [key, name]));
  const found = filter.q === undefined && !filter.about ? null : await findAll(ctx, filter);
  const plan = { filter, found, settings, words, timeZone, base, surveys, touchpointNames };
  const columns = [...base.map((column) => headed(column, plan)), ...answerHeadings(plan)];
  if (settings.format !== "json" && columns.length > mostColumns)
    throw new Problem(
      "invalid",
      "export.too-wide",
      `This would be ${columns.length} columns, and a file takes ${mostColumns}. Choose one survey, or one row an answer.`,
      { errors: [{ pointer: "/shape", detail: "Choose answer, or filter by a survey." }] },
    );
  await auditExport(ctx, question, settings);
  return { ...plan, headings: columns.map(({ heading }) => heading), widths: columns.map(({ width }) => width) };
}

type Planned = Omit<ExportPlan, "headings" | "widths">;

const headed = ({ key, width }: BaseColumn, { words, timeZone, settings }: Planned) => ({
  heading: headingOf(key, words, settings.as === "labels" || settings.format === "xlsx" ? timeZone : "UTC"),
  width,
});

function answerHeadings({ settings, surveys, words }: Planned): { heading: string; width: number }[] {
  if (!settings.columns.includes("answers")) return [];
  const { questionId, question, part, answer } = words.columns;
  if (settings.shape === "answer")
    return [questionId, question, part, answer].map((heading, at) => ({
      heading,
      width: [16, 40, 24, 40][at] as number,
    }));
  return [...surveys.values()].flatMap(({ name, columns }) =>
    columns.map((column) => {
      const asked = column.part ? `${column.prompt}: ${column.part.label}` : column.prompt;
      return { heading: surveys.size > 1 ? `${name} · ${asked}` : asked, width: column.width };
    }),
  );
}

/** The surveys whose answers match, with the columns of the versions that were answered. */
async function askedBy(
  ctx: Context,
  filter: ResponseFilter,
  { settings, words }: Pick<ExportPlan, "settings" | "words">,
): Promise<ExportPlan["surveys"]> {
  const answered = Map.groupBy(await surveysAnswered(ctx, filter), ({ surveyId }) => surveyId);
  const surveys: ExportPlan["surveys"] = new Map();
  for (const [surveyId, of] of [...answered].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const numbers = new Set(of.map(({ version }) => version));
    const versions = (await listVersions(ctx, surveyId)).filter(({ version }) => numbers.has(version));
    const definitions = versions.map(({ definition }) => definition);
    const columns = answerColumns(definitions, { as: settings.as, locale: settings.locale, words: words.parts });
    const asked = new Map(versions.map(({ version, definition }) => [version, questionKeysOf(definition)]));
    surveys.set(surveyId, { name: definitions[0]?.name ?? surveyId, columns, asked });
  }
  return surveys;
}

// The names of filters only: what somebody looked for may be a name.
async function auditExport(ctx: Context, question: ResponseQuestion, settings: ExportSettings): Promise<void> {
  const filters = Object.entries(question).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  const { format, shape, columns } = settings;
  await audit(ctx, {
    action: "responses.export",
    subjectKind: "workspace",
    subjectId: ctx.workspaceId,
    details: { format, shape, columns, filters },
  });
}

/** Answers with the cells of every column: those of the survey's own questions stand in the order of its columns. */
export type ExportPage = { rows: { base: Cell[]; surveyId: string; answers: Cell[] }[]; nextCursor: string | null };

/** The next rows of a file. Each page is a transaction of its own: no export holds the database up. */
export async function readExportPage(
  ctx: Context,
  plan: ExportPlan,
  { limit, cursor }: { limit: number; cursor: string | null },
): Promise<ExportPage> {
  const page = plan.found
    ? await foundPage(ctx, plan.filter, { found: plan.found, from: Number(cursor ?? 0), limit })
    : await pageByTime(ctx, plan.filter, { limit, after: readCursor(cursor ?? undefined) });
  const ids = page.data.map(({ id }) => id);
  const tags = await tagsOf(ctx, ids);
  const cases = new Map((await whoseAre(ctx, ids)).map(({ id, caseId }) => [id, caseId]));
  const contacts = plan.base.some(({ group }) => group === "contact")
    ? await contactFieldsOf(ctx, [...new Set(page.data.flatMap(({ contactId }) => contactId ?? []))])
    : new Map();
  const rows = page.data.map((stored) => {
    const survey = plan.surveys.get(stored.surveyId);
    const asked = survey?.asked.get(stored.surveyVersion);
    const row: ExportedResponse = {
      ...stored,
      surveyName: survey?.name ?? stored.surveyId,
      touchpointName: plan.touchpointNames.get(stored.touchpointKey) ?? stored.touchpointKey,
      tags: tags.get(stored.id) ?? [],
      caseId: cases.get(stored.id) ?? null,
      contact: stored.contactId ? (contacts.get(stored.contactId) ?? null) : null,
    };
    return {
      base: plan.base.map(({ read }) => read(row)),
      surveyId: stored.surveyId,
      answers: (survey?.columns ?? []).map(({ questionId, questionKey, read }) =>
        asked?.get(questionId) === questionKey && Object.hasOwn(stored.answers, questionId)
          ? read(stored.answers[questionId] as AnswerValue)
          : null,
      ),
    };
  });
  return { rows, nextCursor: page.nextCursor };
}

async function pageByTime(ctx: Context, filter: ResponseFilter, request: PageRequest): Promise<Page<StoredResponse>> {
  return pageOf(await listResponses(ctx, filter, request), request.limit, ({ occurredAt, id }) => ({
    at: occurredAt,
    id,
  }));
}

async function foundPage(
  ctx: Context,
  filter: ResponseFilter,
  { found, from, limit }: { found: FoundIds; from: number; limit: number },
): Promise<Page<StoredResponse>> {
  const data = await listFound(ctx, filter, { found, from, limit });
  const next = from + limit;
  return { data, nextCursor: next < foundIn(found) ? String(next) : null };
}
