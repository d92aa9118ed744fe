import { answerOnce } from "@otklik/features/idempotency/index";
import { Problem } from "@otklik/features/problem";
import type { MiddlewareHandler } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ApiEnv } from "./api-env.ts";
import { exportPath } from "./authenticate.ts";
import { detailsOf } from "./problem-details.ts";
import { sealing } from "./sealed.ts";
import { limitedText } from "./validate.ts";

const without = ["/v1/responses", exportPath];

/** `Idempotency-Key` on any POST; answers to surveys need none, their submissionId does it, and no file is kept. */
export const idempotent: MiddlewareHandler<ApiEnv> = async (c, next) => {
  const key = c.req.method === "POST" && !without.includes(c.req.path) ? c.req.header("idempotency-key") : undefined;
  if (key === undefined) return next();
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new Problem("invalid", "idempotency.bad-key", "An Idempotency-Key has 1 to 255 visible ASCII characters.", {
      errors: [{ pointer: "/Idempotency-Key", detail: "Use a UUID, for example." }],
    });
  }
  const body = await limitedText(c);
  const request = { workspaceId: c.var.workspaceId, route: `POST ${c.req.path}`, key, body };
  const answer = await answerOnce(c.var.runtime.house, sealing, request, async () => {
    await next();
    // A handler's refusal has become a response by now; only its status matters here.
    return {
      status: c.error ? detailsOf(c.error).status : c.res.status,
      body: c.error ? "" : await c.res.clone().text(),
    };
  });
  if (answer.isRepeat)
    return c.body(answer.body, answer.status as ContentfulStatusCode, {
      "content-type": "application/json",
      "idempotency-replayed": "true",
    });
};
