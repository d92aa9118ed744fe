import { isPin } from "@otklik/domain/distribution/pin";
import { chosenSlug } from "@otklik/domain/distribution/slug";
import { allowedLink, hostOf } from "@otklik/domain/values/allowed-link";
import { readSettings } from "../accounts/index.ts";
import type { Context } from "../context.ts";
import { type FieldError, invalid, Problem } from "../problem.ts";
import { forgetTaken } from "./link-store.ts";
import { pinHashOf } from "./pin.ts";
import { claimSlug, type DistributionRow } from "./store.ts";

/** Who is let in by the links of a distribution, when, how many, and where they go afterwards. */
export type LinkSettings = {
  /** Of the open link; the ones it had before lead on to it. */
  slug?: string;
  /** Asked for by the open link. Never told again. */
  pin?: string | null;
  singleUse?: boolean;
  opensAt?: Date | null;
  closesAt?: Date | null;
  responseLimit?: number | null;
  redirectUrl?: string | null;
};

export type LinkSettingsView = {
  hasPin: boolean;
  singleUse: boolean;
  opensAt: string | null;
  closesAt: string | null;
  responseLimit: number | null;
  /** Finished answers since the limit was set; 0 without one. */
  responsesTaken: number;
  redirectUrl: string | null;
};

type Doors = Pick<DistributionRow, "pinHash" | "singleUse" | "opensAt" | "closesAt" | "responseLimit" | "redirectUrl">;

/** What a change of link settings writes; refused with every place that is wrong. A new limit's count begins. */
export async function checkLinkSettings(
  ctx: Context,
  before: Doors & { id: string },
  { slug, pin, singleUse, ...change }: LinkSettings,
): Promise<Partial<Doors & { slug: string }>> {
  const opensAt = change.opensAt === undefined ? before.opensAt : change.opensAt;
  const closesAt = change.closesAt === undefined ? before.closesAt : change.closesAt;
  const chosen = slug === undefined ? undefined : chosenSlug(slug);
  const errors: FieldError[] = [];
  if (chosen === null)
    errors.push({
      pointer: "/slug",
      detail: "A link's name has 3 to 64 letters a–z and digits, in words that single dashes join, like spring-fair.",
    });
  if (typeof pin === "string" && !isPin(pin))
    errors.push({ pointer: "/pin", detail: "Four to eight digits are expected." });
  if (opensAt && closesAt && opensAt >= closesAt)
    errors.push({ pointer: "/closesAt", detail: "A survey closes after it has opened." });
  if (change.redirectUrl) errors.push(...(await faultsOfRedirect(ctx, change.redirectUrl)));
  if (errors.length > 0) throw invalid("distribution.invalid", errors);

  const { responseLimit } = change;
  if (responseLimit !== undefined && (before.responseLimit === null || responseLimit === null))
    await forgetTaken(ctx, before.id);
  return {
    ...(chosen && { slug: chosen }),
    ...(pin !== undefined && { pinHash: pin === null ? null : pinHashOf(ctx.ports.crypto, before.id, pin) }),
    ...(singleUse !== undefined && { singleUse }),
    ...(change.opensAt !== undefined && { opensAt }),
    ...(change.closesAt !== undefined && { closesAt }),
    ...(responseLimit !== undefined && { responseLimit }),
    ...(change.redirectUrl !== undefined && { redirectUrl: change.redirectUrl }),
  };
}

/** Makes the slug lead to this distribution, unless it is another's already. */
export async function requireSlug(ctx: Context, slug: string, distributionId: string): Promise<void> {
  if (!(await claimSlug(ctx, slug, distributionId)))
    throw new Problem("conflict", "slug.taken", `The name ${slug} is taken. Choose another one.`);
}

async function faultsOfRedirect(ctx: Context, url: string): Promise<FieldError[]> {
  const { redirectHosts } = await readSettings(ctx);
  if (allowedLink(url, redirectHosts) !== null) return [];
  const host = hostOf(url);
  const detail =
    host === null
      ? "An address like https://shop.example.com/thanks is expected, without a port or a user."
      : `${host} is not among the workspace's hosts to send customers on to. Add it in Settings first.`;
  return [{ pointer: "/redirectUrl", detail }];
}

export function linkSettingsView(row: Doors, responsesTaken: number): LinkSettingsView {
  return {
    hasPin: row.pinHash !== null,
    singleUse: row.singleUse,
    opensAt: row.opensAt?.toISOString() ?? null,
    closesAt: row.closesAt?.toISOString() ?? null,
    responseLimit: row.responseLimit,
    responsesTaken,
    redirectUrl: row.redirectUrl,
  };
}
