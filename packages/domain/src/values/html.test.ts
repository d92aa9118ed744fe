import { describe, expect, it } from "vitest";
import { type Html, html, raw, webLink, withoutControls } from "./html.ts";

describe("markup", () => {
  it.each([
    ["<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"],
    ['" onmouseover="alert(1)', "&quot; onmouseover=&quot;alert(1)"],
    ["' autofocus onfocus='alert(1)", "&#39; autofocus onfocus=&#39;alert(1)"],
    ["&lt;b&gt;", "&amp;lt;b&amp;gt;"],
    ["{{7*7}} [x](javascript:1)", "{{7*7}} [x](javascript:1)"],
    ["Доставка «вовремя» 👍", "Доставка «вовремя» 👍"],
  ])("shows what a customer wrote, %j, as text", (text, escaped) => {
    expect(String(html`<p title="${text}">${text}</p>`)).toBe(`<p title="${escaped}">${escaped}</p>`);
  });

  it("lets markup through once it is markup, also in lists", () => {
    const items = ["Speed", "<Staff>"].map((label) => html`<li>${label}</li>`);
    expect(String(html`<ul>${items}</ul>${raw("<hr>")}`)).toBe("<ul><li>Speed</li><li>&lt;Staff&gt;</li></ul><hr>");
  });

  it("writes nothing for nothing, and 0 for 0", () => {
    expect(String(html`[${null}${undefined}${false}${""}${0}]`)).toBe("[0]");
  });

  it("does not take an object from a request for markup", () => {
    const forged = JSON.parse('{"markup":"<b>","Symbol(markup)":"<b>"}') as Html;
    expect(String(html`${forged}`)).toBe("[object Object]");
  });

  it("drops control characters and mends half surrogate pairs, which would break a page or a database", () => {
    expect(withoutControls("a\u0000b\u001b[31m\u0085c\td\n")).toBe("ab[31mc\td\n");
    expect(String(html`${"x\ud800y"}`)).toBe("x\ufffdy");
  });
});

describe("a link", () => {
  it.each(["https://example.com/privacy?a=1&b=2", "http://localhost:3000/"])("may lead to the page %s", (address) => {
    expect(webLink(address)).toBe(address);
  });

  it.each([
    "javascript:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,x",
    "//evil.example",
    "",
    null,
  ])("never leads to %j", (address) => {
    expect(webLink(address)).toBeNull();
  });
});
