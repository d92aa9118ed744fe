import type { Trigger } from "@otklik/domain/targeting/trigger";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import { type Page, type PageRequest, pageOf } from "../page.ts";
import { type FieldError, invalid, Problem } from "../problem.ts";
import { findSurvey } from "../surveys/index.ts";
import { findTouchpoint, listTouchpoints } from "../touchpoints/index.ts";
import {
  checkLinkSettings,
  type LinkSettings,
  type LinkSettingsView,
  linkSettingsView,
  requireSlug,
} from "./link-settings.ts";
import { takenAt } from "./link-store.ts";
import {
  type DistributionRow,
  findDistribution,
  insertDistribution,
  listDistributions,
  updateDistribution,
} from "./store.ts";

export type DistributionInput = {
  surveyId: string;
  touchpointKey: string;
  channels: string[];
  trigger?: Trigger;
  kind?: "transactional" | "relational";
  whenBudgetSpent?: "refuse" | "defer";
  delaySeconds?: number;
  reminders?: { afterSeconds: number }[];
  sampling?: number;
  recontactDays?: number | null;
  priority?: number;
  active: boolean;
} & LinkSettings;

export type DistributionView = Required<Omit<DistributionInput, "trigger" | keyof LinkSettings>> &
  LinkSettingsView & {
    id: string;
    trigger: Trigger | null;
    /** Of the open link. */
    slug: string;
    url: string;
    createdAt: string;
  };

/** One way a survey is offered at a touchpoint. The survey must have been published. */
export async function createDistribution(ctx: Context, input: DistributionInput): Promise<DistributionView> {
  const survey = await findSurvey(ctx, input.surveyId);
  const touchpoint = await findTouchpoint(ctx, input.touchpointKey);
  const errors: FieldError[] = [];
  if (!survey) errors.push({ pointer: "/surveyId", detail: `No survey ${input.surveyId}.` });
  else if (survey.publishedVersion === null)
    errors.push({ pointer: "/surveyId", detail: "This survey is a draft. Publish it first." });
  if (!touchpoint)
    errors.push({ pointer: "/touchpointKey", detail: `No touchpoint has the key ${input.touchpointKey}.` });
  if (errors.length > 0 || !touchpoint) throw invalid("distribution.invalid", errors);

  const id = ctx.ports.crypto.uuidv7();
  const doors = await checkLinkSettings(ctx, { ...closedDoors, id }, input);
  const row = {
    ...closedDoors,
    slug: ctx.ports.crypto.randomToken().slice(0, 22),
    ...doors,
    id,
    surveyId: input.surveyId,
    touchpointId: touchpoint.id,
    channels: input.channels,
    trigger: input.trigger ?? null,
    triggerEvent: input.trigger?.event ?? null,
    kind: input.kind ?? "transactional",
    whenBudgetSpent: input.whenBudgetSpent ?? "refuse",
    delaySeconds: input.delaySeconds ?? 0,
    reminders: input.reminders ?? [],
    sampling: input.sampling ?? 1,
    recontactDays: input.recontactDays ?? null,
    priority: input.priority ?? 0,
    active: input.active,
    createdAt: ctx.ports.now(),
  } as const;
  await insertDistribution(ctx, { ...row, channels: [...row.channels], reminders: [...row.reminders] });
  await requireSlug(ctx, row.slug, id);
  return readDistribution(ctx, row.id);
}

const closedDoors = {
  pinHash: null,
  singleUse: false,
  opensAt: null,
  closesAt: null,
  responseLimit: null,
  redirectUrl: null,
};

export type DistributionChange = Partial<Omit<DistributionInput, "surveyId" | "touchpointKey" | "trigger">> & {
  trigger?: Trigger | null;
};

/**
 * Changes how a survey is offered from now on; what is not said stays. What was planned before it was switched off is
 * not sent. Survey and touchpoint stay: answers are attributed to both.
 */
export async function changeDistribution(
  ctx: Context,
  id: string,
  change: DistributionChange,
): Promise<DistributionView> {
  const before = await findDistribution(ctx, id);
  if (!before) throw noDistribution(id);
  const { trigger, pin: _, ...said } = change;
  const changes = {
    ...said,
    ...(trigger !== undefined && { trigger, triggerEvent: trigger?.event ?? null }),
    ...(await checkLinkSettings(ctx, before, change)),
  };
  const fields = Object.keys(change);
  if (fields.length > 0) {
    await updateDistribution(ctx, id, changes);
    if (changes.slug) await requireSlug(ctx, changes.slug, id);
    await audit(ctx, {
      action: "distribution.change",
      subjectKind: "distribution",
      subjectId: id,
      details: { fields },
    });
  }
  return readDistribution(ctx, id);
}

export async function readDistribution(ctx: Context, id: string): Promise<DistributionView> {
  const row = await findDistribution(ctx, id);
  if (!row) throw noDistribution(id);
  return distributionView(ctx, row, await surroundings(ctx));
}

export async function readDistributions(ctx: Context, request: PageRequest): Promise<Page<DistributionView>> {
  const page = pageOf(await listDistributions(ctx, request), request.limit, ({ createdAt, id }) => ({
    at: createdAt,
    id,
  }));
  const around = await surroundings(ctx);
  return { ...page, data: page.data.map((row) => distributionView(ctx, row, around)) };
}

export async function touchpointKeyOf(ctx: Context, touchpointId: string): Promise<string> {
  return (await touchpointKeys(ctx)).get(touchpointId) as string;
}

async function touchpointKeys(ctx: Context): Promise<Map<string, string>> {
  return new Map((await listTouchpoints(ctx)).map(({ id, key }) => [id, key]));
}

type Surroundings = { keys: Map<string, string>; taken: Map<string, number> };

const surroundings = async (ctx: Context): Promise<Surroundings> => ({
  keys: await touchpointKeys(ctx),
  taken: await takenAt(ctx),
});

function distributionView(ctx: Context, row: DistributionRow, { keys, taken }: Surroundings): DistributionView {
  const { workspaceId: _, touchpointId, triggerEvent: __, createdAt, pinHash: ___, ...rest } = row;
  return {
    ...rest,
    ...linkSettingsView(row, taken.get(row.id) ?? 0),
    touchpointKey: keys.get(touchpointId) as string,
    url: `${ctx.ports.publicUrl}/s/${row.slug}`,
    createdAt: createdAt.toISOString(),
  };
}

const noDistribution = (id: string) => new Problem("not-found", "distribution.not-found", `No distribution ${id}.`);
