import { respondent } from "@otklik/features/context";
import {
  enterPin,
  type FoundLink,
  findDistribution,
  findOpenLink,
  pinRememberedMs,
  pinWindowMs,
} from "@otklik/features/distribution/index";
import {
  answerAtDoor,
  DoorShut,
  givenAtOf,
  type OpenedLink,
  openDistribution,
  type Visit,
} from "@otklik/features/responses/index";
import { type Context, Hono } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { addressOf } from "../address-of.ts";
import type { ApiEnv } from "../api-env.ts";
import { requireSameOrigin } from "../authenticate.ts";
import { describe } from "../describe.ts";
import { limitedText } from "../validate.ts";
import { hasAnswered, markAnswered } from "./answered-mark.ts";
import { contextOfLink } from "./link-context.ts";
import { newcomersWithin } from "./newcomers.ts";
import { drawnAt, inWorkspace, onPage, openNonce, requireOpenNonce, shutPage, startOf } from "./on-page.ts";
import { readPosted } from "./posted-answer.ts";
import { answered, answersIn, localeOf, surveyReply, thanks } from "./survey-replies.ts";

type C = Context<ApiEnv>;

const pinCookie = "otklik_pin";
const newcomers = newcomersWithin(pinWindowMs);
const shown = {
  200: "HTML",
  302: "To the link's newer name",
  403: "HTML: not open yet, or not this way",
  404: "HTML: the link is dead",
  410: "HTML: closed, or full",
};
const sent = {
  200: "Stored",
  303: "Stored; on to the address that was set",
  403: "Foreign page, bad nonce, no PIN, or not open yet",
  404: "The link is dead",
  409: "Answered already",
  410: "Closed, or full",
  422: "Refused",
};

/** The doors of open links: for everybody, for those who know a PIN, or for one answer each. */
export const openLinkDoors = new Hono<ApiEnv>()
  .get(
    "/s/:slug",
    describe(
      "An open survey link; ?score= preselects and records nothing; what the survey's branches and texts speak of may stand in it as well: ?order=A-1; ?channel=kiosk&device=Desk-3 says where it hangs; ?kiosk=Desk-3 is the page of a device that many answer on",
      shown,
    ),
    (c) => onPage(c, () => look(c)),
  )
  .post("/s/:slug", describe("An answer through an open link: a plain form, or JSON", sent), answer)
  // Before /s/:slug/:token, which would take "pin" for a token.
  .get("/s/:slug/pin", describe("Back to the survey", { 302: "To the survey" }), (c) =>
    c.redirect(`/s/${encodeURIComponent(c.req.param("slug"))}`),
  )
  .post(
    "/s/:slug/pin",
    describe("Tells the PIN of an open link; whoever knows it is remembered for eight hours", {
      303: "To the survey",
      403: "HTML: another PIN",
      404: "HTML: the link is dead",
      429: "HTML: too many wrong ones",
    }),
    (c) => onPage(c, () => tellPin(c)),
  )
  .get("/s/:slug/:token", describe("A link for one answer", shown), (c) => onPage(c, () => look(c)))
  .post("/s/:slug/:token", describe("The one answer through such a link: a plain form, or JSON", sent), answer);

async function look(c: C): Promise<Response> {
  const link = await findLink(c);
  const opened = await openDoor(c, link);
  const { slug, token } = paramsOf(c);
  if (opened.slug !== slug)
    return c.redirect(`/s/${opened.slug}${token ? `/${token}` : ""}${new URL(c.req.url).search}`);
  const context = contextOfLink(opened.definition, { query: c.req.query(), fields: new Map() });
  const inside = { ...opened, known: { context } };
  if (opened.status === "finished") return thanks(c, inside, opened.answers, true);
  return surveyReply(c, inside, openNonce(c, link.id, opened.attempt));
}

