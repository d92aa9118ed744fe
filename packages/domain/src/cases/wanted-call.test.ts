import { expect, it } from "vitest";
import { wantedCall } from "./wanted-call.ts";

const window = { from: "2026-03-02T14:00:00Z", to: "2026-03-02T16:00:00Z" };

it.each([
  ["a wish with hours", { score: 2, call: { wanted: true, window } }, { wanted: true, window }],
  ["a wish for any time", { call: { wanted: true } }, { wanted: true }],
  ["a refusal", { score: 2, call: { wanted: false } }, null],
  ["an item that is called wanted", { parts: { wanted: 1 } }, null],
  ["no question about it", { score: 2, why: "Late" }, null],
])("reads %s", (_, answers, call) => {
  expect(wantedCall(answers)).toEqual(call);
});
