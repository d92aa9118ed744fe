import { duplicateWithinMs } from "@otklik/domain/survey/answer-flags";
import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import type { ApiEnv } from "../api-env.ts";

type C = Context<ApiEnv>;
type Link = { id: string; slug: string };

const cookieName = "otklik_answered";

/** Whether this browser has finished this open link a short while ago, by a cookie of ours that only its page is sent. */
export function hasAnswered(c: C, { id }: Pick<Link, "id">): boolean {
  const { crypto, now } = c.var.runtime.house.ports;
  const [seconds = "", signature = ""] = (getCookie(c, cookieName) ?? "").split(".");
  if (!crypto.equals(signature, signed(c, id, seconds))) return false;
  return now().getTime() - Number.parseInt(seconds, 36) * 1000 <= duplicateWithinMs;
}

/** It names nobody and is gone in a day. */
export function markAnswered(c: C, { id, slug }: Link): void {
  const seconds = Math.floor(c.var.runtime.house.ports.now().getTime() / 1000).toString(36);
  setCookie(c, cookieName, `${seconds}.${signed(c, id, seconds)}`, {
    path: `/s/${slug}`,
    maxAge: duplicateWithinMs / 1000,
    httpOnly: true,
    sameSite: "Strict",
    secure: c.var.runtime.publicUrl.startsWith("https:"),
  });
}

const signed = (c: C, id: string, seconds: string) =>
  c.var.runtime.house.ports.crypto.sign("nonce", `answered ${id} ${seconds}`).slice(0, 22);
