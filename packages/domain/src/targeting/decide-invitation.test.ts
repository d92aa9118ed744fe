import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Candidate, decideInvitation, type Policy } from "./decide-invitation.ts";
import { stableShare } from "./stable-share.ts";

const now = new Date("2026-11-21T12:00:00Z");
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

const reachable: Candidate = {
  contactId: "c",
  isErased: false,
  hasUnsubscribed: false,
  reachableBy: ["email"],
  ledger: [],
};
const policy: Policy = {
  distributionId: "d",
  surveyId: "s",
  isActive: true,
  channels: ["sms", "email"],
  filters: [],
  sampling: 1,
  restDays: 30,
  recontactDays: null,
  whenBudgetSpent: "refuse",
  delaySeconds: 3600,
};
const decide = (candidate: Partial<Candidate>, rules: Partial<Policy> = {}, properties = {}) =>
  decideInvitation({ ...reachable, ...candidate }, { ...policy, ...rules }, properties, now);

describe("Whether a contact is asked", () => {
  it("invites a rested contact by the first channel that reaches them, after the delay", () => {
    expect(decide({})).toEqual({ outcome: "invited", channel: "email", sendAt: new Date("2026-11-21T13:00:00Z") });
  });

  it.each<[string, Partial<Candidate>, Partial<Policy>]>([
    ["erased", { isErased: true }, {}],
    ["unsubscribed", { hasUnsubscribed: true }, {}],
    ["unreachable", { reachableBy: ["link"] }, {}],
    ["inactive", {}, { isActive: false }],
    ["filter", {}, { filters: [{ property: "class", op: "eq", value: "first" }] }],
    ["sampled-out", {}, { sampling: Number.MIN_VALUE }],
    ["recontact", { ledger: [{ at: daysAgo(40), surveyId: "s" }] }, { recontactDays: 90 }],
    ["contact-budget", { ledger: [{ at: daysAgo(12), surveyId: "other" }] }, {}],
  ])("refuses with the reason %s", (reason, candidate, rules) => {
    expect(decide(candidate, rules)).toMatchObject({ outcome: "refused", reason });
  });

  it("names the withdrawn consent even where every other rule objects as well", () => {
    const ledger = [{ at: daysAgo(1), surveyId: "s" }];
    expect(decide({ hasUnsubscribed: true, reachableBy: [], ledger }, { isActive: false })).toMatchObject({
      reason: "unsubscribed",
    });
  });

  it("says from when on a spent budget allows the next contact", () => {
    const decision = decide({ ledger: [{ at: daysAgo(12), surveyId: "other" }] });
    expect(decision).toMatchObject({ nextEligibleAt: new Date("2026-12-09T12:00:00Z") });
  });

  it("defers instead of refusing where the distribution waits for the budget", () => {
    expect(decide({ ledger: [{ at: daysAgo(12), surveyId: "x" }] }, { whenBudgetSpent: "defer" })).toMatchObject({
      outcome: "deferred",
    });
  });

  it("never defers what time does not mend", () => {
    expect(decide({ hasUnsubscribed: true }, { whenBudgetSpent: "defer" })).toMatchObject({ outcome: "refused" });
  });

  it("counts a contact that is planned for later as made", () => {
    expect(decide({ ledger: [{ at: daysAgo(-2), surveyId: "x" }] })).toMatchObject({ reason: "contact-budget" });
  });

  it("asks again on the very moment the rest is over", () => {
    expect(decide({ ledger: [{ at: daysAgo(30), surveyId: "x" }] })).toMatchObject({ outcome: "invited" });
  });
});

describe("A sample", () => {
  it("is drawn alike for the same contact every time", () => {
    expect(["d:1", "d:2", "Ирина"].map(stableShare)).toEqual([
      0.6545698274858296, 0.029342993162572384, 0.5815290100872517,
    ]);
  });

  it("is spread evenly over different contacts", () => {
    fc.assert(fc.property(fc.string(), (text) => stableShare(text) >= 0 && stableShare(text) < 1));
    const asked = Array.from({ length: 20_000 }, (_, at) => stableShare(`d:${at}`)).filter(
      (share) => share < 0.3,
    ).length;
    expect(asked / 20_000).toBeGreaterThan(0.28);
    expect(asked / 20_000).toBeLessThan(0.32);
  });
});

describe("Whatever the rules and the past", () => {
  const anyCandidate: fc.Arbitrary<Partial<Candidate>> = fc.record({
    isErased: fc.boolean(),
    hasUnsubscribed: fc.boolean(),
    reachableBy: fc.subarray(["email", "sms", "link"]),
    ledger: fc.array(
      fc.record({ at: fc.integer({ min: -10, max: 100 }).map(daysAgo), surveyId: fc.constantFrom("s", "other") }),
      { maxLength: 4 },
    ),
  });
  const anyRules: fc.Arbitrary<Partial<Policy>> = fc.record({
    isActive: fc.boolean(),
    channels: fc.subarray(["sms", "email"], { minLength: 1 }),
    restDays: fc.integer({ min: 0, max: 90 }),
    recontactDays: fc.option(fc.integer({ min: 0, max: 90 })),
    whenBudgetSpent: fc.constantFrom("refuse", "defer"),
  });

  it("nobody is invited whom any rule protects", () => {
    fc.assert(
      fc.property(anyCandidate, anyRules, (candidate, rules) => {
        const decision = decide(candidate, rules);
        if (decision.outcome !== "invited") return;
        expect([candidate.isErased, candidate.hasUnsubscribed, rules.isActive]).toEqual([false, false, true]);
        expect(candidate.reachableBy).toContain(decision.channel);
        const rested = Math.min(...(candidate.ledger ?? []).map(({ at }) => now.getTime() - at.getTime()));
        expect(rested).toBeGreaterThanOrEqual((rules.restDays ?? 0) * 86_400_000);
      }),
    );
  });

  it("a decision always says why, and what it says of later comes true", () => {
    fc.assert(
      fc.property(anyCandidate, anyRules, (candidate, rules) => {
        const decision = decide(candidate, rules);
        if (decision.outcome === "invited") return;
        expect(decision.reason).toBeTruthy();
        if (decision.outcome === "deferred") expect(rules.whenBudgetSpent).toBe("defer");
        if (!decision.nextEligibleAt) {
          expect(decision.outcome).toBe("refused");
          return;
        }
        expect(decision.nextEligibleAt > now).toBe(true);
        const then = decideInvitation(
          { ...reachable, ...candidate },
          { ...policy, ...rules },
          {},
          decision.nextEligibleAt,
        );
        expect("reason" in then ? then.reason : null).not.toBe(decision.reason);
      }),
    );
  });
});
