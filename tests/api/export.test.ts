import { type Actor, type Context, system } from "@otklik/features/context";
import { beginExport, readExportPage, tableRows } from "@otklik/features/history/index";
import { parse } from "csv-parse/sync";
import { readSheet } from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Client } from "../support/client.ts";
import { answer, body, makePlace, makeSurvey, type Place, parts, score, why } from "../support/furnish.ts";
import { databases, openTestHouse, type TestHouse } from "../support/house.ts";

const choice = {
  id: "seat",
  type: "singleChoice",
  prompt: "Where did you sit?",
  choices: [
    { id: "w", label: "Window" },
    { id: "a", label: "Aisle" },
  ],
  other: true,
};
const several = {
  id: "used",
  type: "multipleChoice",
  prompt: "What did you use?",
  choices: [
    { id: "wifi", label: "Wi-Fi" },
    { id: "cafe", label: "=Café" },
  ],
};
const grid = {
  id: "grid",
  type: "matrix",
  prompt: "How were",
  rows: [{ id: "r1", label: "Toilets" }],
  columns: [
    { id: "ok", label: "Fine" },
    { id: "bad", label: "Bad" },
  ],
};
const date = { id: "day", type: "date", prompt: "Which day?" };
const amount = { id: "amount", type: "number", prompt: "How much?", decimals: 2 };
const email = { id: "mail", type: "email", prompt: "Your e-mail" };
const call = { id: "call", type: "callback", prompt: "Call me" };

const countingSearches = [
  "create sequence searches",
  "alter function found_responses(text, text) rename to found_uncounted",
  `create function found_responses(q text, pattern text) returns setof uuid language sql security definer as
   $$ select nextval('searches'); select found_uncounted(q, pattern) $$`,
];

