import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type FreshDatabase, freshPostgresDatabase } from "./support/database.ts";
import { type MailServer, type ReceivedMail, startMailServer } from "./support/mail-server.ts";
import { type Listener, type Program, programFor, surveyToTry } from "./support/program.ts";
import { startServer, type TestServer } from "./support/server.ts";
import { until } from "./support/until.ts";

const anna = {
  externalId: "customer-1",
  email: "anna@example.com",
  name: "Anna Petrova",
  value: 1290.5,
  attributes: { plan: "business" },
};

describe.each(["embedded", "Postgres"])("an unhappy customer, from the event to the closed case, on %s", (kind) => {
  let mailServer: MailServer;
  let database: FreshDatabase | null = null;
  let server: TestServer;
  let api: Program;
  let live: Listener;

  // What the story has come to know.
  let surveyId: string;
  let invitationId: string;
  let mail: ReceivedMail;
  let personalLink: string;
  let sentAt: number;
  let caseId: string;

  beforeAll(async () => {
    mailServer = await startMailServer();
    if (kind === "Postgres") database = await freshPostgresDatabase(inject("postgresUrl"));
    server = await startServer({
      SMTP_URL: mailServer.url,
      MAIL_FROM: "care@meridian.example",
      ...(database && { DATABASE_URL: database.url }),
    });
    api = programFor(server);
  });
  afterAll(async () => {
    live?.close();
    await server?.dispose();
    await mailServer?.down();
    await database?.drop();
  });

  it("a team describes a touchpoint and publishes a survey", async () => {
    const touchpoint = { key: "ticket-delivery", name: "Ticket delivery", stage: "purchase", channels: ["email"] };
    expect((await api.post("/v1/touchpoints", touchpoint)).status).toBe(201);
    expect((await api.post("/v1/touchpoints", touchpoint)).status).toBe(200);

    const draft = await api.post("/v1/surveys", surveyToTry);
    expect(draft).toMatchObject({ status: 201, body: { status: "draft", version: null } });
    surveyId = draft.body.id;
    const published = await api.post(`/v1/surveys/${surveyId}/publish`);
    expect(published).toMatchObject({ status: 200, body: { id: surveyId, status: "published", version: 1 } });
  });

  it("offers it by e-mail to whoever has got a ticket", async () => {
    const distribution = { surveyId, touchpointKey: "ticket-delivery", channels: ["email"], active: true };
    const offered = await api.post("/v1/distributions", { ...distribution, trigger: { event: "ticket.sent" } });
    expect(offered).toMatchObject({ status: 201, body: { kind: "transactional", whenBudgetSpent: "refuse" } });
    live = await api.listen();
  });

  it("Anna gets her ticket: she is invited", async () => {
    const event = { name: "ticket.sent", contact: anna, properties: { train: "752" }, eventId: "ticket-1" };
    const { status, body } = await api.post("/v1/events", event);
    expect({ status, body }).toMatchObject({
      status: 202,
      body: { eventId: "ticket-1", decisions: [{ outcome: "invited", channel: "email" }] },
    });
    invitationId = body.decisions[0].invitationId;
    expect((await api.post("/v1/events", event)).body).toEqual(body);
  });

  it("one real mail arrives, to her alone, with both ways out of the list", async () => {
    mail = await mailServer.mailTo(anna.email);
    expect([mail.from, mail.to]).toEqual(["care@meridian.example", [anna.email]]);
    expect(fieldsOf(mail, "to")).toEqual(["Anna Petrova <anna@example.com>"]);
    expect(fieldsOf(mail, "from")).toEqual(["Meridian Rail <care@meridian.example>"]);
    expect(fieldsOf(mail, "cc").concat(fieldsOf(mail, "bcc"))).toEqual([]);
    expect(fieldsOf(mail, "message-id")).toEqual([`<${invitationId}@meridian.example>`]);
    const [unsubscribe] = fieldsOf(mail, "list-unsubscribe");
    expect(unsubscribe).toMatch(new RegExp(`^<${server.url}/u/[\\w-]{43}>$`));
    expect(fieldsOf(mail, "list-unsubscribe-post")).toEqual(["List-Unsubscribe=One-Click"]);
    await live.hears("invitation.sent", (data) => data.invitationId === invitationId);
  });

  it("holds the scale twice: eleven links as text, eleven as a row", () => {
    const scores = Array.from({ length: 11 }, (_, score) => score);
    const ofText = [...(mail.parsed.text ?? "").matchAll(/^ ?(\d+): (\S+)\?score=(\d+)$/gm)];
    expect(ofText.map(([, shown, , linked]) => [Number(shown), Number(linked)])).toEqual(
      scores.map((one) => [one, one]),
    );
    personalLink = ofText[0]?.[2] as string;
    expect(personalLink).toMatch(new RegExp(`^${server.url}/i/[\\w-]{43}$`));

    const ofHtml = [...String(mail.parsed.html).matchAll(/href="([^"]+)\?score=(\d+)"/g)];
    expect(ofHtml.map(([, link, score]) => [link, Number(score)])).toEqual(scores.map((one) => [personalLink, one]));
    expect(String(mail.parsed.html)).not.toMatch(/<img|url\(/);
  });

  let form: { nonce: string };

  it("she clicks on 3 and sees a page with 3 chosen; nothing is stored by that", async () => {
    const page = await fetch(`${personalLink}?score=3`);
    const html = await page.text();
    expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=UTF-8"]);
    expect(html).toMatch(/name="score" value="3"[^>]* checked/);
    expect(html).toContain("You chose 3 in the e-mail. Nothing is sent until you press Send.");
    form = { nonce: /name="nonce" value="([^"]+)"/.exec(html)?.[1] as string };

    expect((await api.get(`/v1/invitations/${invitationId}`)).body.status).toBe("opened");
    expect((await api.get("/v1/scores/nps")).body).toMatchObject({ score: null, n: 0, interval: null });
  });

  it("she says why, asks to be called and sends the plain form", async () => {
    const fields = {
      ...form,
      score: "3",
      why: "The ticket came an hour late.",
      call: "on",
      "call.phone": "+442079460958",
    };
    const thanks = await fetch(personalLink, { method: "POST", body: new URLSearchParams(fields) });
    sentAt = performance.now();
    expect(thanks.status).toBe(200);
    expect(await thanks.text()).toContain("<h1>Thank you!</h1>");
  });

  it("the NPS with its interval has changed when her browser has its answer", async () => {
    const { body } = await api.get("/v1/scores/nps?touchpoint=ticket-delivery");
    expect(body).toMatchObject({ metric: "nps", score: -100, n: 1, detractors: 1, counts: { "3": 1 } });
    const { low, high, confidence } = body.interval;
    expect(confidence).toBe(0.95);
    expect(low).toBeGreaterThanOrEqual(-100);
    expect(low).toBeLessThan(high);
    expect(high).toBeLessThanOrEqual(100);
  });

  it("whoever listens is told of the answer and of the score", async () => {
    const created = await live.hears("response.created");
    expect(created.data).toMatchObject({ surveyId, touchpointKey: "ticket-delivery", channel: "email" });
    await live.hears("score.changed", ({ metric, score, n }) => metric === "nps" && score === -100 && n === 1);
    await live.hears("callback.requested");
  });

  it("within a second a case is open, and nothing need be asked again", async () => {
    const opened = await live.hears("case.opened");
    expect(opened.at - sentAt).toBeLessThan(1000);
    caseId = opened.data.caseId;

    const { body: list } = await api.get("/v1/cases?status=new");
    expect(list.data).toHaveLength(1);
    const { body } = await api.get(`/v1/cases/${caseId}`);
    expect(body).toMatchObject({
      id: caseId,
      status: "new",
      subject: { type: "response" },
      touchpointKey: "ticket-delivery",
      score: 3,
      reason: "callback",
      value: 1290.5,
      contact: { name: "Anna Petrova", email: anna.email, externalId: "customer-1", attributes: { plan: "business" } },
      response: { score: 3, class: "detractor", comment: "The ticket came an hour late.", invitationId },
    });
    expect(body.response.answers.call).toMatchObject({ wanted: true, phone: "+442079460958" });
    expect(Date.parse(body.dueAt)).toBeGreaterThan(Date.now());
  });

  it("a second answer through the same link changes nothing", async () => {
    const again = await fetch(personalLink, { method: "POST", body: new URLSearchParams({ ...form, score: "3" }) });
    expect(again.status).toBe(409);
    expect(await again.text()).toContain("You have already answered.");
    expect((await api.get("/v1/scores/nps")).body).toMatchObject({ n: 1, score: -100 });
  });

  it("an agent notes the call and closes the loop with its cause and its outcome", async () => {
    expect((await api.post(`/v1/cases/${caseId}/notes`, { body: "Called at noon." })).status).toBe(201);
    expect((await api.patch(`/v1/cases/${caseId}`, { status: "resolved" })).status).toBe(422);
    const resolution = { rootCause: "courier late", outcome: "refunded the delivery" };
    const resolved = await api.post(`/v1/cases/${caseId}/resolve`, resolution);
    expect(resolved).toMatchObject({ status: 200, body: { status: "resolved", ...resolution } });
    expect(resolved.body.resolvedAt).not.toBeNull();
    await live.hears("case.resolved", (data) => data.caseId === caseId);
  });

  it("her mail program unsubscribes her by one POST, and a look at the page had not", async () => {
    const [link = ""] = fieldsOf(mail, "list-unsubscribe").map((field) => field.slice(1, -1));
    const asked = await fetch(link);
    expect(asked.status).toBe(200);
    expect(await asked.text()).toContain("Stop asking a•••@example.com?");
    const body = new URLSearchParams({ "List-Unsubscribe": "One-Click" });
    for (const _ of ["once", "and again"]) {
      const done = await fetch(link, { method: "POST", body, redirect: "manual" });
      expect([done.status, done.headers.get("set-cookie")]).toEqual([200, null]);
    }
    await live.hears("contact.unsubscribed");
  });

  it("from then on she is not asked, and everybody can see why", async () => {
    const event = { name: "ticket.sent", contact: { externalId: "customer-1" }, eventId: "ticket-2" };
    const { status, body } = await api.post("/v1/events", event);
    expect({ status, decisions: body.decisions }).toMatchObject({
      status: 202,
      decisions: [{ outcome: "refused", reason: "unsubscribed" }],
    });
    const contactId = (await api.get(`/v1/cases/${caseId}`)).body.contactId;
    const { body: decisions } = await api.get(`/v1/contacts/${contactId}/decisions`);
    expect(
      decisions.data.map(({ outcome, reason, eventId }: Record<string, string>) => [outcome, reason, eventId]),
    ).toEqual([
      ["refused", "unsubscribed", "ticket-2"],
      ["invited", undefined, "ticket-1"],
    ]);
    expect(mailServer.mails).toHaveLength(1);
  });

  it("another customer's answer comes by REST; sent twice it is stored once", async () => {
    const answer = {
      surveyId,
      touchpointKey: "ticket-delivery",
      channel: "phone",
      contact: { email: "boris@example.com" },
      answers: { score: 10, why: "All went well." },
      submissionId: randomUUID(),
    };
    const stored = await api.post("/v1/responses", answer);
    expect(stored).toMatchObject({ status: 201, body: { score: 10, class: "promoter", status: "finished" } });
    const repeated = await api.post("/v1/responses", answer);
    expect([repeated.status, repeated.body]).toEqual([200, stored.body]);
    const other = await api.post("/v1/responses", { ...answer, answers: { score: 0 } });
    expect([other.status, other.body.code]).toEqual([409, "response.finished"]);

    expect((await api.get("/v1/scores/nps")).body).toMatchObject({ score: 0, n: 2, promoters: 1, detractors: 1 });
    const { body } = await api.get("/v1/responses");
    expect(body.data.map(({ score }: { score: number }) => score)).toEqual([10, 3]);
    expect((await api.get("/v1/cases")).body.data).toHaveLength(1);
  });

  it("a listener who was away hears what it missed, once", async () => {
    const place = (await live.hears("case.opened")).id;
    const back = await api.listen("?events=case,response", place);
    await back.hears("case.resolved");
    await until("the second answer", () => back.told.filter(({ event }) => event === "response.created").length === 1);
    expect(back.told.map(({ event }) => event)).not.toContain("case.opened");
    back.close();
  });

  it("nothing went wrong that nobody saw", async () => {
    expect(server.log.filter(({ level }) => level === "error" || level === "warn")).toEqual([]);
    live.close();
    const { code, ms } = await server.stop();
    expect(code).toBe(0);
    expect(ms).toBeLessThan(10_000);
    expect(server.printed()).toBe("");
    const said = JSON.stringify(server.log);
    for (const secret of ["anna", "Petrova", "hour late", "2079460958", server.secretKey, personalLink.slice(-43)]) {
      expect(said).not.toContain(secret);
    }
  });
});

/** Every header of this name, unfolded. */
function fieldsOf({ raw }: ReceivedMail, name: string): string[] {
  const head = raw.slice(0, raw.indexOf("\r\n\r\n")).replace(/\r\n[ \t]+/g, " ");
  return head
    .split("\r\n")
    .filter((line) => line.toLowerCase().startsWith(`${name}:`))
    .map((line) => line.slice(name.length + 1).trim());
}
