import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { system } from "@otklik/features/context";
import { readScores, rebuildScores } from "@otklik/features/metrics/index";
import { readResponses } from "@otklik/features/responses/index";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type ImportRequest, importResponses } from "../apps/api/src/cli/import-responses.ts";
import { Refusal } from "../apps/api/src/cli/refusal.ts";
import { databases, openTestHouse, type TestHouse } from "./support/house.ts";
import { root } from "./support/imports.ts";

const reviews = join(root, "../shared/data/olist_reviews_sample.csv");
const folder = mkdtempSync(join(tmpdir(), "otklik-import-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The map that docs/importing.md shows. */
const shopMap = JSON.parse(
  /```json map.json\n(\{\n[\s\S]*?)```/.exec(readFileSync(join(root, "docs/importing.md"), "utf8"))?.[1] as string,
);
const { columns: shopColumns, ...shop } = shopMap;

let test: TestHouse;
let workspaceId: string;

type Map = Record<string, unknown>;
type More = Partial<Pick<ImportRequest, "isDryRun" | "errors">>;

/** Writes both files and imports the first by the second. */
async function importing(csv: string | Buffer, map: Map | string = shopMap, more: More = {}) {
  const paths = { file: join(folder, "data.csv"), map: join(folder, "map.json") };
  writeFileSync(paths.file, csv);
  writeFileSync(paths.map, typeof map === "string" ? map : JSON.stringify(map));
  return importFiles({ ...paths, ...more });
}

async function importFiles(paths: Pick<ImportRequest, "file" | "map"> & More) {
  let screen = "";
  const request = { workspaceId, isDryRun: false, ...paths } as ImportRequest;
  const result = await importResponses(test.house, request, {
    write: (text) => {
      screen += text;
    },
  }).catch((error) => {
    if (!(error instanceof Refusal)) throw error;
    return { refusal: error.message.replaceAll(`${folder}/`, ""), rows: 0 };
  });
  return { ...result, said: screen.split("\n").filter((line) => line.startsWith("line ")) };
}

const inWorkspace = <T>(verb: Parameters<typeof test.house.inWorkspace<T>>[2]) =>
  test.house.inWorkspace(workspaceId, system, verb);
const stored = async () =>
  (await inWorkspace((ctx) => readResponses(ctx, {}, { limit: 100, after: null }))).data.reverse();
const csat = (segment?: string) => inWorkspace((ctx) => readScores(ctx, { metric: "csat", segment }));
const countOf = async (table: string, where = "true") => {
  const here = `workspace_id = '${workspaceId}'`;
  const [row] = await test.sql<{ n: number }>(`select count(*)::int as n from ${table} where ${here} and ${where}`);
  return row?.n;
};

const header = "answered_at,score_1_5,delivered_late";
const happy = "2018-03-09 21:14:50,5,0";

describe("answers out of a file", () => {
  beforeAll(async () => {
    test = await openTestHouse({ on: "pglite" });
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    workspaceId = (await test.workspace()).workspaceId;
  });

  describe.skipIf(!existsSync(reviews))("of a shop with 8 225 reviews", () => {
    it("give the shop's known satisfaction, as a whole and by punctuality, and nothing twice", {
      timeout: 120_000,
    }, async () => {
      const map = join(folder, "shop.json");
      writeFileSync(map, JSON.stringify(shopMap));

      expect(await importFiles({ file: reviews, map })).toMatchObject({
        rows: 8225,
        added: 8225,
        known: 0,
        invalid: 0,
      });
      const [all, onTime, late] = [
        await csat(),
        await csat("delivered_late:on time"),
        await csat("delivered_late:late"),
      ];
      expect([all.n, all.score?.toFixed(2)]).toEqual([8225, "55.17"]);
      expect([onTime.n, onTime.score?.toFixed(2)]).toEqual([4893, "82.12"]);
      expect([late.n, late.score?.toFixed(2)]).toEqual([345, "24.35"]);

      expect(await importFiles({ file: reviews, map })).toMatchObject({
        rows: 8225,
        added: 0,
        known: 8225,
        invalid: 0,
      });
      expect((await csat()).n).toBe(8225);
      expect(await inWorkspace(rebuildScores)).toEqual({ responses: 8225, differences: 0 });
      expect(await countOf("jobs")).toBe(0);
    });
  });

  it("count at the hour at which they were given, on the shop's clock", async () => {
    await importing(`${header}\n2018-11-04 00:30:00,5,\n2018-06-01T14:30:00Z,4,1\n`);
    expect((await stored()).map(({ occurredAt, score, attributes }) => [occurredAt, score, attributes])).toEqual([
      ["2018-06-01T14:30:00.000Z", 4, { delivered_late: "late" }],
      ["2018-11-04T03:30:00.000Z", 5, {}],
    ]);
  });

  it("are two answers when two customers said the same in the same second", async () => {
    expect(await importing(`${header}\n${happy}\n${happy}\n`)).toMatchObject({ added: 2 });
    expect(await importing(`${header}\n${happy}\n${happy}\n${happy}\n`)).toMatchObject({ added: 1, known: 2 });
  });

  it("are known again when the export has other columns in another order", async () => {
    await importing(`${header}\n${happy}\n`);
    expect(await importing("note,delivered_late,score_1_5,answered_at\n,0,5,2018-03-09 21:14:50\n")).toMatchObject({
      added: 0,
      known: 1,
    });
  });

  it("are known again when the map learns to read a further column, and say so", async () => {
    const csv = `${header},city\n${happy},Recife\n`;
    await importing(csv);
    const columns = { ...shopColumns, attributes: { ...shopColumns.attributes, city: "city" } };
    expect(await importing(csv, { ...shop, columns })).toMatchObject({
      added: 0,
      invalid: 1,
      said: ["line 2: This row was imported before and has changed since. What is stored stays as it is."],
    });
  });

  it("open no case and announce no callback, however unhappy they are", async () => {
    const survey = {
      create: {
        ...shop.survey.create,
        questions: [...shop.survey.create.questions, { id: "call", type: "callback", prompt: "Call me" }],
      },
    };
    const columns = { ...shopColumns, answers: { ...shopColumns.answers, call: "call" } };
    await importing(`${header},call\n2018-03-10 08:02:11,1,1,yes\n`, { ...shop, survey, columns });
    expect((await stored()).map(({ score, class: band }) => [score, band])).toEqual([[1, "dissatisfied"]]);
    expect(await test.runDueJobs()).toBe(0);
    expect(await countOf("cases")).toBe(0);
    expect(await countOf("event_log", "name = 'callback.requested'")).toBe(0);
    expect(await countOf("responses", "feeds_detector or detector_seq is not null")).toBe(0);
  });

  it("find the survey, the touchpoint and the dimension that the first import made", async () => {
    await importing(`${header}\n${happy}\n`);
    await importing(`${header}\n2018-03-10 08:02:11,1,1\n`);
    expect([await countOf("surveys"), await countOf("touchpoints"), await countOf("dimensions")]).toEqual([1, 1, 1]);
    expect((await csat("delivered_late:late")).n).toBe(1);
  });

  it("may be answers to two shops with the same numbers", async () => {
    const map = (touchpoint: string) => ({ ...shop, touchpoint, columns: { ...shopColumns, submissionId: "id" } });
    const csv = `id,${header}\n1,${happy}\n`;
    expect(await importing(csv, map("north"))).toMatchObject({ added: 1 });
    expect(await importing(csv, map("south"))).toMatchObject({ added: 1 });
    expect(await importing(csv, map("south"))).toMatchObject({ added: 0, known: 1 });
  });

  it("are not rewritten when the row under their number has changed", async () => {
    const map = { ...shop, columns: { ...shopColumns, submissionId: "id" } };
    const changed = "This row was imported before and has changed since. What is stored stays as it is.";
    await importing(`id,${header}\n17,${happy}\n`, map);
    expect(await importing(`id,${header}\n17,2018-03-09 21:14:50,1,0\n`, map)).toMatchObject({
      added: 0,
      invalid: 1,
      said: [`line 2: ${changed}`],
    });
    expect(await importing(`id,${header}\n18,${happy}\n18,2018-03-09 21:14:50,1,0\n18,${happy}\n`, map)).toMatchObject({
      added: 1,
      known: 1,
      invalid: 1,
      said: [`line 3: ${changed}`],
    });
    expect((await stored()).map(({ score }) => score)).toEqual([5, 5]);
  });

  describe("read from", () => {
    const comment = 'Late,\n"very" late; twice';
    const survey = {
      create: {
        ...shop.survey.create,
        questions: [...shop.survey.create.questions, { id: "why", type: "text", prompt: "Why?" }],
      },
    };
    const columns = { occurredAt: "when", answers: { score: "stars", why: "comment" } };
    const map = { ...shop, survey, columns, values: {}, dimensions: [] };
    const lines = ["when,stars,comment", '2018-03-09,5,"Late,\n""very"" late; twice"', "2018-03-10,4,Доставка"];

    it.each([
      ["a plain file", lines.join("\n"), {}],
      ["a file with a byte order mark", `\uFEFF${lines.join("\n")}`, {}],
      ["a file of Windows", lines.join("\r\n"), {}],
      ["a file with rows of nothing", `${lines.join("\n\n")}\n,,\n\n`, {}],
      ["a file with semicolons", lines.join("\n").replace(/,(?! |\n)/g, ";"), { delimiter: ";" }],
      ["a file with tabs", lines.join("\n").replace(/,(?! |\n)/g, "\t"), { delimiter: "\t" }],
      ["a file with spaces around", lines.join("\n").replace(/,(?! |\n)/g, " , "), {}],
    ])("%s, they are the same", async (_, csv, more) => {
      expect(await importing(csv, { ...map, ...more })).toMatchObject({ rows: 2, added: 2, said: [] });
      expect((await stored()).map((response) => response.comment)).toEqual([comment, "Доставка"]);
    });

    it("a file that Excel saved on a Russian Windows, they are the same", async () => {
      const csv = Buffer.concat([
        Buffer.from("when;stars;comment\r\n2018-03-10;4;"),
        Buffer.from([0xc4, 0xee, 0xf1, 0xf2, 0xe0, 0xe2, 0xea, 0xe0]),
      ]);
      expect(await importing(csv, { ...map, delimiter: ";" })).toEqual({
        refusal:
          'data.csv is not utf-8 text (after line 1). Save it as UTF-8, or name its "encoding" in the map, e.g. "windows-1251".',
        rows: 0,
        said: [],
      });
      expect(await importing(csv, { ...map, delimiter: ";", encoding: "windows-1251" })).toMatchObject({ added: 1 });
      expect((await stored())[0]?.comment).toBe("Доставка");
    });
  });

  it("are counted without the rows that cannot be stored, each of which is named by its line", async () => {
    const bad = [
      header,
      happy,
      "2018-03-10 08:00,five,0",
      "2018-03-10 08:00,2147483648,0",
      "2018-03-10 08:00,0,0",
      "2018-03-10 08:00,,0",
      "yesterday,5,0",
      "2018-03-10 08:00,5",
      '2018-03-10 08:00,5,"two\r\nlines"',
      '"2018-03-10" 08:00,5,0',
      "2199-01-01,5,0",
      "1999-12-31,5,0",
      "2018-03-10 08:00,5,\u0000",
      "2018-03-11 08:00,4,1",
    ].join("\r\n");
    expect(await importing(bad, shopMap, { errors: join(folder, "errors.jsonl") })).toMatchObject({
      rows: 13,
      added: 3,
      invalid: 10,
      said: [
        "line 3, column score_1_5: A whole number from 1 to 5 is expected.",
        "line 4, column score_1_5: A whole number from 1 to 5 is expected.",
        "line 5, column score_1_5: A whole number from 1 to 5 is expected.",
        "line 6, column score_1_5: The question score needs an answer.",
        "line 7, column answered_at: A time like 2018-11-04 00:30:00, 2018-11-04T00:30:00Z or 04.11.2018 00:30 is expected.",
        "line 8: The row has 2 cells, the first line names 3.",
        "line 11: A quotation mark stands where none may stand: inside a quoted cell it is written twice.",
        "line 12, column answered_at: This time is in the future.",
        "line 13, column answered_at: This time is before the year 2000.",
        "line 14, column delivered_late: The character NUL cannot be kept.",
      ],
    });
    const [first] = readFileSync(join(folder, "errors.jsonl"), "utf8").split("\n");
    expect(JSON.parse(first as string)).toEqual({
      line: 3,
      errors: [{ column: "score_1_5", detail: "A whole number from 1 to 5 is expected." }],
    });
    expect((await csat()).counts).toMatchObject({ 4: 1, 5: 2 });
  });

  it("stop at a quotation mark that is never closed, and what stands before it is stored", async () => {
    const { refusal } = (await importing(`${header}\n${happy}\n2018-03-10,4,"0\n${`${happy}\n`.repeat(5)}`)) as {
      refusal?: string;
    };
    expect(refusal).toBe(
      "data.csv, line 3: a quotation mark opens here and is never closed. The rows before it were read; mend the line and run the command again.",
    );
    expect((await csat()).n).toBe(1);
  });

  it("are checked and not stored in a dry run, which leaves nothing behind", async () => {
    const csv = `${header}\n${happy}\n2018-03-10 08:00,6,0\n`;
    expect(await importing(csv, shopMap, { isDryRun: true })).toEqual({
      dryRun: true,
      rows: 2,
      valid: 1,
      invalid: 1,
      said: ["line 3, column score_1_5: A whole number from 1 to 5 is expected."],
    });
    expect([
      await countOf("responses"),
      await countOf("surveys"),
      await countOf("touchpoints"),
      await countOf("dimensions"),
    ]).toEqual([0, 0, 0, 0]);
  });

  it("come out the same however the file is cut into pieces", { timeout: 60_000 }, async () => {
    const survey = {
      create: {
        ...shop.survey.create,
        questions: [...shop.survey.create.questions, { id: "why", type: "text", prompt: "Why?" }],
      },
    };
    const columns = { ...shopColumns, answers: { score: "score_1_5", why: "why" } };
    const rows = Array.from(
      { length: 1500 },
      (_, index) => `2018-03-09 21:14:50,${(index % 5) + 1},${index % 2},"${"длинно\r\n".repeat(index % 13)}${index}"`,
    );
    rows[1200] = "2018-03-09 21:14:50,9,0,x";
    const line = 2 + rows.slice(0, 1200).join("\r\n").split("\r\n").length;
    expect(await importing([`${header},why`, ...rows].join("\r\n"), { ...shop, survey, columns })).toMatchObject({
      rows: 1500,
      added: 1499,
      said: [`line ${line}, column score_1_5: A whole number from 1 to 5 is expected.`],
    });
    expect((await csat()).n).toBe(1499);
  });

  describe("are refused before anything is made", () => {
    it.each<[string, string | Buffer, Map | string, string]>([
      ["a file without a line", "", shopMap, "data.csv is empty. Its first line must name the columns."],
      [
        "a missing column",
        "answered_at,delivered_late\n",
        shopMap,
        'map.json, /columns/answers/score: The file has no column "score_1_5".\ndata.csv has the columns answered_at, delivered_late.',
      ],
      [
        "another separator",
        "answered_at;score_1_5;delivered_late\n",
        { ...shop, columns: { ...shopColumns, attributes: {} }, dimensions: [], values: {} },
        'map.json, /columns/occurredAt: The file has no column "answered_at".\nmap.json, /columns/answers/score: The file has no column "score_1_5".\ndata.csv has the columns answered_at;score_1_5;delivered_late.\nIts columns seem to be separated by ";": put "delimiter": ";" into the map.',
      ],
      [
        "a map that is no JSON",
        `${header}\n`,
        "survey: 1",
        "map.json is not readable JSON: Unexpected token 's', \"survey: 1\" is not valid JSON",
      ],
      [
        "an unknown zone",
        `${header}\n`,
        { ...shopMap, timeZone: "Brazil/Nowhere" },
        "map.json, /timeZone: An IANA time zone like Europe/Moscow is expected.",
      ],
      [
        "an offset for a zone",
        `${header}\n`,
        { ...shopMap, timeZone: "+03:00" },
        "map.json, /timeZone: An IANA time zone like Europe/Moscow is expected.",
      ],
      ["an unknown field", `${header}\n`, { ...shopMap, colums: {} }, "map.json, /colums: This field is not known."],
      [
        "a question that is wrong",
        `${header}\n`,
        {
          ...shopMap,
          survey: { create: { ...shop.survey.create, questions: [{ id: "1", type: "csat", prompt: "?" }] } },
        },
        "map.json, /survey/create/questions/0/id: A letter, then letters, digits, dashes and underscores are expected.",
      ],
      [
        "a question that is not asked",
        `${header}\n`,
        { ...shop, columns: { ...shopColumns, answers: { taste: "score_1_5" } } },
        "map.json, /columns/answers/taste: The survey has no question taste; it has score.",
      ],
      [
        "a dimension without a column",
        `${header}\n`,
        { ...shopMap, dimensions: ["city"] },
        'map.json, /dimensions/0: No column is given for it: add "city" to columns.attributes.',
      ],
      [
        "values of nothing",
        `${header}\n`,
        { ...shopMap, values: { city: { a: "b" } } },
        "map.json, /values/city: Neither an attribute nor a question of columns has this name.",
      ],
      [
        "an encoding that nobody knows",
        `${header}\n`,
        { ...shopMap, encoding: "utf-9" },
        "map.json, /encoding: An encoding like utf-8 or windows-1251 is expected.",
      ],
      [
        "a survey that is not there",
        `${header}\n`,
        { ...shopMap, survey: "0198c0de-0000-7000-8000-000000000000" },
        "map.json, /survey: No survey 0198c0de-0000-7000-8000-000000000000.",
      ],
    ])("with %s", async (_, csv, map, refusal) => {
      expect(await importing(csv, map)).toEqual({ refusal, rows: 0, said: [] });
      expect([
        await countOf("surveys"),
        await countOf("touchpoints"),
        await countOf("dimensions"),
        await countOf("responses"),
      ]).toEqual([0, 0, 0, 0]);
    });

    it("with files that are not there", async () => {
      expect(await importFiles({ file: join(folder, "none.csv"), map: join(folder, "none.json") })).toMatchObject({
        refusal: "none.json cannot be read (ENOENT).",
      });
      writeFileSync(join(folder, "map.json"), JSON.stringify(shopMap));
      expect(await importFiles({ file: join(folder, "none.csv"), map: join(folder, "map.json") })).toMatchObject({
        refusal: "none.csv cannot be read (ENOENT).",
      });
    });
  });
});

describe.each(databases)("answers of known customers out of a file, on %s", (on) => {
  beforeAll(async () => {
    test = await openTestHouse({ on });
    workspaceId = (await test.workspace()).workspaceId;
  });
  afterAll(() => test.close());

  it("belong to their contacts, who are made once", async () => {
    const columns = {
      occurredAt: "answered_at",
      answers: { score: "score_1_5" },
      externalId: "customer",
      email: "mail",
    };
    const map = { ...shop, columns, values: {}, dimensions: [] };
    const rows = Array.from(
      { length: 300 },
      (_, index) => `2018-03-09 21:14:50,${(index % 5) + 1},c${index % 20},c${index % 20}@example.com`,
    );
    const csv = [
      "answered_at,score_1_5,customer,mail",
      ...rows,
      "2018-03-09,5,,not an address",
      "2018-03-09,5,c1,c2@example.com",
      "2018-03-09,5,,",
    ].join("\n");

    const faults = [
      "line 302, column mail: One e-mail address is expected, like anna@example.com.",
      "line 303: The externalId and email belong to different contacts. Send one of them, or merge the contacts first.",
    ];
    expect(await importing(csv, map)).toMatchObject({ rows: 303, added: 301, invalid: 2, said: faults });
    expect(await countOf("contacts")).toBe(20);
    expect(await countOf("responses", "contact_id is not null")).toBe(300);

    await test.sql(`update contacts set locale = 'ru' where workspace_id = '${workspaceId}'`);
    expect(await importing(csv, map)).toMatchObject({ rows: 303, added: 0, known: 301, invalid: 2 });
    expect(await inWorkspace(rebuildScores)).toEqual({ responses: 301, differences: 0 });
  });
});
