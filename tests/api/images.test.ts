import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerOf, type Client } from "../support/client.ts";
import { body, makeOffer, score } from "../support/furnish.ts";
import { databases, openTestHouse, type TestHouse } from "../support/house.ts";

/** One pixel each, as three programs write it. */
const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=";
const gif = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
const webp = "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA";
const base64 = (text: string) => Buffer.from(text).toString("base64");

describe.each(databases)("Images of survey pages, on %s", (on) => {
  let house: TestHouse;
  let client: Client;
  let admin: Client;

  beforeAll(async () => {
    house = await openTestHouse({ on });
    client = await house.workspace();
    admin = await house.withKey(client, { scopes: ["read", "write", "admin"] });
  });
  afterAll(() => house.close());

  const upload = (data: string, purpose = "logo") => client.post("/v1/images", { data, purpose });
  const theme = (change: object) => admin.call("PATCH", "/v1/workspace", { theme: change });
  const visit = async (path: string) => answerOf(await house.fetch(path));

  it.each([png, webp])(
    "are kept as they are and handed to everybody, for ever, as what they are and nothing else",
    async (data) => {
      const image = body(await upload(data));
      expect(image).toMatchObject({ width: 1, height: 1, url: `/media/${client.workspaceId}/${image.id}` });
      expect(body(await upload(data)).id).toBe(image.id);
      const shown = await house.fetch(image.url);
      expect(Buffer.from(await shown.arrayBuffer()).toString("base64")).toBe(data);
      expect(Object.fromEntries(shown.headers)).toMatchObject({
        "content-type": data === png ? "image/png" : "image/webp",
        "cache-control": "public, max-age=31536000, immutable",
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; sandbox",
      });
    },
  );

  it.each([
    [
      "SVG, a program as much as a picture",
      base64('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><script>alert(1)</script></svg>'),
    ],
    ["a page", base64("<!doctype html><script>alert(1)</script>")],
    ["a GIF", gif],
    ["a PNG by its first letters alone", base64("\x89PNG\r\n")],
    ["nothing that can be read", "!!!!"],
  ])("are not %s", async (_, data) => {
    expect(await upload(data)).toMatchObject({ status: 422, body: { errors: [{ pointer: "/data" }] } });
  });

  it("are small: 4 kB for a logo, which every first view of a page brings, 120 kB for a picture, 800 and 1600 pixels a side", async () => {
    const sized = (bytes: number, side = 1) => {
      const header = Buffer.from(png, "base64");
      header.writeUInt32BE(side, 16);
      return Buffer.concat([header, Buffer.alloc(Math.max(0, bytes - header.length))]).toString("base64");
    };
    expect((await upload(sized(4_096))).status).toBe(201);
    expect((await upload(sized(4_097))).status).toBe(422);
    expect((await upload(sized(4_097), "picture")).status).toBe(201);
    expect((await upload(sized(120_001), "picture")).status).toBe(422);
    expect((await upload(sized(100, 801))).status).toBe(422);
    expect((await upload(sized(100, 1_601), "picture")).status).toBe(422);
  });

  it("are answered under unknown ids and other workspaces alike", async () => {
    const { id } = body(await upload(png));
    const other = await house.workspace();
    for (const path of [
      `/media/${other.workspaceId}/${id}`,
      `/media/${client.workspaceId}/${"a".repeat(43)}`,
      `/media/x/${id}`,
    ])
      expect((await visit(path)).status).toBe(404);
  });

  it("stand on the page as its logo, with their size told, in place of the first letter; the policy lets them in", async () => {
    const { id, url } = body(await upload(png));
    const offered = await makeOffer(client, { questions: [score] });
    expect((await visit(`/s/${offered.slug}`)).text).not.toContain("<img");
    body(await theme({ logo: { image: id, width: 120, height: 32 } }));
    const page = await visit(`/s/${offered.slug}`);
    expect(page.text).toContain(`<img class="mark" src="${url}" width="120" height="32" alt="Meridian Rail">`);
    expect(page.headers.get("content-security-policy")).toContain("img-src 'self'");
    expect((await theme({ logo: { image: "b".repeat(43), width: 1, height: 1 } })).status).toBe(422);
    body(await theme({ logo: null }));
  });

  it("are none where a browser asks for one by itself: that is answered by ours", async () => {
    const icon = await visit("/favicon.ico");
    expect([icon.status, icon.headers.get("content-type")]).toEqual([200, "image/svg+xml"]);
  });

  it("stand beside the choices of a question that is published only once all of them are there", async () => {
    const { id, url } = body(await upload(png, "picture"));
    const questions = (second: string) => [
      score,
      {
        id: "seat",
        type: "picture",
        prompt: "Which seat?",
        choices: [
          { id: "a", label: "Window", image: id },
          { id: "b", label: "Aisle", image: second },
        ],
      },
    ];
    const survey = { name: "S", locale: "en", endings: [] };
    const draft = body(await client.post("/v1/surveys", { ...survey, questions: questions("c".repeat(43)) }));
    expect(await client.post(`/v1/surveys/${draft.id}/publish`)).toMatchObject({
      status: 422,
      body: { code: "survey.broken", errors: [{ pointer: "/questions/1/choices/1/image" }] },
    });
    const offered = await makeOffer(client, { questions: questions(id) });
    const page = await visit(`/s/${offered.slug}`);
    expect(page.text).toContain(`<img src="${url}" width="240" height="180" alt="Window" loading="lazy">`);
    const nonce = /name="nonce" value="([^"]+)"/.exec(page.text)?.[1] as string;
    const sent = { method: "POST", body: new URLSearchParams({ nonce, score: "9", seat: "b" }) };
    expect((await answerOf(await house.fetch(`/s/${offered.slug}`, sent))).status).toBe(200);
    const [stored] = body(await client.get(`/v1/responses?survey=${offered.surveyId}`)).data;
    expect(stored.answers).toEqual({ score: 9, seat: "b" });
  });

  it("go with colours that can be read: others are refused with what was measured and the nearest that passes", async () => {
    const refused = await theme({ background: "#FFFFFF", text: "#999999" });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: "/theme/text" }] } });
    expect(refused.body.detail).toMatch(
      /contrast of 2\.8; 4\.5 is needed\. The nearest colour that passes: #[0-9A-F]{6}\./,
    );
    const settings = body(await theme({ background: "#FFF8E7", text: "#3A2E1F", font: "serif", scheme: "auto" }));
    expect(settings.theme).toMatchObject({ background: "#FFF8E7", font: "serif", logo: null });
    const offered = await makeOffer(client, { questions: [score] });
    const { text } = await visit(`/s/${offered.slug}`);
    expect(text).toContain("--bg:#FFF8E7;--t:#3A2E1F");
    expect(text).toContain("body{font-family:Charter");
    body(await theme({ scheme: "light" }));
    expect((await visit(`/s/${offered.slug}`)).text).toContain(":root{color-scheme:light;");
    for (const change of [{ font: "x;}" }, { background: "red" }, { css: "x" }])
      expect((await theme(change)).status).toBe(422);
  });
});
