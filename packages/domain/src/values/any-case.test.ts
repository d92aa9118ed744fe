import { expect, it } from "vitest";
import { inAnyCase } from "./any-case.ts";

it.each([
  ["Ёж 7", "[ёЁ][жЖ] 7"],
  ["100%", "100\\%"],
  ["a.b*c", "[aA]\\.[bB]\\*[cC]"],
  ["\\d", "\\\\[dD]"],
  ["[^x]", "\\[\\^[xX]\\]"],
  ["ß", "ß"],
  ["名", "名"],
])("writes %s as %s", (text, expected) => {
  expect(inAnyCase(text)).toBe(expected);
});

it.each(["Петрова", "o'neil (jr.)", "a+b|c$", "C:\\x"])("finds %s in capitals, and as a part", (text) => {
  expect(`<${text.toUpperCase()}>`).toMatch(new RegExp(inAnyCase(text)));
});
