import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerOf, type Client } from "../support/client.ts";
import { body, makeOffer, newEmail, type Offer, score, why } from "../support/furnish.ts";
import { databases, openTestHouse, publicUrl, type TestHouse } from "../support/house.ts";

describe.each(databases)("The link settings of a distribution, on %s", (on) => {
  let house: TestHouse;
  let client: Client;

  beforeAll(async () => {
    house = await openTestHouse({ on });
    client = await house.workspace();
    const admin = await house.withKey(client, { scopes: ["read", "write", "admin"] });
    body(
      await admin.call("PATCH", "/v1/workspace", { redirectHosts: ["shop.example.com"], timeZone: "Europe/Moscow" }),
    );
  });
  afterAll(() => house.close());

  const offer = (settings: object = {}) => makeOffer(client, { questions: [score, why], ...settings });
  const change = (of: Offer, settings: object) =>
    client.call("PATCH", `/v1/distributions/${of.distributionId}`, settings);
  const visit = async (path: string, init: RequestInit = {}) => answerOf(await house.fetch(path, init));
  const nonceIn = ({ text }: { text: string }) => /name="nonce" value="([^"]+)"/.exec(text)?.[1] as string;
  const nonceOf = async (path: string, headers: Record<string, string> = {}) => nonceIn(await visit(path, { headers }));
  const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    visit(path, { method: "POST", body: new URLSearchParams(fields), headers });
  const postJson = (path: string, sent: unknown, headers: Record<string, string> = {}) =>
    visit(path, {
      method: "POST",
      body: JSON.stringify(sent),
      headers: { "content-type": "application/json", ...headers },
    });
  const stored = async ({ surveyId }: Offer) => body(await client.get(`/v1/responses?survey=${surveyId}`)).data;

  describe("its name", () => {
    it("is chosen by a person; the names before lead on to it, with what their links carried, and forms opened by them are taken", async () => {
      const offered = await offer();
      const old = `/s/${offered.slug}`;
      const nonce = await nonceOf(old);
      const changed = body(await change(offered, { slug: `Spring-Fair-${on}` }));
      expect(changed).toMatchObject({ slug: `spring-fair-${on}`, url: `${publicUrl}/s/spring-fair-${on}` });
      const moved = await visit(`${old}?score=9&lang=en`);
      expect([moved.status, moved.headers.get("location")]).toEqual([302, `/s/spring-fair-${on}?score=9&lang=en`]);
      expect((await visit(`/s/SPRING-fair-${on}`)).headers.get("location")).toBe(`/s/spring-fair-${on}`);
      expect((await visit(`/s/spring-fair-${on}`)).status).toBe(200);
      expect((await post(old, { nonce, score: "9" })).status).toBe(200);
      expect(await stored(offered)).toHaveLength(1);
      // Back to a name of one's own is no conflict.
      body(await change(offered, { slug: `second-${on}` }));
      expect(body(await change(offered, { slug: `spring-fair-${on}` })).slug).toBe(`spring-fair-${on}`);
    });

    it("is nobody else's, in this workspace or another, even a former one", async () => {
      const [first, second] = [await offer({ slug: `taken-${on}` }), await offer()];
      body(await change(first, { slug: `moved-${on}` }));
      const other = await house.workspace();
      const foreign = await makeOffer(other);
      for (const [who, of] of [
        [client, second],
        [other, foreign],
      ] as const)
        for (const slug of [`taken-${on}`, `moved-${on}`]) {
          const refused = await who.call("PATCH", `/v1/distributions/${of.distributionId}`, { slug });
          expect([refused.status, refused.body.code]).toEqual([409, "slug.taken"]);
        }
      expect((await client.post("/v1/distributions", { ...offerBody(first), slug: `taken-${on}` })).status).toBe(409);
      expect((await visit(`/s/${second.slug}`)).status).toBe(200);
    });

    it.each(["ab", "with space", "-x-", "a--b", "пример", "a/b", "a.b", "x".repeat(65)])("is not %j", async (slug) => {
      const refused = await change(await offer(), { slug });
      expect([refused.status, refused.body.errors?.[0].pointer]).toEqual([422, "/slug"]);
    });
  });

  const offerBody = ({ surveyId, touchpointKey }: Offer) => ({
    surveyId,
    touchpointKey,
    channels: ["email"],
    active: true,
  });

  describe("its hours", () => {
    it("are told with their date in the workspace's zone, before and after; a form opened in time may be sent a little late", async () => {
      const at = (hours: number) => new Date(house.clock.now().getTime() + hours * 3_600_000).toISOString();
      const offered = await offer({ opensAt: at(1), closesAt: at(3) });
      const path = `/s/${offered.slug}`;
      const early = await visit(path, { headers: { "accept-language": "en" } });
      expect(early.status).toBe(403);
      expect(early.text).toContain("This survey is not open yet");
      expect(early.text).toMatch(/It opens on \w+,? \d+ \w+ \d{4}.*\d\d:\d\d/);
      expect(early.text).toContain("Meridian Rail");
      expect((await visit(`${path}?lang=ru`)).text).toContain("This survey is not open yet"); // the survey has no Russian

      house.clock.advance({ hours: 1 });
      const nonce = await nonceOf(path);
      house.clock.advance({ hours: 2 });
      const late = await visit(path);
      expect([late.status, late.text.includes("It closed on")]).toEqual([410, true]);
      house.clock.advance({ minutes: 29 });
      expect((await postJson(path, { nonce, answers: { score: 3 }, finished: false })).status).toBe(200);
      expect((await post(path, { nonce, score: "9" })).status).toBe(200);
      // Sent once more, after the grace: it is in already.
      house.clock.advance({ minutes: 2 });
      expect((await post(path, { nonce, score: "4" })).status).toBe(409);
      const another = await postJson(path, { nonce: nonce.replace(/^./, "x"), answers: { score: 9 } });
      expect([another.status, another.body.code]).toEqual([403, "nonce.invalid"]);
      expect(await stored(offered)).toMatchObject([{ score: 9, status: "finished" }]);
    });

    it("judge what waited for a network by the time it was given; what finds no room then is kept apart", async () => {
      const closesAt = new Date(house.clock.now().getTime() + 3_600_000).toISOString();
      const offered = await offer({ closesAt, responseLimit: 1, pin: "2580" });
      const path = `/s/${offered.slug}`;
      const cookie = (await post(`${path}/pin`, { pin: "2580" })).headers.get("set-cookie")?.split(";")[0] as string;
      const nonces = await Promise.all([1, 2, 3, 4].map(() => nonceOf(path, { cookie })));
      const [first, second, third, fourth] = nonces as [string, string, string, string];
      house.clock.advance({ hours: 30 });
      const late = (hours: number) => String(hours * 3_600_000);
      expect((await post(path, { nonce: third, score: "8", ".late": late(2) })).status).toBe(200);
      expect((await post(path, { nonce: first, score: "9", ".late": late(29.5) })).status).toBe(200);
      expect((await post(path, { nonce: second, score: "1", ".late": late(29.6) })).status).toBe(200);
      // Without a word of when it was given, it was given now.
      expect((await post(path, { nonce: fourth, score: "10" })).status).toBe(410);
      body(await change(offered, { active: false }));
      expect((await post(path, { nonce: fourth, score: "7", ".late": late(29.7) })).status).toBe(200);
      const held = body(await client.get(`/v1/responses?survey=${offered.surveyId}&flag=doorShut`)).data;
      expect(held.map(({ score }: { score: number }) => score).sort()).toEqual([1, 7, 8]);
      const counted = body(await client.get(`/v1/responses?survey=${offered.surveyId}&flag=none`)).data;
      expect(counted).toMatchObject([{ score: 9, flags: [] }]);
    });

    it("cannot be got round by an answer from before its page was drawn, or its invitation sent", async () => {
      const offered = await offer();
      const path = `/s/${offered.slug}`;
      const drawn = house.clock.now().getTime();
      const nonce = await nonceOf(path);
      house.clock.advance({ minutes: 10 });
      const long = String(20 * 86_400_000);
      expect((await post(path, { nonce, score: "9", ".late": long })).status).toBe(200);
      const [open] = await stored(offered);
      expect(Math.abs(Date.parse(open.occurredAt) - drawn)).toBeLessThan(1000);

      const sentAt = house.clock.now().getTime();
      const sent = { distributionId: offered.distributionId, contact: { email: newEmail() }, channel: "link" };
      const personal = new URL(body(await client.post("/v1/invitations", sent)).url).pathname;
      house.clock.advance({ minutes: 10 });
      expect((await post(personal, { nonce: await nonceOf(personal), score: "3", ".late": long })).status).toBe(200);
      const one = (await stored(offered)).find(({ score }: { score: number }) => score === 3);
      expect(Date.parse(one.occurredAt)).toBe(sentAt);
    });

    it("hold for personal links as well, and an answer given before stays thanked for", async () => {
      const offered = await offer({ closesAt: new Date(house.clock.now().getTime() + 3_600_000).toISOString() });
      const invite = async () => {
        const sent = { distributionId: offered.distributionId, contact: { email: newEmail() }, channel: "link" };
        return new URL(body(await client.post("/v1/invitations", sent)).url).pathname;
      };
      const [first, second] = [await invite(), await invite()];
      expect((await post(first, { nonce: await nonceOf(first), score: "9" })).status).toBe(200);
      const nonce = await nonceOf(second);
      house.clock.advance({ minutes: 91 });
      expect((await visit(first)).status).toBe(200);
      expect((await visit(second)).status).toBe(410);
      expect((await postJson(second, { nonce, answers: { score: 1 } })).body.code).toBe("survey.closed");
      expect(await stored(offered)).toHaveLength(1);
    });

    it("end after they begin", async () => {
      const times = { opensAt: "2026-05-02T10:00:00Z", closesAt: "2026-05-02T12:00:00+03:00" };
      const refused = await change(await offer(), times);
      expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, "/closesAt"]);
    });
  });

  describe("its PIN", () => {
    const enter = (of: Offer, pin: string, more = "") => post(`/s/${of.slug}/pin${more}`, { pin });
    const cookieOf = (answer: { headers: Headers }) => (answer.headers.get("set-cookie") ?? "").split(";")[0] as string;

    it("is asked for on a page of its own; whoever tells it is let in for eight hours, and comes where they wanted to", async () => {
      const offered = await offer({ pin: "2580" });
      expect(body(await client.get(`/v1/distributions/${offered.distributionId}`))).toMatchObject({ hasPin: true });
      const path = `/s/${offered.slug}`;
      const asked = await visit(`${path}?score=9`);
      expect(asked.status).toBe(200);
      expect(asked.text).toContain("This survey asks for a PIN");
      expect(asked.text).not.toContain(score.prompt);
      expect(asked.text).toContain(`action="${path}/pin?score=9"`);

      const wrong = await enter(offered, "0000", "?score=9");
      expect([wrong.status, cookieOf(wrong)]).toEqual([403, ""]);
      expect(wrong.text).toContain("This PIN is not right.");
      const right = await enter(offered, "2580", "?score=9");
      expect([right.status, right.headers.get("location")]).toEqual([303, `${path}?score=9`]);
      expect(right.headers.get("set-cookie")).toMatch(/; Path=\/s\/[^;]+; HttpOnly; SameSite=Lax/);
      const cookie = cookieOf(right);
      const page = await visit(path, { headers: { cookie } });
      expect(page.text).toContain(score.prompt);
      const sent = { nonce: nonceIn(page), score: "9" };
      expect((await post(path, sent)).status).toBe(403);
      expect((await postJson(path, { nonce: sent.nonce, answers: { score: 9 } })).body.code).toBe("pin.needed");
      expect((await post(path, sent, { cookie })).status).toBe(200);
      expect(await stored(offered)).toHaveLength(1);

      house.clock.advance({ hours: 8, minutes: 1 });
      expect((await visit(path, { headers: { cookie } })).text).toContain("This survey asks for a PIN");
    });

    it("is no other link's, ends what the one before let in, and is kept as a keyed hash only", async () => {
      const [one, two] = [await offer({ pin: "1111" }), await offer({ pin: "1111" })];
      const cookie = cookieOf(await enter(one, "1111"));
      expect((await visit(`/s/${two.slug}`, { headers: { cookie } })).text).toContain("asks for a PIN");
      body(await change(one, { pin: "2222" }));
      expect((await visit(`/s/${one.slug}`, { headers: { cookie } })).text).toContain("asks for a PIN");
      for (const forged of ["", "x", "99999999999999.x", `${cookie}x`.slice(11)])
        expect((await visit(`/s/${one.slug}`, { headers: { cookie: `otklik_pin=${forged}` } })).text).toContain("PIN");
      const rows = await house.sql<{ pin_hash: string }>(
        "select pin_hash from distributions where pin_hash is not null",
      );
      expect(rows.every(({ pin_hash }) => pin_hash.length === 43)).toBe(true);
      expect(new Set(rows.map(({ pin_hash }) => pin_hash)).size).toBe(rows.length);
      expect((await client.get(`/v1/distributions/${one.distributionId}`)).text).not.toMatch(/pinHash|2222/);
      body(await change(one, { pin: null }));
      expect((await visit(`/s/${one.slug}`)).text).toContain(score.prompt);
    });

    it("is heard sixty times in six hours, of 200 tries at once, whatever their headers say, and still by a newcomer", async () => {
      const offered = await offer({ pin: "2580" });
      const inBefore = cookieOf(await enter(offered, "2580"));
      const tries = Array.from({ length: 200 }, (_, n) =>
        post(`/s/${offered.slug}/pin`, { pin: String(1000 + n) }, { "x-forwarded-for": `2001:db8::${n}` }),
      );
      const statuses = (await Promise.all(tries)).map(({ status }) => status);
      expect(statuses.filter((status) => status === 403)).toHaveLength(60);
      expect(statuses.filter((status) => status === 429)).toHaveLength(140);
      const right = await enter(offered, "2580");
      expect([right.status, Number(right.headers.get("retry-after")) > 0, cookieOf(right)]).toEqual([429, true, ""]);
      expect((await visit(`/s/${offered.slug}`, { headers: { cookie: inBefore } })).text).toContain(score.prompt);

      const from = async (remoteAddress: string, pin: string) => {
        const headers = { origin: publicUrl, "content-type": "application/x-www-form-urlencoded" };
        const request = { method: "POST", headers, body: new URLSearchParams({ pin }).toString() };
        const peer = { incoming: { socket: { remoteAddress } } };
        return (await house.app.request(`/s/${offered.slug}/pin`, request, peer)).status;
      };
      expect([await from("192.0.2.1", "0000"), await from("192.0.2.1", "2580")]).toEqual([403, 303]);
      const guesses = ["0001", "0002", "0003", "2580"];
      const heard = [];
      for (const pin of guesses) heard.push(await from("192.0.2.2", pin));
      expect(heard).toEqual([403, 403, 403, 429]);
      house.clock.advance({ hours: 6, minutes: 1 });
      expect((await enter(offered, "2580")).status).toBe(303);
    });

    it.each(["123", "123456789", "12a4", " 1234", ""])("is not %j", async (pin) => {
      const refused = await change(await offer(), { pin, slug: "a b" });
      const places = refused.body.errors.map(({ pointer }: { pointer: string }) => pointer);
      expect([refused.status, ...places]).toEqual([422, "/slug", "/pin"]);
    });

    it("is not asked for where the survey is not open", async () => {
      const hour = (hours: number) => new Date(house.clock.now().getTime() + hours * 3_600_000).toISOString();
      for (const [doors, status, text] of [
        [{ opensAt: hour(1) }, 403, "opens on"],
        [{ opensAt: hour(-2), closesAt: hour(-1) }, 410, "closed"],
      ] as const) {
        const page = await visit(`/s/${(await offer({ pin: "2580", ...doors })).slug}`);
        expect([page.status, page.text.includes(text), page.text.includes("PIN")]).toEqual([status, true, false]);
      }
    });
  });

  describe("links for one answer", () => {
    const linksOf = async (of: Offer, count = 2) => {
      expect(
        body(await client.post(`/v1/distributions/${of.distributionId}/links`, { count, label: "Spring" })).made,
      ).toBe(count);
      return body(await client.get(`/v1/distributions/${of.distributionId}/links?limit=200`)).data as {
        url: string;
        status: string;
      }[];
    };

    it("each take one answer, from whichever device it is ended on, and the open link takes none", async () => {
      const offered = await offer({ singleUse: true });
      const [one, two] = (await linksOf(offered)).map(({ url }) => new URL(url).pathname) as [string, string];
      const open = await visit(`/s/${offered.slug}`);
      expect([open.status, open.text.includes("needs a link of your own")]).toEqual([403, true]);

      const nonce = await nonceOf(one);
      expect((await postJson(one, { nonce, answers: { score: 4, why: "Slow" }, finished: false })).status).toBe(200);
      expect((await visit(one)).text).toContain("Slow");
      expect(await nonceOf(one)).toBe(nonce);
      expect((await post(one, { nonce, score: "4", why: "Slow" })).status).toBe(200);
      expect((await visit(one)).text).toContain("You have already answered");
      expect((await post(one, { nonce, score: "9" })).status).toBe(409);
      // Another link's proof of a page is no proof here.
      expect((await post(two, { nonce, score: "9" })).status).toBe(403);
      expect(await stored(offered)).toMatchObject([{ score: 4, comment: "Slow" }]);
      expect(
        (await client.get(`/v1/distributions/${offered.distributionId}/links`)).text.match(/"used"/g),
      ).toHaveLength(1);
    });

    it("let nobody in who has none: not without a token, with half of one, with two, or with another survey's", async () => {
      const [offered, other] = [await offer({ singleUse: true }), await offer({ singleUse: true })];
      const [{ url }] = (await linksOf(other, 1)) as [{ url: string; status: string }];
      const [mine] = (await linksOf(offered, 1)).map((link) => new URL(link.url).pathname) as [string];
      const foreign = new URL(url).pathname.split("/").at(-1) as string;
      const base = `/s/${offered.slug}`;
      const nonce = await nonceOf(mine);
      const token = mine.split("/").at(-1) as string;
      for (const path of [
        base,
        `${base}/null`,
        `${base}/undefined`,
        `${base}/%22%22`,
        `${base}/[]`,
        `${base}/{}`,
        `${base}/${foreign}`,
        `${base}/${token.slice(0, -1)}`,
        `${base}/${token},${token}`,
        `${base}?token=${token}`,
        `${base}?token=${token}&token=${token}`,
      ]) {
        for (const refused of [
          await visit(path),
          await post(path, { nonce, score: "9" }),
          await postJson(path, { nonce, answers: { score: 9 } }),
        ])
          expect([path, refused.status]).toEqual([path, 403]);
      }
      expect((await visit(`${base}/`)).status).toBe(404);
      expect(await stored(offered)).toEqual([]);
    });

    it("take one of 200 answers sent at once", async () => {
      const offered = await offer({ singleUse: true });
      const [path] = (await linksOf(offered, 1)).map(({ url }) => new URL(url).pathname) as [string];
      const nonce = await nonceOf(path);
      const sent = Array.from({ length: 200 }, (_, n) =>
        postJson(path, { nonce, answers: { score: n % 11, why: String(n) } }),
      );
      const statuses = (await Promise.all(sent)).map(({ status }) => status);
      expect(statuses.filter((status) => status === 200)).toHaveLength(1);
      expect(statuses.filter((status) => status === 409)).toHaveLength(199);
      expect(await stored(offered)).toHaveLength(1);
    });

    it("are kept as hashes, and ask for the PIN as well where there is one", async () => {
      const offered = await offer({ singleUse: true, pin: "2580" });
      const [path] = (await linksOf(offered, 1)).map(({ url }) => new URL(url).pathname) as [string];
      const token = path.split("/").at(-1) as string;
      expect(JSON.stringify(await house.sql("select * from single_use_links"))).not.toContain(token);
      const asked = await visit(path);
      const action = /action="([^"]+)"/.exec(asked.text)?.[1] as string;
      const right = await post(action, { pin: "2580" });
      expect(right.headers.get("location")).toBe(path);
      const cookie = (right.headers.get("set-cookie") ?? "").split(";")[0] as string;
      expect((await visit(path, { headers: { cookie } })).text).toContain(score.prompt);
    });
  });

  describe("a response limit", () => {
    it("is exact when 50 send at once, through open and personal links alike, and says so to those who come later", async () => {
      const offered = await offer({ responseLimit: 10 });
      const path = `/s/${offered.slug}`;
      const nonces = await Promise.all(Array.from({ length: 45 }, () => nonceOf(path)));
      const invited = await Promise.all(
        Array.from({ length: 5 }, async () => {
          const sent = { distributionId: offered.distributionId, contact: { email: newEmail() }, channel: "link" };
          const personal = new URL(body(await client.post("/v1/invitations", sent)).url).pathname;
          return { personal, nonce: await nonceOf(personal) };
        }),
      );
      const answers = await Promise.all([
        ...invited.map(({ personal, nonce }) => postJson(personal, { nonce, answers: { score: 9 } })),
        ...nonces.map((nonce) => postJson(path, { nonce, answers: { score: 9 } })),
      ]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
      expect(
        answers.filter(({ status, body: refused }) => status === 410 && refused.code === "survey.full"),
      ).toHaveLength(40);
      expect(await stored(offered)).toHaveLength(10);
      const view = body(await client.get(`/v1/distributions/${offered.distributionId}`));
      expect(view).toMatchObject({ responseLimit: 10, responsesTaken: 10 });

      const full = await visit(path);
      expect([full.status, full.text.includes("We have all the answers we need")]).toEqual([410, true]);
      // Whoever is in is thanked however often they press.
      const at = answers.slice(5).findIndex(({ status }) => status === 200);
      if (at >= 0) expect((await post(path, { nonce: nonces[at] as string, score: "1" })).status).toBe(409);
      body(await change(offered, { responseLimit: 11 }));
      expect((await post(path, { nonce: await nonceOf(path), score: "1" })).status).toBe(200);
      expect((await visit(path)).status).toBe(410);
      body(await change(offered, { responseLimit: null }));
      expect((await visit(path)).status).toBe(200);
    });

    it("takes no place for what is refused or not finished", async () => {
      const offered = await offer({ responseLimit: 1 });
      const path = `/s/${offered.slug}`;
      const nonce = await nonceOf(path);
      expect((await post(path, { nonce, score: "11" })).status).toBe(422);
      expect((await postJson(path, { nonce, answers: { score: 3 }, finished: false })).status).toBe(200);
      expect((await post(path, { nonce, score: "3" })).status).toBe(200);
      expect((await visit(path)).status).toBe(410);
    });
  });

  describe("the address to go on to", () => {
    it("is where a form ends that was sent, and what a program is told; the page's policy lets it", async () => {
      const offered = await offer({ redirectUrl: "https://shop.example.com/thanks?from=survey" });
      const path = `/s/${offered.slug}`;
      const page = await visit(path);
      expect(page.headers.get("content-security-policy")).toContain("form-action 'self' https://shop.example.com;");
      const sent = await post(path, { nonce: nonceIn(page), score: "9" });
      expect([sent.status, sent.headers.get("location")]).toEqual([303, "https://shop.example.com/thanks?from=survey"]);
      const json = await postJson(path, { nonce: await nonceOf(path), answers: { score: 9 } });
      expect(json.body).toMatchObject({
        status: "finished",
        redirectUrl: "https://shop.example.com/thanks?from=survey",
      });
      const partial = await postJson(path, { nonce: await nonceOf(path), answers: { score: 9 }, finished: false });
      expect(partial.body).not.toHaveProperty("redirectUrl");
    });

    it.each([
      "//shop.example.com",
      "/\\shop.example.com",
      "https:shop.example.com",
      "http://shop.example.com",
      "javascript:alert(1)",
      "data:text/html,x",
      "\t//shop.example.com",
      "%2f%2fshop.example.com",
      "https://shop.example.com@evil.example",
      "https://evil.example/",
      "https://shop.example.com:444/",
    ])("is not %j", async (redirectUrl) => {
      const refused = await change(await offer(), { redirectUrl });
      expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, "/redirectUrl"]);
    });

    it("is no longer gone to once its host was taken off the list", async () => {
      const other = await house.workspace();
      const admin = await house.withKey(other, { scopes: ["read", "write", "admin"] });
      body(await admin.call("PATCH", "/v1/workspace", { redirectHosts: ["a.example.com"] }));
      const offered = await makeOffer(other, { questions: [score], redirectUrl: "https://a.example.com/" });
      body(await admin.call("PATCH", "/v1/workspace", { redirectHosts: [] }));
      const path = `/s/${offered.slug}`;
      expect((await post(path, { nonce: await nonceOf(path), score: "9" })).status).toBe(200);
      expect((await admin.call("PATCH", "/v1/workspace", { redirectHosts: ["https://x.example/"] })).status).toBe(422);
    });
  });

  describe("its QR code", () => {
    it("is a drawing or a picture of the link, with where it hangs", async () => {
      const offered = await offer({ slug: `qr-${on}` });
      const base = `/v1/distributions/${offered.distributionId}/qr`;
      const svg = await client.get(`${base}.svg?size=300&channel=kiosk&device=Desk%203`);
      expect([svg.status, svg.headers.get("content-type")]).toEqual([200, "image/svg+xml"]);
      expect(svg.text).toMatch(/^<\?xml[^>]*><svg[^>]* width="300"/);
      const png = await house.fetch(`${base}.png?size=512`, {
        headers: { authorization: `Bearer ${client.secretKey}` },
      });
      const bytes = Buffer.from(await png.arrayBuffer());
      expect([png.headers.get("content-type"), bytes.subarray(1, 4).toString()]).toEqual(["image/png", "PNG"]);
      expect(bytes.readUInt32BE(16)).toBeLessThanOrEqual(512);
      expect(bytes.readUInt32BE(16)).toBeGreaterThan(400);
      expect((await client.get(`${base}.svg?size=10`)).status).toBe(422);

      const path = `/s/${offered.slug}?channel=kiosk&device=Desk%203`;
      const page = await visit(path);
      expect((await post(path, { nonce: nonceIn(page), score: "9" })).status).toBe(200);
      expect(await stored(offered)).toMatchObject([{ channel: "kiosk", attributes: { device: "Desk 3" } }]);
    });

    it("cannot make a link pass for a message", async () => {
      const offered = await offer();
      const path = `/s/${offered.slug}?channel=email`;
      expect((await post(path, { nonce: await nonceOf(path), score: "9" })).status).toBe(200);
      expect(await stored(offered)).toMatchObject([{ channel: "link" }]);
    });
  });
});
