import { createWorkspace } from "@otklik/features/accounts/index";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Client, clientOf } from "../support/client.ts";
import { answer, body, call, makeOffer, makePlace, newEmail, type Place, score, why } from "../support/furnish.ts";
import { databases, openTestHouse, publicUrl, type TestHouse } from "../support/house.ts";
import { listenTo } from "../support/listen.ts";

const unknown = "0198c0de-0000-7000-8000-000000000000";
const hourMs = 3_600_000;
const resolution = { rootCause: "Delay", outcome: "Refunded" };
type Listed = { id: string; contactName: string | null; score: number };

describe.each(databases)("The desk of cases, on %s", (on) => {
  let house: TestHouse;
  let client: Client;
  let place: Place;

  beforeAll(async () => {
    house = await openTestHouse({ on });
  });
  beforeEach(async () => {
    client = await house.workspace();
    place = await makePlace(client);
  });
  afterAll(() => house.close());

  type Customer = { name?: string; value?: number; given?: object; email?: string; at?: Place };
  const open = async ({ name = "Anna", value, given = {}, email = newEmail(), at = place }: Customer = {}) => {
    const contact = { email, name, ...(value !== undefined && { value }) };
    body(await answer(client, at, { score: 2, ...given }, { contact }));
    await house.runDueJobs();
    return body(await client.get("/v1/cases?limit=1")).data[0];
  };
  const listed = async (query: string, who = client): Promise<Listed[]> =>
    body(await who.get(`/v1/cases?${query}`)).data;
  const names = async (query: string) => (await listed(query)).map(({ contactName }) => contactName);
  const patch = (id: string, change: object, who = client) => who.call("PATCH", `/v1/cases/${id}`, change);
  const undo = (id: string, who = client) => who.post(`/v1/cases/${id}/undo`);
  const fileOf = async (id: string, who = client) => body(await who.get(`/v1/cases/${id}`));
  const at = (hours: number) => new Date(house.clock.now().getTime() + hours * hourMs).toISOString();
  const windowIn = (hours: number) => ({ from: at(hours - 1), to: at(hours) });
  const later = (hours: number) => ({ call: { wanted: true, window: windowIn(hours) } });

  describe("lists them", () => {
    it("by what is at stake, then by when they are due, with the unknown behind all that is known", async () => {
      await open({ name: "unknown, later", given: later(9) });
      await open({ name: "nothing", value: 0 });
      await open({ name: "much, later", value: 900, given: later(8) });
      await open({ name: "unknown, soon", given: later(2) });
      await open({ name: "much, soon", value: 900, given: later(3) });
      await open({ name: "most", value: 1840 });
      await open({ name: "a debt", value: -5 });
      const order = ["most", "much, soon", "much, later", "nothing", "a debt", "unknown, soon", "unknown, later"];
      expect(await names("sort=stake")).toEqual(order);

      const paged: (string | null)[] = [];
      for (let cursor = ""; ; ) {
        const page = body(await client.get(`/v1/cases?sort=stake&limit=2${cursor && `&cursor=${cursor}`}`));
        paged.push(...page.data.map(({ contactName }: Listed) => contactName));
        if (page.nextCursor === null) break;
        cursor = page.nextCursor;
      }
      expect(paged).toEqual(order);
    });

    it("with what tells one from another", async () => {
      const window = windowIn(5);
      await open({ name: "Irina", value: 10, given: { why: "Late", call: { wanted: true, window } } });
      expect(await listed("view=open")).toMatchObject([
        {
          contactName: "Irina",
          comment: "Late",
          channel: "email",
          class: "detractor",
          touchpointName: "Ticket delivery",
          wantsCall: window,
          assigneeName: null,
        },
      ]);
      await open({ given: { call: { wanted: true } } });
      expect((await listed("limit=1"))[0]).toMatchObject({ wantsCall: { from: null, to: null } });
    });

    it("open, waiting and done, and counts them alike", async () => {
      const [waiting, done] = [await open({ name: "Waits", value: 100 }), await open({ name: "Done", value: 50 })];
      await open({ name: "New" });
      body(await patch(waiting.id, { status: "waiting" }));
      body(await client.post(`/v1/cases/${done.id}/resolve`, resolution));
      expect(await names("view=open")).toEqual(["New", "Waits"]);
      expect(await names("view=waiting&sort=stake")).toEqual(["Waits"]);
      expect(await names("view=done")).toEqual(["Done"]);
      expect(await names("view=mine")).toEqual([]);
      expect(await names("view=open&status=waiting")).toEqual(["Waits"]);
      expect(await names("view=waiting&status=new")).toEqual([]);
      expect(body(await client.get("/v1/cases/summary"))).toEqual({
        views: { open: 2, mine: 0, waiting: 1, done: 1 },
        overdue: 0,
        valueAtRisk: { known: 100, unknown: 1 },
      });
      house.clock.advance({ hours: 25 });
      expect(body(await client.get("/v1/cases/summary")).overdue).toBe(2);
      expect(body(await client.get("/v1/cases/summary?touchpoint=elsewhere"))).toEqual({
        views: { open: 0, mine: 0, waiting: 0, done: 0 },
        overdue: 0,
        valueAtRisk: { known: 0, unknown: 0 },
      });
    });

    it("and counts a customer with two of them as one who can be lost", async () => {
      const email = newEmail();
      await open({ email, value: 70 });
      await open({ email, value: 70 });
      expect(body(await client.get("/v1/cases/summary")).valueAtRisk).toEqual({ known: 70, unknown: 0 });
    });

    it("found by a name, a comment or a touchpoint, with every sign taken as it is", async () => {
      await open({ name: "Pavel Orlov", given: { why: "100% late" } });
      await open({ name: "Elena Vogt", given: { why: "nobody_answers" } });
      expect(await names("q=orlov")).toEqual(["Pavel Orlov"]);
      expect(await names(`q=${encodeURIComponent("100%")}`)).toEqual(["Pavel Orlov"]);
      expect(await names(`q=${encodeURIComponent("y_a")}`)).toEqual(["Elena Vogt"]);
      expect(await names("q=ticket&sort=stake")).toEqual(["Pavel Orlov", "Elena Vogt"]);
      expect(await names("q=nobody%20writes%20this")).toEqual([]);
    });

    it.each([
      "view=all",
      "sort=name",
      "q=",
      "sort=stake&cursor=x",
      `sort=stake&cursor=1_${unknown}`,
      `sort=opened&cursor=_1_${unknown}`,
    ])("and refuses %s", async (query) => {
      expect((await client.get(`/v1/cases?${query}`)).status).toBe(422);
    });

    it("to none who brings no key", async () => {
      for (const path of ["/v1/cases/summary", "/v1/members", `/v1/cases/${unknown}`])
        expect((await house.fetch(path)).status).toBe(401);
    });
  });

  describe("opens a file", () => {
    it("that tells what happened, newest first, and what need not be asked again", async () => {
      const email = newEmail();
      const offer = await makeOffer(client, { questions: [score, why, call] });
      body(await answer(client, place, { score: 9, why: "Clean" }, { contact: { email, name: "Irina" } }));
      house.clock.advance({ days: 1 });
      const contact = {
        email,
        locale: "ru",
        timezone: "Europe/Moscow",
        phone: "+79215550142",
        attributes: { seat: "12" },
      };
      body(await client.post("/v1/events", { name: offer.event, contact, properties: { train: "752" } }));
      await house.runDueJobs();
      house.clock.advance({ hours: 1 });
      const { invitationId } = body(await client.get(`/v1/contacts/${(await contactOf(email)).id}/decisions`)).data[0];
      const link = /\/i\/[\w-]+/.exec(house.mailer.mails.at(-1)?.text ?? "")?.[0] as string;
      await answerByLink(link, { score: 2, why: "Too late" });
      await house.runDueJobs();
      const { id } = (await listed("limit=1"))[0] as Listed;
      house.clock.advance({ minutes: 5 });
      body(await client.post(`/v1/cases/${id}/notes`, { kind: "call", body: "No reply" }));
      body(await patch(id, { status: "contacted", priority: "urgent", rootCause: "Delay" }));

      const file = await fileOf(id);
      expect(file.history).toMatchObject([
        {
          kind: "change",
          action: "change",
          from: "new",
          to: "contacted",
          owner: null,
          priority: { to: "urgent" },
          by: { kind: "key" },
        },
        { kind: "call", body: "No reply", by: { kind: "key", id: expect.any(String), name: null }, isOwn: true },
        { kind: "opened", reason: "detractor", score: 2, metric: "nps" },
        { kind: "response", isSubject: true, score: 2, class: "detractor", comment: "Too late", metric: "nps" },
        { kind: "invitation", channel: "email", touchpointName: "Ticket delivery" },
        { kind: "event", name: offer.event, properties: { train: "752" } },
        { kind: "response", isSubject: false, score: 9, class: "promoter", comment: "Clean" },
      ]);
      expect(invitationId).toBe(file.response.invitationId);
      expect(file).toMatchObject({
        known: {
          event: { name: offer.event, properties: { train: "752" } },
          told: [],
          phone: "+79215550142",
          locale: "ru",
          timezone: "Europe/Moscow",
          attributes: { seat: "12" },
        },
        othersAtTouchpoint: 0,
      });
    });

    const contactOf = async (email: string) => body(await client.post("/v1/contacts", { email }));
    const answerByLink = async (link: string, answers: object) => {
      const nonce = /name="nonce" value="([^"]+)"/.exec(await (await house.fetch(link)).text())?.[1];
      const sent = { method: "POST", headers: { "content-type": "application/json" } };
      const posted = await house.fetch(link, { ...sent, body: JSON.stringify({ answers, nonce, finished: true }) });
      expect(posted.status).toBeLessThan(300);
    };

    it("with the number that was given for this call before any other", async () => {
      const given = { call: { wanted: true, phone: "+79001112233" } };
      const { id } = await open({ given });
      expect((await fileOf(id)).known.phone).toBe("+79001112233");
    });

    it("of somebody nobody knows, with what they said alone", async () => {
      body(await answer(client, place, { score: 1, why: "Late" }));
      await house.runDueJobs();
      const { id } = (await listed(""))[0] as Listed;
      expect(await fileOf(id)).toMatchObject({
        contact: null,
        contactName: null,
        known: { event: null, told: [], phone: null, timezone: null, attributes: {} },
        history: [{ kind: "opened" }, { kind: "response", isSubject: true, comment: "Late" }],
      });
    });

    it("with what was noted about the customer before, and how many complain of the same", async () => {
      const email = newEmail();
      const first = await open({ email });
      body(await client.post(`/v1/cases/${first.id}/notes`, { body: "Travels with a child" }));
      body(await client.post(`/v1/cases/${first.id}/notes`, { kind: "call", body: "No reply" }));
      const second = await open({ email });
      await open();
      const file = await fileOf(second.id);
      expect(file.known.told).toMatchObject([{ body: "Travels with a child" }]);
      expect(file.othersAtTouchpoint).toBe(2);
    });

    it("with causes and outcomes to choose from: what was used here the most, then plain ones", async () => {
      for (const [rootCause, outcome] of [
        ["Fog", "Voucher"],
        ["Strike", "Voucher"],
        ["Strike", "Refunded"],
      ] as const) {
        const { id } = await open();
        body(await client.post(`/v1/cases/${id}/resolve`, { rootCause, outcome }));
      }
      const { suggestions } = await fileOf((await open()).id);
      expect(suggestions.rootCauses.slice(0, 3)).toEqual(["Strike", "Fog", "Delay"]);
      expect(suggestions.outcomes.slice(0, 2)).toEqual(["Voucher", "Refunded"]);
      expect(new Set(suggestions.outcomes).size).toBe(suggestions.outcomes.length);
    });
  });

  describe("takes back", () => {
    it("a change of status, owner and priority, the newest first, until nothing is left", async () => {
      const { id } = await open();
      const { id: owner } = (await membersOf(client))[0] as { id: string };
      body(await patch(id, { assigneeId: owner, priority: "low" }));
      body(await patch(id, { status: "contacted" }));
      body(await patch(id, { rootCause: "Delay" }));
      expect(await undo(id)).toMatchObject({
        status: 200,
        body: { status: "assigned", assigneeId: owner, rootCause: "Delay" },
      });
      expect(await undo(id)).toMatchObject({
        status: 200,
        body: { status: "new", assigneeId: null, priority: "high" },
      });
      expect(await undo(id)).toMatchObject({ status: 409, body: { code: "case.nothing-to-undo" } });
      expect((await fileOf(id)).history.map(({ action }: { action?: string }) => action)).toEqual(
        expect.arrayContaining(["undo", "undo", "change", "change"]),
      );
    });

    it.each(["contacted", "waiting"])("a resolution, to %s as before", async (status) => {
      const { id } = await open();
      body(await patch(id, { status }));
      body(await client.post(`/v1/cases/${id}/resolve`, resolution));
      expect(await undo(id)).toMatchObject({ status: 200, body: { status, resolvedAt: null, ...resolution } });
    });

    it("a reopening, to the time when it was resolved", async () => {
      const { id } = await open();
      const { resolvedAt } = body(await client.post(`/v1/cases/${id}/resolve`, resolution));
      house.clock.advance({ hours: 1 });
      body(await client.post(`/v1/cases/${id}/reopen`));
      expect(await undo(id)).toMatchObject({ status: 200, body: { status: "resolved", resolvedAt } });
    });

    it("nothing that somebody else did", async () => {
      const { id } = await open();
      body(await patch(id, { status: "waiting" }));
      const colleague = await house.withKey(client, {});
      expect(await undo(id, colleague)).toMatchObject({ status: 409, body: { code: "case.changed-since" } });
      const { id: note } = body(await client.post(`/v1/cases/${id}/notes`, { body: "x" }));
      expect(await colleague.call("DELETE", `/v1/cases/${id}/notes/${note}`)).toMatchObject({
        status: 403,
        body: { code: "note.not-yours" },
      });
      expect((await fileOf(id)).notes).toHaveLength(1);
    });

    it("a note, of this case and once", async () => {
      const [one, other] = [await open(), await open()];
      const { id: note } = body(await client.post(`/v1/cases/${one.id}/notes`, { body: "x" }));
      const gone = (id: string) => client.call("DELETE", `/v1/cases/${id}/notes/${note}`);
      expect((await gone(other.id)).status).toBe(404);
      expect((await gone(one.id)).status).toBe(204);
      expect(await gone(one.id)).toMatchObject({ status: 404, body: { code: "note.not-found" } });
      expect((await fileOf(one.id)).notes).toEqual([]);
    });
  });

  describe("says that a case is overdue", () => {
    const overdue = async (id: string) =>
      (await fileOf(id)).history.filter(({ kind }: { kind: string }) => kind === "overdue").length;
    const logged = async (id: string) =>
      house.sql(`select seq from event_log where name = 'case.overdue' and payload ->> 'caseId' = '${id}'`);

    it("when it is due and nobody has contacted the customer: once, to all who listen", async () => {
      const line = await listenTo(house, { key: client.secretKey, events: "case" });
      const { id, dueAt } = await open();
      house.clock.advance({ hours: 23.9 });
      await house.runDueJobs();
      expect(await overdue(id)).toBe(0);
      house.clock.advance({ hours: 0.2 });
      await house.runDueJobs();
      const heard = await line.until((all) => all.length >= 2);
      await line.close();
      expect(heard.map(({ name, data }) => [name, data])).toEqual([
        ["case.opened", { caseId: id, at: expect.any(String) }],
        ["case.overdue", { caseId: id, at: expect.any(String) }],
      ]);
      expect(dueAt < house.clock.now().toISOString()).toBe(true);
      // A job whose worker died after its commit is run again.
      await house.sql(
        `insert into jobs (id, workspace_id, queue, payload, dedupe_key, run_at) values ('${unknown}', '${client.workspaceId}', 'watchDue', '${JSON.stringify({ caseId: id })}', 'again ${id}', now() - interval '10 years')`,
      );
      expect(await house.runDueJobs()).toBe(1);
      expect([await overdue(id), (await logged(id)).length]).toEqual([1, 1]);
    });

    it("not before the hours in which the customer wishes to be called", async () => {
      const { id } = await open({ given: later(72) });
      house.clock.advance({ hours: 71 });
      await house.runDueJobs();
      expect(await overdue(id)).toBe(0);
      house.clock.advance({ hours: 1.1 });
      await house.runDueJobs();
      expect(await overdue(id)).toBe(1);
    });

    it.each<[string, (id: string) => Promise<unknown>]>([
      ["contacted", (id) => patch(id, { status: "contacted" })],
      ["waiting", (id) => patch(id, { status: "waiting" })],
      ["resolved", (id) => client.post(`/v1/cases/${id}/resolve`, resolution)],
      ["called in vain", (id) => client.post(`/v1/cases/${id}/notes`, { kind: "call", body: "No reply" })],
    ])("not of one that is %s", async (_, touch) => {
      const { id } = await open();
      await touch(id);
      house.clock.advance({ hours: 25 });
      await house.runDueJobs();
      expect([await overdue(id), (await logged(id)).length]).toEqual([0, 0]);
    });

    it("though somebody has taken it and done nothing", async () => {
      const { id } = await open();
      body(await patch(id, { assigneeId: (await membersOf(client))[0]?.id }));
      house.clock.advance({ hours: 25 });
      await house.runDueJobs();
      expect(await overdue(id)).toBe(1);
    });
  });

  const membersOf = async (who: Client): Promise<{ id: string; name: string; email: string | null; role: string }[]> =>
    body(await who.get("/v1/members")).data;

  describe("knows its members", () => {
    it("by name, with their addresses only for who administers", async () => {
      const [owner] = await membersOf(client);
      expect(owner).toEqual({
        id: expect.any(String),
        name: expect.any(String),
        email: expect.stringContaining("@meridian.example"),
        role: "owner",
      });
      const writer = await house.withKey(client, {});
      expect(await membersOf(writer)).toEqual([{ ...owner, email: null }]);
    });

    it("of this workspace alone", async () => {
      const elsewhere = await membersOf(await house.workspace());
      expect((await membersOf(client)).map(({ id }) => id)).not.toContain(elsewhere[0]?.id);
    });

    it("and gives each their own queue, and their names to what they did", async () => {
      const member = await signedIn();
      client = member;
      place = await makePlace(member);
      const [mine, theirs] = [await open({ name: "Mine" }), await open({ name: "Theirs" })];
      const [me] = await membersOf(member);
      body(await patch(mine.id, { assigneeId: me?.id }));
      expect((await listed("view=mine&sort=stake", member)).map(({ contactName }) => contactName)).toEqual(["Mine"]);
      expect(body(await member.get("/v1/cases/summary")).views).toEqual({ open: 2, mine: 1, waiting: 0, done: 0 });
      body(await member.post(`/v1/cases/${mine.id}/notes`, { body: "Called" }));
      expect((await fileOf(mine.id, member)).history.slice(0, 2)).toMatchObject([
        { kind: "change", by: { kind: "member", name: me?.name }, owner: { from: null, to: me?.name } },
        { kind: "note", by: { kind: "member", name: me?.name }, isOwn: true },
      ]);
      expect((await listed(`q=Mine`, member))[0]).toMatchObject({ assigneeName: me?.name });
      body(await member.post(`/v1/cases/${mine.id}/resolve`, resolution));
      expect(await listed("view=mine", member)).toEqual([]);
      expect(theirs.assigneeId).toBeNull();
    });

    /** The owner of a workspace of their own, in a browser. */
    const signedIn = async (): Promise<Client> => {
      const { password: hasher } = await (await house.runtime.auth()).$context;
      const account = { email: newEmail(), password: "correct horse battery" };
      const given = { name: "Elsewhere", ownerEmail: account.email, ownerPassword: account.password };
      const made = await createWorkspace(house.house, given, (plain) => hasher.hash(plain));
      const answered = await house.fetch("/auth/sign-in", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(account),
      });
      const cookie = answered.headers
        .getSetCookie()
        .map((one) => one.split(";")[0])
        .join("; ");
      return clientOf((path, init) => {
        const headers = new Headers(init?.headers);
        headers.delete("authorization");
        headers.set("cookie", cookie);
        headers.set("origin", publicUrl);
        return house.fetch(path, { ...init, headers });
      }, made);
    };
  });

  it("shows nothing of another workspace", async () => {
    const { id } = await open({ name: "Secret" });
    const { id: note } = body(await client.post(`/v1/cases/${id}/notes`, { body: "x" }));
    const stranger = await house.workspace();
    expect(body(await stranger.get("/v1/cases?sort=stake&q=secret")).data).toEqual([]);
    expect(body(await stranger.get("/v1/cases/summary"))).toMatchObject({
      views: { open: 0 },
      valueAtRisk: { unknown: 0 },
    });
    for (const refused of [
      await stranger.get(`/v1/cases/${id}`),
      await undo(id, stranger),
      await stranger.call("DELETE", `/v1/cases/${id}/notes/${note}`),
    ])
      expect(refused).toMatchObject({ status: 404, body: { code: "case.not-found" } });
    expect((await fileOf(id)).notes).toHaveLength(1);
    body(await client.post(`/v1/cases/${id}/resolve`, { rootCause: "Secret cause", outcome: "Refunded" }));
    client = stranger;
    place = await makePlace(stranger);
    const own = await fileOf((await open()).id);
    expect(own.suggestions.rootCauses).not.toContain("Secret cause");
    expect(own.othersAtTouchpoint).toBe(0);
  });
});
