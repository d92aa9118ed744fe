import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerOf, type Client } from "../support/client.ts";
import { body, call, makeOffer, newEmail, type Offer, score, why } from "../support/furnish.ts";
import { databases, openTestHouse, publicUrl, type TestHouse } from "../support/house.ts";

const csi = {
  id: "parts",
  type: "csi",
  prompt: "?",
  items: [
    { id: "speed", label: "Speed", weight: 1 },
    { id: "staff", label: "Staff", weight: 1 },
  ],
  scale: { min: 1, max: 5 },
};

describe.each(databases)("A respondent's doors, on %s", (on) => {
  let house: TestHouse;
  let client: Client;

  beforeAll(async () => {
    house = await openTestHouse({ on });
    client = await house.workspace();
  });
  afterAll(() => house.close());

  type Invited = { offer: Offer; url: string; path: string; invitationId: string; contactId: string; email: string };

  /** A personal link, as a mail would carry it. */
  const invite = async (questions: unknown[] = [score, why, call]): Promise<Invited> => {
    const offer = await makeOffer(client, { questions });
    const email = newEmail();
    const contact = { email, phone: `+4479460${String(Math.floor(Math.random() * 1e5)).padStart(5, "0")}` };
    const { url, invitationId } = body(
      await client.post("/v1/invitations", { distributionId: offer.distributionId, contact, channel: "link" }),
    );
    const { contactId } = body(await client.get(`/v1/invitations/${invitationId}`));
    return { offer, url, path: new URL(url).pathname, invitationId, contactId, email };
  };
  const nonceOf = async (path: string) => /name="nonce" value="([^"]+)"/.exec((await visit(path)).text)?.[1] as string;
  const visit = async (path: string, init: RequestInit = {}) => answerOf(await house.fetch(path, init));
  const postForm = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    visit(path, { method: "POST", body: new URLSearchParams(fields), headers });
  const postJson = (path: string, sent: unknown, headers: Record<string, string> = {}) =>
    visit(path, {
      method: "POST",
      body: JSON.stringify(sent),
      headers: { "content-type": "application/json", ...headers },
    });
  const storedFor = async ({ surveyId }: Offer) => body(await client.get(`/v1/responses?survey=${surveyId}`)).data;
  const baseOf = async ({ surveyId }: Offer) => body(await client.get(`/v1/scores/nps?survey=${surveyId}`)).n;
  const stateOf = async ({ invitationId }: Invited) => body(await client.get(`/v1/invitations/${invitationId}`));

  describe("a personal link", () => {
    it("shows the survey, with the score of the link chosen and nothing recorded", async () => {
      const invited = await invite();
      const page = await visit(`${invited.path}?score=9`);
      expect(page.status).toBe(200);
      expect(page.headers.get("content-type")).toMatch(/^text\/html; charset=utf-8/i);
      expect(page.text).toMatch(/<form method="post">/);
      expect(page.text).toMatch(/name="score" value="9"[^>]* checked/);
      expect(page.text.match(/ checked/g)).toHaveLength(2); // the score, and "any time" of the callback
      expect(await storedFor(invited.offer)).toEqual([]);
    });

    it("answers nothing, however often eleven scores are fetched, looked at or prefetched", async () => {
      const invited = await invite();
      for (let given = 0; given <= 10; given++) {
        const path = `${invited.path}?score=${given}`;
        for (const init of [
          {},
          { method: "HEAD" },
          { headers: { "sec-purpose": "prefetch" } },
          { headers: { purpose: "prefetch" } },
        ] as RequestInit[])
          expect((await visit(path, init)).status).toBe(200);
        expect((await visit(path, { method: "OPTIONS" })).status).toBe(405);
      }
      expect(await storedFor(invited.offer)).toEqual([]);
      expect(await baseOf(invited.offer)).toBe(0);
    });

    it("is marked as opened by a look, and not by HEAD or a prefetch", async () => {
      const invited = await invite();
      await visit(invited.path, { method: "HEAD" });
      await visit(invited.path, { headers: { "sec-purpose": "prefetch;prerender" } });
      expect(await stateOf(invited)).toMatchObject({ status: "sent", openedAt: null });
      await visit(invited.path);
      const openedAt = house.clock.now().toISOString();
      house.clock.advance({ hours: 1 });
      await visit(invited.path);
      expect(await stateOf(invited)).toMatchObject({ status: "opened", openedAt });
    });

    it.each(["score=11", "score=-1", "score=9.5", "score=nine", "score=9&score=1", "score=%00", "score=<script>"])(
      "chooses nothing for ?%s",
      async (query) => {
        const invited = await invite([score]);
        const page = await visit(`${invited.path}?${query}`);
        expect(page.status).toBe(200);
        if (query !== "score=9&score=1") expect(page.text).not.toMatch(/ checked/);
      },
    );

    it.each([
      "/i/",
      "/i/short",
      `/i/${"a".repeat(43)}`,
      `/i/${"a".repeat(44)}`,
      "/i/%00",
      `/i/${"a".repeat(42)}%27`,
      `/s/${"a".repeat(22)}`,
      "/s/%E2%80%AE",
      `/u/${"a".repeat(43)}`,
    ])("that is dead is 404, in words: %s", async (path) => {
      const page = await visit(path);
      expect(page.status).toBe(404);
      if (path !== "/i/") expect(page.headers.get("content-type")).toMatch(/^text\/html/);
    });

    it("is not good for unsubscribing, nor the other way round", async () => {
      const invited = await invite();
      const token = invited.path.slice(3);
      expect((await visit(`/u/${token}`)).status).toBe(404);
      const unsubscribe = /\/u\/[\w-]{43}/.exec((await visit(invited.path)).text)?.[0] as string;
      expect((await visit(unsubscribe.replace("/u/", "/i/"))).status).toBe(404);
      expect((await visit(unsubscribe)).status).toBe(200);
    });

    it("keeps only the hash of its token", async () => {
      const { path } = await invite();
      const rows = await house.sql(
        "select row_to_json(t)::text as row from link_tokens t union all select row_to_json(i)::text from invitations i",
      );
      expect(JSON.stringify(rows)).not.toContain(path.slice(3));
    });

    it("asks the version it was made for, though another is published since", async () => {
      const invited = await invite([score]);
      const questions = [{ ...score, id: "other", prompt: "Something else?" }];
      body(await client.call("PUT", `/v1/surveys/${invited.offer.surveyId}`, { name: "S", locale: "en", questions }));
      body(await client.post(`/v1/surveys/${invited.offer.surveyId}/publish`));
      expect((await postForm(invited.path, { nonce: await nonceOf(invited.path), score: "9" })).status).toBe(200);
      expect(await storedFor(invited.offer)).toMatchObject([{ surveyVersion: 1, score: 9 }]);
      expect(await baseOf(invited.offer)).toBe(1);
    });
  });

  describe("an answer by form", () => {
    it("is stored, counted and thanked for", async () => {
      const invited = await invite();
      const fields = {
        nonce: await nonceOf(invited.path),
        score: "3",
        why: "Late\r\nagain",
        call: "on",
        "call.phone": "+44 20 7946 0958",
      };
      const thanks = await postForm(invited.path, fields);
      expect(thanks.status).toBe(200);
      expect(thanks.text).toContain("Thank you!");
      expect(await storedFor(invited.offer)).toMatchObject([
        {
          status: "finished",
          channel: "link",
          contactId: invited.contactId,
          invitationId: invited.invitationId,
          answers: { score: 3, why: "Late\nagain", call: { wanted: true, phone: "+44 20 7946 0958" } },
        },
      ]);
      expect(await baseOf(invited.offer)).toBe(1);
      expect(await stateOf(invited)).toMatchObject({ status: "completed" });
      await house.runDueJobs();
      expect(body(await client.get(`/v1/cases?contact=${invited.contactId}`)).data).toMatchObject([
        { reason: "callback", score: 3 },
      ]);
    });

    it("again after finishing is 409 with the thank-you page, and stores nothing", async () => {
      const invited = await invite();
      const nonce = await nonceOf(invited.path);
      await postForm(invited.path, { nonce, score: "9" });
      house.clock.advance({ minutes: 1 });
      const again = await postForm(invited.path, { nonce, score: "2" });
      expect([again.status, again.text.includes("Thank you!")]).toEqual([409, true]);
      expect(await storedFor(invited.offer)).toMatchObject([{ score: 9, flags: [] }]);
      expect((await visit(invited.path)).text).not.toMatch(/<form/);
    });

    it("that is refused comes back as 422 with what was typed and what is wrong", async () => {
      const invited = await invite();
      const page = await postForm(invited.path, {
        nonce: await nonceOf(invited.path),
        why: "I <b>forgot</b> the score",
      });
      expect(page.status).toBe(422);
      expect(page.text).toContain("I &lt;b&gt;forgot&lt;/b&gt; the score");
      expect(page.text).toMatch(/role="alert"/);
      expect(await storedFor(invited.offer)).toEqual([]);
    });

    it.each([
      ["score", "11"],
      ["score", "9.5"],
      ["score", "nine"],
      ["call.phone", "call me"],
    ])("with %s %o is 422", async (name, value) => {
      const invited = await invite();
      const fields = { nonce: await nonceOf(invited.path), score: "9", call: "on", [name]: value };
      expect((await postForm(invited.path, fields)).status).toBe(422);
      expect(await storedFor(invited.offer)).toEqual([]);
    });

    it("has one control per question and one per part", async () => {
      const invited = await invite([score, csi]);
      expect(
        (
          await postForm(invited.path, {
            nonce: await nonceOf(invited.path),
            score: "9",
            "parts.speed": "5",
            "parts.staff": "4",
          })
        ).status,
      ).toBe(200);
      expect(await storedFor(invited.offer)).toMatchObject([{ answers: { score: 9, parts: { speed: 5, staff: 4 } } }]);
    });

    it("keeps no control characters", async () => {
      const invited = await invite();
      expect(
        (await postForm(invited.path, { nonce: await nonceOf(invited.path), score: "9", why: "a\u0000b\u0007c\nd" }))
          .status,
      ).toBe(200);
      expect(await storedFor(invited.offer)).toMatchObject([{ comment: expect.stringMatching(/^a.?b.?c\nd$/) }]);
      expect((await storedFor(invited.offer))[0].comment).not.toMatch(/[\u0000\u0007]/);
    });

    it.each([
      ["none", {}],
      ["a wrong one", { nonce: "x".repeat(22) }],
      ["an empty one", { nonce: "" }],
    ])("with %s for a nonce is 403", async (_, nonce) => {
      const invited = await invite();
      expect((await postForm(invited.path, { score: "9", ...(nonce as object) })).status).toBe(403);
      expect(await storedFor(invited.offer)).toEqual([]);
    });

    it("with the nonce of another link is 403", async () => {
      const [one, two] = [await invite(), await invite()];
      expect((await postForm(one.path, { score: "9", nonce: await nonceOf(two.path) })).status).toBe(403);
    });

    it.each([
      ["another site", { origin: "https://evil.example" }],
      ["nowhere", { origin: "null" }],
      ["another site's frame", { "sec-fetch-site": "cross-site" }],
    ])("from %s is 403", async (_, headers) => {
      const invited = await invite();
      const refused = await postForm(
        invited.path,
        { nonce: await nonceOf(invited.path), score: "9" },
        headers as Record<string, string>,
      );
      expect(refused.status).toBe(403);
      expect(await storedFor(invited.offer)).toEqual([]);
    });

    it("from our own page is taken", async () => {
      const invited = await invite();
      const headers = { origin: publicUrl, "sec-fetch-site": "same-origin" };
      expect((await postForm(invited.path, { nonce: await nonceOf(invited.path), score: "9" }, headers)).status).toBe(
        200,
      );
    });

    it("of one token posted fifty times at once makes one row", async () => {
      const invited = await invite();
      const nonce = await nonceOf(invited.path);
      const statuses = (
        await Promise.all(Array.from({ length: 50 }, () => postForm(invited.path, { nonce, score: "9" })))
      ).map(({ status }) => status);
      expect(statuses.sort()).toEqual([200, ...Array(49).fill(409)]);
      expect(await storedFor(invited.offer)).toHaveLength(1);
      expect(await baseOf(invited.offer)).toBe(1);
    });

    it("of more than 1 MB is 413, of another type 415", async () => {
      const invited = await invite();
      expect((await postForm(invited.path, { why: "x".repeat(1_100_000) })).status).toBe(413);
      expect(
        (
          await visit(invited.path, {
            method: "POST",
            body: new Blob(["score=9"]),
            headers: { "content-type": "text/plain" },
          })
        ).status,
      ).toBe(415);
    });
  });

  describe("an answer by JSON", () => {
    it("is stored and acknowledged", async () => {
      const invited = await invite();
      const saved = await postJson(invited.path, {
        nonce: await nonceOf(invited.path),
        answers: { score: 9, why: "Fast" },
      });
      expect([saved.status, saved.body]).toEqual([200, { submissionId: invited.invitationId, status: "finished" }]);
      expect(await baseOf(invited.offer)).toBe(1);
    });

    it("ignores fields it does not know: pages live long", async () => {
      const invited = await invite();
      expect(
        (await postJson(invited.path, { nonce: await nonceOf(invited.path), answers: { score: 9 }, mood: "sunny" }))
          .status,
      ).toBe(200);
    });

    it("again after finishing is a 409 problem", async () => {
      const invited = await invite();
      const nonce = await nonceOf(invited.path);
      await postJson(invited.path, { nonce, answers: { score: 9 } });
      house.clock.advance({ minutes: 1 });
      expect(await postJson(invited.path, { nonce, answers: { score: 9 } })).toMatchObject({
        status: 409,
        body: { code: "response.finished" },
      });
      expect(await baseOf(invited.offer)).toBe(1);
    });

    it("that is refused names the place", async () => {
      const invited = await invite();
      const nonce = await nonceOf(invited.path);
      expect(await postJson(invited.path, { nonce, answers: { score: 11, other: 1 } })).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: "/answers/score" }, { pointer: "/answers/other" }] },
      });
      expect((await postJson(invited.path, { nonce, answers: { score: 9, why: "\u0000" } })).status).toBe(422);
      expect(
        (await visit(invited.path, { method: "POST", body: "{", headers: { "content-type": "application/json" } }))
          .status,
      ).toBe(400);
    });

    it("before Send is kept and not counted; Send counts it", async () => {
      const invited = await invite();
      const nonce = await nonceOf(invited.path);
      const save = (answers: object, finished: boolean) => postJson(invited.path, { nonce, answers, finished });
      expect((await save({ score: 2 }, false)).body).toMatchObject({ status: "partial" });
      expect(await storedFor(invited.offer)).toMatchObject([{ status: "partial", score: 2, flags: ["provisional"] }]);
      expect(await baseOf(invited.offer)).toBe(0);
      expect(await stateOf(invited)).toMatchObject({ status: "started" });
      expect((await visit(invited.path)).text).toMatch(/name="score" value="2"[^>]* checked/);

      expect((await save({ score: 3, why: "On second thoughts" }, true)).body).toMatchObject({ status: "finished" });
      expect(await storedFor(invited.offer)).toMatchObject([{ status: "finished", score: 3, flags: [] }]);
      expect(await baseOf(invited.offer)).toBe(1);
    });

    it("before Send opens no case, however long nothing follows", async () => {
      const invited = await invite();
      await postJson(invited.path, { nonce: await nonceOf(invited.path), answers: { score: 0 }, finished: false });
      house.clock.advance({ days: 30 });
      await house.runDueJobs();
      expect(body(await client.get(`/v1/cases?contact=${invited.contactId}`)).data).toEqual([]);
      expect(await baseOf(invited.offer)).toBe(0);
    });
  });

  describe("a mail scanner", () => {
    const post = async (invited: Invited, given: number) =>
      postJson(invited.path, { nonce: await nonceOf(invited.path), answers: { score: given } });

    it("that followed the hidden link before the answer has it kept apart", async () => {
      const invited = await invite();
      expect((await visit(`${invited.path}/h`)).status).toBe(200);
      house.clock.advance({ minutes: 9 });
      expect((await post(invited, 2)).status).toBe(200);
      expect(await storedFor(invited.offer)).toMatchObject([{ flags: ["quarantined"] }]);
      expect(await baseOf(invited.offer)).toBe(0);
      await house.runDueJobs();
      expect(body(await client.get(`/v1/cases?contact=${invited.contactId}`)).data).toEqual([]);
    });

    it("that followed the hidden link after the answer has it taken out of the score", async () => {
      const invited = await invite();
      await post(invited, 9);
      expect(await baseOf(invited.offer)).toBe(1);
      house.clock.advance({ minutes: 9 });
      await visit(`${invited.path}/h`);
      await house.runDueJobs();
      expect(await storedFor(invited.offer)).toMatchObject([{ flags: ["quarantined"], score: 9 }]);
      expect(await baseOf(invited.offer)).toBe(0);
    });

    it.each([
      ["before", -11],
      ["after", 11],
    ])("eleven minutes %s the answer leaves it alone", async (_, minutes) => {
      const invited = await invite();
      if (minutes < 0) await visit(`${invited.path}/h`);
      else await post(invited, 9);
      house.clock.advance({ minutes: 11 });
      if (minutes < 0) await post(invited, 9);
      else await visit(`${invited.path}/h`);
      await house.runDueJobs();
      expect(await storedFor(invited.offer)).toMatchObject([{ flags: [] }]);
      expect(await baseOf(invited.offer)).toBe(1);
    });

    it("that only asks for the head of the hidden link changes nothing", async () => {
      const invited = await invite();
      await visit(`${invited.path}/h`, { method: "HEAD" });
      await post(invited, 9);
      expect(await baseOf(invited.offer)).toBe(1);
    });

    it("that posts two different scores within ten seconds has both kept apart", async () => {
      const invited = await invite();
      await post(invited, 0);
      house.clock.advance({ seconds: 9 });
      expect((await postJson(invited.path, { nonce: await nonce(invited), answers: { score: 1 } })).status).toBe(409);
      expect(await storedFor(invited.offer)).toMatchObject([{ score: 0, flags: ["quarantined"] }]);
      expect(await baseOf(invited.offer)).toBe(0);
      await house.runDueJobs();
      expect(body(await client.get(`/v1/cases?contact=${invited.contactId}`)).data).toEqual([]);
    });

    it.each([
      ["the same score twice", 9, 9, 1],
      ["another score after eleven seconds", 9, 2, 11],
    ])("is not who posts %s", async (_, first, second, seconds) => {
      const invited = await invite();
      await post(invited, first);
      house.clock.advance({ seconds });
      expect((await postJson(invited.path, { nonce: await nonce(invited), answers: { score: second } })).status).toBe(
        409,
      );
      expect(await storedFor(invited.offer)).toMatchObject([{ score: first, flags: [] }]);
      expect(await baseOf(invited.offer)).toBe(1);
    });

    /** After finishing the page has no form any more: a program that kept the nonce. */
    const nonce = async ({ path }: Invited) =>
      house.house.ports.crypto.sign("nonce", `i ${path.slice(3)}`).slice(0, 22);
  });

  describe("an open link", () => {
    it("takes an answer of nobody in particular, once a page", async () => {
      const offer = await makeOffer(client, { questions: [score, why] });
      const path = `/s/${offer.slug}`;
      const nonce = await nonceOf(path);
      const thanks = await postForm(path, { nonce, score: "9", why: "Fine" });
      expect([thanks.status, thanks.text.includes("Thank you!")]).toEqual([200, true]);
      expect(await storedFor(offer)).toMatchObject([
        {
          submissionId: nonce,
          contactId: null,
          invitationId: null,
          channel: "link",
          touchpointKey: offer.touchpointKey,
          score: 9,
        },
      ]);
      expect((await postForm(path, { nonce, score: "2", why: "No" })).status).toBe(409);
      expect(await baseOf(offer)).toBe(1);
      await postForm(path, { nonce: await nonceOf(path), score: "2" });
      expect(await baseOf(offer)).toBe(2);
    });

    it("preselects by ?score= and records nothing, whoever looks", async () => {
      const offer = await makeOffer(client, { questions: [score] });
      for (const init of [{}, { method: "HEAD" }, { headers: { "sec-purpose": "prefetch" } }])
        expect((await visit(`/s/${offer.slug}?score=7`, init)).status).toBe(200);
      expect((await visit(`/s/${offer.slug}?score=7`)).text).toMatch(/value="7"[^>]* checked/);
      expect(await storedFor(offer)).toEqual([]);
    });

    it("saved before Send is edited in place and counts from Send on", async () => {
      const offer = await makeOffer(client, { questions: [score, why] });
      const path = `/s/${offer.slug}`;
      const nonce = await nonceOf(path);
      expect((await postJson(path, { nonce, answers: { score: 1 }, finished: false })).status).toBe(200);
      expect(await baseOf(offer)).toBe(0);
      expect((await postJson(path, { nonce, answers: { score: 8 } })).status).toBe(200);
      expect(await storedFor(offer)).toMatchObject([{ score: 8, status: "finished", flags: [] }]);
      expect(await baseOf(offer)).toBe(1);
    });

    it.each([
      ["none", ""],
      ["one of one's own", "0198c0de-0000-4000-8000-000000000000.aaaaaaaaaaaaaaaaaaaaaa"],
    ])("with %s for a nonce is 403", async (_, nonce) => {
      const offer = await makeOffer(client, { questions: [score] });
      expect((await postForm(`/s/${offer.slug}`, { nonce, score: "9" })).status).toBe(403);
      expect(await storedFor(offer)).toEqual([]);
    });

    it("with the nonce of another link is 403", async () => {
      const [one, two] = [
        await makeOffer(client, { questions: [score] }),
        await makeOffer(client, { questions: [score] }),
      ];
      expect((await postForm(`/s/${one.slug}`, { nonce: await nonceOf(`/s/${two.slug}`), score: "9" })).status).toBe(
        403,
      );
    });

    it("that is switched off says so with 410, and takes nothing", async () => {
      const offer = await makeOffer(client, { questions: [score] });
      const nonce = await nonceOf(`/s/${offer.slug}`);
      body(await client.call("PATCH", `/v1/distributions/${offer.distributionId}`, { active: false }));
      expect((await visit(`/s/${offer.slug}`)).status).toBe(410);
      expect((await postForm(`/s/${offer.slug}`, { nonce, score: "9" })).status).toBe(410);
      expect(await storedFor(offer)).toEqual([]);
    });
  });

  describe("unsubscribing", () => {
    const unsubscribeOf = async ({ path }: Invited) => /\/u\/[\w-]{43}/.exec((await visit(path)).text)?.[0] as string;
    const isUnsubscribed = async ({ contactId }: Invited) =>
      body(await client.get(`/v1/contacts/${contactId}`)).unsubscribedAt !== null;

    it("is not done by looking at the page", async () => {
      const invited = await invite();
      const path = await unsubscribeOf(invited);
      for (const init of [{}, { method: "HEAD" }, { headers: { "sec-purpose": "prefetch" } }])
        expect((await visit(path, init)).status).toBe(200);
      expect((await visit(path, { method: "OPTIONS" })).status).toBe(405);
      expect(await isUnsubscribed(invited)).toBe(false);
    });

    it("is done by one POST of a mail program: no cookie, no origin, no redirect", async () => {
      const invited = await invite();
      const done = await postForm(await unsubscribeOf(invited), { "List-Unsubscribe": "One-Click" });
      expect([done.status, done.headers.get("set-cookie"), done.headers.get("location")]).toEqual([200, null, null]);
      expect(await isUnsubscribed(invited)).toBe(true);
    });

    it("twice is done once, and answers the same", async () => {
      const invited = await invite();
      const path = await unsubscribeOf(invited);
      const first = await postForm(path, {});
      const at = body(await client.get(`/v1/contacts/${invited.contactId}`)).unsubscribedAt;
      house.clock.advance({ days: 1 });
      const again = await postForm(path, {});
      expect([first.status, again.status]).toEqual([200, 200]);
      expect(body(await client.get(`/v1/contacts/${invited.contactId}`)).unsubscribedAt).toBe(at);
    });

    it("does not show the whole address to whoever has the link", async () => {
      const invited = await invite();
      expect((await visit(await unsubscribeOf(invited))).text).not.toContain(invited.email);
    });

    it("beats a mail that is waiting to be sent", async () => {
      const invited = await invite();
      const offer = await makeOffer(client, { delaySeconds: 3600 });
      body(await client.call("PATCH", "/v1/workspace", { transactionalRestDays: 0 }));
      const event = { name: offer.event, contact: { email: invited.email } };
      const { invitationId } = body(await client.post("/v1/events", event)).decisions[0];
      body(await client.call("PATCH", "/v1/workspace", { transactionalRestDays: 30 }));
      await postForm(await unsubscribeOf(invited), {});
      house.clock.advance({ hours: 2 });
      await house.runDueJobs();
      expect(house.mailer.mails.filter(({ to }) => to.address === invited.email)).toEqual([]);
      expect(body(await client.get(`/v1/invitations/${invitationId}`))).toMatchObject({
        status: "refused",
        reason: "unsubscribed",
      });
      expect(body(await client.post("/v1/events", event)).decisions[0]).toMatchObject({
        outcome: "refused",
        reason: "unsubscribed",
      });
    });

    it("holds for the address, whoever has it after the contact was erased", async () => {
      const invited = await invite();
      await postForm(await unsubscribeOf(invited), {});
      expect((await client.call("DELETE", `/v1/contacts/${invited.contactId}`)).status).toBe(204);
      const offer = await makeOffer(client);
      const { decisions } = body(
        await client.post("/v1/events", { name: offer.event, contact: { email: invited.email.toUpperCase() } }),
      );
      expect(decisions).toMatchObject([{ outcome: "refused", reason: "unreachable" }]);
      await house.runDueJobs();
      expect(house.mailer.mails.filter(({ to }) => to.address.toLowerCase() === invited.email)).toEqual([]);
    });

    it("holds in this workspace only", async () => {
      const invited = await invite();
      await postForm(await unsubscribeOf(invited), {});
      const stranger = await house.workspace();
      const offer = await makeOffer(stranger);
      const { decisions } = body(
        await stranger.post("/v1/events", { name: offer.event, contact: { email: invited.email } }),
      );
      expect(decisions).toMatchObject([{ outcome: "invited" }]);
    });
  });
});
