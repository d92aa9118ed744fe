import { countWorkspaces, createWorkspace, workspacesOfUser } from "@otklik/features/accounts/index";
import { Problem } from "@otklik/features/problem";
import { type Context, Hono } from "hono";
import { z } from "zod";
import { addressOf } from "../address-of.ts";
import type { ApiEnv } from "../api-env.ts";
import { requireSameOrigin } from "../authenticate.ts";
import { describe } from "../describe.ts";
import { validate } from "../validate.ts";
import { id, locale, name, timeZone } from "./shapes.ts";

const email = z.string().min(3).max(320);
const password = z.string().min(1).max(256);
const SignIn = z.strictObject({ email, password });
const FirstRun = z.strictObject({
  name: name.describe("Of the workspace"),
  ownerEmail: email,
  ownerPassword: z.string().min(8).max(256),
  timeZone: timeZone.optional(),
  locale: locale.optional(),
});
const User = z.object({ id: z.string(), email: z.string(), name: z.string() });
const Workspace = z.object({ id, slug: z.string(), name: z.string(), role: z.string() });
const Session = z.object({ user: User, workspaces: z.array(Workspace) });

type SignedInUser = z.infer<typeof User>;

/** Sets the session's cookies, or says why not. */
async function signIn(c: Context<ApiEnv>, credentials: z.infer<typeof SignIn>): Promise<SignedInUser> {
  const auth = await c.var.runtime.auth();
  // Through the handler, not the function: it is the handler that counts failed tries.
  const request = new Request(`${c.var.runtime.publicUrl}/auth/sign-in/email`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      origin: new URL(c.var.runtime.publicUrl).origin,
      "x-forwarded-for": addressOf(c),
    },
    body: JSON.stringify(credentials),
  });
  const answer = await auth.handler(request);
  if (answer.status === 429)
    throw new Problem("limit-reached", "sign-in.too-often", "Too many tries. Wait a minute.", {
      retryAfterSeconds: 60,
    });
  if (!answer.ok)
    throw new Problem("unauthorised", "sign-in.refused", "This e-mail and password do not belong together.");
  const { user } = (await answer.json()) as { user: SignedInUser };
  for (const cookie of answer.headers.getSetCookie()) c.header("set-cookie", cookie, { append: true });
  return { id: user.id, email: user.email, name: user.name };
}

/** Signing in and out; everything else that accounts could do stays shut. */
export const session = new Hono<ApiEnv>()
  .post(
    "/sign-in",
    describe("Sign in by e-mail and password; sets the session cookie", { 200: Session }, [401, 403, 422, 429]),
    validate("json", SignIn),
    async (c) => {
      requireSameOrigin(c);
      const user = await signIn(c, c.req.valid("json"));
      return c.json({ user, workspaces: await workspacesOfUser(c.var.runtime.house, user.id) });
    },
  )
  .post("/sign-out", describe("End this session", { 204: "Signed out" }, [403]), async (c) => {
    requireSameOrigin(c);
    const auth = await c.var.runtime.auth();
    const { headers } = await auth.api.signOut({ headers: c.req.raw.headers, returnHeaders: true });
    for (const cookie of headers.getSetCookie()) c.header("set-cookie", cookie, { append: true });
    return c.body(null, 204);
  })
  .get(
    "/session",
    describe("Who is signed in, and which workspaces are theirs", { 200: Session }, [401]),
    async (c) => {
      const auth = await c.var.runtime.auth();
      const found = await auth.api.getSession({ headers: c.req.raw.headers });
      if (!found) throw new Problem("unauthorised", "session.none", "Nobody is signed in.");
      const user = { id: found.user.id, email: found.user.email, name: found.user.name };
      return c.json({ user, workspaces: await workspacesOfUser(c.var.runtime.house, user.id) });
    },
  )
  .get(
    "/first-run",
    describe("Whether this installation waits for its first owner", { 200: z.object({ needed: z.boolean() }) }),
    async (c) => c.json({ needed: (await countWorkspaces(c.var.runtime.house.database.db)) === 0 }),
  )
  .post(
    "/first-run",
    describe(
      "Make the first workspace and its owner, and sign them in; refused once there is one",
      { 201: Session },
      [403, 409, 422, 429],
    ),
    validate("json", FirstRun),
    async (c) => {
      requireSameOrigin(c);
      const { house, hashPassword } = c.var.runtime;
      const input = c.req.valid("json");
      await createWorkspace(house, { ...input, onlyAsFirst: true }, hashPassword);
      const user = await signIn(c, { email: input.ownerEmail, password: input.ownerPassword });
      return c.json({ user, workspaces: await workspacesOfUser(house, user.id) }, 201);
    },
  );
