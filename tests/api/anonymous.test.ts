import { system } from "@otklik/features/context";
import { rebuildScores } from "@otklik/features/metrics/index";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerOf, type Client } from "../support/client.ts";
import { answer, body, call, makePlace, newEmail, type Place, score, why } from "../support/furnish.ts";
import { databases, openTestHouse, type TestHouse } from "../support/house.ts";

/** Those of answers: what they say, and its words to be found by. Neither knows a person. */
const ownTables = ["responses", "response_words"];

type Invited = { path: string; invitationId: string; contactId: string; email: string; nonce: string };

describe.each(databases)("An anonymous survey, on %s", (on) => {
  let house: TestHouse;
  let client: Client;

  beforeAll(async () => {
    house = await openTestHouse({ on, ticking: true });
    client = await house.workspace();
    body(await client.post("/v1/dimensions", { key: "depot", name: "Depot" }));
    body(await client.post("/v1/dimensions", { key: "shift", name: "Shift" }));
  });
  afterAll(() => house.close());

  const makePulse = async (more: object = {}): Promise<Place & { distributionId: string; slug: string }> => {
    const place = await makePlace(client, [score]);
    const pulse = { name: "Pulse", locale: "en", questions: [score, why], anonymous: true, safeContext: ["depot"] };
    const { id: surveyId } = body(await client.post("/v1/surveys", { ...pulse, ...more }));
    body(await client.post(`/v1/surveys/${surveyId}/publish`));
    const at = { surveyId, touchpointKey: place.touchpointKey };
    const offered = { ...at, channels: ["email"], trigger: { event: `pulse.${surveyId}` }, active: true };
    const { id: distributionId, slug } = body(await client.post("/v1/distributions", offered));
    return { ...at, distributionId, slug };
  };
  const visit = async (path: string, init?: RequestInit) => answerOf(await house.fetch(path, init));
  const nonceIn = (text: string) => /name="nonce" value="([^"]+)"/.exec(text)?.[1] as string;
  const invite = async (pulse: { distributionId: string }, attributes: object = {}): Promise<Invited> => {
    const contact = { email: newEmail(), name: "Anna Petrova", attributes };
    const sent = { distributionId: pulse.distributionId, contact, channel: "link", context: { order: "A-1" } };
    const { url, invitationId } = body(await client.post("/v1/invitations", sent));
    const { contactId } = body(await client.get(`/v1/invitations/${invitationId}`));
    const path = new URL(url).pathname;
    return { path, invitationId, contactId, email: contact.email, nonce: nonceIn((await visit(path)).text) };
  };
  const send = (path: string, nonce: string, answers: object, finished = true) =>
    visit(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ nonce, answers, finished }),
    });
  const storedFor = async ({ surveyId }: Place, query = "") =>
    body(await client.get(`/v1/responses?survey=${surveyId}${query}`)).data;
  const npsOf = async ({ surveyId }: Place, query = "") =>
    body(await client.get(`/v1/scores/nps?survey=${surveyId}${query}`));
  const passHours = async (hours: number) => {
    for (let passed = 0; passed < hours; passed++) {
      house.clock.advance({ hours: 1 });
      await house.runDueJobs();
    }
  };
  const rowsOf = (text: string) =>
    house.sql<Record<string, string | null>>(`${text} where workspace_id = '${client.workspaceId}'`);

  it("says so, takes one answer an invitation, keeps nothing before it is sent, and shows no answer again", async () => {
    const pulse = await makePulse();
    const invited = await invite(pulse);
    expect((await visit(invited.path)).text).toContain("This survey is anonymous");
    expect((await send(invited.path, invited.nonce, { score: 3 }, false)).status).toBe(422);
    expect((await house.sql(`select 1 from responses where survey_id = '${pulse.surveyId}'`)).length).toBe(0);
    const sent = await Promise.all([1, 2, 3].map((one) => send(invited.path, invited.nonce, { score: one })));
    expect(sent.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const after = await visit(invited.path);
    expect(after.text).not.toContain('name="score"');
    expect((await house.sql(`select 1 from responses where survey_id = '${pulse.surveyId}'`)).length).toBe(1);
    await house.runDueJobs();
    expect(await rowsOf("select id from cases")).toEqual([]);
  });

  it("goes on by form from screen to screen with nothing kept but what is sent at the end", async () => {
    const questions = [score, { ...why, when: { question: "score", op: "lt", value: 7 } }];
    const pulse = await makePulse({ questions });
    const { path, nonce } = await invite(pulse);
    const post = (fields: Record<string, string>) =>
      visit(path, { method: "POST", body: new URLSearchParams({ nonce, ...fields }) });
    expect((await post({ score: "2" })).text).toContain('name="why"');
    expect((await house.sql(`select 1 from responses where survey_id = '${pulse.surveyId}'`)).length).toBe(0);
    expect((await post({ ".after": "score", score: "2", why: "Late" })).text).toMatch(/Thank|thank/);
    const kept = await house.sql(`select answers from responses where survey_id = '${pulse.surveyId}'`);
    expect(kept).toHaveLength(1);
  });

  it("refuses a contact, what is unfinished, and at publishing whatever asks who answers", async () => {
    const pulse = await makePulse();
    const named = await answer(client, pulse, 9, { contact: { email: newEmail() } });
    expect(named).toMatchObject({ status: 422, body: { errors: [{ pointer: "/contact" }] } });
    const begun = await answer(client, pulse, 9, { finished: false });
    expect(begun).toMatchObject({ status: 422, body: { errors: [{ pointer: "/finished" }] } });
    const { id } = body(
      await client.post("/v1/surveys", { name: "S", locale: "en", questions: [score, call], anonymous: true }),
    );
    const refused = await client.post(`/v1/surveys/${id}/publish`);
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: "/questions/1/type" }] } });
  });

  it("stores a repeated submission once and counts it to 0 difference", async () => {
    const pulse = await makePulse();
    const submissionId = `order-17 ${pulse.surveyId}`;
    const given = { submissionId, attributes: { depot: "North", order: "A-17" } };
    const statuses = [];
    for (let turn = 0; turn < 3; turn++) statuses.push((await answer(client, pulse, 9, given)).status);
    expect(statuses).toEqual([201, 200, 200]);
    expect((await answer(client, pulse, 2, given)).status).toBe(409);
    const [row] = await house.sql<{ row: string }>(
      `select row_to_json(r)::text as row from responses r where survey_id = '${pulse.surveyId}'`,
    );
    expect(row?.row).not.toMatch(/order-17|A-17|"order"/);
    expect(row?.row).toContain("North");
    const rebuilt = await house.house.inWorkspace(client.workspaceId, system, rebuildScores);
    expect(rebuilt.differences).toBe(0);
  });

  describe("to somebody who has the whole database", () => {
    const people = 9;
    const given = [0, 3, 10, 7, 9, 1, 10, 8, 5];
    let pulse: Awaited<ReturnType<typeof makePulse>>;
    let invited: Invited[];
    let answeredAt: number[];

    beforeAll(async () => {
      pulse = await makePulse();
      invited = [];
      answeredAt = [];
      for (let at = 0; at < people; at++) invited.push(await invite(pulse, { depot: "North", shift: `night-${at}` }));
      house.clock.advance({ hours: 2 });
      // They answer in another order than they were asked in.
      for (const at of [4, 0, 7, 2, 8, 5, 1, 6, 3]) {
        house.clock.advance({ seconds: 61 });
        const { path, nonce } = invited[at] as Invited;
        await visit(path);
        expect((await send(path, nonce, { score: given[at], why: `Reason ${at}` })).status).toBe(200);
        answeredAt.push(house.clock.now().getTime());
      }
      await passHours(2);
    });

    const answers = () =>
      house.sql<Record<string, string>>(
        `select r.*, r.ctid::text, r.xmin::text, r.xmax::text as rewritten, row_to_json(r)::text as whole from responses r where survey_id = '${pulse.surveyId}' order by r.ctid`,
      );

    it("keeps nine answers that count and mentions no person, invitation or moment in any of them", async () => {
      const rows = await answers();
      expect(rows).toHaveLength(people);
      expect((await npsOf(pulse)).n).toBe(people);
      for (const { whole, id, contact_id, invitation_id, detector_seq } of rows) {
        expect([contact_id, invitation_id, detector_seq]).toEqual([null, null, null]);
        expect(id?.charAt(14)).toBe("4");
        const told = JSON.parse(whole as string);
        for (const moment of [told.occurred_at, told.received_at]) expect(Date.parse(moment) % 3_600_000).toBe(0);
        for (const { invitationId, contactId, email, path, nonce } of invited)
          for (const trace of [invitationId, contactId, email, path.slice(3), nonce])
            expect(whole).not.toContain(trace);
        expect(whole).not.toContain("night-");
      }
    });

    it("joins no answer to anything by an id: only notes of our own counting know them, and nothing else does", async () => {
      const ids = (await answers()).flatMap(({ id, submission_id }) => [id as string, submission_id as string]);
      const tables = await house.sql<{ name: string }>(
        "select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace",
      );
      for (const { name } of tables.filter((table) => !ownTables.includes(table.name))) {
        const rows = await house.sql<{ whole: string }>(`select row_to_json(t)::text as whole from "${name}" t`);
        const whole = rows.map((row) => row.whole).join("\n");
        for (const id of ids) expect(whole.includes(id), `${name} knows ${id}`).toBe(false);
      }
      expect(JSON.stringify(house.log.lines)).not.toContain(ids[0]);
    });

    it("joins none by time: no invitation and no log row tells when it was answered", async () => {
      const invitations = await house.sql<{ whole: string }>(
        `select row_to_json(i)::text as whole from invitations i where survey_id = '${pulse.surveyId}'`,
      );
      const logged = await house.sql<{ whole: string }>(
        `select row_to_json(e)::text as whole from event_log e where payload ->> 'surveyId' = '${pulse.surveyId}'`,
      );
      expect(logged.length).toBeGreaterThan(0);
      const left = await house.sql<{ whole: string }>("select row_to_json(j)::text as whole from jobs j");
      const moments = [...invitations, ...logged, ...left].flatMap(({ whole }) =>
        [...whole.matchAll(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[^"]*/g)].map(([text]) => Date.parse(text)),
      );
      const first = Math.min(...answeredAt) - 30_000;
      const last = Math.max(...answeredAt) + 30_000;
      expect(moments.filter((moment) => moment >= first && moment <= last && moment % 3_600_000 !== 0)).toEqual([]);
      expect(invitations.every(({ whole }) => whole.includes('"status":"completed"'))).toBe(true);
      // The ids of version 7 tell a time as well.
      const seven = /"([0-9a-f]{8}-[0-9a-f]{4})-7/g;
      const made = [...logged, ...left].flatMap(({ whole }) =>
        [...whole.matchAll(seven)].map(([, text]) => Number.parseInt((text as string).replace("-", ""), 16)),
      );
      expect(made.filter((moment) => moment >= first && moment <= last)).toEqual([]);
    });

    it("joins none by order: rows lie in no order of answering, and one transaction wrote all of them", async () => {
      const rows = await answers();
      expect(new Set(rows.map(({ xmin }) => xmin)).size).toBe(1);
      const words = await house.sql<{ id: string; xmin: string }>(
        `select w.response_id as id, w.xmin::text as xmin from response_words w join responses r on r.id = w.response_id where r.survey_id = '${pulse.surveyId}' order by w.ctid`,
      );
      expect(words.map(({ xmin }) => xmin)).toEqual(Array(people).fill(rows[0]?.xmin));
      const invitations = await house.sql<Record<string, string>>(
        `select id, xmin::text, xmax::text as xmax from invitations where survey_id = '${pulse.surveyId}' order by ctid`,
      );
      expect(new Set(invitations.map(({ xmin }) => xmin)).size).toBe(1);
      expect(new Set(invitations.map(({ xmax }) => xmax)).size).toBe(1);
      const waiting = await house.sql<{ survey: string }>(
        "select i.survey_id as survey from spent_invitations s join invitations i on i.id = s.invitation_id",
      );
      expect(waiting.map(({ survey }) => survey)).not.toContain(pulse.surveyId);
      const inOrderOfAnswering = [4, 0, 7, 2, 8, 5, 1, 6, 3].map((at) => given[at]);
      expect(rows.map(({ score }) => Number(score))).not.toEqual(inOrderOfAnswering);
      expect(rows.map(({ id }) => id)).not.toEqual(invitations.map(({ id }) => id));
      const listed = (await storedFor(pulse)).map((one: { score: number }) => one.score);
      expect(listed).not.toEqual(inOrderOfAnswering);
      expect(listed).not.toEqual(inOrderOfAnswering.toReversed());
      const log = await house.sql<{ payload: unknown }>(
        `select payload from event_log where payload ->> 'surveyId' = '${pulse.surveyId}'`,
      );
      expect(JSON.stringify(log)).not.toContain("responseId");
    });

    it("still takes one answer each when all is mixed", async () => {
      const { path, nonce } = invited[0] as Invited;
      expect((await send(path, nonce, { score: 9 })).status).toBe(409);
      expect((await answers()).length).toBe(people);
    });
  });

  describe("groups of its answers", () => {
    it("are not told below five, nor where the whole would tell them, in scores, lists and summaries", async () => {
      const pulse = await makePulse({ safeContext: ["depot", "shift"] });
      const give = async (n: number, attributes: object) => {
        for (let turn = 0; turn < n; turn++) body(await answer(client, pulse, 9, { attributes }));
      };
      await give(4, { depot: "North", shift: "day" });
      expect(await npsOf(pulse)).toMatchObject({ n: 0, score: null, hasHidden: true });
      expect(await storedFor(pulse)).toEqual([]);
      await give(8, { depot: "North", shift: "day" });
      await give(3, { depot: "South", shift: "night" });
      expect(await npsOf(pulse)).toMatchObject({ n: 15 });
      expect(await storedFor(pulse)).toHaveLength(15);
      // South is three; North would tell them, being all the others.
      for (const segment of ["depot:South", "depot:North", "shift:day"])
        expect(await npsOf(pulse, `&segment=${segment}`)).toMatchObject({ n: 0, hasHidden: true });
      await give(6, { depot: "East", shift: "evening" });
      await give(2, { depot: "West", shift: "night" });
      // South and West are five together, and neither can be taken from the whole.
      expect(await npsOf(pulse, "&segment=depot:North")).toMatchObject({ n: 12 });
      expect(await npsOf(pulse, "&segment=depot:South")).toMatchObject({ n: 0, hasHidden: true });
      expect(await storedFor(pulse, "&segment=depot:North")).toEqual([]);
      const summary = body(await client.get(`/v1/responses/summary?survey=${pulse.surveyId}&segment=depot:North`));
      expect(summary.total).toBe(0);
      expect(
        (await storedFor(pulse)).every((one: { attributes: object }) => Object.keys(one.attributes).length === 0),
      ).toBe(true);
    });
  });
});
