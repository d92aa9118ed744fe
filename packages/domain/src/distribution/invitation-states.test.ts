import { describe, expect, it } from "vitest";
import { canBeAnswered, furtherStatus, type InvitationStatus, invitationStatuses } from "./invitation-states.ts";

describe("An invitation", () => {
  it.each<[InvitationStatus, "opened" | "started" | "completed", InvitationStatus]>([
    ["sending", "opened", "opened"],
    ["unknown", "opened", "opened"],
    ["opened", "opened", "opened"],
    ["completed", "opened", "completed"],
    ["started", "completed", "completed"],
    ["bounced", "opened", "opened"],
    ["failed", "completed", "completed"],
  ])(
    "that is %s and was %s by its contact is %s: only forward, whatever the mail server said",
    (status, reached, further) => {
      expect(furtherStatus(status, reached)).toBe(further);
    },
  );

  it("may be answered unless it was withdrawn before it was sent", () => {
    expect(invitationStatuses.filter((status) => !canBeAnswered(status))).toEqual(["refused", "expired"]);
  });
});

describe("Whatever comes back from a contact", () => {
  const reached = ["opened", "started", "completed"] as const;

  it.each(invitationStatuses)("an invitation that is %s never goes back", (status) => {
    for (const [at, first] of reached.entries()) {
      const further = furtherStatus(status, first);
      for (const earlier of reached.slice(0, at + 1)) expect(furtherStatus(further, earlier)).toBe(further);
      expect(furtherStatus(further, "completed")).toBe("completed");
    }
  });
});
