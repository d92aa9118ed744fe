import { describe, expect, it } from "vitest";
import { type CaseChangeDetails, lastUndoable } from "./case-changes.ts";

const change = (id: string, details: CaseChangeDetails, action = "case.change") => ({ id, action, details });
const taken = change("1", { from: "new", to: "assigned", ownerFrom: null, ownerTo: "anna" });
const called = change("2", { from: "assigned", to: "contacted" });
const undo = (id: string, undoes: string) => change(id, { from: "contacted", to: "assigned", undoes }, "case.undo");

describe("What can be undone in a case", () => {
  it.each([
    ["nothing, when nothing was done", [], null],
    ["the newest change", [taken, called], "2"],
    ["the change before, once the newest is undone", [taken, called, undo("3", "2")], "1"],
    ["nothing, once all is undone", [taken, called, undo("3", "2"), undo("4", "1")], null],
    ["no root cause written down, which changes no state", [taken, change("2", { from: "new", to: "new" })], "1"],
    ["not that it became overdue", [taken, change("2", {}, "case.overdue")], "1"],
    [
      "a change of owner that left the status",
      [change("1", { from: "waiting", to: "waiting", ownerFrom: "a", ownerTo: "b" })],
      "1",
    ],
    ["a change of priority", [change("1", { from: "new", to: "new", priorityFrom: "low", priorityTo: "high" })], "1"],
  ])("is %s", (_, changes, id) => {
    expect(lastUndoable(changes)?.id ?? null).toBe(id);
  });
});
