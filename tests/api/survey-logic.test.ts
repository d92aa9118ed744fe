import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerOf, type Client } from "../support/client.ts";
import { answer, body, call, makeOffer, makePlace, makeSurvey, newEmail, score, why } from "../support/furnish.ts";
import { databases, openTestHouse, type TestHouse } from "../support/house.ts";

const unhappy = { question: "score", op: "band", value: "detractor" };
const happy = { question: "score", op: "ge", value: 9 };
const plan = {
  id: "plan",
  type: "singleChoice",
  prompt: "Which plan?",
  choices: [
    { id: "free", label: "Free <b>plan</b>" },
    { id: "paid", label: "Paid" },
  ],
  other: true,
};
const branching = [
  score,
  { ...why, prompt: "What went wrong, {{contact.name|friend}}?", when: unhappy, required: true },
  { ...call, when: unhappy },
  { id: "best", type: "text", prompt: "What did you like?", when: happy },
];
const endings = [
  { id: "sorry", prompt: "Sorry! You gave {{answer:score}}.", when: unhappy },
  { id: "review", prompt: "Tell others!", when: happy },
  { id: "thanks", prompt: "Thank you!" },
];

describe.each(databases)("A survey that branches, on %s", (on) => {
  let house: TestHouse;
  let client: Client;
  beforeAll(async () => {
    house = await openTestHouse({ on });
    client = await house.workspace();
  });
  afterAll(() => house.close());

  const draft = async (more: object) =>
    body(await client.post("/v1/surveys", { name: "S", locale: "en", questions: branching, endings, ...more }));
  const publish = async (more: object) => client.post(`/v1/surveys/${(await draft(more)).id}/publish`);

  it("comes back as it was sent, and publishes", async () => {
    const sent = { questions: [...branching, plan], pages: [{ id: "about", from: "plan", title: "About you" }] };
    const made = await draft(sent);
    expect(made).toMatchObject({ ...sent, endings, schemaVersion: 1 });
    expect(body(await client.post(`/v1/surveys/${made.id}/publish`))).toMatchObject({ ...sent, version: 1 });
  });

  it.each<[string, object, string]>([
    [
      "a condition on a later question",
      { questions: [{ ...why, when: unhappy }, score] },
      "/questions/0/when/question",
    ],
    ["a loop", { questions: [score, { ...why, next: [{ to: "score" }] }] }, "/questions/1/next/0/to"],
    ["a way to nowhere", { questions: [{ ...score, next: [{ to: "nope" }] }] }, "/questions/0/next/0/to"],
    ["a question that nothing leads to", { questions: [{ ...score, next: [{ to: "end" }] }, why] }, "/questions/1"],
    ["a name that nothing stands for", { questions: [{ ...score, prompt: "{{answer:x}}" }] }, "/questions/0/prompt"],
    ["no ending for some", { endings: [endings[0]] }, "/endings/0/when"],
  ])("is kept as a draft and not published with %s, and says where and why", async (_, more, pointer) => {
    const refused = await publish(more);
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ code: "survey.broken", errors: [{ pointer, detail: expect.any(String) }] });
  });

  it.each<[string, object, string]>([
    ["two subjects", { ...unhappy, contact: "plan" }, "/questions/1/when"],
    ["an unknown comparison", { ...unhappy, op: "like" }, "/questions/1/when"],
    ["conditions without end", { not: { not: { not: { not: unhappy } } } }, "/questions/1/when"],
    ["a list where one value is expected", { question: "score", op: "eq", value: [1] }, "/questions/1/when"],
  ])("is not even a draft with %s", async (_, when, pointer) => {
    const refused = await client.post("/v1/surveys", { name: "S", locale: "en", questions: [score, { ...why, when }] });
    expect(refused.status).toBe(422);
    expect(refused.body.errors[0].pointer).toMatch(new RegExp(`^${pointer}`));
  });

  it("keeps its series when only its branches change", async () => {
    const id = await makeSurvey(client, branching, { endings });
    body(
      await client.call("PUT", `/v1/surveys/${id}`, {
        name: "S",
        locale: "en",
        questions: [{ ...score, next: [{ when: happy, to: "end" }], help: "0 is worst" }, why],
      }),
    );
    body(await client.post(`/v1/surveys/${id}/publish`));
    const { data } = body(await client.get(`/v1/surveys/${id}/versions`));
    expect(data.map((version: { scaleVersions: object }) => version.scaleVersions)).toEqual([
      { score: 1 },
      { score: 1 },
    ]);
  });

  it("is not overwritten by who has not seen what was saved since", async () => {
    const made = await draft({});
    const put = (name: string, seen?: string) =>
      client.call(
        "PUT",
        `/v1/surveys/${made.id}`,
        { name, locale: "en", questions: branching },
        seen === undefined ? {} : { "if-match": `"${seen}"` },
      );
    house.clock.advance({ seconds: 5 });
    const mine = body(await put("Mine", made.updatedAt));
    const theirs = await put("Theirs", made.updatedAt);
    expect([theirs.status, theirs.body.code]).toEqual([409, "survey.changed-meanwhile"]);
    const published = await client.post(`/v1/surveys/${made.id}/publish`, undefined, { "if-match": made.updatedAt });
    expect(published.status).toBe(409);
    expect(body(await client.get(`/v1/surveys/${made.id}`))).toMatchObject({ name: "Mine", updatedAt: mine.updatedAt });
    expect(body(await put("Anyhow")).name).toBe("Anyhow");
  });

  it("is tried out as a draft on its own page, which keeps nothing", async () => {
    const link = { url: "https://reviews.example/us", label: "Review us" };
    const made = await draft({ endings: [endings[0], { ...endings[1], link }, endings[2]] });
    const path = `/v1/surveys/${made.id}/preview`;
    const first = await client.get(path);
    expect(first.headers.get("content-security-policy")).toContain("frame-ancestors 'self'");
    expect(first.text).not.toContain('name="why"');
    const send = async (fields: Record<string, string>) =>
      client.call("POST", path, new URLSearchParams({ nonce: "preview", ...fields }).toString(), {
        "content-type": "application/x-www-form-urlencoded",
      });
    expect((await send({ score: "3" })).text).toContain("What went wrong, friend?");
    expect((await send({})).status).toBe(422);
    expect((await send({ score: "9", ".after": "score", best: "All" })).text).toContain("Tell others!");
    expect((await client.get(`${path}?at=review`)).text).toContain('href="https://reviews.example/us"');
    expect((await client.get(`${path}?at=why&contact.name=Anna`)).text).toContain("What went wrong, Anna?");
    expect(body(await client.get(`/v1/responses?survey=${made.id}`)).data).toEqual([]);
    expect(body(await client.get(`/v1/surveys/${made.id}`)).status).toBe("draft");
  });

  it("shows the messages that would send it before it is sent: the mail itself, and how many text messages it is", async () => {
    const made = await draft({ translations: { ru: { prompts: { score: "Посоветуете нас?" } } } });
    const english = body(await client.get(`/v1/surveys/${made.id}/messages`));
    expect(english).toMatchObject({ locale: "en", sms: { alphabet: "gsm", segments: 1 } });
    expect(english.email.subject).toBe(score.prompt);
    const russian = body(await client.get(`/v1/surveys/${made.id}/messages?lang=ru`));
    expect(russian.sms).toMatchObject({ alphabet: "unicode", text: expect.stringContaining("Посоветуете нас?") });
    expect(russian.sms.segments).toBeGreaterThan(1);
    const mail = await client.get(`/v1/surveys/${made.id}/preview/email?lang=ru`);
    expect(mail.text).toContain("?score=9");
    expect(mail.headers.get("content-security-policy")).toContain("frame-ancestors 'self'");
  });

  it("needs answers only to what was asked, and keeps no others", async () => {
    const place = await makePlace(client, branching);
    expect(body(await answer(client, place, 9)).answers).toEqual({ score: 9 });
    const missing = await answer(client, place, 2);
    expect([missing.status, missing.body.errors]).toMatchObject([422, [{ pointer: "/answers/why" }]]);
    const kept = body(await answer(client, place, { score: 8, why: "Late", call: { wanted: true } }));
    expect([kept.answers, kept.comment]).toEqual([{ score: 8 }, null]);
    await house.runDueJobs();
    expect(body(await client.get(`/v1/cases?touchpoint=${place.touchpointKey}`)).data).toEqual([]);
  });

  it("branches by what is known of the contact and by what the request carries", async () => {
    const place = await makePlace(client, [
      score,
      { ...why, required: true, when: { contact: "plan", op: "eq", value: "gold" } },
      { ...why, id: "order", required: true, when: { context: "amount", op: "gt", value: 100 } },
    ]);
    const gold = { contact: { email: newEmail(), attributes: { plan: "gold" } } };
    expect((await answer(client, place, 9, gold)).body.errors).toMatchObject([{ pointer: "/answers/why" }]);
    expect((await answer(client, place, 9, { attributes: { amount: "250" } })).body.errors).toMatchObject([
      { pointer: "/answers/order" },
    ]);
    body(await answer(client, place, 9, { attributes: { amount: 50 } }));
  });

  it("takes a text of blanks for no answer, as the page does", async () => {
    const place = await makePlace(client, [score, { ...why, required: true }]);
    expect((await answer(client, place, { score: 9, why: " \n" })).body.errors).toMatchObject([
      { pointer: "/answers/why" },
    ]);
    const attempt = { submissionId: newEmail() };
    const begun = body(await answer(client, place, { score: 9, why: " " }, { ...attempt, finished: false }));
    expect(begun.answers).toEqual({ score: 9 });
  });

  it("remembers over several saves whose attempt it is and what it carried", async () => {
    const place = await makePlace(client, [
      score,
      {
        ...why,
        when: {
          all: [
            { contact: "plan", op: "eq", value: "gold" },
            { context: "order", op: "answered" },
          ],
        },
      },
    ]);
    const attempt = { submissionId: newEmail() };
    const gold = { contact: { email: newEmail(), attributes: { plan: "gold" } }, attributes: { order: "A-1" } };
    body(await answer(client, place, 9, { ...attempt, ...gold, finished: false }));
    const finished = body(await answer(client, place, { score: 9, why: "Fast" }, attempt));
    expect(finished).toMatchObject({ status: "finished", answers: { score: 9, why: "Fast" }, comment: "Fast" });
  });

  it("is read back in words: choices by their labels, questions as they were asked", async () => {
    const grid = {
      id: "grid",
      type: "matrix",
      prompt: "How often?",
      rows: [{ id: "work", label: "For work" }],
      columns: [
        { id: "no", label: "Never" },
        { id: "yes", label: "Often" },
      ],
    };
    const place = await makePlace(client, [plan, { ...score, prompt: "And {{answer:plan|it}}?" }, grid]);
    const { id } = body(await answer(client, place, { plan: "paid", score: 9, grid: { work: "yes" } }));
    expect(body(await client.get(`/v1/responses/${id}`)).questions).toMatchObject([
      { id: "plan", answer: "paid", text: "Paid" },
      { id: "score", answer: 9, text: null, prompt: "And Paid?" },
      { id: "grid", items: grid.rows, columns: grid.columns, text: null },
    ]);
  });

  it("calls an invited customer by name, in the mail and on the page", async () => {
    const named = { ...score, prompt: "{{contact.name|Friend}}, how was order {{context.order|of yours}}?" };
    const { distributionId } = await makeOffer(client, { questions: [named] });
    const contact = { email: newEmail(), name: "Anna <i>" };
    const context = { order: "A-1" };
    const sent = { distributionId, contact, channel: "email", context };
    body(await client.post("/v1/invitations", sent));
    await house.runDueJobs();
    const mail = house.mailer.mails.find(({ to }) => to.address === contact.email);
    expect(mail?.subject).toContain("Anna <i>, how was order A-1?");
    expect(mail?.html).toContain("Anna &lt;i&gt;, how was order A-1?");
  });

  describe("on its page, without scripts", () => {
    const visit = async (path: string, fields?: Record<string, string>) =>
      answerOf(await house.fetch(path, fields && { method: "POST", body: new URLSearchParams(fields) }));
    /** What the page's form would send: its hidden fields, with these beside them. */
    const filled = (page: string, fields: Record<string, string>) => ({
      ...Object.fromEntries(
        [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
          name,
          value,
        ]),
      ),
      ...fields,
    });
    const offer = (questions: unknown[], more: object = {}) => makeOpenOffer(client, questions, more);
    const stored = async (surveyId: string) => body(await client.get(`/v1/responses?survey=${surveyId}`)).data;

    it("asks the unhappy why, keeps each step, and ends as their score asks for", async () => {
      const { path, surveyId } = await offer(branching, { endings });
      const first = await visit(path);
      expect(first.text).toContain(">Next</button>");
      // With a script comes all that it may ask, hidden.
      if (on !== "workerd") expect(first.text).not.toContain('name="why"');
      const second = await visit(path, filled(first.text, { score: "3" }));
      expect([second.status, second.text.includes("What went wrong, friend?")]).toEqual([200, true]);
      expect(second.text).toContain('<input type="hidden" name="score" value="3">');
      expect(await stored(surveyId)).toMatchObject([
        { status: "partial", answers: { score: 3 }, flags: ["provisional"] },
      ]);

      const refused = await visit(path, filled(second.text, {}));
      expect([refused.status, refused.text.includes('name="why"')]).toEqual([422, true]);
      const last = await visit(path, filled(second.text, { why: "Late" }));
      expect(last.text).toContain("<h1>Sorry! You gave 3.</h1>");
      expect(await stored(surveyId)).toMatchObject([
        { status: "finished", answers: { score: 3, why: "Late" }, flags: [] },
      ]);
    });

    it("leads back without losing anything, and forgets the branch that was left", async () => {
      const { path, surveyId } = await offer(branching, { endings });
      const first = await visit(path);
      const second = await visit(path, filled(first.text, { score: "3" }));
      const back = await visit(path, filled(second.text, { why: "Late", ".back": "1" }));
      expect(back.text).toMatch(/name="score" value="3"[^>]* checked/);
      expect(back.text).toContain('<input type="hidden" name="why" value="Late">');
      const other = await visit(path, filled(back.text, { score: "9" }));
      expect(other.text).toContain("What did you like?");
      const last = await visit(path, filled(other.text, {}));
      expect(last.text).toContain("Tell others!");
      expect(await stored(surveyId)).toMatchObject([{ status: "finished", answers: { score: 9 }, comment: null }]);
    });

    it("opens a personal link where it was left, and at the score that a mail has chosen", async () => {
      const { distributionId } = await makeOffer(client, { questions: branching });
      const contact = { email: newEmail(), name: "Anna" };
      const { url } = body(await client.post("/v1/invitations", { distributionId, contact, channel: "link" }));
      const { pathname: path } = new URL(url);
      const chosen = await visit(`${path}?score=3`);
      expect(chosen.text).toMatch(/name="score" value="3"[^>]* checked/);
      await visit(path, filled(chosen.text, { score: "3" }));
      const left = await visit(path);
      expect(left.text).toContain("What went wrong, Anna?");
      expect(left.text).toContain('<input type="hidden" name="score" value="3">');
      const again = await visit(`${path}?score=9`);
      expect(again.text).toMatch(/name="score" value="9"[^>]* checked/);
      const other = await visit(path, filled(again.text, { score: "9" }));
      expect(other.text).toContain("What did you like?");
    });

    it("takes from an open link what the survey speaks of, keeps it, and counts no scores by it", async () => {
      const plan = { context: "plan", op: "eq", value: "gold" };
      const about = { ...score, prompt: "How was order {{context.order|of yours}}?" };
      body(await client.post("/v1/dimensions", { key: "order", name: "Order" }));
      const { path, surveyId } = await offer([about, { ...why, required: true, when: plan }], {
        translations: { ru: {} },
      });
      const first = await visit(`${path}?order=A%3Cb%3E&plan=gold&email=anna@example.com`);
      expect(first.text).toContain("How was order A&lt;b&gt;?");
      expect(first.text).toContain('name=".lang" value="ru"');
      expect(first.text).not.toContain("anna@example.com");
      expect(first.text).toContain('name="why"');
      await visit(path, filled(first.text, { score: "9", why: "Fast", ".context.order": "A<b>" }));
      expect(await stored(surveyId)).toMatchObject([
        { status: "finished", answers: { score: 9, why: "Fast" }, attributes: { order: "A<b>", plan: "gold" } },
      ]);
      expect(
        body(await client.get(`/v1/scores/nps?survey=${surveyId}&segment=${encodeURIComponent("order:A<b>")}`)).n,
      ).toBe(0);
    });

    it("keeps, while somebody is still typing, what can be kept", async () => {
      const { path, surveyId } = await offer([score, { id: "mail", type: "email", prompt: "Mail?" }]);
      const nonce = filled((await visit(path)).text, {}).nonce;
      const post = (fields: object) =>
        house.fetch(path, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ nonce, finished: false, fields }),
        });
      expect((await post({ mail: "anna@" })).status).toBe(422);
      expect((await post({ score: "7", mail: "anna@" })).status).toBe(200);
      expect(await stored(surveyId)).toMatchObject([{ status: "partial", answers: { score: 7 } }]);
    });

    it("is one page where nothing on it depends on an answer", async () => {
      const { path } = await offer([score, why]);
      const page = await visit(path);
      expect(page.text).toContain(">Send</button>");
      expect(page.text).not.toContain(".after");
    });

    it("says an answer in a later question, as text", async () => {
      const { path } = await offer([plan, { ...why, prompt: "Why {{answer:plan|that}}?" }, score]);
      const first = await visit(path);
      const second = await visit(path, filled(first.text, { plan: "free" }));
      expect(second.text).toContain("Why Free &lt;b&gt;plan&lt;/b&gt;?");
      const own = await visit(path, filled(first.text, { plan: "other", "plan._other": "{{contact.name}}<i>" }));
      expect(own.text).toContain("Why {{contact.name}}&lt;i&gt;?");
    });
  });
});

async function makeOpenOffer(client: Client, questions: unknown[], more: object) {
  const place = await makePlace(client, [score]);
  const surveyId = await makeSurvey(client, questions, more);
  const { slug } = await makeOffer(client, { at: { ...place, surveyId } });
  return { path: `/s/${slug}`, surveyId };
}
