import { expect, it } from "vitest";
import { smsSize } from "./sms-segments.ts";

it.each<[string, string, ReturnType<typeof smsSize>]>([
  ["nothing", "", { alphabet: "gsm", units: 0, segments: 0 }],
  ["160 plain characters", "a".repeat(160), { alphabet: "gsm", units: 160, segments: 1 }],
  ["161 plain characters", "a".repeat(161), { alphabet: "gsm", units: 161, segments: 2 }],
  ["306 plain characters", "a".repeat(306), { alphabet: "gsm", units: 306, segments: 2 }],
  ["a euro sign, which takes two", `${"a".repeat(159)}€`, { alphabet: "gsm", units: 161, segments: 2 }],
  [
    "a euro sign that would be cut in two",
    `${"a".repeat(152)}€${"a".repeat(152)}`,
    { alphabet: "gsm", units: 306, segments: 3 },
  ],
  ["70 Russian letters", "я".repeat(70), { alphabet: "unicode", units: 70, segments: 1 }],
  ["71 Russian letters", "я".repeat(71), { alphabet: "unicode", units: 71, segments: 2 }],
  ["one Russian letter among plain ones", `${"a".repeat(70)}я`, { alphabet: "unicode", units: 71, segments: 2 }],
  ["a smile at the edge", `${"я".repeat(66)}😀${"я".repeat(66)}`, { alphabet: "unicode", units: 134, segments: 3 }],
])("a text message of %s is cut as it is paid", (_, text, expected) => {
  expect(smsSize(text)).toEqual(expected);
});