describe.each(databases)("A file of answers, on %s", (on) => {
  let house: TestHouse;
  let client: Client;
  let place: Place;

  beforeAll(async () => {
    house = await openTestHouse({ on });
    client = await house.workspace();
    place = await makePlace(client, [score, why, parts, choice, several, grid, date, amount, email, call]);
  });
  afterAll(() => house.close());

  const file = async (query: string) => {
    const response = await house.fetch(`/v1/responses/export?${query}`, {
      method: "POST",
      headers: { authorization: `Bearer ${client.secretKey}` },
    });
    return { response, bytes: new Uint8Array(await response.arrayBuffer()) };
  };
  const text = async (query: string) => new TextDecoder("utf-8", { ignoreBOM: true }).decode((await file(query)).bytes);
  const records = async (query: string, delimiter = ","): Promise<Record<string, string>[]> =>
    parse(await text(query), { columns: true, bom: true, delimiter });

  it("has a column for every question, part and choice, in words", async () => {
    const given = {
      score: 3,
      why: "Поезд опоздал",
      parts: { speed: 7 },
      seat: { other: "On the floor" },
      used: ["cafe"],
      grid: { r1: "ok" },
      day: "2026-02-28",
      amount: 7.5,
      mail: "anna@example.com",
      call: { wanted: true, phone: "+442079460958" },
    };
    const contact = { email: "Irina@example.com", name: "Irina Sokolova" };
    body(await answer(client, place, given, { contact, attributes: { order: "A-1" } }));
    const [row] = await records(`survey=${place.surveyId}`);
    expect(row).toMatchObject({
      survey: "After delivery",
      touchpoint: "Ticket delivery",
      channel: "email",
      "time (UTC)": "2026-03-02 10:00:00",
      score: "3",
      class: "detractor",
      state: "finished",
      comment: "Поезд опоздал",
      contact: "Irina Sokolova",
      "e-mail": "Irina@example.com",
      "sent along": '{"order":"A-1"}',
      "How satisfied are you with …: Speed": "7",
      "How satisfied are you with …: Staff": "",
      "Where did you sit?": "in own words",
      "Where did you sit?: in own words": "On the floor",
      "What did you use?: Wi-Fi": "0",
      "What did you use?: =Café": "1",
      "How were: Toilets": "Fine",
      "Which day?": "2026-02-28",
      "How much?": "7.5",
      "Call me: call wanted": "yes",
      "Call me: phone": "'+442079460958",
    });
  });

  it("opens right in a Russian Excel: semicolons, decimal commas, a mark of UTF-8, headings in Russian", async () => {
    const query = `survey=${place.surveyId}&separator=semicolon&decimal=comma&locale=ru`;
    expect(await text(query)).toMatch(/^\ufeffid;попытка;/);
    expect((await records(query, ";"))[0]).toMatchObject({ класс: "критик", "How much?": "7,5" });
    expect(await text(`${query}&bom=false`)).toMatch(/^id;/);
  });

  it("in Excel's own format has real numbers and dates", async () => {
    const { response, bytes } = await file(`survey=${place.surveyId}&format=xlsx`);
    expect(response.headers.get("content-disposition")).toBe('attachment; filename="responses-2026-03-02.xlsx"');
    const [headings = [], row = []] = await readSheet(Buffer.from(bytes));
    const cell = (heading: string) => row[headings.indexOf(heading)];
    expect(Number(cell("time (UTC)")) / 1000).toBeCloseTo(Date.UTC(2026, 2, 2, 10) / 1000, 2);
    expect(cell("Which day?")).toEqual(new Date("2026-02-28T00:00:00Z"));
    expect(cell("How much?")).toBe(7.5);
    expect(cell("score")).toBe(3);
    expect(cell("Call me: call wanted")).toBe(true);
    expect(cell("comment")).toBe("Поезд опоздал");
  });

  it("as JSON holds answers by question and part, as the API has them", async () => {
    const [row] = JSON.parse(await text(`survey=${place.surveyId}&format=json&as=values&columns=answers,score,time`));
    expect(row).toEqual({
      occurredAt: "2026-03-02T10:00:00.000Z",
      receivedAt: "2026-03-02T10:00:00.000Z",
      score: 3,
      class: "detractor",
      answers: expect.objectContaining({
        score: 3,
        parts: { speed: 7 },
        used: { wifi: 0, cafe: 1 },
        grid: { r1: "ok" },
        day: "2026-02-28",
      }),
    });
  });

  it("with one row an answer says which question and part it is of", async () => {
    const rows = await records(`survey=${place.surveyId}&shape=answer&columns=answers,score`);
    expect(rows.find((row) => row.part === "Speed")).toEqual({
      score: "3",
      class: "detractor",
      "question id": "parts",
      question: "How satisfied are you with …",
      part: "Speed",
      answer: "7",
    });
    expect(rows.filter((row) => row["question id"] === "call")).toHaveLength(2);
  });

  it("runs no formula, in cells and headings alike, and gives every text back", async () => {
    const evil = ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", " =1", "＝1", "|cmd", 'a "b"; c,\nd'];
    const odd = { ...why, prompt: '=HYPERLINK("x")' };
    const danger = { surveyId: await makeSurvey(client, [score, odd]), touchpointKey: place.touchpointKey };
    for (const [at, said] of evil.entries()) {
      const occurredAt = new Date(Date.UTC(2026, 0, 1, 0, 0, at)).toISOString();
      body(await answer(client, danger, { score: 9, why: said }, { occurredAt, contact: { externalId: said } }));
    }
    const query = `survey=${danger.surveyId}&columns=answers`;
    const csv: string[][] = parse(await text(query), { bom: true });
    expect(csv[0]?.[1]).toBe('\'=HYPERLINK("x")');
    const cells = csv.slice(1).map(([, cell]) => cell);
    expect(cells.reverse()).toEqual([...evil.slice(0, -1).map((said) => `'${said}`), evil.at(-1)]);
    const sheet = await readSheet(Buffer.from((await file(`${query}&format=xlsx`)).bytes), { trim: false });
    expect(sheet.map(([, cell]) => cell)).toEqual(csv.map(([, cell]) => cell?.replaceAll("\r", "\r")));
  });

  it("holds what was there when it was begun, page after page, whatever comes in meanwhile", async () => {
    const many = await makePlace(client, [score]);
    const first = body(await answer(client, many, 9, { occurredAt: "2026-01-01T00:00:00Z" }));
    const columns = (
      await house.sql<{ name: string }>(
        "select attname as name from pg_attribute where attrelid = 'responses'::regclass and attnum > 0 and not attisdropped",
      )
    ).map(({ name }) => name);
    const own: Record<string, string> = {
      id: "gen_random_uuid()",
      submission_id: "'copy ' || n",
      detector_seq: "null",
      occurred_at: "occurred_at + n * interval '1 minute'",
    };
    await house.sql(
      `insert into responses (${columns.join(", ")}) select ${columns.map((name) => own[name] ?? name).join(", ")}
       from responses, generate_series(1, 1200) n where id = '${first.id}'`,
    );
    house.clock.advance({ seconds: 1 });
    const response = await house.fetch(`/v1/responses/export?survey=${many.surveyId}&columns=ids`, {
      method: "POST",
      headers: { authorization: `Bearer ${client.secretKey}` },
    });
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    const chunks = [(await reader.read()).value, (await reader.read()).value];
    house.clock.advance({ seconds: 1 });
    body(await answer(client, many, 0, { occurredAt: "2026-01-01T00:00:30Z" }));
    for (let next = await reader.read(); !next.done; next = await reader.read()) chunks.push(next.value);
    const rows: string[][] = parse(Buffer.concat(chunks.map((chunk) => chunk ?? new Uint8Array())), { bom: true });
    expect(rows).toHaveLength(1202);
    expect(new Set(rows.map(([id]) => id)).size).toBe(1202);
  });

  it("looked for by words is searched once, however many pages it has", async () => {
    const sought = await makePlace(client, [score, why]);
    const said = Array.from({ length: 45 }, (_, at) => ({ score: 1 + (at % 9), why: `Поезд ${at} опоздал` }));
    for (const given of said) body(await answer(client, sought, given));
    body(await answer(client, sought, { score: 9, why: "Всё хорошо" }));
    const settings = { format: "csv", shape: "response", as: "values", locale: "en", columns: ["comment"] } as const;
    const question = { survey: sought.surveyId, q: "поезда" };
    const inOurs = <Done>(work: (ctx: Context) => Promise<Done>) =>
      house.house.inWorkspace(client.workspaceId, system, work);
    for (const statement of countingSearches) await house.sql(statement);
    const searches = async () =>
      (await house.sql<{ n: number }>("select last_value::int as n from searches where is_called"))[0]?.n ?? 0;
    const plan = await inOurs((ctx) => beginExport(ctx, question, settings));
    const before = await searches();
    expect(before).toBeGreaterThan(0);
    const comments: unknown[] = [];
    for (let cursor: string | null = "0"; cursor !== null; ) {
      const at: string = cursor;
      const page = await inOurs((ctx) => readExportPage(ctx, plan, { limit: 10, cursor: at }));
      comments.push(...page.rows.map(({ base: [comment] }) => comment));
      cursor = page.nextCursor;
    }
    expect(comments).toEqual(said.map((given) => given.why).reverse());
    expect(await searches()).toBe(before);
  });

  it("tells nobody's name to who may not see personal data", async () => {
    const settings = { format: "csv", shape: "response", as: "labels", locale: "en" } as const;
    const columns = ["score", "contact", "attributes", "answers"] as const;
    const viewer: Actor = { kind: "member", id: "v", role: "viewer", scopes: ["read"], isTest: false };
    const seen = await house.house.inWorkspace(client.workspaceId, viewer, async (ctx) => {
      const plan = await beginExport(ctx, { survey: place.surveyId }, { ...settings, columns });
      const page = await readExportPage(ctx, plan, { limit: 10, cursor: null });
      return JSON.stringify([plan.headings, tableRows(plan, page)]);
    });
    expect(seen).toContain("Поезд опоздал");
    for (const secret of ["Irina", "anna@", "7946", "A-1", "contact", "e-mail"]) expect(seen).not.toContain(secret);
  });

  // Ids of one millisecond have no order there.
  it.skipIf(on === "workerd")(
    "is written down: who had it made, by which filters, and nothing that was looked for",
    async () => {
      const count = async () => (await house.sql("select 1 from audit_log")).length;
      const before = await count();
      // A GET, which whoever looks at a link may make, is not an export.
      expect((await client.get("/v1/responses/export?q=Sokolova")).status).toBeGreaterThanOrEqual(400);
      expect(await count()).toBe(before);
      await text("q=Sokolova&format=json");
      const [row] = await house.sql<{ actor_kind: string; details: string }>(
        "select actor_kind, details::text as details from audit_log where action = 'responses.export' order by id desc limit 1",
      );
      expect(row?.actor_kind).toBe("key");
      expect(row?.details).toContain('"q"');
      expect(row?.details).not.toContain("Sokolova");
    },
  );

  // A small file is out at once there, whether anybody takes it or not.
  it.skipIf(on === "workerd")(
    "is one of three at once for a workspace, and gives its place back when it is cancelled",
    async () => {
      const other = await house.workspace();
      const begin = () =>
        house.fetch("/v1/responses/export", {
          method: "POST",
          headers: { authorization: `Bearer ${other.secretKey}` },
        });
      const open = [await begin(), await begin(), await begin()];
      const refused = await begin();
      expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "10"]);
      expect(await refused.json()).toMatchObject({ code: "export.too-many" });
      await open[0]?.body?.cancel();
      expect((await begin()).status).toBe(200);
      for (const one of open.slice(1)) await one.body?.cancel();
    },
  );

  it.each(["format=pdf", "columns=secrets", "shape[]=x", "separator=|", "segment=no:1", "scoreMin='"])(
    "refuses %s as any list does",
    async (query) => {
      expect((await client.post(`/v1/responses/export?${query}`)).status).toBe(query.startsWith("shape[") ? 200 : 422);
    },
  );
});
