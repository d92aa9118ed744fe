import { respondent } from "@otklik/features/context";
import {
  type FoundLink,
  findInvitationLink,
  findOpenLink,
  findUnsubscribeLink,
  markScanned,
  unsubscribeByLink,
} from "@otklik/features/distribution/index";
import { Problem } from "@otklik/features/problem";
import {
  answerInvitation,
  openDistribution,
  openInvitation,
  openUnsubscribe,
  quarantineAnswer,
  ScannerLike,
} from "@otklik/features/responses/index";
import { type Context, Hono } from "hono";
import type { ApiEnv } from "../api-env.ts";
import { requireSameOrigin } from "../authenticate.ts";
import { describe } from "../describe.ts";
import { htmlResponse } from "./html-response.ts";
import { contextOfLink } from "./link-context.ts";
import { type Message, messagePage, unsubscribePage } from "./message-pages.ts";
import { readPosted } from "./posted-answer.ts";
import { answered, answersIn, localeOf, surveyReply, thanks } from "./survey-replies.ts";

type C = Context<ApiEnv>;

/** The doors of a respondent: personal links, open links, and the way out. Looking at a page answers nothing. */
export const surveyDoors = new Hono<ApiEnv>()
  .get(
    "/i/:token",
    describe("A personal link; ?score= preselects and records nothing", { 200: "HTML", 404: "HTML: the link is dead" }),
    (c) =>
      onPage(c, async () => {
        const link = await findInvitationLink(c.var.runtime.house, c.req.param("token"));
        const marks = c.req.method === "GET" && !isPrefetch(c);
        const opened = await inWorkspace(c, link, (ctx) => openInvitation(ctx, link.id, { marks }));
        if (opened.status === "finished") return thanks(c, opened, opened.answers, true);
        return surveyReply(c, opened, personalNonce(c, c.req.param("token")));
      }),
  )
  .get(
    "/i/:token/h",
    describe("A link that no person sees: whoever opens it is a mail scanner", { 200: "HTML" }),
    (c) =>
      onPage(c, async () => {
        const link = await findInvitationLink(c.var.runtime.house, c.req.param("token"));
        if (c.req.method === "GET") await inWorkspace(c, link, (ctx) => markScanned(ctx, link.id));
        return htmlResponse(c, messagePage({ locale: localeOf(c, []), brand: null, message: "unknownLink" }));
      }),
  )
  .post(
    "/i/:token",
    describe("The answer to an invitation: a plain form, or JSON", {
      200: "Stored",
      403: "Foreign page or bad nonce",
      404: "The link is dead",
      409: "Answered already",
      422: "Refused",
    }),
    async (c) => {
      const posted = await readPosted(c);
      return onPage(
        c,
        async () => {
          requireSameOrigin(c);
          const token = c.req.param("token");
          const { house } = c.var.runtime;
          const link = await findInvitationLink(house, token);
          const opened = await inWorkspace(c, link, (ctx) => openInvitation(ctx, link.id, { marks: false }));
          requireNonce(c, posted.nonce, personalNonce(c, token));
          const answers = answersIn(posted, opened);
          const save = (finished: boolean) =>
            inWorkspace(c, link, (ctx) =>
              answerInvitation(ctx, link.id, {
                answers,
                finished,
                locale: localeOf(c, opened.locales, opened.definition, posted.lang),
              }),
            );
          return answered(c, { opened, posted, answers, nonce: posted.nonce }, (finished) =>
            save(finished).catch(async (error) => {
              if (error instanceof ScannerLike) await inWorkspace(c, link, (ctx) => quarantineAnswer(ctx, link.id));
              throw error;
            }),
          );
        },
        posted.isJson,
      );
    },
  )
  .get(
    "/s/:slug",
    describe(
      "An open survey link; ?score= preselects and records nothing; what the survey's branches and texts speak of may stand in it as well: ?order=A-1",
      {
        200: "HTML",
        404: "HTML: the link is dead",
        410: "HTML: closed",
      },
    ),
    (c) =>
      onPage(c, async () => {
        const link = await findOpenLink(c.var.runtime.house, c.req.param("slug"));
        const opened = await inWorkspace(c, link, (ctx) => openDistribution(ctx, link.id));
        const context = contextOfLink(opened.definition, { query: c.req.query(), fields: new Map() });
        return surveyReply(c, { ...opened, known: { context } }, openNonce(c, c.req.param("slug")));
      }),
  )
  .post(
    "/s/:slug",
    describe("An answer through an open link: a plain form, or JSON", {
      200: "Stored",
      403: "Foreign page or bad nonce",
      404: "The link is dead",
      409: "Answered already",
      422: "Refused",
    }),
    async (c) => {
      const posted = await readPosted(c);
      return onPage(
        c,
        async () => {
          requireSameOrigin(c);
          const slug = c.req.param("slug");
          const { house, capture } = c.var.runtime;
          const link = await findOpenLink(house, slug);
          const distribution = await inWorkspace(c, link, (ctx) => openDistribution(ctx, link.id));
          const context = contextOfLink(distribution.definition, { query: c.req.query(), fields: posted.fields });
          const opened = { ...distribution, known: { context } };
          requireOpenNonce(c, slug, posted.nonce);
          const answers = answersIn(posted, opened);
          const submission = (finished: boolean) => ({
            surveyId: opened.surveyId,
            touchpointKey: opened.touchpointKey,
            channel: opened.channel,
            answers,
            locale: localeOf(c, opened.locales, opened.definition, posted.lang),
            submissionId: posted.nonce,
            attributes: context,
            // Whoever opens a link can write what they like into it: it is kept, and no scores are counted by it.
            segments: {},
            finished,
            isProvisional: !finished,
            source: "page" as const,
            isTest: false,
          });
          return answered(c, { opened, posted, answers, nonce: posted.nonce }, (finished) =>
            capture.submit(link.workspaceId, respondent, submission(finished)),
          );
        },
        posted.isJson,
      );
    },
  )
  .get(
    "/u/:token",
    describe("Asks whether to stop asking; does nothing yet", { 200: "HTML", 404: "HTML: the link is dead" }),
    (c) => onPage(c, async () => unsubscribe(c, await findUnsubscribeLink(c.var.runtime.house, c.req.param("token")))),
  )
  .post(
    "/u/:token",
    describe("Stops asking, at once and for ever (RFC 8058)", { 200: "HTML", 404: "HTML: the link is dead" }),
    (c) =>
      onPage(c, async () => {
        const link = await findUnsubscribeLink(c.var.runtime.house, c.req.param("token"));
        await unsubscribeByLink(c.var.runtime.house, link);
        return unsubscribe(c, link);
      }),
  );

