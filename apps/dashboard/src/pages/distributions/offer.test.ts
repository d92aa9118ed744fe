import { describe, expect, it } from "vitest";
import { newOffer, offerOf, rulesOf, wantedValue } from "./offer.ts";

describe("A distribution in its form", () => {
  const kept = {
    surveyId: "s",
    touchpointKey: "delivery",
    channels: ["email", "sms"],
    trigger: {
      event: "ticket.sent",
      where: [
        { property: "class", op: "in" as const, value: ["first", "second"] },
        { property: "price", op: "gte" as const, value: 100 },
      ],
    },
    delaySeconds: 3600,
    sampling: 0.3,
    recontactDays: 14,
    kind: "relational" as const,
    whenBudgetSpent: "defer" as const,
    active: true,
  };

  it("goes in and comes out as it was", () => {
    const { surveyId: _, touchpointKey: __, ...rules } = kept;
    expect(rulesOf(offerOf(kept))).toEqual(rules);
  });

  it.each([
    [0, 0, "hours"],
    [90 * 60, 90, "minutes"],
    [7200, 2, "hours"],
    [86_400, 1, "days"],
  ])("waits %i s as %i %s", (delaySeconds, delay, unit) => {
    expect(offerOf({ ...kept, delaySeconds })).toMatchObject({ delay, unit });
  });

  it("has no trigger when it is a link only", () => {
    expect(rulesOf({ ...newOffer, by: "link", event: "left over" }).trigger).toBeNull();
  });

  it.each([
    ["eq", "12.5", 12.5],
    ["eq", "12 euro", "12 euro"],
    ["eq", "true", true],
    ["eq", "", ""],
    ["in", "1, two", [1, "two"]],
    ["exists", "", true],
  ] as const)("takes %s %j for %j", (op, text, value) => {
    expect(wantedValue(op, text)).toEqual(value);
  });
});
