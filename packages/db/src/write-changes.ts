import type { SQL } from "drizzle-orm";
import { boundSql, noticeChannel } from "./database.ts";

/** A response to insert, in the columns' own names; times are ISO strings. */
export type ResponseRow = {
  id: string;
  submission_id: string;
  survey_id: string;
  survey_version: number;
  touchpoint_id: string;
  channel: string;
  contact_id: string | null;
  invitation_id: string | null;
  status: string;
  anonymous: "fresh" | null;
  is_counted: boolean;
  score: number | null;
  class: string | null;
  comment: string | null;
  answers: unknown;
  locale: string;
  attributes: unknown;
  segments: unknown;
  flags: string[];
  source: string;
  is_test: boolean;
  feeds_detector: boolean;
  body_digest: string;
  occurred_at: string;
  received_at: string;
};

/**
 * What a transaction does besides its own rows. Everything under a `response_id` happens only if that response was
 * inserted by the same statement; without one, always.
 */
export type Changes = {
  responses: ResponseRow[];
  /** One answer put into (n = 1) or taken out of (n = −1) a cell. `bucket` 0–10; sums are CSI indices × 10⁹. */
  additions: {
    response_id: string | null;
    cell_id: string;
    at: string;
    bucket: number;
    n: number;
    sum: string;
    sum_squares: string;
  }[];
  /** `at`: where it is not told to the millisecond. */
  log: { response_id: string | null; name: string; payload: Record<string, unknown>; at?: string }[];
  jobs: {
    response_id: string | null;
    id: string;
    queue: string;
    payload: Record<string, unknown>;
    dedupe_key: string;
    run_at: string;
  }[];
  /** Responses stored before that detectors shall take up now, in this order. */
  takeUps: string[];
  at: string;
};

export const noChanges = (at: string): Changes => ({
  responses: [],
  additions: [],
  log: [],
  jobs: [],
  takeUps: [],
  at,
});

export function isEmpty({ responses, additions, log, jobs, takeUps }: Changes): boolean {
  return [responses, additions, log, jobs, takeUps].every((list) => list.length === 0);
}

const buckets = Array.from({ length: 11 }, (_, bucket) => bucket);
const countColumns = ["n", ...buckets.map((bucket) => `c${bucket}`), "sum", "sum_squares"];
const listed = countColumns.join(", ");
const upsert = (table: string) =>
  `do update set ${countColumns.map((column) => `${column} = ${table}.${column} + excluded.${column}`).join(", ")}`;

/** What the statement returns: the ids it inserted if some were there before, null if all of them are new. */
export type Written = { inserted: string[] | null };

/**
 * Everything at once: the workspace's lock first, then what was not there yet, its counts, its place in the log and
 * the jobs that follow. Two processes never deadlock, because whoever has the lock already waits for nobody.
 */
