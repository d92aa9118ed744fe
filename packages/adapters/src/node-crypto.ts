import {
  createHmac,
  createSecretKey,
  hash,
  hkdfSync,
  type KeyObject,
  randomBytes,
  randomFillSync,
  randomUUID,
  timingSafeEqual,
} from "node:crypto";
import type { Crypto } from "@otklik/features/ports";

type Purpose = Parameters<Crypto["sign"]>[0];

export function nodeCrypto(secret: string, now: () => Date): Crypto {
  const keys = new Map<Purpose, KeyObject>();
  const nextId = uuidv7From(now);

  function keyFor(purpose: Purpose): KeyObject {
    const known = keys.get(purpose);
    if (known) return known;
    const key = createSecretKey(Buffer.from(hkdfSync("sha256", secret, "otklik", purpose, 32)));
    keys.set(purpose, key);
    return key;
  }

  return {
    digest: (text) => hash("sha256", text, "base64url"),
    sign: (purpose, text) => createHmac("sha256", keyFor(purpose)).update(text).digest("base64url"),
    // Digests are of one length whatever was given, so not even a length is told.
    equals: (a, b) => timingSafeEqual(hash("sha256", a, "buffer"), hash("sha256", b, "buffer")),
    randomToken: () => randomBytes(32).toString("base64url"),
    uuidv7: nextId,
    uuidv4: () => randomUUID(),
  };
}

/**
 * RFC 9562, method 1: 48 bits of milliseconds, a 12-bit counter, 62 random bits. Node's own randomUUIDv7 takes no clock
 * and does not order the ids of one millisecond, which is what keeps rows in the order in which they were written.
 */
function uuidv7From(now: () => Date): () => string {
  let lastMillisecond = 0;
  let counter = 0;
  // Asked for 256 ids at a time: one by one it was 7 % of what an answer costs this process.
  const pool = Buffer.allocUnsafe(4096);
  let used = pool.length;
  const nextBytes = (): Buffer => {
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    used += 16;
    return pool.subarray(used - 16, used);
  };

  return () => {
    const bytes = nextBytes();
    const millisecond = now().getTime();
    if (millisecond > lastMillisecond) {
      lastMillisecond = millisecond;
      // Starts in the lower half, so that 2 048 more ids fit before the millisecond is borrowed from the future.
      counter = bytes.readUInt16BE(6) & 0x7ff;
    } else if (++counter > 0xfff) {
      lastMillisecond++;
      counter = 0;
    }
    bytes.writeUIntBE(lastMillisecond, 0, 6);
    bytes.writeUInt16BE(0x7000 | counter, 6);
    bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
    const hex = bytes.toString("hex");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  };
}
