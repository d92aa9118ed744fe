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

describe("a cell of a choice", () => {
  const choices = [
    { id: "free", label: "Free, for ever" },
    { id: "paid", label: "Paid" },
  ];
  const one: Question = { id: "q", type: "singleChoice", prompt: "?", choices };
  const some: Question = { id: "q", type: "multipleChoice", prompt: "?", choices };

  it.each<[Question, string, unknown]>([
    [one, "free", { value: "free" }],
    [one, "Free, for ever", { value: "free" }],
    [one, "Gold", { fault: "One of free, paid is expected." }],
    [{ ...one, other: true }, "Gold", { value: { other: "Gold" } }],
    [some, "Free, for ever; paid", { value: ["free", "paid"] }],
    [{ ...some, other: true }, "paid;Gold", { value: ["paid", { other: "Gold" }] }],
    [some, "paid;Gold", { fault: "One of free, paid is expected." }],
    [{ id: "q", type: "number", prompt: "?" }, "1,5", { value: 1.5 }],
    [{ id: "q", type: "number", prompt: "?" }, "many", { fault: "A number is expected." }],
    [{ id: "q", type: "consent", prompt: "?" }, "да", { value: true }],
    [{ id: "q", type: "rating", prompt: "?" }, "4.0", { value: 4 }],
    [{ id: "q", type: "date", prompt: "?" }, "2026-11-21", { value: "2026-11-21" }],
  ])("for %j, %j is %j", (question, cell, reading) => {
    expect(readAnswer(question, cell)).toEqual(reading);
  });
});
