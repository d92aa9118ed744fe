import * as schema from "@otklik/db/schema/index";
import type { House } from "../house.ts";

type AuthOptions = { secret: string; publicUrl: string };

/** Sign-in by e-mail and password. Accounts are made by an owner or the CLI, never by signing up. */
export async function openAuth(
  { database, ports }: Pick<House, "database" | "ports">,
  { secret, publicUrl }: AuthOptions,
) {
  // Loaded when first needed: a server that only takes answers never pays for it.
  const [{ betterAuth }, { drizzleAdapter }, { organization }] = await Promise.all([
    import("better-auth/minimal"),
    import("better-auth/adapters/drizzle"),
    import("better-auth/plugins/organization"),
  ]);
  const isSecure = publicUrl.startsWith("https://") || new URL(publicUrl).hostname === "localhost";
  return betterAuth({
    baseURL: publicUrl,
    basePath: "/auth",
    secret,
    telemetry: { enabled: false },
    logger: { disabled: true },
    database: drizzleAdapter(database.db, {
      provider: "pg",
      schema: {
        user: schema.users,
        session: schema.sessions,
        account: schema.credentials,
        verification: schema.verifications,
        organization: schema.workspaces,
        member: schema.members,
        invitation: schema.memberInvitations,
      },
    }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 8, maxPasswordLength: 256 },
    session: { expiresIn: 60 * 60 * 24 * 14, updateAge: 60 * 60 * 24 },
    rateLimit: { enabled: true, window: 60, max: 60, customRules: { "/sign-in/email": { window: 60, max: 10 } } },
    plugins: [organization({ allowUserToCreateOrganization: false, requireEmailVerificationOnInvitation: true })],
    advanced: {
      database: { generateId: () => ports.crypto.uuidv7() },
      useSecureCookies: false,
      cookies: {
        session_token: {
          name: isSecure ? "__Host-otklik_session" : "otklik_session",
          attributes: { secure: isSecure, httpOnly: true, sameSite: "lax", path: "/" },
        },
      },
    },
  });
}

export type Auth = Awaited<ReturnType<typeof openAuth>>;
