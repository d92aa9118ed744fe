import type { Sealing } from "@otklik/features/idempotency/index";

const encoder = new TextEncoder();

/** AES-256-GCM under a key derived from the caller's own: without it a kept answer is noise. */
export const sealing: Sealing = {
  seal: async (key, text) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt(
      { name: "AES-GCM", iv },
      await secretFrom(key, ["encrypt"]),
      encoder.encode(text),
    );
    return `${iv.toBase64()}.${new Uint8Array(sealed).toBase64()}`;
  },
  open: async (key, sealed) => {
    const [iv = "", text = ""] = sealed.split(".");
    const opened = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv: Uint8Array.fromBase64(iv) },
      await secretFrom(key, ["decrypt"]),
      Uint8Array.fromBase64(text),
    );
    return new TextDecoder().decode(opened);
  },
};

async function secretFrom(key: string, usages: KeyUsage[]): Promise<CryptoKey> {
  const hash = await crypto.subtle.digest("SHA-256", encoder.encode(`otklik idempotency ${key}`));
  return crypto.subtle.importKey("raw", hash, "AES-GCM", false, usages);
}