async function answer(c: C): Promise<Response> {
  const posted = await readPosted(c);
  const work = async () => {
    requireSameOrigin(c);
    const { house, capture } = c.var.runtime;
    const link = await findLink(c);
    requireOpenNonce(c, link.id, posted.nonce);
    const now = house.ports.now();
    const givenAt = givenAtOf(now, posted.lateMs, drawnAt(posted.nonce) ?? now);
    const door = await openDoor(c, link, { attempt: posted.nonce, givenAt });
    if (door.attempt !== null) requireOpenNonce(c, link.id, posted.nonce, door.attempt);
    const context = contextOfLink(door.definition, { query: c.req.query(), fields: posted.fields });
    const opened = { ...door, known: { context } };
    const answers = answersIn(posted, opened);
    const { channel, ...attributes } = context;
    // A link for one answer cannot be answered twice, and a kiosk is answered by one customer after another.
    const isForAnybody = door.attempt === null && channel !== "kiosk";
    const isRepeat = isForAnybody && hasAnswered(c, link);
    const submission = (finished: boolean) => ({
      surveyId: opened.surveyId,
      touchpointKey: opened.touchpointKey,
      channel: channel ?? opened.channel,
      answers,
      locale: localeOf(c, opened.locales, opened.definition, posted.lang),
      submissionId: door.attempt ?? posted.nonce,
      occurredAt: givenAt ?? undefined,
      isDoorShut: opened.isShut,
      attributes,
      // Whoever opens a link can write what they like into it: it is kept, and no scores are counted by it.
      segments: {},
      finished,
      isProvisional: !finished,
      startedAt: startOf(posted.nonce),
      isRepeat,
      source: "page" as const,
      isTest: false,
    });
    const save = (finished: boolean) =>
      finished && opened.isCountedAtDoor
        ? house.inWorkspace(link.workspaceId, respondent, (ctx) => answerAtDoor(ctx, link.id, submission(true)))
        : capture.submit(link.workspaceId, respondent, submission(finished));
    return answered(c, { opened, posted, answers, nonce: posted.nonce }, async (finished) => {
      const saved = await save(finished);
      if (finished && isForAnybody) markAnswered(c, { id: link.id, slug: opened.slug });
      return saved;
    });
  };
  return onPage(c, work, posted);
}

async function tellPin(c: C): Promise<Response> {
  requireSameOrigin(c);
  const link = await findLink(c);
  const pin = new URLSearchParams(await limitedText(c)).get("pin") ?? "";
  const isNewcomer = newcomers.take(link.id, addressOf(c), c.var.runtime.house.ports.now().getTime());
  const told = await inWorkspace(c, link, async (ctx) => {
    const distribution = await findDistribution(ctx, link.id);
    return distribution && { slug: distribution.slug, ...(await enterPin(ctx, distribution, pin, isNewcomer)) };
  });
  if (!told?.proof) {
    // Whoever needs no PIN is let in; the others see the same page, and that it was wrong.
    const shut = await openDoor(c, link).then(
      () => null,
      (error) => error,
    );
    if (shut instanceof DoorShut && shut.reason === "pin") return shutPage(c, shut, { isWrongPin: true });
  }
  const { slug } = paramsOf(c);
  if (told?.proof) {
    setCookie(c, pinCookie, told.proof, {
      path: `/s/${told.slug}`,
      httpOnly: true,
      sameSite: "Lax",
      secure: c.var.runtime.publicUrl.startsWith("https:"),
      maxAge: pinRememberedMs / 1000,
    });
  }
  const query = new URLSearchParams(new URL(c.req.url).search);
  const token = query.get("link");
  query.delete("link");
  const path = `/s/${told?.slug ?? slug}${token && /^[\w-]{1,64}$/.test(token) ? `/${token}` : ""}`;
  return c.redirect(query.size > 0 ? `${path}?${query}` : path, 303);
}

const paramsOf = (c: C): { slug: string; token: string | undefined } => ({
  slug: c.req.param("slug") ?? "",
  token: c.req.param("token"),
});

const findLink = (c: C): Promise<FoundLink> => findOpenLink(c.var.runtime.house, paramsOf(c).slug);

const openDoor = (c: C, link: FoundLink, sending?: Visit["sending"]): Promise<OpenedLink> =>
  inWorkspace(c, link, (ctx) =>
    openDistribution(ctx, link.id, { token: paramsOf(c).token, pinProof: getCookie(c, pinCookie), sending }),
  );
