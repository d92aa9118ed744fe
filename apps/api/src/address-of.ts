import type { Context } from "hono";
import type { ApiEnv } from "./api-env.ts";

/** Whose failed tries are counted together: the peer itself, never a header it sent. */
export function addressOf(c: Context<ApiEnv>): string {
  const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
  return incoming?.socket?.remoteAddress ?? "0.0.0.0";
}
