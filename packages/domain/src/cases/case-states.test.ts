import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actionTowards, type CaseAction, type CaseStatus, casePriority, nextStatus } from "./case-states.ts";

describe("A case", () => {
  it.each<[CaseStatus, CaseAction, boolean, CaseStatus | null]>([
    ["new", "assign", true, "assigned"],
    ["assigned", "unassign", false, "new"],
    ["assigned", "contact", true, "contacted"],
    ["contacted", "wait", true, "waiting"],
    ["waiting", "contact", true, "contacted"],
    ["waiting", "assign", true, "waiting"],
    ["contacted", "resolve", true, "resolved"],
    ["new", "resolve", false, "resolved"],
    ["resolved", "reopen", true, "assigned"],
    ["resolved", "reopen", false, "new"],
    ["resolved", "contact", true, null],
    ["resolved", "resolve", true, null],
    ["new", "unassign", false, null],
    ["new", "reopen", false, null],
  ])("that is %s and is told to %s (owned: %s) becomes %s", (status, action, hasOwner, next) => {
    expect(nextStatus(status, action, hasOwner)).toBe(next);
  });

  it.each([
    [{ wantsCall: true, share: 1 }, "urgent"],
    [{ wantsCall: false, share: 0.3 }, "high"],
    [{ wantsCall: false, share: 0.6 }, "normal"],
    [{ wantsCall: false, share: null }, "normal"],
  ])("is ranked by the wish to be called, then by how bad the score is: %j is %s", (input, priority) => {
    expect(casePriority(input)).toBe(priority);
  });
});

describe("Whatever people do with a case", () => {
  const actions: CaseAction[] = ["assign", "unassign", "contact", "wait", "resolve", "reopen"];
  const doings = fc.array(fc.record({ action: fc.constantFrom(...actions), hasOwner: fc.boolean() }), {
    maxLength: 30,
  });

  it("it is closed by resolving it alone, and opened by reopening it alone", () => {
    fc.assert(
      fc.property(doings, (steps) => {
        let status: CaseStatus = "new";
        for (const { action, hasOwner } of steps) {
          const next = nextStatus(status, action, hasOwner);
          if (next === null) continue;
          if (next === "resolved") expect([action, status === "resolved"]).toEqual(["resolve", false]);
          if (status === "resolved") expect([action, ["new", "assigned"].includes(next)]).toEqual(["reopen", true]);
          status = next;
        }
      }),
    );
  });

  it("it can be resolved wherever it stands, until it is", () => {
    for (const status of ["new", "assigned", "contacted", "waiting"] as const) {
      expect(nextStatus(status, "resolve", false)).toBe("resolved");
      expect(nextStatus(status, actionTowards("resolved"), true)).toBe("resolved");
    }
  });
});
