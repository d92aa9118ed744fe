import { Problem } from "@otklik/features/problem";
import { type Context, Hono } from "hono";
import { z } from "zod";
import type { ApiEnv } from "../api-env.ts";
import { requireSameOrigin } from "../authenticate.ts";
import { describe } from "../describe.ts";
import { validate } from "../validate.ts";

const SignIn = z.strictObject({ email: z.string().min(3).max(320), password: z.string().min(1).max(256) });
const User = z.object({ user: z.object({ id: z.string(), email: z.string(), name: z.string() }) });

/** Whose failed tries are counted together: the peer itself, never a header it sent. */
function addressOf(c: Context<ApiEnv>): string {
  const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
  return incoming?.socket?.remoteAddress ?? "0.0.0.0";
}

/** Signing in and out; everything else that accounts could do stays shut. */
export const session = new Hono<ApiEnv>()
  .post(
    "/sign-in",
    describe("Sign in by e-mail and password; sets the session cookie", { 200: User }, [401, 403, 422]),
    validate("json", SignIn),
    async (c) => {
      requireSameOrigin(c);
      const auth = await c.var.runtime.auth();
      // Through the handler, not the function: it is the handler that counts failed tries.
      const request = new Request(`${c.var.runtime.publicUrl}/auth/sign-in/email`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          origin: new URL(c.var.runtime.publicUrl).origin,
          "x-forwarded-for": addressOf(c),
        },
        body: JSON.stringify(c.req.valid("json")),
      });
      const answer = await auth.handler(request);
      if (answer.status === 429)
        throw new Problem("limit-reached", "sign-in.too-often", "Too many tries. Wait a minute.", {
          retryAfterSeconds: 60,
        });
      if (!answer.ok)
        throw new Problem("unauthorised", "sign-in.refused", "This e-mail and password do not belong together.");
      const { user } = (await answer.json()) as { user: { id: string; email: string; name: string } };
      for (const cookie of answer.headers.getSetCookie()) c.header("set-cookie", cookie, { append: true });
      return c.json({ user: { id: user.id, email: user.email, name: user.name } });
    },
  )
  .post("/sign-out", describe("End this session", { 204: "Signed out" }, [403]), async (c) => {
    requireSameOrigin(c);
    const auth = await c.var.runtime.auth();
    const { headers } = await auth.api.signOut({ headers: c.req.raw.headers, returnHeaders: true });
    for (const cookie of headers.getSetCookie()) c.header("set-cookie", cookie, { append: true });
    return c.body(null, 204);
  })
  .get("/session", describe("Who is signed in", { 200: User }, [401]), async (c) => {
    const auth = await c.var.runtime.auth();
    const found = await auth.api.getSession({ headers: c.req.raw.headers });
    if (!found) throw new Problem("unauthorised", "session.none", "Nobody is signed in.");
    const { id, email, name } = found.user;
    return c.json({ user: { id, email, name } });
  });
