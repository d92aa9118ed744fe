import { cases, contacts, responses, touchpoints, users } from "@otklik/db/schema/index";
import type { Answers } from "@otklik/domain/survey/definition";
import { inAnyCase } from "@otklik/domain/values/any-case";
import { and, asc, count, desc, eq, inArray, isNotNull, lt, ne, or, type SQL, sql } from "drizzle-orm";
import type { Context } from "../context.ts";
import type { PageRequest } from "../page.ts";
import type { QueuePlace } from "./queue-place.ts";

type Stored = typeof cases.$inferSelect;
/** A case with what a person tells it from others by. */
export type CaseRow = Stored & {
  touchpointKey: string | null;
  touchpointName: string | null;
  contactName: string | null;
  assigneeName: string | null;
  comment: string | null;
  channel: string | null;
  class: string | null;
  answers: Answers | null;
};

const columns = {
  found: cases,
  touchpointKey: touchpoints.key,
  touchpointName: touchpoints.name,
  contactName: contacts.name,
  assigneeName: users.name,
  comment: responses.comment,
  channel: responses.channel,
  class: responses.class,
  answers: responses.answers,
};

async function select(
  { tx, workspaceId }: Context,
  where: SQL | undefined,
  { limit, order }: { limit: number; order: SQL[] },
): Promise<CaseRow[]> {
  const rows = await tx
    .select(columns)
    .from(cases)
    .leftJoin(touchpoints, and(eq(touchpoints.workspaceId, cases.workspaceId), eq(touchpoints.id, cases.touchpointId)))
    .leftJoin(contacts, and(eq(contacts.workspaceId, cases.workspaceId), eq(contacts.id, cases.contactId)))
    .leftJoin(
      responses,
      and(
        eq(responses.workspaceId, cases.workspaceId),
        eq(responses.id, cases.subjectId),
        eq(cases.subjectType, "response"),
      ),
    )
    .leftJoin(users, eq(users.id, cases.assigneeId))
    .where(and(eq(cases.workspaceId, workspaceId), where))
    .orderBy(...order)
    .limit(limit);
  return rows.map(({ found, ...more }) => ({ ...found, ...more }));
}

/** False when the subject has its case already. */
export async function insertCase(
  { tx, workspaceId }: Context,
  row: Omit<typeof cases.$inferInsert, "workspaceId">,
): Promise<boolean> {
  const inserted = await tx
    .insert(cases)
    .values({ workspaceId, ...row })
    .onConflictDoNothing()
    .returning({ id: cases.id });
  return inserted.length > 0;
}

export async function findCase(ctx: Context, id: string): Promise<CaseRow | null> {
  return (await select(ctx, eq(cases.id, id), { limit: 1, order: [asc(cases.id)] }))[0] ?? null;
}

/** The case about a response, locked. */
export async function lockCaseAbout(
  { tx, workspaceId }: Context,
  responseId: string,
): Promise<Pick<Stored, "id" | "score" | "reason"> | null> {
  const [found] = await tx
    .select({ id: cases.id, score: cases.score, reason: cases.reason })
    .from(cases)
    .where(and(eq(cases.workspaceId, workspaceId), eq(cases.subjectType, "response"), eq(cases.subjectId, responseId)))
    .for("update");
  return found ?? null;
}

export async function lockCase(ctx: Context, id: string): Promise<CaseRow | null> {
  const { tx, workspaceId } = ctx;
  await tx
    .select({ id: cases.id })
    .from(cases)
    .where(and(eq(cases.workspaceId, workspaceId), eq(cases.id, id)))
    .for("update");
  return findCase(ctx, id);
}

export async function updateCase(
  { tx, workspaceId }: Context,
  id: string,
  changes: Partial<typeof cases.$inferInsert>,
): Promise<void> {
  await tx
    .update(cases)
    .set(changes)
    .where(and(eq(cases.workspaceId, workspaceId), eq(cases.id, id)));
}

export type CaseFilter = {
  status?: Stored["status"][];
  isOpen?: boolean;
  assigneeId?: string;
  contact?: string;
  touchpoint?: string;
  /** Looked for in the customer's name, the comment and the touchpoint's name. */
  q?: string;
  /** A further filter that holds as well. */
  within?: CaseFilter;
};

function matching({ status, isOpen, assigneeId, contact, touchpoint, q, within }: CaseFilter): SQL | undefined {
  const pattern = q === undefined ? undefined : inAnyCase(q);
  return and(
    status ? inArray(cases.status, status) : undefined,
    isOpen ? ne(cases.status, "resolved") : undefined,
    assigneeId ? eq(cases.assigneeId, assigneeId) : undefined,
    contact ? eq(cases.contactId, contact) : undefined,
    touchpoint ? eq(touchpoints.key, touchpoint) : undefined,
    pattern
      ? or(...[contacts.name, responses.comment, touchpoints.name].map((text) => sql`${text} ~ ${pattern}`))
      : undefined,
    within ? matching(within) : undefined,
  );
}

