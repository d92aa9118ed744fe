import { describe, expect, it } from "vitest";
import { csvOf } from "./csv.ts";

describe("A table as CSV", () => {
  it("has a byte order mark, a head and lines that end as RFC 4180 says", () => {
    expect(
      csvOf(
        ["Week", "NPS"],
        [
          ["Mon 9 Nov", -12.5],
          ["Mon 16 Nov", null],
        ],
      ),
    ).toBe("\ufeffWeek,NPS\r\nMon 9 Nov,-12.5\r\nMon 16 Nov,\r\n");
  });

  it.each([
    ["=1+1"],
    ["+1"],
    ["-1"],
    ["@x"],
    ["\tx"],
    ["\rx"],
    ["\n=x"],
    [" =x"],
    ["\u00a0=x"],
    ["＝x"],
    ["|cmd"],
    ["\u0000=x"],
  ])("does not let %j run, neither in a cell nor in the head", (text) => {
    const neutral = `'${text.replaceAll("\u0000", "")}`;
    expect(csvOf([text], [[text]])).toBe(`\ufeff"${neutral}"\r\n"${neutral}"\r\n`);
  });

  it("quotes commas, quotes and line ends, and keeps the rest as it is", () => {
    expect(csvOf(["a"], [['He said "no", twice'], ["two\nlines"], ["Обзор 2026"]])).toBe(
      '\ufeffa\r\n"He said ""no"", twice"\r\n"two\nlines"\r\nОбзор 2026\r\n',
    );
  });
});
