import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Client } from "../support/client.ts";
import { answer, body, call, makeContact, makePlace, newEmail, type Place, parts, score } from "../support/furnish.ts";
import { databases, openTestHouse, type TestHouse } from "../support/house.ts";

const unknown = "0198c0de-0000-7000-8000-000000000000";
const hourMs = 3_600_000;

describe.each(databases)("Cases, on %s", (on) => {
  let house: TestHouse;
  let client: Client;
  let usual: Place;

  beforeAll(async () => {
    house = await openTestHouse({ on });
    client = await house.workspace();
    usual = await makePlace(client);
  });
  afterAll(() => house.close());

  const casesAt = async (touchpointKey: string) => body(await client.get(`/v1/cases?touchpoint=${touchpointKey}`)).data;
  /** The case, if any, that this answer opens. */
  const opened = async (questions: unknown[], given: object) => openedAt(await makePlace(client, questions), given);
  const openedAt = async (place: Place, given: object, more: object = {}) => {
    body(await answer(client, place, given, more));
    await house.runDueJobs();
    return (await casesAt(place.touchpointKey))[0] ?? null;
  };
  const openCase = () => openedAt(usual, { score: 2, why: "Late" }, { contact: { email: newEmail(), name: "Anna" } });
  const patch = (id: string, change: object) => client.call("PATCH", `/v1/cases/${id}`, change);
  const ownerOf = async ({ workspaceId }: Client) => {
    const [row] = await house.sql<{ user_id: string }>(
      `select user_id from members where workspace_id = '${workspaceId}'`,
    );
    return row?.user_id as string;
  };
  const resolution = { rootCause: "delay", outcome: "apologised" };

  describe("are opened", () => {
    const ratings: [string, object[], number[]][] = [
      ["nps", [score], [0, 1, 2, 3, 4, 5, 6]],
      ["csat", [{ id: "score", type: "csat", prompt: "?" }], [1, 2]],
      ["ces", [{ id: "score", type: "ces", prompt: "?" }], [1, 2, 3]],
    ];
    it.each(ratings)("by the worst band of %s and by nothing above it", async (metric, questions, unhappy) => {
      const place = await makePlace(client, questions);
      const [low, high] = { nps: [0, 10], csat: [1, 5], ces: [1, 7] }[metric] as [number, number];
      for (let given = low; given <= high; given++) body(await answer(client, place, given));
      await house.runDueJobs();
      const found = (await casesAt(place.touchpointKey)).map((one: { score: number }) => one.score);
      expect(found.sort((a: number, b: number) => a - b)).toEqual(unhappy);
    });

    it("by a CSI below 50", async () => {
      expect(await opened([parts], { parts: { speed: 5, staff: 5 } })).toMatchObject({ reason: "dissatisfied" });
      expect(await opened([parts], { parts: { speed: 6, staff: 6 } })).toBeNull();
    });

    it("by a wish to be called, however happy", async () => {
      expect(await opened([score, call], { score: 10, call: { wanted: true } })).toMatchObject({
        reason: "callback",
        priority: "urgent",
        score: 10,
      });
      expect(await opened([score, call], { score: 10, call: { wanted: false } })).toBeNull();
    });

    it("with everything that is known, due in a day", async () => {
      const contact = await makeContact(client, { name: "Anna", value: 129.9 });
      const place = await makePlace(client);
      const response = body(
        await answer(client, place, { score: 3, why: "Late again" }, { contact: { email: contact.email } }),
      );
      await house.runDueJobs();
      const [found] = await casesAt(place.touchpointKey);
      const now = house.clock.now().getTime();
      expect(found).toEqual({
        id: expect.any(String),
        status: "new",
        subject: { type: "response", id: response.id },
        contactId: contact.id,
        contactName: "Anna",
        touchpointKey: place.touchpointKey,
        touchpointName: "Ticket delivery",
        channel: "email",
        score: 3,
        class: "detractor",
        comment: "Late again",
        reason: "detractor",
        wantsCall: null,
        assigneeId: null,
        assigneeName: null,
        priority: "high",
        value: 129.9,
        dueAt: new Date(now + 24 * hourMs).toISOString(),
        openedAt: new Date(now).toISOString(),
        resolvedAt: null,
        rootCause: null,
        outcome: null,
      });
    });

    it("once per response, however often it is saved or its job is run", async () => {
      const place = await makePlace(client);
      const save = (given: number, finished: boolean) =>
        answer(client, place, given, { submissionId: `once ${place.surveyId}`, finished });
      body(await save(2, false));
      await house.runDueJobs();
      body(await save(1, false));
      await house.runDueJobs();
      body(await save(0, true));
      body(await save(0, true));
      await house.runDueJobs();
      expect(await casesAt(place.touchpointKey)).toHaveLength(1);
    });

    it("not for who thought better of it before anybody looked", async () => {
      const place = await makePlace(client);
      const submissionId = `better ${place.surveyId}`;
      body(await answer(client, place, 2, { submissionId, finished: false }));
      body(await answer(client, place, 10, { submissionId }));
      await house.runDueJobs();
      expect(await casesAt(place.touchpointKey)).toEqual([]);
    });
  });

  describe("are due", () => {
    const due = async (window: object | undefined) =>
      opened([score, call], { score: 2, call: { wanted: true, ...(window && { window }) } });
    const at = (hours: number) => new Date(house.clock.now().getTime() + hours * hourMs).toISOString();

    it.each([
      ["tomorrow", 20, 23],
      ["in three days", 72, 74],
      ["in ten minutes", 1 / 6, 1],
    ])("never before the hours asked for: %s", async (_, from, to) => {
      const window = { from: at(from), to: at(to) };
      const { dueAt } = await due(window);
      expect(dueAt >= window.from).toBe(true);
      expect(dueAt <= window.to).toBe(true);
    });

    it("as usual where the hours asked for are past or none", async () => {
      expect((await due({ from: at(-5), to: at(-2) })).dueAt).toBe(at(24));
      expect((await due(undefined)).dueAt).toBe(at(24));
    });

    it("even if somebody asks for the end of all calendars", async () => {
      expect(await due({ from: "9999-12-31T00:00:00Z", to: "9999-12-31T23:59:59.999Z" })).toMatchObject({
        dueAt: "9999-12-31T23:59:59.999Z",
      });
      const place = await makePlace(client);
      const window = { from: "9999-12-31T00:00:00Z", to: "9999-12-31T23:59:59-23:59" };
      expect((await answer(client, place, { score: 2, call: { wanted: true, window } })).status).toBe(422);
    });

    it("when the workspace says", async () => {
      body(await client.call("PATCH", "/v1/workspace", { caseDueHours: 4 }));
      const found = await openCase();
      body(await client.call("PATCH", "/v1/workspace", { caseDueHours: 24 }));
      expect(found.dueAt).toBe(at(4));
    });
  });

  describe("are worked on", () => {
    it("by their owner, who must be a member", async () => {
      const { id } = await openCase();
      const owner = await ownerOf(client);
      expect(await patch(id, { assigneeId: owner })).toMatchObject({
        status: 200,
        body: { status: "assigned", assigneeId: owner },
      });
      expect(await patch(id, { assigneeId: null })).toMatchObject({
        status: 200,
        body: { status: "new", assigneeId: null },
      });
    });

    it.each([
      ["nobody", async () => unknown],
      ["a member of another workspace", async () => ownerOf(await house.workspace())],
    ])("not by %s", async (_, who) => {
      const { id } = await openCase();
      expect(await patch(id, { assigneeId: await who() })).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: "/assigneeId" }] },
      });
      expect((await client.get(`/v1/cases/${id}`)).body).toMatchObject({ status: "new", assigneeId: null });
    });

    const steps: [string, boolean, string, number][] = [
      ["new", false, "contacted", 200],
      ["new", false, "waiting", 200],
      ["new", false, "new", 200],
      ["assigned", true, "contacted", 200],
      ["assigned", true, "waiting", 200],
      ["contacted", false, "waiting", 200],
      ["contacted", false, "new", 409],
      ["contacted", true, "assigned", 409],
      ["waiting", false, "contacted", 200],
      ["waiting", false, "new", 409],
      ["resolved", false, "new", 200],
      ["resolved", false, "contacted", 409],
      ["resolved", false, "assigned", 409],
      ["resolved", true, "assigned", 200],
      ["resolved", true, "waiting", 409],
    ];
    it.each(steps)("from %s (owned: %s) to %s: %i", async (from, isOwned, to, status) => {
      const { id } = await openCase();
      if (isOwned) body(await patch(id, { assigneeId: await ownerOf(client) }));
      if (from === "resolved") body(await client.post(`/v1/cases/${id}/resolve`, resolution));
      else if (from !== "new" && from !== "assigned") body(await patch(id, { status: from }));
      const changed = await patch(id, { status: to });
      expect(changed.status).toBe(status);
      expect((await client.get(`/v1/cases/${id}`)).body.status).toBe(status === 200 ? to : from);
      if (status === 409) expect(changed.body.code).toBe("case.not-allowed");
    });

    it("with priority, root cause and outcome as they become known", async () => {
      const { id } = await openCase();
      expect(await patch(id, { priority: "low", rootCause: "delay" })).toMatchObject({
        status: 200,
        body: { priority: "low", rootCause: "delay", status: "new" },
      });
      expect((await client.get(`/v1/cases/${id}`)).body).toMatchObject({
        priority: "low",
        rootCause: "delay",
        outcome: null,
      });
    });

    it("with notes, oldest first, that say who wrote them", async () => {
      const { id } = await openCase();
      const first = await client.post(`/v1/cases/${id}/notes`, { body: "Called, no answer" });
      expect(first).toMatchObject({
        status: 201,
        body: { body: "Called, no answer", authorKind: "key", at: house.clock.now().toISOString() },
      });
      body(await client.post(`/v1/cases/${id}/notes`, { body: "Called again" }));
      const { notes } = body(await client.get(`/v1/cases/${id}`));
      expect(notes.map((note: { body: string }) => note.body)).toEqual(["Called, no answer", "Called again"]);
    });

    it("on one screen: the answer, the contact, what they said and complained of before", async () => {
      const email = newEmail();
      const place = await makePlace(client);
      body(await answer(client, place, { score: 1, why: "First" }, { contact: { email } }));
      await house.runDueJobs();
      house.clock.advance({ days: 1 });
      body(await answer(client, place, { score: 2, why: "Second" }, { contact: { email } }));
      await house.runDueJobs();
      const [newest, oldest] = await casesAt(place.touchpointKey);
      expect(body(await client.get(`/v1/cases/${newest.id}`))).toMatchObject({
        contact: { email },
        response: { comment: "Second" },
        earlierResponses: [{ comment: "First" }],
        earlierCases: [{ id: oldest.id }],
        notes: [],
      });
    });
  });

  describe("are closed", () => {
    it("with root cause and outcome, in one call", async () => {
      const { id } = await openCase();
      house.clock.advance({ hours: 2 });
      const closed = await client.post(`/v1/cases/${id}/resolve`, { ...resolution, note: "Sent a voucher" });
      expect(closed).toMatchObject({
        status: 200,
        body: { ...resolution, status: "resolved", resolvedAt: house.clock.now().toISOString() },
      });
      expect((await client.get(`/v1/cases/${id}`)).body.notes).toMatchObject([{ body: "Sent a voucher" }]);
    });

    it.each<[string, object, string[]]>([
      ["root cause", { outcome: "x" }, ["/rootCause"]],
      ["outcome", { rootCause: "x" }, ["/outcome"]],
      ["root cause and outcome", {}, ["/outcome", "/rootCause"]],
      ["a root cause that says something", { rootCause: "  ", outcome: "x" }, ["/rootCause"]],
    ])("never without %s", async (_, given, pointers) => {
      const { id } = await openCase();
      for (const refused of [
        await client.post(`/v1/cases/${id}/resolve`, given),
        await patch(id, { status: "resolved", ...given }),
      ]) {
        expect(refused.status).toBe(422);
        expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual(pointers);
      }
      expect((await client.get(`/v1/cases/${id}`)).body.status).toBe("new");
    });

    it("by a change of status that brings both", async () => {
      const { id } = await openCase();
      body(await patch(id, { rootCause: "delay" }));
      expect(await patch(id, { status: "resolved", outcome: "apologised" })).toMatchObject({
        status: 200,
        body: { status: "resolved", ...resolution },
      });
    });

    it("once, and opened again", async () => {
      const { id } = await openCase();
      body(await client.post(`/v1/cases/${id}/resolve`, resolution));
      expect(await client.post(`/v1/cases/${id}/resolve`, resolution)).toMatchObject({
        status: 409,
        body: { code: "case.not-allowed" },
      });
      expect(await client.post(`/v1/cases/${id}/reopen`)).toMatchObject({
        status: 200,
        body: { status: "new", resolvedAt: null, rootCause: "delay" },
      });
      expect(await client.post(`/v1/cases/${id}/reopen`)).toMatchObject({ status: 409 });
    });

    it("and reopened go back to their owner", async () => {
      const { id } = await openCase();
      body(await patch(id, { assigneeId: await ownerOf(client) }));
      body(await client.post(`/v1/cases/${id}/resolve`, resolution));
      expect((await client.post(`/v1/cases/${id}/reopen`)).body.status).toBe("assigned");
    });

    it("and are not handed on after that", async () => {
      const { id } = await openCase();
      body(await client.post(`/v1/cases/${id}/resolve`, resolution));
      expect((await patch(id, { assigneeId: await ownerOf(client) })).status).toBe(409);
    });
  });

  it("are listed by status, owner, contact and touchpoint, newest first", async () => {
    const mine = await house.workspace();
    const owner = await ownerOf(mine);
    const place = await makePlace(mine);
    const email = newEmail();
    for (let at = 0; at < 3; at++) {
      body(await answer(mine, place, at, at === 0 ? { contact: { email } } : {}));
      await house.runDueJobs();
      house.clock.advance({ minutes: 1 });
    }
    const scores = async (query: string) =>
      body(await mine.get(`/v1/cases?${query}`)).data.map((one: { score: number }) => one.score);
    expect(await scores("")).toEqual([2, 1, 0]);
    const [second] = body(await mine.get("/v1/cases")).data;
    body(await mine.call("PATCH", `/v1/cases/${second.id}`, { assigneeId: owner }));
    const { id: contact } = body(await mine.post("/v1/contacts", { email }));
    expect(await scores("status=new")).toEqual([1, 0]);
    expect(await scores("status=new,assigned")).toEqual([2, 1, 0]);
    expect(await scores(`assigneeId=${owner}`)).toEqual([2]);
    expect(await scores(`contact=${contact}`)).toEqual([0]);
    expect(await scores("touchpoint=elsewhere")).toEqual([]);
    const first = body(await mine.get("/v1/cases?limit=2"));
    expect(body(await mine.get(`/v1/cases?limit=2&cursor=${first.nextCursor}`))).toMatchObject({
      data: [{ score: 0 }],
      nextCursor: null,
    });
    expect((await mine.get("/v1/cases?status=open")).status).toBe(422);
  });

  it.each([
    ["GET", "", undefined],
    ["PATCH", "", { priority: "low" }],
    ["POST", "/notes", { body: "x" }],
    ["POST", "/resolve", resolution],
    ["POST", "/reopen", undefined],
    ["POST", "/undo", undefined],
    ["DELETE", `/notes/${unknown}`, undefined],
  ])("that are not there answer %s %s with 404", async (method, path, sent) => {
    expect(await client.call(method, `/v1/cases/${unknown}${path}`, sent)).toMatchObject({
      status: 404,
      body: { code: "case.not-found" },
    });
  });

  it("keep who did what", async () => {
    const { id } = await openCase();
    body(await patch(id, { status: "contacted" }));
    body(await client.post(`/v1/cases/${id}/resolve`, resolution));
    const rows = await house.sql(
      `select action, actor_kind, details from audit_log where subject_id = '${id}' order by id`,
    );
    expect(rows).toEqual([
      { action: "case.change", actor_kind: "key", details: { from: "new", to: "contacted" } },
      { action: "case.resolve", actor_kind: "key", details: { from: "contacted", to: "resolved" } },
    ]);
  });
});
