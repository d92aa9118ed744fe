import { Problem } from "@otklik/features/problem";
import { Hono } from "hono";
import type { ApiEnv } from "../api-env.ts";
import { describe } from "../describe.ts";
import type { Metrics } from "../runtime.ts";

/** Only where METRICS_TOKEN is set. */
export const metrics = new Hono<ApiEnv>().get(
  "/",
  describe("Requests, jobs, memory and the database, for Prometheus", {
    200: "text/plain",
    401: "No or another token",
  }),
  async (c) => {
    const { metrics, house } = c.var.runtime;
    const { token, contentType, text } = metrics as Metrics;
    const given = c.req.header("authorization")?.replace(/^Bearer /i, "") ?? "";
    const { digest, equals } = house.ports.crypto;
    if (!equals(digest(given), digest(token)))
      throw new Problem("unauthorised", "metrics.token", "Send METRICS_TOKEN as a bearer token.");
    return c.body(await text(), 200, { "content-type": contentType });
  },
);
