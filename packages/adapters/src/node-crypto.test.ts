import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { testClock } from "./memory-ports.ts";
import { nodeCrypto } from "./node-crypto.ts";

const crypto = nodeCrypto("a secret of this installation", () => new Date());
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-([0-9a-f])[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe("a signature", () => {
  it("is the same for the same text, in another process too", () => {
    expect(nodeCrypto("a secret of this installation", () => new Date()).sign("link", "текст")).toBe(
      crypto.sign("link", "текст"),
    );
    expect(crypto.sign("link", "a")).toMatch(/^[\w-]{43}$/);
  });

  it("made for one purpose or under one secret is worth nothing elsewhere", () => {
    const purposes = ["link", "nonce", "address", "session", "idempotency"] as const;
    const other = nodeCrypto("another secret", () => new Date());
    const signatures = [crypto, other].flatMap((one) => purposes.map((purpose) => one.sign(purpose, "a")));
    expect(new Set([...signatures, crypto.digest("a")]).size).toBe(11);
  });

  it("is compared whatever the lengths", () => {
    expect([
      crypto.equals("abc", "abc"),
      crypto.equals("abc", "abd"),
      crypto.equals("abc", "abcd"),
      crypto.equals("", ""),
    ]).toEqual([true, false, false, true]);
  });
});

it("digests as everybody's SHA-256 does", () => {
  expect(crypto.digest("текст")).toBe(createHash("sha256").update("текст").digest("base64url"));
});

it("makes tokens of 256 bits that never repeat", () => {
  const tokens = Array.from({ length: 1000 }, () => crypto.randomToken());
  expect(tokens.every((token) => /^[\w-]{43}$/.test(token))).toBe(true);
  expect(new Set(tokens).size).toBe(1000);
});

describe("an id", () => {
  it("is a UUID of its version", () => {
    expect([uuid.exec(crypto.uuidv7())?.[1], uuid.exec(crypto.uuidv4())?.[1]]).toEqual(["7", "4"]);
  });

  it("carries the clock's millisecond", () => {
    const { uuidv7 } = nodeCrypto("secret", testClock("2026-03-01T10:00:00.123Z").now);
    expect(new Date(Number.parseInt(uuidv7().replace("-", "").slice(0, 12), 16)).toISOString()).toBe(
      "2026-03-01T10:00:00.123Z",
    );
  });

  it("comes after every earlier one, 10 000 in one millisecond and a clock set back included", () => {
    const clock = testClock("2026-03-01T10:00:00Z");
    const { uuidv7 } = nodeCrypto("secret", clock.now);
    const ids = Array.from({ length: 10_000 }, uuidv7);
    clock.set("2026-03-01T09:00:00Z");
    ids.push(uuidv7());
    clock.set("2026-03-01T10:00:01Z");
    ids.push(uuidv7());
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => uuid.exec(id)?.[1] === "7")).toBe(true);
  });
});
