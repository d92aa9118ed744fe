import { expect, it } from "vitest";
import { allowedLink, hostOf, isHost } from "./allowed-link.ts";

const hosts = ["ok.example.com", "shop.example"];

it.each([
  ["https://ok.example.com", "https://ok.example.com/"],
  ["https://ok.example.com/thanks?from=survey#top", "https://ok.example.com/thanks?from=survey#top"],
  ["HTTPS://OK.example.com/a", "https://ok.example.com/a"],
  ["https://shop.example?x=//evil.example", "https://shop.example/?x=//evil.example"],
])("%s is let through", (address, expected) => {
  expect(allowedLink(address, hosts)).toBe(expected);
});

it.each([
  "",
  "//evil.example",
  "//ok.example.com",
  "/\\evil.example",
  "https:evil.example",
  "https:ok.example.com",
  "https:/ok.example.com",
  "https:///evil.example",
  "https:\\\\ok.example.com",
  "http://ok.example.com/",
  "javascript:alert(1)//https://ok.example.com",
  "data:text/html,x",
  "\t//evil.example",
  " https://ok.example.com",
  "https://ok.example.com\t.evil.example/",
  "https://ok.example.com\\@evil.example/",
  "%2f%2fevil.example",
  "https://ok.example.com@evil.example",
  "https://ok.example.com:443@evil.example/",
  "https://user@ok.example.com/",
  "https://ok.example.com:8443/",
  "https://ok.example.com.evil.example/",
  "https://sub.ok.example.com/",
  "https://ok.example.com%2eevil.example/",
  "https://ok。example。com/",
  "https://[::1]/",
  "https://127.0.0.1/",
  "https://ok.example.com/\nx",
])("%j is not let through", (address) => {
  expect(allowedLink(address, hosts)).toBeNull();
});

it("A host is written as it is, in lower case, without a scheme, a port or a path", () => {
  expect(["ok.example.com", "xn--e1afmkfd.example"].every(isHost)).toBe(true);
  for (const text of ["", "OK.example.com", "https://ok.example.com", "ok.example.com/", "a:8", "localhost", "a b.c"])
    expect(isHost(text)).toBe(false);
  expect(hostOf("https://Ok.Example.com/x")).toBe("ok.example.com");
});
