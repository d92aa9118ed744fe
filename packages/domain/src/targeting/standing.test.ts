import { expect, it } from "vitest";
import { standingOf } from "./standing.ts";

const now = new Date("2026-03-02T10:00:00Z");
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
const rested = { hasUnsubscribed: false, hasAddress: true, canBeReached: true, lastContactAt: null };

it.each([
  ["asks whom nobody has asked", rested, 30, null, null],
  ["waits out the rest", { ...rested, lastContactAt: daysAgo(12) }, 30, "contact-budget", daysAgo(-18)],
  [
    "waits longer for a survey about the relation",
    { ...rested, lastContactAt: daysAgo(12) },
    90,
    "contact-budget",
    daysAgo(-78),
  ],
  ["counts a contact that is planned", { ...rested, lastContactAt: daysAgo(-2) }, 30, "contact-budget", daysAgo(-32)],
  ["asks again on the very moment", { ...rested, lastContactAt: daysAgo(30) }, 30, null, null],
  ["needs no rest where none is set", { ...rested, lastContactAt: daysAgo(0) }, 0, null, null],
  [
    "never asks who said no, however rested",
    { ...rested, hasUnsubscribed: true, canBeReached: false },
    30,
    "unsubscribed",
    null,
  ],
  ["has nowhere to write to", { ...rested, hasAddress: false, canBeReached: false }, 30, "unreachable", null],
  ["does not write to where mail came back from", { ...rested, canBeReached: false }, 30, "suppressed", null],
] as const)("%s", (_, person, restDays, reason, nextEligibleAt) => {
  expect(standingOf(person, restDays, now)).toEqual({ canBeAsked: reason === null, reason, nextEligibleAt });
});
