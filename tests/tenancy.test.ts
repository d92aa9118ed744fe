import { type Db, rowsOf } from "@otklik/db/database";
import { directoryTables } from "@otklik/db/directory-tables";
import { databaseCode } from "@otklik/features/database-code";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerOf, type Client } from "./support/client.ts";
import { answer, body, makeOffer, newEmail, score } from "./support/furnish.ts";
import { databases, openTestHouse, type TestHouse } from "./support/house.ts";

const directory = new Set<string>(directoryTables);
const unknown = "0198c0de-0000-7000-8000-000000000000";

/** One of everything that a workspace can have; the ids by the resource of their path. */
type Furnished = { client: Client; ids: Record<string, string> };

describe.each(databases)("Tenants, on %s", (on) => {
  let house: TestHouse;
  let a: Furnished;
  let b: Furnished;
  let tenantTables: string[];

  beforeAll(async () => {
    house = await openTestHouse({ on });
    a = await furnish();
    b = await furnish();
    const tables = await house.sql<{ name: string }>(
      "select relname as name from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace",
    );
    tenantTables = tables
      .map(({ name }) => name)
      .filter((name) => !directory.has(name))
      .sort();
  });
  afterAll(() => house.close());

  async function furnish(): Promise<Furnished> {
    const client = await house.workspace();
    const journey = body(await client.post("/v1/journeys", { key: "travel", name: "Travel" }));
    body(await client.call("PUT", `/v1/journeys/${journey.id}/stages`, { stages: [{ key: "use", name: "Use" }] }));
    const dimension = body(await client.post("/v1/dimensions", { key: "plan", name: "Plan" }));
    const offer = await makeOffer(client, { questions: [score] });
    const contact = { email: newEmail(), attributes: { plan: "gold" } };
    const once = { "idempotency-key": "the-same-in-both" };
    const reported = body(await client.post("/v1/events", { name: offer.event, contact, eventId: "order-1" }, once));
    await house.runDueJobs();
    const response = body(
      await answer(client, offer, 2, { contact: { email: contact.email }, submissionId: "the-same-in-both" }),
    );
    await house.runDueJobs();
    const [opened] = body(await client.get("/v1/cases")).data;
    body(await client.post(`/v1/cases/${opened.id}/notes`, { body: "Called" }));
    const link = /<(.+)>/.exec(house.mailer.mails.at(-1)?.headers["List-Unsubscribe"] ?? "")?.[1] as string;
    expect((await house.fetch(link, { method: "POST" })).status).toBe(200);
    // A job that waits, so that there is one in the table that all share.
    body(
      await client.post("/v1/events", {
        name: (await makeOffer(client, { delaySeconds: 3600 })).event,
        contact: { email: newEmail() },
      }),
    );
    const filed = `workspace_id, response_id) select '${client.workspaceId}', '${response.id}'`;
    await house.sql(`insert into response_tags (tag, ${filed.replace("select ", "select 'late', ")}`);
    await house.sql(
      `insert into response_notes (id, author_kind, body, at, ${filed.replace("select ", `select '${response.id}', 'key', 'Rang', now(), `)}`,
    );
    await house.sql(`insert into response_words (words, ${filed.replace("select ", "select 'late'::tsvector, ")}`);
    const [key] = await house.sql<{ id: string }>(
      `select id from api_keys where workspace_id = '${client.workspaceId}' and kind = 'publishable'`,
    );
    const [touchpoint] = body(await client.get("/v1/touchpoints")).data;
    const mark = body(await client.post("/v1/marks", { kind: "release", title: "2.0", touchpointKey: touchpoint.key }));
    await addShift(client, mark.id);
    const view = body(await client.post("/v1/views", { name: "Unhappy", search: "class=detractor", isShared: true }));
    const theme = body(await client.post("/v1/themes", { name: "Delays", keywords: ["late"] }));
    return {
      client,
      ids: {
        views: view.id,
        themes: theme.id,
        touchpoints: touchpoint.id,
        dimensions: dimension.id,
        keys: key?.id as string,
        contacts: response.contactId,
        journeys: journey.id,
        surveys: offer.surveyId,
        distributions: offer.distributionId,
        invitations: reported.decisions[0].invitationId,
        responses: response.id,
        cases: opened.id,
        marks: mark.id,
        shifts: mark.id,
      },
    };
  }

  /** A shift of a series that has everything a series may refer to. Its ids are the mark's, which are nobody else's. */
  async function addShift({ workspaceId }: Client, id: string) {
    const [ids, series] = [`'${workspaceId}', '${id}'`, `'${workspaceId}', '${id}', '${id}'`];
    const first = (table: string) => `(select id from ${table} where workspace_id = '${workspaceId}' limit 1)`;
    for (const statement of [
      `insert into shift_series (workspace_id, id, metric, scale_version, scale_min, scale_max, level, touchpoint_id, stage_id, journey_id, dimension_id, dimension_value, distribution_id, detector)
       values (${ids}, 'nps', 1, 0, 10, 'leaf', ${first("touchpoints")}, ${first("stages")}, ${first("journeys")}, ${first("dimensions")}, 'gold', ${first("distributions")}, '{}')`,
      `insert into shifts (workspace_id, id, head_id, direction, status, onset, onset_deviation, detected_at, evidence, threshold, mark_id)
       values (${series}, 'down', 'open', now(), 1, now(), 100, 60, '${id}')`,
      `insert into shift_parts (workspace_id, shift_id, series_id, against, onset, onset_deviation, detected_at, evidence, threshold, level, low, high, expected, answers, taught_from, taught_to)
       values (${series}, 'baseline', now(), 1, now(), 100, 60, 0.4, 0.3, 0.5, 0.6, 20, 20000, 20090)`,
      `insert into shift_changes (workspace_id, id, shift_id, kind, at, actor_kind) values (${series}, 'detected', now(), 'system')`,
      `insert into shift_alerts (workspace_id, shift_id, user_id, state, due_at, is_digest, status) values (${series}, 'detected', now(), false, 'sent')`,
      `insert into outcome_days (workspace_id, metric, touchpoint_id, channel, distribution_id, day, n, hits)
       values ('${workspaceId}', 'responseRate', ${first("touchpoints")}, 'email', ${first("distributions")}, 20000, 10, 3)`,
      `insert into distribution_doors (workspace_id, distribution_id) values ('${workspaceId}', ${first("distributions")})`,
      `insert into single_use_links (workspace_id, id, distribution_id, token_hash, created_at) values (${ids}, ${first("distributions")}, 'hash', now())`,
      `insert into quota_counts (workspace_id, survey_id, quota_id) values ('${workspaceId}', ${first("surveys")}, 'q')`,
      `insert into quota_answers (workspace_id, response_id, survey_id, quota_id, is_counted) values (${ids}, ${first("surveys")}, 'q', false)`,
      `insert into images (workspace_id, id, type, data, width, height, created_at) values (${ids}, 'image/png', 'aa==', 1, 1, now())`,
      `insert into spent_invitations (workspace_id, invitation_id) values ('${workspaceId}', ${first("invitations")})`,
      `insert into alert_preferences (workspace_id, user_id, mode) values (${ids}, 'each')`,
    ])
      await house.sql(statement);
  }

  const within = <T>({ client }: Furnished, work: (tx: Db) => Promise<T>) =>
    house.database.inWorkspace(client.workspaceId, work);
  const rowsIn = (who: Furnished, text: string) =>
    within(who, async (tx) => rowsOf<{ n: number }>(await tx.execute(text)));
  const codeOf = (who: Furnished, text: string) =>
    within(who, (tx) => tx.execute(text)).then(() => "done", databaseCode);
  /** Changes when anything of this workspace does. */
  const fingerprint = async ({ client: { workspaceId } }: Furnished) => {
    const sums = tenantTables.map(
      (name) =>
        `select md5(coalesce(string_agg(t::text, ' ' order by t::text), '')) as sum from "${name}" t where workspace_id = '${workspaceId}'`,
    );
    return JSON.stringify(await house.sql(sums.join(" union all ")));
  };

  describe("by the catalog", () => {
    it("every table is in the directory, or behind a wall with its tenant first in every key", async () => {
      expect(await breaches()).toEqual([]);
    });

    it("the directory names no table that is not there", async () => {
      const names = await house.sql<{ name: string }>(
        "select relname as name from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace",
      );
      expect(directoryTables.filter((table) => !names.some(({ name }) => name === table))).toEqual([]);
    });

    it.each<[string, string, string[]]>([
      [
        "is in neither",
        "create table sneaky (id uuid primary key, note text)",
        [
          "sneaky has no workspace_id",
          "sneaky has no forced row-level security",
          "sneaky has no policy",
          "sneaky_pkey does not begin with workspace_id",
        ],
      ],
      [
        "has its tenant and no wall",
        "create table sneaky (workspace_id uuid not null, id uuid, primary key (workspace_id, id))",
        ["sneaky has no forced row-level security", "sneaky has no policy"],
      ],
      [
        "has a wall that its owner walks through",
        "create table sneaky (workspace_id uuid not null, id uuid, primary key (workspace_id, id)); alter table sneaky enable row level security; create policy p on sneaky using (workspace_id = current_setting('app.workspace_id')::uuid)",
        ["sneaky has no forced row-level security"],
      ],
      [
        "has a policy that lets everybody in",
        "create table sneaky (workspace_id uuid not null, id uuid, primary key (workspace_id, id)); select tenant_table('sneaky'); create policy p on sneaky using (true)",
        ["sneaky has a policy without workspace_id"],
      ],
      [
        "may belong to nobody",
        "create table sneaky (workspace_id uuid, id uuid, unique (workspace_id, id)); select tenant_table('sneaky')",
        ["sneaky has no workspace_id"],
      ],
      [
        "is unique over all tenants",
        "create table sneaky (workspace_id uuid not null, id uuid, primary key (workspace_id, id)); select tenant_table('sneaky'); create unique index mine on sneaky (id, workspace_id)",
        ["mine does not begin with workspace_id"],
      ],
      [
        "refers without its tenant",
        "create table sneaky (workspace_id uuid not null, id uuid, contact uuid, primary key (workspace_id, id), constraint loose foreign key (contact, workspace_id) references contacts (id, workspace_id)); select tenant_table('sneaky')",
        ["loose does not begin with workspace_id"],
      ],
    ])("a new table that %s is found", async (_, statements, expected) => {
      // The last one needs a key to refer to that no table has, for good reason.
      const text = statements.includes("loose")
        ? `alter table contacts add constraint turned unique (id, workspace_id); ${statements}`
        : statements;
      try {
        for (const statement of text.split("; ")) await house.sql(statement);
        expect((await breaches()).filter((breach) => !breach.startsWith("turned"))).toEqual(expected);
      } finally {
        await house.sql("drop table sneaky");
        await house.sql("alter table contacts drop constraint if exists turned");
      }
    });

    it("the role that tenants work as is neither above the walls nor anybody's owner", async () => {
      const [role] = await house.sql(
        "select rolsuper, rolbypassrls, rolcanlogin from pg_roles where rolname = 'otklik_tenant'",
      );
      expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcanlogin: false });
      expect(
        await house.sql(
          "select relname from pg_class where relowner = (select oid from pg_roles where rolname = 'otklik_tenant')",
        ),
      ).toEqual([]);
      expect(await codeOf(a, "select 1 from api_keys where false")).toBe("done");
      for (const table of ["sessions", "credentials", "verifications", "installation", "member_invitations"])
        expect([table, await codeOf(a, `select 1 from ${table}`)]).toEqual([table, "42501"]);
    });
  });

  describe("by SQL run in one of two workspaces", () => {
    it("every table has rows of both, or this file proves nothing", async () => {
      for (const table of tenantTables) {
        for (const { client } of [a, b]) {
          const [row] = await house.sql<{ n: number }>(
            `select count(*)::int as n from "${table}" where workspace_id = '${client.workspaceId}'`,
          );
          expect([table, row?.n]).not.toEqual([table, 0]);
        }
      }
    });

    it("no row of the other is seen", async () => {
      for (const table of tenantTables) {
        const [own] = await house.sql<{ n: number }>(
          `select count(*)::int as n from "${table}" where workspace_id = '${a.client.workspaceId}'`,
        );
        const [theirs] = await rowsIn(
          a,
          `select count(*)::int as n from "${table}" where workspace_id = '${b.client.workspaceId}'`,
        );
        const [all] = await rowsIn(a, `select count(*)::int as n from "${table}"`);
        expect([table, theirs?.n, all?.n]).toEqual([table, 0, own?.n]);
      }
    });

    it("no row of the other is changed or taken away, whatever is not said", async () => {
      const before = await fingerprint(b);
      for (const table of tenantTables) {
        expect([
          table,
          await rowsIn(
            a,
            `update "${table}" set workspace_id = workspace_id where workspace_id = '${b.client.workspaceId}' returning 1`,
          ),
        ]).toEqual([table, []]);
        expect([
          table,
          await rowsIn(a, `delete from "${table}" where workspace_id = '${b.client.workspaceId}' returning 1`),
        ]).toEqual([table, []]);
      }
      expect(await fingerprint(b)).toBe(before);
    });

    it("no row is written for the other, nor handed over", async () => {
      const before = await fingerprint(b);
      for (const table of tenantTables) {
        const copy = `insert into "${table}" select (jsonb_populate_record(null::"${table}", to_jsonb(t) || '{"workspace_id":"${b.client.workspaceId}"}')).* from "${table}" t limit 1`;
        expect([table, await codeOf(a, copy)]).toEqual([table, "42501"]);
        expect([table, await codeOf(a, `update "${table}" set workspace_id = '${b.client.workspaceId}'`)]).toEqual([
          table,
          "42501",
        ]);
      }
      expect(await fingerprint(b)).toBe(before);
    });

    it("no row refers to one of the other's, by any foreign key", async () => {
      const keys = await foreignKeys();
      expect(keys.length).toBeGreaterThan(25);
      for (const { name, from, to, columns, targets } of keys) {
        const [, ...own] = columns;
        const [, ...theirs] = targets;
        const picked = `(select ${theirs.map((column) => `"${column}"`).join(", ")} from "${to}" where ${targets[0]} = '${b.client.workspaceId}' limit 1)`;
        const [foreign] = await house.sql<Record<string, unknown>>(
          `select * from ${picked} as x (${own.map((column) => `"${column}"`).join(", ")})`,
        );
        const set = own.map((column) => `"${column}" = '${foreign?.[column]}'`).join(", ");
        expect([
          name,
          await codeOf(a, `update "${from}" set ${set} where ctid = (select ctid from "${from}" limit 1)`),
        ]).toEqual([name, "23503"]);
      }
    });

    it("nothing at all is seen without a workspace", async () => {
      const seen = house.database.db.transaction(async (tx) => {
        await tx.execute("set local role otklik_tenant");
        return rowsOf<{ n: number }>(
          await tx.execute(
            tenantTables.map((table) => `select count(*)::int as n from "${table}"`).join(" union all "),
          ),
        );
      });
      expect(new Set((await seen).map(({ n }) => n))).toEqual(new Set([0]));
    });
  });

  describe("by HTTP with the key of one of two workspaces", () => {
    const survey = { name: "S", locale: "en", questions: [score] };
    const bodies: Record<string, unknown> = {
      "POST /v1/contacts/{id}/unsubscribe": undefined,
      "PUT /v1/journeys/{id}/stages": { stages: [] },
      "PUT /v1/journeys/{id}/touchpoints": { stages: [] },
      "PUT /v1/surveys/{id}": survey,
      "POST /v1/surveys/{id}/duplicate": {},
      "POST /v1/surveys/{id}/restore": { version: 1 },
      "POST /v1/surveys/{id}/publish": undefined,
      "POST /v1/surveys/{id}/preview": { nonce: "preview", answers: {} },
      "PATCH /v1/distributions/{id}": { active: false },
      "POST /v1/distributions/{id}/test": { email: "me@example.com" },
      "POST /v1/distributions/{id}/links": { count: 1 },
      "PATCH /v1/cases/{id}": { priority: "low" },
      "POST /v1/cases/{id}/notes": { body: "x" },
      "POST /v1/cases/{id}/resolve": { rootCause: "x", outcome: "y" },
      "POST /v1/cases/{id}/reopen": undefined,
      "POST /v1/cases/{id}/undo": undefined,
      "PUT /v1/responses/{id}/tags": { tags: ["x"] },
      "POST /v1/responses/{id}/notes": { body: "x" },
      "POST /v1/responses/{id}/release": undefined,
      "POST /v1/responses/{id}/quarantine": undefined,
      "POST /v1/shifts/{id}/acknowledge": {},
      "POST /v1/shifts/{id}/explain": { note: "x" },
      "POST /v1/shifts/{id}/close": {},
      "POST /v1/shifts/{id}/new-normal": {},
      "POST /v1/shifts/{id}/reopen": {},
      "PATCH /v1/marks/{id}": { title: "x" },
      "PATCH /v1/views/{id}": { name: "x" },
      "PATCH /v1/themes/{id}": { name: "x" },
    };
    const without = (text: string, id: string) => text.replaceAll(id, "…").replace(/"requestId":"[^"]+"/, "");

    it("the other's ids answer every route exactly as ids that nobody has", async () => {
      const { paths } = (await answerOf(await house.fetch("/openapi.json"))).body as { paths: Record<string, object> };
      const routes = Object.entries(paths).flatMap(([path, methods]) =>
        path.startsWith("/v1/") && path.includes("{id}")
          ? Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`)
          : [],
      );
      expect(routes.length).toBeGreaterThan(15);
      const before = await fingerprint(b);
      for (const route of routes) {
        const [method = "", path = ""] = route.split(" ");
        if (!["GET", "DELETE"].includes(method) && !(route in bodies))
          throw new Error(`${route} needs a row in this test`);
        const theirs = b.ids[path.split("/")[2] as string];
        if (!theirs) throw new Error(`${path} needs an id in this test`);
        const [foreign, nobodys] = await Promise.all(
          [theirs, unknown].map((id) => a.client.call(method, path.replace("{id}", id), bodies[route])),
        );
        expect([route, foreign?.status, without(foreign?.text ?? "", theirs)]).toEqual([
          route,
          404,
          without(nobodys?.text ?? "", unknown),
        ]);
        expect((await b.client.call("GET", `/v1/${path.split("/")[2]}`)).status).not.toBe(500);
      }
      expect(await fingerprint(b)).toBe(before);
    });

    it("the other's ids in a question find as little as ids that nobody has", async () => {
      for (const [path, name, id] of [
        ["/v1/responses", "survey", b.ids.surveys],
        ["/v1/responses", "contact", b.ids.contacts],
        ["/v1/responses/summary", "survey", b.ids.surveys],
        ["/v1/responses/summary", "contact", b.ids.contacts],
        ["/v1/scores/nps", "survey", b.ids.surveys],
        ["/v1/cases", "contact", b.ids.contacts],
      ] as [string, string, string][]) {
        const foreign = await a.client.get(`${path}?${name}=${id}`);
        const nobodys = await a.client.get(`${path}?${name}=${unknown}`);
        expect([path, name, foreign.status, foreign.text]).toEqual([path, name, 200, nobodys.text]);
      }
    });

    it("the other's ids in a body are refused exactly as ids that nobody has", async () => {
      const before = await fingerprint(b);
      const bodiesWith: [string, string, (id: string) => object, string][] = [
        [
          "POST",
          "/v1/distributions",
          (surveyId) => ({ surveyId, touchpointKey: "nowhere", channels: ["email"], active: true }),
          b.ids.surveys as string,
        ],
        [
          "POST",
          "/v1/responses",
          (surveyId) => ({ surveyId, touchpointKey: "nowhere", channel: "email", answers: { score: 9 } }),
          b.ids.surveys as string,
        ],
        [
          "POST",
          "/v1/invitations",
          (distributionId) => ({ distributionId, contact: { email: "x@example.com" } }),
          b.ids.distributions as string,
        ],
      ];
      for (const [method, path, given, id] of bodiesWith) {
        const foreign = await a.client.call(method, path, given(id));
        const nobodys = await a.client.call(method, path, given(unknown));
        expect([path, foreign.status, without(foreign.text, id)]).toEqual([path, 422, without(nobodys.text, unknown)]);
      }
      expect(await fingerprint(b)).toBe(before);
    });

    it("each list holds one's own only", async () => {
      for (const resource of [
        "contacts",
        "keys",
        "surveys",
        "distributions",
        "responses",
        "cases",
        "journeys",
        "touchpoints",
        "dimensions",
        "shifts",
        "marks",
      ]) {
        const own = body(await a.client.get(`/v1/${resource}?limit=200`)).data.map(({ id }: { id: string }) => id);
        const theirs = body(await b.client.get(`/v1/${resource}?limit=200`)).data.map(({ id }: { id: string }) => id);
        expect([resource, own.length > 0, own.filter((id: string) => theirs.includes(id))]).toEqual([
          resource,
          true,
          [],
        ]);
      }
    });
  });

  type Key = { name: string; from: string; to: string; columns: string[]; targets: string[] };

  /** Foreign keys of tenant tables that refer to more than the workspace itself. */
  async function foreignKeys(): Promise<Key[]> {
    const rows = await house.sql<Omit<Key, "columns" | "targets"> & { columns: string; targets: string }>(`
      select c.conname as name, f.relname as from, t.relname as to,
        (select string_agg(a.attname, ',' order by k.place) from unnest(c.conkey) with ordinality as k (number, place) join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.number) as columns,
        (select string_agg(a.attname, ',' order by k.place) from unnest(c.confkey) with ordinality as k (number, place) join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.number) as targets
      from pg_constraint c join pg_class f on f.oid = c.conrelid join pg_class t on t.oid = c.confrelid
      where c.contype = 'f' and c.connamespace = 'public'::regnamespace`);
    return rows
      .map((row) => ({ ...row, columns: row.columns.split(","), targets: row.targets.split(",") }))
      .filter(({ from, columns }) => !directory.has(from) && columns.length > 1);
  }

  /** What keeps tables from being safe for several tenants; empty when all are. */
  async function breaches(): Promise<string[]> {
    const tables = await house.sql<{
      name: string;
      hasTenant: boolean;
      isForced: boolean;
      policies: number;
      open: number;
    }>(`
      select t.relname as name, t.relrowsecurity and t.relforcerowsecurity as "isForced",
        exists (select from pg_attribute a where a.attrelid = t.oid and a.attname = 'workspace_id' and a.attnotnull and a.atttypid = 'uuid'::regtype) as "hasTenant",
        (select count(*)::int from pg_policies p where p.schemaname = 'public' and p.tablename = t.relname and p.cmd = 'ALL') as policies,
        (select count(*)::int from pg_policies p where p.schemaname = 'public' and p.tablename = t.relname and p.permissive = 'PERMISSIVE'
           and (coalesce(p.qual, '') not like '%workspace_id = %' or coalesce(p.with_check, p.qual, '') not like '%workspace_id = %')) as open
      from pg_class t where t.relkind in ('r', 'p') and t.relnamespace = 'public'::regnamespace order by 1`);
    const keys = await house.sql<{ name: string; table: string; first: string | null }>(`
      select i.relname as name, t.relname as table, a.attname as first
      from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
      left join pg_attribute a on a.attrelid = t.oid and a.attnum = x.indkey[0]
      where x.indisunique and t.relnamespace = 'public'::regnamespace
      union all
      select c.conname, f.relname, a.attname
      from pg_constraint c join pg_class f on f.oid = c.conrelid join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      where c.contype = 'f' and c.connamespace = 'public'::regnamespace
      order by 1`);
    const tenants = tables.filter(({ name }) => !directory.has(name));
    return [
      ...tenants.flatMap(({ name, hasTenant, isForced, policies, open }) => [
        ...(hasTenant ? [] : [`${name} has no workspace_id`]),
        ...(isForced ? [] : [`${name} has no forced row-level security`]),
        ...(policies > 0 ? [] : [`${name} has no policy`]),
        ...(open === 0 ? [] : [`${name} has a policy without workspace_id`]),
      ]),
      ...keys
        .filter(({ table, first }) => !directory.has(table) && first !== "workspace_id")
        .map(({ name }) => `${name} does not begin with workspace_id`),
    ];
  }
});
