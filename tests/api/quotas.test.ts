import { system } from "@otklik/features/context";
import { recountQuotas } from "@otklik/features/responses/index";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerOf, type Client } from "../support/client.ts";
import { answer, body, call, makeSurvey, newEmail, type Offer, score, why } from "../support/furnish.ts";
import { databases, openTestHouse, type TestHouse } from "../support/house.ts";

const plan = {
  id: "plan",
  type: "singleChoice",
  prompt: "Which plan?",
  required: true,
  choices: [
    { id: "gold", label: "Gold" },
    { id: "basic", label: "Basic" },
  ],
};
const endings = [
  { id: "sorry", prompt: "We are sorry.", when: { question: "score", op: "le", value: 2 } },
  { id: "thanks", prompt: "Thank you!" },
  // Behind the last one that answers choose: only a full quota leads here.
  { id: "enough", prompt: "We have heard from enough of you." },
];
const gold = (limit: number, whenFull: unknown = { ending: "enough" }) => ({
  id: "gold",
  when: { question: "plan", op: "eq", value: "gold" },
  limit,
  whenFull,
});
let made = 0;

describe.each(databases)("Quotas, on %s", (on) => {
  let house: TestHouse;
  let client: Client;

  beforeAll(async () => {
    house = await openTestHouse({ on });
    client = await house.workspace();
  });
  afterAll(() => house.close());

  const offer = async (quotas: unknown[], questions: unknown[] = [plan, score, why]): Promise<Offer> => {
    const touchpointKey = `quota-${++made}`;
    body(await client.post("/v1/touchpoints", { key: touchpointKey, name: "Q", channels: ["link"] }));
    const pages = [{ id: "second", from: (questions[1] as { id: string }).id }];
    const surveyId = await makeSurvey(client, questions, { endings, quotas, pages });
    const offered = { surveyId, touchpointKey, channels: ["email"], active: true };
    const { id, url, slug } = body(await client.post("/v1/distributions", offered));
    return { surveyId, touchpointKey, distributionId: id, event: "", url, slug };
  };
  const visit = async (path: string, init: RequestInit = {}) => answerOf(await house.fetch(path, init));
  const nonceIn = ({ text }: { text: string }) => /name="nonce" value="([^"]+)"/.exec(text)?.[1] as string;
  const post = (path: string, fields: Record<string, string>) =>
    visit(path, { method: "POST", body: new URLSearchParams(fields) });
  const quotasOf = async ({ surveyId }: Offer) => body(await client.get(`/v1/surveys/${surveyId}/results`)).quotas;
  const stored = async ({ surveyId }: Offer) =>
    body(await client.get(`/v1/responses?survey=${surveyId}&limit=200`)).data as {
      flags: string[];
      answers: object;
      id: string;
    }[];
  const nps = async ({ surveyId }: Offer) => body(await client.get(`/v1/scores/nps?survey=${surveyId}`)).n;
  const recount = () => house.house.inWorkspace(client.workspaceId, system, recountQuotas);
  const filled = (of: Offer, n: number) =>
    Promise.all(Array.from({ length: n }, () => answer(client, of, { plan: "gold", score: 9 })));

  it("of 50 answers sent at once ten count, forty are kept and told what the survey says to them; none is lost, and the recount agrees", async () => {
    const of = await offer([gold(10)]);
    const path = `/s/${of.slug}`;
    const forms = await Promise.all(
      Array.from({ length: 25 }, async () => {
        const nonce = nonceIn(await visit(path));
        const first = await post(path, { nonce, plan: "gold" });
        return { nonce, fields: Object.fromEntries(hiddenIn(first.text)) };
      }),
    );
    const [pages, stored1] = await Promise.all([
      Promise.all(forms.map(({ fields }) => post(path, { ...fields, score: "9" }))),
      filled(of, 25),
    ]);
    const thanked = pages.filter(({ text }) => text.includes("Thank you!")).length;
    const turned = pages.filter(({ text }) => text.includes("We have heard from enough of you.")).length;
    expect(pages.every(({ status }) => status === 200)).toBe(true);
    const counted = stored1.filter(({ status, body: { flags } }) => status === 201 && flags.length === 0).length;
    expect([thanked + turned, thanked + counted]).toEqual([25, 10]);
    const rows = await stored(of);
    expect(rows).toHaveLength(50);
    expect(rows.filter(({ flags }) => flags.includes("overQuota"))).toHaveLength(40);
    expect(await nps(of)).toBe(10);
    expect(await quotasOf(of)).toEqual([{ id: "gold", n: 10, limit: 10, whenFull: { ending: "enough" } }]);
    expect(await recount()).toBe(0);
  });

  it("counts an answer once, however often it is sent, and not before it is finished", async () => {
    const of = await offer([gold(5)]);
    const submissionId = `once-${made}`;
    for (const finished of [false, false, true, true])
      expect((await answer(client, of, { plan: "gold", score: 9 }, { submissionId, finished })).status).toBeLessThan(
        300,
      );
    expect(await quotasOf(of)).toMatchObject([{ n: 1 }]);
    await answer(client, of, { plan: "basic", score: 9 });
    expect(await quotasOf(of)).toMatchObject([{ n: 1 }]);
    // A partial answer that changes its mind counts as what it is when it is sent.
    await answer(client, of, { plan: "gold", score: 9 }, { submissionId: `mind-${made}`, finished: false });
    await answer(client, of, { plan: "basic", score: 9 }, { submissionId: `mind-${made}` });
    expect(await quotasOf(of)).toMatchObject([{ n: 1 }]);
  });

  it("counts what silence finished, over its limit too, and anew once its respondent sends it", async () => {
    const of = await offer([gold(1)]);
    const attempt = (name: string) => ({ submissionId: `${name}-${made}`, finished: false });
    for (const name of ["a", "b", "c"]) await answer(client, of, { plan: "gold", score: 9 }, attempt(name));
    expect(await quotasOf(of)).toMatchObject([{ n: 0 }]);
    for (let passed = 0; passed < 80; passed += 10) {
      house.clock.advance({ minutes: 10 });
      await house.runDueJobs();
    }
    expect([await nps(of), await quotasOf(of)]).toMatchObject([3, [{ n: 3 }]]);
    const send = async (name: string, plan: string) =>
      body(await answer(client, of, { plan, score: 8 }, { ...attempt(name), finished: true }));
    expect(await send("a", "gold")).toMatchObject({ finishedBy: "respondent", flags: [] });
    expect(await quotasOf(of)).toMatchObject([{ n: 3 }]);
    expect(await send("b", "basic")).toMatchObject({ flags: [] });
    expect(await quotasOf(of)).toMatchObject([{ n: 2 }]);
    body(await answer(client, of, { plan: "basic", score: 7 }, attempt("c")));
    expect(await quotasOf(of)).toMatchObject([{ n: 1 }]);
    expect(await send("c", "gold")).toMatchObject({ flags: ["overQuota"] });
    expect([await nps(of), await quotasOf(of)]).toMatchObject([2, [{ n: 1 }]]);
    expect(await recount()).toBe(0);
  });

  it("counts what was never sent once a person lets it in", async () => {
    const of = await offer([gold(5)]);
    const path = `/s/${of.slug}`;
    await post(path, { nonce: nonceIn(await visit(path)), plan: "gold" });
    for (let passed = 0; passed < 80; passed += 10) {
      house.clock.advance({ minutes: 10 });
      await house.runDueJobs();
    }
    const [kept] = await stored(of);
    expect([kept?.flags, await quotasOf(of)]).toMatchObject([["provisional"], [{ n: 0 }]]);
    body(await client.post(`/v1/responses/${kept?.id}/release`));
    expect(await quotasOf(of)).toMatchObject([{ n: 1 }]);
    body(await client.post(`/v1/responses/${kept?.id}/quarantine`));
    expect(await quotasOf(of)).toMatchObject([{ n: 0 }]);
    body(await client.post(`/v1/responses/${kept?.id}/release`));
    expect(await quotasOf(of)).toMatchObject([{ n: 1 }]);
    expect(await recount()).toBe(0);
  });

  it("ends at the first question where it is known, and shows who comes later by what they carry nothing at all", async () => {
    const byLink = { id: "store", when: { context: "store", op: "eq", value: "12" }, limit: 1, whenFull: "close" };
    const of = await offer([gold(1), byLink]);
    const path = `/s/${of.slug}`;
    body(await answer(client, of, { plan: "gold", score: 9 }));
    const first = await post(path, { nonce: nonceIn(await visit(path)), plan: "gold" });
    expect([first.status, first.text.includes("We have heard from enough of you.")]).toEqual([200, true]);
    const other = await post(path, { nonce: nonceIn(await visit(path)), plan: "basic" });
    expect(other.text).toContain(score.prompt);
    // What they said so far is kept, unfinished.
    expect((await stored(of)).map(({ answers }) => answers)).toContainEqual({ plan: "gold" });

    const carrying = `${path}?store=12`;
    const page = await visit(carrying);
    const second = await post(carrying, { nonce: nonceIn(page), plan: "basic" });
    body(await answer(client, of, { plan: "basic", score: 9 }, { attributes: { store: "12" } }));
    const late = await post(carrying, { ...Object.fromEntries(hiddenIn(second.text)), score: "3" });
    expect([late.status, late.text.includes("We have all the answers we need")]).toEqual([200, true]);
    expect((await visit(carrying)).status).toBe(410);
    expect((await visit(path)).status).toBe(200);
  });

  it("holds for invitations, by what is known of the contact", async () => {
    const of = await offer([
      { id: "vip", when: { contact: "tier", op: "eq", value: "vip" }, limit: 1, whenFull: "close" },
      gold(100),
    ]);
    const invite = async () => {
      const contact = { email: newEmail(), attributes: { tier: "vip" } };
      const sent = { distributionId: of.distributionId, contact, channel: "link" };
      return new URL(body(await client.post("/v1/invitations", sent)).url).pathname;
    };
    const [one, two] = [await invite(), await invite()];
    const nonce = nonceIn(await visit(one));
    expect((await post(one, { nonce, ...{ plan: "gold" } })).status).toBe(200);
    const sent = JSON.stringify({ nonce, answers: { plan: "gold", score: 9 } });
    expect(
      (await visit(one, { method: "POST", body: sent, headers: { "content-type": "application/json" } })).status,
    ).toBe(200);
    expect(await quotasOf(of)).toMatchObject([{ id: "vip", n: 1 }, { n: 1 }]);
    expect((await visit(two)).status).toBe(410);
    expect((await visit(one)).text).toContain("You have already answered");
  });

  it("gives a place back when an answer is held back, and takes one when a person lets it in", async () => {
    const of = await offer([gold(2)], [plan, score, call]);
    await filled(of, 2);
    const over = body(
      await answer(client, of, { plan: "gold", score: 1, call: { wanted: true, phone: "+447946000000" } }),
    );
    expect(over.flags).toEqual(["overQuota"]);
    await house.runDueJobs();
    // Nobody is unhappy in vain because a quota was full.
    const cases = body(await client.get("/v1/cases?limit=200")).data as { subject: { id: string } }[];
    expect(cases.map(({ subject }) => subject.id)).toContain(over.id);
    const [counted] = (await stored(of)).filter(({ flags }) => flags.length === 0);
    body(await client.post(`/v1/responses/${counted?.id}/quarantine`));
    expect(await quotasOf(of)).toMatchObject([{ n: 1 }]);
    body(await client.post(`/v1/responses/${over.id}/release`));
    expect(await quotasOf(of)).toMatchObject([{ n: 2 }]);
    body(await client.post(`/v1/responses/${counted?.id}/release`));
    expect(await quotasOf(of)).toMatchObject([{ n: 3 }]);
    expect(await nps(of)).toBe(3);
    expect(await recount()).toBe(0);
  });

  it("is put right by the recount, whatever was done to it", async () => {
    const of = await offer([gold(5)]);
    await filled(of, 3);
    await house.sql(`update quota_counts set n = 77 where survey_id = '${of.surveyId}'`);
    expect(await recount()).toBe(1);
    expect(await quotasOf(of)).toMatchObject([{ n: 3 }]);
    expect(await recount()).toBe(0);
  });
});

/** What a form carries along, as a browser would send it. */
function hiddenIn(page: string): [string, string][] {
  return [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(
    ([, name = "", value = ""]) => [name, value],
  );
}