/** Newest first, one more than asked for. */
export async function listCases(ctx: Context, filter: CaseFilter, { limit, after }: PageRequest): Promise<CaseRow[]> {
  const older = after
    ? or(lt(cases.openedAt, new Date(after.at)), and(eq(cases.openedAt, new Date(after.at)), lt(cases.id, after.id)))
    : undefined;
  const order = [desc(cases.openedAt), desc(cases.id)];
  return select(ctx, and(matching(filter), older), { limit: limit + 1, order });
}

/** By what is at stake, the most first; unknown is not 0 and stands behind everything known; then by when it is due. */
export async function queueCases(
  ctx: Context,
  filter: CaseFilter,
  { limit, after }: { limit: number; after: QueuePlace | null },
): Promise<CaseRow[]> {
  const order = [sql`${cases.valueMinor} desc nulls last`, asc(cases.dueAt), asc(cases.id)];
  return select(ctx, and(matching(filter), after ? behind(after) : undefined), { limit: limit + 1, order });
}

function behind({ valueMinor, dueAt, id }: QueuePlace): SQL | undefined {
  const later = sql`(${cases.dueAt}, ${cases.id}) > (${new Date(dueAt).toISOString()}::timestamptz, ${id}::uuid)`;
  if (valueMinor === null) return and(sql`${cases.valueMinor} is null`, later);
  return or(
    lt(cases.valueMinor, valueMinor),
    sql`${cases.valueMinor} is null`,
    and(eq(cases.valueMinor, valueMinor), later),
  );
}

export type CaseCounts = {
  open: number;
  mine: number;
  waiting: number;
  done: number;
  overdue: number;
  known: number;
  unknown: number;
};

/** How many there are of each, and what may be lost: a customer with two open cases can be lost once. */
export async function countCases(
  { tx, workspaceId }: Context,
  { now, memberId, touchpoint }: { now: Date; memberId: string | null; touchpoint?: string },
): Promise<CaseCounts> {
  const isOpen = sql`${cases.status} <> 'resolved'`;
  const at = and(eq(cases.workspaceId, workspaceId), touchpoint ? eq(touchpoints.key, touchpoint) : undefined);
  const isThere = and(eq(touchpoints.workspaceId, cases.workspaceId), eq(touchpoints.id, cases.touchpointId));
  const [counts] = await tx
    .select({
      open: sql<number>`count(*) filter (where ${isOpen})`.mapWith(Number),
      mine: sql<number>`count(*) filter (where ${isOpen} and ${cases.assigneeId} = ${memberId}::uuid)`.mapWith(Number),
      waiting: sql<number>`count(*) filter (where ${cases.status} = 'waiting')`.mapWith(Number),
      done: sql<number>`count(*) filter (where ${cases.status} = 'resolved')`.mapWith(Number),
      overdue:
        sql<number>`count(*) filter (where ${isOpen} and ${cases.dueAt} < ${now.toISOString()}::timestamptz)`.mapWith(
          Number,
        ),
    })
    .from(cases)
    .leftJoin(touchpoints, isThere)
    .where(at);
  const customers = tx
    .select({ value: sql<number | null>`max(${cases.valueMinor})`.as("value") })
    .from(cases)
    .leftJoin(touchpoints, isThere)
    .where(and(at, isOpen))
    .groupBy(sql`coalesce(${cases.contactId}, ${cases.id})`)
    .as("customers");
  const [stake] = await tx
    .select({
      known: sql<number>`coalesce(sum(${customers.value}), 0)`.mapWith(Number),
      unknown: sql<number>`count(*) filter (where ${customers.value} is null)`.mapWith(Number),
    })
    .from(customers);
  if (!counts || !stake) throw new Error("counts are there even where nothing is counted");
  return { ...counts, ...stake };
}

/** Open cases at a touchpoint beside this one. */
export async function countOthersAt({ tx, workspaceId }: Context, { id, touchpointId }: CaseRow): Promise<number> {
  if (!touchpointId) return 0;
  const [row] = await tx
    .select({ n: count() })
    .from(cases)
    .where(
      and(
        eq(cases.workspaceId, workspaceId),
        eq(cases.touchpointId, touchpointId),
        ne(cases.status, "resolved"),
        ne(cases.id, id),
      ),
    );
  return row?.n ?? 0;
}

/** What people wrote here before, the most used first. */
export async function usedBefore(
  { tx, workspaceId }: Context,
  field: "rootCause" | "outcome",
  limit: number,
): Promise<string[]> {
  const rows = await tx
    .select({ text: cases[field] })
    .from(cases)
    .where(and(eq(cases.workspaceId, workspaceId), isNotNull(cases[field])))
    .groupBy(cases[field])
    .orderBy(desc(count()), asc(cases[field]))
    .limit(limit);
  return rows.flatMap(({ text }) => (text === null ? [] : [text]));
}
