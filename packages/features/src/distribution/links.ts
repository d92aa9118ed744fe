import type { Crypto } from "../ports.ts";

type Purpose = "answer" | "unsubscribe";

// Derived, not stored: the job that sends holds only the invitation's id, and the database only the token's hash.
const tokenOf = (crypto: Crypto, purpose: Purpose, invitationId: string) =>
  crypto.sign("link", `${purpose} ${invitationId}`);

/** What the database keeps of an invitation's two links. */
export function tokenHashes(crypto: Crypto, invitationId: string): { purpose: Purpose; tokenHash: string }[] {
  return (["answer", "unsubscribe"] as const).map((purpose) => ({
    purpose,
    tokenHash: crypto.digest(tokenOf(crypto, purpose, invitationId)),
  }));
}

/** The personal links of an invitation, each with a secret of 256 bits. */
export function linksOf(
  ports: { crypto: Crypto; publicUrl: string },
  invitationId: string,
): { answer: string; unsubscribe: string } {
  return {
    answer: `${ports.publicUrl}/i/${tokenOf(ports.crypto, "answer", invitationId)}`,
    unsubscribe: `${ports.publicUrl}/u/${tokenOf(ports.crypto, "unsubscribe", invitationId)}`,
  };
}