const inWorkspace: <T>(
  c: C,
  link: FoundLink,
  verb: Parameters<typeof c.var.runtime.house.inWorkspace<T>>[2],
) => Promise<T> = (c, link, verb) => c.var.runtime.house.inWorkspace(link.workspaceId, respondent, verb);

const messageOf: Partial<Record<string, Message>> = {
  "link.not-found": "unknownLink",
  "survey.closed": "closed",
  "nonce.invalid": "refused",
  "origin.foreign": "refused",
};

/** People get a page that says what to do; programs get the problem itself. */
async function onPage(c: C, work: () => Promise<Response>, isJson = false): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (isJson || !(error instanceof Problem)) throw error;
    const status =
      error.kind === "not-found"
        ? 404
        : error.kind === "gone"
          ? 410
          : error.kind === "forbidden"
            ? 403
            : error.kind === "conflict"
              ? 409
              : 422;
    const page = messagePage({
      locale: localeOf(c, []),
      brand: null,
      message: messageOf[error.code] ?? "error",
      requestId: c.var.requestId,
    });
    return htmlResponse(c, page, { status });
  }
}

async function unsubscribe(c: C, link: FoundLink): Promise<Response> {
  const { brand, privacyUrl, locale, email, isDone } = await inWorkspace(c, link, (ctx) =>
    openUnsubscribe(ctx, link.id),
  );
  const chosen = localeOf(c, [locale]);
  const page = unsubscribePage({
    locale: chosen,
    otherLocales: chosen === "ru" ? ["en"] : ["ru"],
    brand,
    address: email,
    isDone,
    privacyUrl,
  });
  return htmlResponse(c, page, { brand });
}

const isPrefetch = (c: C) =>
  `${c.req.header("sec-purpose") ?? ""} ${c.req.header("purpose") ?? ""}`.includes("prefetch");

// A nonce proves that the page was fetched before it was posted; it holds no state of ours.
const personalNonce = (c: C, token: string) =>
  c.var.runtime.house.ports.crypto.sign("nonce", `i ${token}`).slice(0, 22);

/** On an open link it is the attempt as well: the submissionId of what is answered on this page. */
function openNonce(c: C, slug: string): string {
  const attempt = c.var.runtime.house.ports.crypto.uuidv4();
  return `${attempt}.${signatureOf(c, slug, attempt)}`;
}

const signatureOf = (c: C, slug: string, attempt: string) =>
  c.var.runtime.house.ports.crypto.sign("nonce", `s ${slug} ${attempt}`).slice(0, 22);

function requireOpenNonce(c: C, slug: string, nonce: string): void {
  const [attempt = ""] = nonce.split(".");
  requireNonce(c, nonce, `${attempt}.${signatureOf(c, slug, attempt)}`);
}

function requireNonce(c: C, given: string, expected: string): void {
  if (!c.var.runtime.house.ports.crypto.equals(given, expected)) {
    throw new Problem("forbidden", "nonce.invalid", "This form does not come from our page. Open the link again.");
  }
}
