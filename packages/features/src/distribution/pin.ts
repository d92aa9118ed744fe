import type { Context } from "../context.ts";
import type { Crypto } from "../ports.ts";
import { Problem } from "../problem.ts";
import { reserveTry, returnTry } from "./link-store.ts";

/** Wrong PINs that one door hears in a window, from whomever: addresses cost little. Who is in already is not kept out. */
const mostTries = 60;
/** In milliseconds: 240 wrong PINs a day, so that six digits take years. */
export const pinWindowMs = 6 * 3_600_000;
/** How long somebody who knew the PIN is remembered, in milliseconds. */
export const pinRememberedMs = 8 * 3_600_000;

/** Four to eight digits are soon tried out by whoever has the database and the secret, and by nobody else. */
export function pinHashOf(crypto: Crypto, distributionId: string, pin: string): string {
  return crypto.sign("pin", `${distributionId} ${pin}`);
}

/**
 * What a browser keeps that has told the PIN: until when, and a signature that dies with the PIN. Each try is counted
 * before it is looked at, by one row of the database, so that however many come at once, on whichever process, no
 * more than the limit are heard; beyond it only a newcomer's, who has hardly tried yet, so that nobody shuts the door to them.
 */
export async function enterPin(
  ctx: Context,
  { id, pinHash }: { id: string; pinHash: string | null },
  pin: string,
  isNewcomer: boolean,
): Promise<{ proof: string | null }> {
  if (pinHash === null) return { proof: null };
  const { crypto } = ctx.ports;
  const now = ctx.ports.now();
  const tried = await reserveTry(ctx, id, { now, since: new Date(now.getTime() - pinWindowMs) });
  if (tried.count > mostTries && !isNewcomer) {
    const retryAfterSeconds = Math.max(1, Math.ceil((tried.from.getTime() + pinWindowMs - now.getTime()) / 1000));
    throw new Problem("limit-reached", "pin.too-often", "Too many wrong PINs. Wait, then try again.", {
      retryAfterSeconds,
    });
  }
  if (!crypto.equals(pinHashOf(crypto, id, pin), pinHash)) return { proof: null };
  await returnTry(ctx, id);
  const until = String(now.getTime() + pinRememberedMs);
  return { proof: `${until}.${signatureOf(crypto, { id, pinHash }, until)}` };
}

/** Whether what a browser kept was made by this PIN, and lately. */
export function isPinProof(
  { crypto, now }: { crypto: Crypto; now: Date },
  door: { id: string; pinHash: string | null },
  proof: string | undefined,
): boolean {
  const [until = "", signature = ""] = (proof ?? "").split(".");
  return crypto.equals(signature, signatureOf(crypto, door, until)) && Number(until) > now.getTime();
}

const signatureOf = (crypto: Crypto, { id, pinHash }: { id: string; pinHash: string | null }, until: string) =>
  crypto.sign("pin", `proof ${id} ${pinHash} ${until}`);
