import { wordsFor } from "@otklik/domain/words/words";
import type { Context } from "hono";
import type { ApiEnv } from "../api-env.ts";
import type { KioskPart } from "./page.ts";

/** The device that a survey is shown on, `/s/{slug}?kiosk=lobby-2`, for one person after the other; null: on nobody's kiosk. */
export function kioskOf(c: Context<ApiEnv>): string | null {
  return (c.req.path.startsWith("/s/") && c.req.query("kiosk")) || null;
}

/** How long a page that asks nothing stays before the next person's begins, milliseconds. */
const restMs = { thanks: 8000, message: 60_000 };

/** What every page on a kiosk needs, so that it is never the last: how it begins anew. Null: on nobody's kiosk. */
export function kioskPart(c: Context<ApiEnv>, locale: string, kind: keyof typeof restMs = "thanks"): KioskPart | null {
  const device = kioskOf(c);
  const scripts = c.var.runtime.pageScripts;
  if (device === null || !scripts) return null;
  const words = wordsFor(locale);
  const home = `?${new URLSearchParams({ kiosk: device })}`;
  const { kiosk: script } = scripts;
  return {
    scripts,
    data: { ...words.survey.kiosk, thanks: words.thanks.title, home, script, restMs: restMs[kind] },
  };
}
