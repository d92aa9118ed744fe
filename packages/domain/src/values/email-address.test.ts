import { describe, expect, it } from "vitest";
import { emailAddress, emailKey } from "./email-address.ts";

describe("an e-mail address", () => {
  it.each([
    ["anna@example.com", "anna@example.com"],
    ["  anna@example.com \n", "anna@example.com"],
    ["Anna.Ivanova+nps@Example.COM", "Anna.Ivanova+nps@example.com"],
    ["o'brien_{x}@mail.example.co.uk", "o'brien_{x}@mail.example.co.uk"],
    ["user@xn--e1afmkfd.xn--p1ai", "user@xn--e1afmkfd.xn--p1ai"],
    ["user@пример.рф", "user@xn--e1afmkfd.xn--p1ai"],
    ["user@ПРИМЕР.РФ", "user@xn--e1afmkfd.xn--p1ai"],
    ["user@bücher.de", "user@xn--bcher-kva.de"],
    ["user@1and1.com", "user@1and1.com"],
    [`${"a".repeat(64)}@example.com`, `${"a".repeat(64)}@example.com`],
  ])("reads %j as %j", (text, address) => {
    expect(emailAddress(text)).toBe(address);
  });

  it.each([
    ["nothing", ""],
    ["no @", "anna.example.com"],
    ["no local part", "@example.com"],
    ["no domain", "anna@"],
    ["two @", "anna@evil.com@example.com"],
    ["a header after it", "anna@example.com\r\nBcc: x@evil.com"],
    ["a line break inside", "an\nna@example.com"],
    ["NUL", "anna\0@example.com"],
    ["a tab in the domain", "anna@exam\tple.com"],
    ["a list", "anna@example.com, x@evil.com"],
    ["a list without a space", "anna@example.com,x@evil.com"],
    ["a group", "group: anna@example.com, x@evil.com;"],
    ["angle brackets", "<anna@example.com>"],
    ["a display name", "Anna <anna@example.com>"],
    ["a comment", "anna(x@evil.com)@example.com"],
    ["a comment in the domain", "anna@example.com(x)"],
    ["a quoted local part", '"anna ivanova"@example.com'],
    ["a quoted @", '"x@evil.com"@example.com'],
    ["a space", "anna ivanova@example.com"],
    ["an encoded word", "=?utf-8?q?x=40evil.com?=@exa mple.com"],
    ["a dot first", ".anna@example.com"],
    ["a dot last", "anna.@example.com"],
    ["two dots", "an..na@example.com"],
    ["a local part of 65", `${"a".repeat(65)}@example.com`],
    ["255 characters", `anna@${"a.".repeat(123)}com.x`],
    ["a label of 64", `anna@${"a".repeat(64)}.com`],
    ["a non-ASCII local part", "анна@example.com"],
    ["one label", "anna@localhost"],
    ["an empty label", "anna@example..com"],
    ["a dot at the end", "anna@example.com."],
    ["a hyphen first", "anna@-example.com"],
    ["an underscore", "anna@exa_mple.com"],
    ["a port", "anna@example.com:25"],
    ["a path", "anna@example.com/x"],
    ["a percent sign", "anna@example%2ecom"],
    ["a domain literal", "anna@[127.0.0.1]"],
    ["an address of a host", "anna@127.0.0.1"],
    ["a number of a host", "anna@0x7f.1"],
    ["a full-width number", "anna@１.2.3.4"],
    ["an invisible soft hyphen", "anna@exa\u00admple.com"],
    ["an invisible joiner", "anna@exa\u200dmple.com"],
    ["a lone surrogate", "anna@exa\ud800mple.com"],
  ])("refuses %s", (_, text) => {
    expect(emailAddress(text)).toBeNull();
  });

  it("refuses a megabyte of letters at once", () => {
    const started = performance.now();
    expect(emailAddress(`${"a.".repeat(500_000)}@example.com`)).toBeNull();
    expect(emailAddress(`anna@${"a.".repeat(500_000)}com`)).toBeNull();
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it("is the same person's in any case of letters", () => {
    expect(emailKey("Anna.Ivanova@example.com")).toBe(emailKey("anna.ivanova@example.com"));
  });
});
