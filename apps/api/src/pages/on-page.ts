import { wordsFor } from "@otklik/domain/words/words";
import { respondent } from "@otklik/features/context";
import type { FoundLink } from "@otklik/features/distribution/index";
import { Problem, type ProblemKind } from "@otklik/features/problem";
import { brandOf, DoorShut } from "@otklik/features/responses/index";
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ApiEnv } from "../api-env.ts";
import { htmlResponse } from "./html-response.ts";
import { kioskPart } from "./kiosk.ts";
import { type Message, messagePage } from "./message-pages.ts";
import { pinPage } from "./pin-page.ts";
import { localeOf } from "./survey-replies.ts";

type C = Context<ApiEnv>;

export const inWorkspace: <T>(
  c: C,
  link: FoundLink,
  verb: Parameters<typeof c.var.runtime.house.inWorkspace<T>>[2],
) => Promise<T> = (c, link, verb) => c.var.runtime.house.inWorkspace(link.workspaceId, respondent, verb);

const messageOf: Partial<Record<string, Message>> = {
  "link.not-found": "unknownLink",
  "survey.closed": "closed",
  "survey.not-open": "notYet",
  "survey.full": "full",
  "link.single-use": "singleUse",
  "pin.too-often": "tooOften",
  "nonce.invalid": "refused",
  "origin.foreign": "refused",
};

const statusOf: Partial<Record<ProblemKind, ContentfulStatusCode>> = {
  "not-found": 404,
  gone: 410,
  forbidden: 403,
  conflict: 409,
  "limit-reached": 429,
};

/** People get a page that says what to do; programs get the problem itself. */
export async function onPage(
  c: C,
  work: () => Promise<Response>,
  { isJson, lang }: { isJson: boolean; lang?: string } = { isJson: false },
): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (isJson || !(error instanceof Problem)) throw error;
    if (error instanceof DoorShut) return shutPage(c, error);
    if (error.retryAfterSeconds !== undefined) c.header("retry-after", String(error.retryAfterSeconds));
    const locale = localeOf(c, [], undefined, lang);
    const page = messagePage({
      locale,
      kiosk: kioskPart(c, locale, "message"),
      brand: null,
      message: messageOf[error.code] ?? "error",
      requestId: c.var.requestId,
    });
    return htmlResponse(c, page, { status: statusOf[error.kind] ?? 422 });
  }
}

/** Why a door is shut, in the survey's language as far as we have words in it, under the name of whose survey it is. */
export function shutPage(c: C, shut: DoorShut, { isWrongPin = false } = {}): Promise<Response> {
  const { reason, settings, definition } = shut;
  const locale = localeOf(c, [], definition ?? undefined);
  const brand = brandOf(settings);
  const { privacyUrl } = settings;
  if (reason === "pin") {
    const { pathname, search } = new URL(c.req.url);
    const slug = pathname.split("/")[2] ?? "";
    const token = pathname.split("/")[3];
    const query = new URLSearchParams(search);
    if (token !== undefined && token !== "pin") query.set("link", token);
    const action = `/s/${slug}/pin${query.size > 0 ? `?${query}` : ""}`;
    // A form that was sent is refused; a page that was only looked at asks.
    const status = isWrongPin || c.req.method === "POST" ? 403 : 200;
    return htmlResponse(c, pinPage({ locale, brand, action, isWrong: isWrongPin, privacyUrl }), { status, brand });
  }
  const page = messagePage({
    locale,
    brand,
    message: messageOf[shut.code] ?? "closed",
    what: shut.at && whenOf(locale, reason === "notYet", shut.at, settings.timeZone),
    privacyUrl,
    kiosk: kioskPart(c, locale, "message"),
  });
  return htmlResponse(c, page, { status: statusOf[shut.kind] ?? 422, brand });
}

function whenOf(locale: string, isAhead: boolean, at: Date, timeZone: string): string {
  const when = new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, {
    timeZone,
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  }).format(at);
  const words = wordsFor(locale);
  return isAhead ? words.opensAt(when) : words.closedAt(when);
}

// A nonce proves that the page was fetched before it was posted; it holds no state of ours.
export const personalNonce = (c: C, token: string) =>
  c.var.runtime.house.ports.crypto.sign("nonce", `i ${token}`).slice(0, 22);

/** On an open link it is the attempt as well, the submissionId of what is answered on this page, and says when that began. */
export function openNonce(c: C, distributionId: string, known: string | null): string {
  const { crypto, now } = c.var.runtime.house.ports;
  const seconds = Math.floor(now().getTime() / 1000).toString(36);
  return nonceOf(c, distributionId, [known ?? crypto.uuidv4(), seconds]);
}

const nonceOf = (c: C, distributionId: string, parts: string[]) =>
  [
    ...parts,
    c.var.runtime.house.ports.crypto.sign("nonce", `s ${distributionId} ${parts.join(" ")}`).slice(0, 22),
  ].join(".");

/** A kiosk names its attempts itself, for want of a network, each behind the nonce of the page that it has. */
const ownAttempt = /\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Refuses a nonce that we have not made for this link, or for another of its links for one answer. */
export function requireOpenNonce(c: C, distributionId: string, nonce: string, known: string | null = null): void {
  const ours = nonce.replace(ownAttempt, "");
  const [attempt = "", ...more] = ours.split(".").slice(0, -1);
  requireNonce(c, ours, nonceOf(c, distributionId, [known ?? attempt, ...more]));
}

/** When the page of a nonce of ours was first shown. A page from before nonces said so does not tell, nor does a kiosk. */
export function startOf(nonce: string): Date | undefined {
  return ownAttempt.test(nonce) ? undefined : drawnAt(nonce);
}

/** When the page of a nonce of ours was drawn; a kiosk may have kept it since. Undefined: it is from before nonces said so. */
export function drawnAt(nonce: string): Date | undefined {
  const [, seconds, signature] = nonce.replace(ownAttempt, "").split(".");
  return seconds && signature ? new Date(Number.parseInt(seconds, 36) * 1000) : undefined;
}

export function requireNonce(c: C, given: string, expected: string): void {
  if (!c.var.runtime.house.ports.crypto.equals(given, expected)) {
    throw new Problem("forbidden", "nonce.invalid", "This form does not come from our page. Open the link again.");
  }
}
