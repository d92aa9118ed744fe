import { describe, expect, it } from "vitest";
import type { Question } from "../survey/definition.ts";
import { readAnswer } from "./read-answer.ts";

const ask = (type: "nps" | "csat" | "ces" | "text" | "callback" | "statement"): Question => ({
  id: "q",
  type,
  prompt: "?",
});

describe("a cell as an answer", () => {
  it.each([
    ["csat", "5", 5],
    ["csat", "5.0", 5],
    ["csat", "5,00", 5],
    ["nps", "010", 10],
    ["nps", "+7", 7],
    ["ces", "-1", -1],
    ["nps", "2147483648", 2147483648],
    ["text", "5", "5"],
    ["text", "late, again", "late, again"],
    ["callback", "1", { wanted: true }],
    ["callback", "Да", { wanted: true }],
    ["callback", "FALSE", { wanted: false }],
  ] as const)("of a %s question: %s", (type, cell, value) => {
    expect(readAnswer(ask(type), cell)).toEqual({ value });
  });

  it.each([
    ["csat", "five", "A whole number from 1 to 5 is expected."],
    ["csat", "4.5", "A whole number from 1 to 5 is expected."],
    ["nps", "1e1", "A whole number from 0 to 10 is expected."],
    ["nps", "0x5", "A whole number from 0 to 10 is expected."],
    ["nps", "5 stars", "A whole number from 0 to 10 is expected."],
    ["nps", "99999999999999999999", "A whole number from 0 to 10 is expected."],
    ["nps", "٥", "A whole number from 0 to 10 is expected."],
    ["callback", "maybe", "Yes or no is expected (or 1 or 0, true or false)."],
    ["statement", "1", "A statement question is not read from one column."],
  ] as const)("of a %s question, not %s", (type, cell, fault) => {
    expect(readAnswer(ask(type), cell)).toEqual({ fault });
  });
});