export const changesStatement = `
with counter as (
  update workspace_counters
  set event_seq = event_seq + $7::text::int, detector_seq = detector_seq + $8::text::int + jsonb_array_length($9::text::jsonb)
  where workspace_id = $1::text::uuid
  returning event_seq, event_seq - $7::text::int as event_base,
    detector_seq - $8::text::int - jsonb_array_length($9::text::jsonb) as detector_base, time_zone
),
inserted as (
  insert into responses (
    workspace_id, id, submission_id, survey_id, survey_version, touchpoint_id, channel, contact_id, invitation_id,
    status, anonymous, is_counted, score, class, comment, answers, locale, attributes, segments, flags, source, is_test,
    feeds_detector, detector_seq, body_digest, occurred_at, received_at, last_saved_at)
  select
    $1::text::uuid, g.id, g.submission_id, g.survey_id, g.survey_version, g.touchpoint_id, g.channel, g.contact_id, g.invitation_id,
    g.status, g.anonymous, g.is_counted, g.score, g.class, g.comment, g.answers, g.locale, g.attributes, g.segments, g.flags, g.source, g.is_test,
    g.feeds_detector, case when g.feeds_detector then counter.detector_base + g.place end, g.body_digest, g.occurred_at, g.received_at,
    case when g.status = 'partial' then g.received_at end
  from counter, rows from (jsonb_to_recordset($2::text::jsonb) as (
    id uuid, submission_id text, survey_id uuid, survey_version int, touchpoint_id uuid, channel text, contact_id uuid,
    invitation_id uuid, status text, anonymous text, is_counted boolean, score float8, class text, comment text, answers jsonb, locale text,
    attributes jsonb, segments jsonb, flags text[], source text, is_test boolean, feeds_detector boolean, body_digest text,
    occurred_at timestamptz, received_at timestamptz)) with ordinality as g (
    id, submission_id, survey_id, survey_version, touchpoint_id, channel, contact_id, invitation_id, status, anonymous, is_counted,
    score, class, comment, answers, locale, attributes, segments, flags, source, is_test, feeds_detector, body_digest,
    occurred_at, received_at, place)
  join survey_versions v on v.workspace_id = $1::text::uuid and v.survey_id = g.survey_id and v.version = g.survey_version
  join touchpoints t on t.workspace_id = $1::text::uuid and t.id = g.touchpoint_id
  on conflict (workspace_id, submission_id) do nothing
  returning id
),
added as (
  select a.cell_id, date_trunc('hour', a.at, counter.time_zone) as hour, counter.time_zone,
    sum(a.n)::int as n, ${buckets.map((bucket) => `coalesce(sum(a.n) filter (where a.bucket = ${bucket}), 0)::int as c${bucket}`).join(", ")},
    sum(a.n * a.sum) as sum, sum(a.n * a.sum_squares) as sum_squares
  from counter, jsonb_to_recordset($3::text::jsonb) as a (response_id uuid, cell_id uuid, at timestamptz, bucket int, n int, sum numeric, sum_squares numeric)
  where a.response_id is null or a.response_id in (select id from inserted)
  group by a.cell_id, hour, counter.time_zone
),
hours as (
  insert into score_hours (workspace_id, cell_id, hour, ${listed})
  select $1::text::uuid, cell_id, hour, ${listed} from added
  on conflict (workspace_id, cell_id, hour) ${upsert("score_hours")}
),
days as (
  insert into score_days (workspace_id, cell_id, day, ${listed})
  select $1::text::uuid, cell_id, (hour at time zone time_zone)::date as day, ${countColumns.map((column) => `sum(${column})`).join(", ")}
  from added
  group by cell_id, day
  on conflict (workspace_id, cell_id, day) ${upsert("score_days")}
),
taken_up as (
  update responses r set feeds_detector = true, detector_seq = counter.detector_base + $8::text::int + u.place
  from counter, jsonb_array_elements_text($9::text::jsonb) with ordinality as u (id, place)
  where r.workspace_id = $1::text::uuid and r.id = u.id::uuid
),
logged as (
  insert into event_log (workspace_id, seq, name, payload, at)
  select $1::text::uuid, counter.event_base + e.place, e.name, e.payload, coalesce(e.at, $6::text::timestamptz)
  from counter, rows from (jsonb_to_recordset($4::text::jsonb) as (response_id uuid, name text, payload jsonb, at timestamptz)) with ordinality as e (response_id, name, payload, at, place)
  where e.response_id is null or e.response_id in (select id from inserted)
),
queued as (
  insert into jobs (id, workspace_id, queue, payload, dedupe_key, run_at)
  select j.id, $1::text::uuid, j.queue, j.payload, j.dedupe_key, j.run_at
  from jsonb_to_recordset($5::text::jsonb) as j (response_id uuid, id uuid, queue text, payload jsonb, dedupe_key text, run_at timestamptz)
  where j.response_id is null or j.response_id in (select id from inserted)
  on conflict (queue, dedupe_key) do nothing
)
select case when (select count(*) from inserted) < $8::text::int then array(select id::text from inserted) end as inserted, pg_notify('${noticeChannel}', $1::text || ' ' || event_seq) from counter`;

export function changesValues(workspaceId: string, changes: Changes): string[] {
  const { responses, additions, log, jobs, takeUps, at } = changes;
  const texts = [responses, additions, log, jobs].map((list) => JSON.stringify(list));
  return [workspaceId, ...texts, at, String(log.length), String(responses.length), JSON.stringify(takeUps)];
}

/** The same statement for a transaction that is already open. */
export function changesSql(workspaceId: string, changes: Changes): SQL {
  return boundSql(changesStatement, changesValues(workspaceId, changes));
}
