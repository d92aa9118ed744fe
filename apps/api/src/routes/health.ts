import { Hono } from "hono";
import { z } from "zod";
import type { ApiEnv } from "../api-env.ts";
import { describe } from "../describe.ts";
import { problemResponse } from "../problem-details.ts";

const Fine = z.object({ status: z.literal("ok") });

export const health = new Hono<ApiEnv>()
  .get("/livez", describe("The process is up", { 200: Fine }), (c) => c.json({ status: "ok" as const }))
  .get(
    "/readyz",
    describe("Requests may come: database reachable, migrations current, the workspace of OTKLIK_BOOTSTRAP made", {
      200: Fine,
      503: "Not yet, or not any more",
    }),
    async (c) => {
      const missing = await c.var.runtime.whatIsMissing();
      if (missing === null) return c.json({ status: "ok" as const });
      return problemResponse(c, { status: 503, code: "not-ready", detail: missing, headers: { "retry-after": "1" } });
    },
  );
