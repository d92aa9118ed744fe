import type { Context } from "hono";
import type { ApiEnv } from "../api-env.ts";

/** The device that a survey is shown on, `/s/{slug}?kiosk=lobby-2`, for one person after the other; null: on nobody's kiosk. */
export function kioskOf(c: Context<ApiEnv>): string | null {
  return (c.req.path.startsWith("/s/") && c.req.query("kiosk")) || null;
}
