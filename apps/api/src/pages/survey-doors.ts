import { respondentLanguages } from "@otklik/domain/words/languages";
import {
  type FoundLink,
  findInvitationLink,
  findUnsubscribeLink,
  markScanned,
  unsubscribeByLink,
} from "@otklik/features/distribution/index";
import {
  answerInvitation,
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
import { messagePage, unsubscribePage } from "./message-pages.ts";
import { inWorkspace, onPage, personalNonce, requireNonce } from "./on-page.ts";
import { readPosted } from "./posted-answer.ts";
import { answered, answersIn, localeOf, surveyReply, thanks } from "./survey-replies.ts";

type C = Context<ApiEnv>;

/** The doors of a respondent: personal links, and the way out; open ones stand beside. Looking at a page answers nothing. */
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
          const opened = await inWorkspace(c, link, (ctx) =>
            openInvitation(ctx, link.id, { marks: false, sending: posted }),
          );
          requireNonce(c, posted.nonce, personalNonce(c, token));
          const answers = answersIn(posted, opened);
          const save = (finished: boolean) =>
            inWorkspace(c, link, (ctx) =>
              answerInvitation(ctx, link.id, {
                answers,
                finished,
                occurredAt: opened.givenAt ?? undefined,
                isDoorShut: opened.isShut,
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
        posted,
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

async function unsubscribe(c: C, link: FoundLink): Promise<Response> {
  const { brand, privacyUrl, locale, email, isDone } = await inWorkspace(c, link, (ctx) =>
    openUnsubscribe(ctx, link.id),
  );
  const chosen = localeOf(c, [locale]);
  const page = unsubscribePage({
    locale: chosen,
    otherLocales: respondentLanguages.filter((one) => one !== chosen),
    brand,
    address: email,
    isDone,
    privacyUrl,
  });
  return htmlResponse(c, page, { brand });
}

const isPrefetch = (c: C) =>
  `${c.req.header("sec-purpose") ?? ""} ${c.req.header("purpose") ?? ""}`.includes("prefetch");
