import { rowsOf } from "@otklik/db/database";
import { cases, contactIdentities, contacts, members, responses, users } from "@otklik/db/schema/index";
import { inAnyCase } from "@otklik/domain/values/any-case";
import { and, asc, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { Context } from "../context.ts";
import type { PageRequest } from "../page.ts";
import type { ContactSummary } from "./contacts.ts";
import type { ContactFields } from "./export-columns.ts";
import type { HistoryKind } from "./history-entries.ts";

export type HistoryRow = { kind: HistoryKind; id: string; at: Date; details: Record<string, unknown> };

// As the rest of the API writes times.
const time = (column: string) => sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

/** What happened to a contact, of these kinds, as one table of kind, id, at and details. */
function happened({ workspaceId }: Context, contactId: string, kinds: readonly HistoryKind[]): SQL {
  const mine = (alias: string) =>
    sql`${sql.raw(alias)}.workspace_id = ${workspaceId} and ${sql.raw(alias)}.contact_id = ${contactId}`;
  const branches: Record<HistoryKind, SQL> = {
    event: sql`
      select 'event' as kind, e.id, e.occurred_at as at, jsonb_build_object('name', e.name, 'eventId', e.event_id, 'properties', e.properties) as details
      from customer_events e where ${mine("e")}`,
    decision: sql`
      select 'decision' as kind, d.id, d.at, jsonb_build_object('distributionId', d.distribution_id, 'distributionKind', n.kind,
        'touchpointKey', t.key, 'touchpointName', t.name, 'surveyName', s.draft ->> 'name', 'outcome', d.outcome, 'reason', d.reason,
        'nextEligibleAt', ${time("d.next_eligible_at")}, 'invitationId', d.invitation_id,
        'lastContactAt', case when d.reason in ('recontact', 'contact-budget') then (
          select ${time("max(l.at)")} from contact_ledger l
          join invitations i on i.workspace_id = l.workspace_id and i.id = l.invitation_id
          where l.workspace_id = d.workspace_id and l.contact_id = d.contact_id and i.created_at <= d.at
            and (d.reason = 'contact-budget' or l.survey_id = n.survey_id)) end) as details
      from decisions d
      join distributions n on n.workspace_id = d.workspace_id and n.id = d.distribution_id
      join touchpoints t on t.workspace_id = n.workspace_id and t.id = n.touchpoint_id
      join surveys s on s.workspace_id = n.workspace_id and s.id = n.survey_id
      where ${mine("d")}`,
    invitation: sql`
      select 'invitation' as kind, i.id, i.created_at as at, jsonb_build_object('distributionId', i.distribution_id, 'touchpointKey', t.key, 'touchpointName', t.name,
        'surveyName', s.draft ->> 'name', 'channel', i.channel, 'status', i.status, 'reason', i.reason,
        'sendAt', ${time("i.send_at")}, 'sentAt', ${time("i.sent_at")}, 'openedAt', ${time("i.opened_at")}) as details
      from invitations i
      join touchpoints t on t.workspace_id = i.workspace_id and t.id = i.touchpoint_id
      join surveys s on s.workspace_id = i.workspace_id and s.id = i.survey_id
      where ${mine("i")}`,
    response: sql`
      select 'response' as kind, r.id, r.occurred_at as at, jsonb_build_object('surveyId', r.survey_id, 'surveyName', s.draft ->> 'name', 'touchpointKey', t.key,
        'touchpointName', t.name, 'channel', r.channel, 'score', r.score, 'class', r.class, 'comment', r.comment, 'status', r.status) as details
      from responses r
      join touchpoints t on t.workspace_id = r.workspace_id and t.id = r.touchpoint_id
      join surveys s on s.workspace_id = r.workspace_id and s.id = r.survey_id
      where ${mine("r")}`,
    case: sql`
      select 'case' as kind, c.id, c.opened_at as at, jsonb_build_object('touchpointKey', t.key, 'touchpointName', t.name, 'status', c.status, 'reason', c.reason,
        'score', c.score, 'resolvedAt', ${time("c.resolved_at")}) as details
      from cases c
      left join touchpoints t on t.workspace_id = c.workspace_id and t.id = c.touchpoint_id
      where ${mine("c")}`,
  };
  const wanted = [...new Set(kinds)].map((kind) => branches[kind]);
  return sql`(${sql.join(wanted, sql` union all `)}) as history`;
}

const historyColumns = sql`kind, id, (extract(epoch from at) * 1000)::float8 as at, details::text as details`;

const historyRows = (result: unknown) =>
  rowsOf<{ kind: HistoryKind; id: string; at: number; details: string }>(result).map((row) => ({
    ...row,
    at: new Date(row.at),
    details: JSON.parse(row.details) as Record<string, unknown>,
  }));

/** Newest first, one more than asked for. */
export async function historyOf(
  ctx: Context,
  contactId: string,
  kinds: readonly HistoryKind[],
  { limit, after }: PageRequest,
): Promise<HistoryRow[]> {
  const older = after
    ? sql`where (at, id) < (${new Date(after.at).toISOString()}::timestamptz, ${after.id}::uuid)`
    : sql``;
  return historyRows(
    await ctx.tx.execute(sql`
      select ${historyColumns} from ${happened(ctx, contactId, kinds)} ${older}
      order by history.at desc, id desc limit ${limit + 1}`),
  );
}

/** The last so many before a moment, or the first so many from it on; newest first. */
export async function historyBeside(
  ctx: Context,
  contactId: string,
  { kinds, side, at, limit }: { kinds: readonly HistoryKind[]; side: "before" | "from"; at: Date; limit: number },
): Promise<HistoryRow[]> {
  const moment = sql`${at.toISOString()}::timestamptz`;
  const [where, order] =
    side === "before"
      ? [sql`at < ${moment}`, sql`history.at desc, id desc`]
      : [sql`at >= ${moment}`, sql`history.at, id`];
  const rows = historyRows(
    await ctx.tx.execute(sql`
      select ${historyColumns} from ${happened(ctx, contactId, kinds)} where ${where} order by ${order} limit ${limit}`),
  );
  return side === "before" ? rows : rows.reverse();
}

/** Newest first, one more than asked for. Ids are made in the order of time: the primary key serves the page. */
export async function listContacts(
  { tx, workspaceId }: Context,
  { q }: { q?: string },
  { limit, after }: PageRequest,
): Promise<ContactSummary[]> {
  const older = after ? sql`and c.id < ${after.id}` : sql``;
  const pattern = inAnyCase(q ?? "");
  // People write a number with blanks and dashes, we keep it without.
  const digits = q && /^[+\d\s().-]{3,}$/.test(q) && /\d/.test(q) ? inAnyCase(q.replace(/[\s().-]/g, "")) : pattern;
  const found = q
    ? sql`and (c.name ~ ${pattern} or exists (
        select from contact_identities i where i.workspace_id = c.workspace_id and i.contact_id = c.id
          and i.value ~ case i.kind when 'phone' then ${digits} else ${pattern} end))`
    : sql``;
  const newest = (kind: string) =>
    sql`(select i.address from contact_identities i where i.workspace_id = c.workspace_id and i.contact_id = c.id
      and i.kind = ${kind} order by i.created_at desc, i.value limit 1)`;
  const result = await tx.execute(sql`
    select c.id, c.name, ${newest("email")} as email, ${newest("phone")} as phone, ${newest("externalId")} as "externalId", c.locale,
      c.value_minor::float8 / 100 as value, c.unsubscribed_at is not null as unsubscribed, c.is_test as "isTest",
      ${time("c.created_at")} as "createdAt",
      (select jsonb_build_object('id', r.id, 'score', r.score, 'class', r.class, 'at', ${time("r.occurred_at")})::text
        from responses r where r.workspace_id = c.workspace_id and r.contact_id = c.id
        order by r.occurred_at desc, r.id desc limit 1) as "lastResponse"
    from contacts c
    where c.workspace_id = ${workspaceId} and c.erased_at is null and c.merged_into is null ${found} ${older}
    order by c.id desc
    limit ${limit + 1}`);
  return rowsOf<ContactSummary & { lastResponse: string | null }>(result).map((row) => ({
    ...row,
    lastResponse: row.lastResponse === null ? null : JSON.parse(row.lastResponse),
  }));
}

export type Whose = {
  id: string;
  contactName: string | null;
  caseId: string | null;
  caseStatus: string | null;
  caseResolvedAt: Date | null;
};

/** Whose these answers are, and the cases they opened. */
export async function whoseAre({ tx, workspaceId }: Context, responseIds: string[]): Promise<Whose[]> {
  if (responseIds.length === 0) return [];
  return tx
    .select({
      id: responses.id,
      contactName: contacts.name,
      caseId: cases.id,
      caseStatus: cases.status,
      caseResolvedAt: cases.resolvedAt,
    })
    .from(responses)
    .leftJoin(contacts, and(eq(contacts.workspaceId, responses.workspaceId), eq(contacts.id, responses.contactId)))
    .leftJoin(
      cases,
      and(
        eq(cases.workspaceId, responses.workspaceId),
        eq(cases.subjectType, "response"),
        eq(cases.subjectId, responses.id),
      ),
    )
    .where(and(eq(responses.workspaceId, workspaceId), inArray(responses.id, responseIds)));
}

export async function namesOfMembers({ tx, workspaceId }: Context, userIds: string[]): Promise<Map<string, string>> {
  if (userIds.length === 0) return new Map();
  const rows = await tx
    .select({ id: users.id, name: users.name })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.organizationId, workspaceId), inArray(users.id, userIds)));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Names and addresses by contact; erased ones are not among them. Of several addresses the newest. */
export async function contactFieldsOf(
  { tx, workspaceId }: Context,
  contactIds: string[],
): Promise<Map<string, ContactFields>> {
  if (contactIds.length === 0) return new Map();
  const known = await tx
    .select({ id: contacts.id, name: contacts.name })
    .from(contacts)
    .where(and(eq(contacts.workspaceId, workspaceId), inArray(contacts.id, contactIds)));
  const fields = new Map(
    known.map(({ id, name }): [string, ContactFields] => [id, { name, email: null, phone: null, externalId: null }]),
  );
  const identities = await tx
    .select()
    .from(contactIdentities)
    .where(and(eq(contactIdentities.workspaceId, workspaceId), inArray(contactIdentities.contactId, contactIds)))
    .orderBy(asc(contactIdentities.createdAt), asc(contactIdentities.value));
  for (const { contactId, kind, address } of identities) {
    const of = fields.get(contactId);
    if (of) of[kind] = address;
  }
  return fields;
}
