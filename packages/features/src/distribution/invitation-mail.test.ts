import type { Question } from "@otklik/domain/survey/definition";
import { describe, expect, it } from "vitest";
import { type InvitationMailView, invitationMail } from "./invitation-mail.ts";

const nps: Question = { id: "score", type: "nps", prompt: "How likely are you to recommend us?" };
const csat: Question = { id: "visit", type: "csat", prompt: "How satisfied are you?" };
const ces: Question = { id: "ease", type: "ces", prompt: "How easy was it?" };
const csi: Question = { id: "parts", type: "csi", prompt: "How satisfied?", items: [], scale: { min: 1, max: 10 } };
const text: Question = { id: "why", type: "text", prompt: "What should we change?" };
const payload = `"><img src=x onerror=alert(1)></title><script>alert(2)</script>`;

describe("an invitation by mail", () => {
  it.each([
    [nps, 0, 10],
    [csat, 1, 5],
    [ces, 1, 7],
  ])("has a link for each score of $type, in both parts", (question, min, max) => {
    const mail = invitationMail(viewOf({ question }));
    const links = Array.from({ length: max - min + 1 }, (_, at) => `https://otklik.example/i/T?score=${min + at}`);
    expect(hrefsOf(mail.html).filter((href) => href.includes("score="))).toEqual(links);
    expect(mail.text.match(/https:\S+score=\d+/g)).toEqual(links);
  });

  it.each([csi, text])("has one button where the question is no short scale: $type", (question) => {
    const mail = invitationMail(viewOf({ question }));
    expect(hrefsOf(mail.html).filter((href) => href === "https://otklik.example/i/T")).toHaveLength(1);
    expect(mail.html).not.toContain("score=");
    expect(mail.text).toContain("Answer: https://otklik.example/i/T\n");
  });

  it("says why it came and how often that happens, and has a way out in both parts", () => {
    const mail = invitationMail(viewOf({ budgetDays: 30 }));
    for (const part of [mail.html, mail.text]) {
      expect(part).toContain("You get this because you have used our service. We ask at most once in 30 days.");
      expect(part).toContain("https://otklik.example/u/T");
      expect(part).toContain("https://example.com/privacy");
      expect(part).toContain("1 Station Square");
    }
  });

  it("promises no limit that does not exist", () => {
    expect(invitationMail(viewOf({ budgetDays: 0 })).text).not.toContain("at most");
  });

  it("is in Russian for a Russian reader", () => {
    const mail = invitationMail(viewOf({ locale: "ru", name: "Ирина", prompt: "Порекомендуете нас?" }));
    expect(mail.subject).toBe("Порекомендуете нас?");
    expect(mail.text).toContain("Ирина, здравствуйте!\n");
    expect(mail.text).toContain("0 — точно нет, 10 — точно да");
    expect(mail.html).toContain('<html lang="ru">');
    expect(mail.html).toContain("Больше не спрашивать");
  });

  it("hides one link from people, which only a scanner can open", () => {
    const { html, text } = invitationMail(viewOf());
    expect(html).toMatch(
      /<div aria-hidden="true" style="display:none[^>]*><a href="https:\/\/otklik\.example\/i\/T\/h" tabindex="-1"/,
    );
    expect(text).not.toContain("/i/T/h");
  });

  it("shows what others wrote as text", () => {
    const { html } = invitationMail(
      viewOf({
        name: "<b>Irina</b>",
        prompt: payload,
        brandName: payload,
        context: payload,
        postalAddress: payload,
        privacyUrl: "javascript:alert(1)",
      }),
    );
    expect(html).toContain("Hello &lt;b&gt;Irina&lt;/b&gt;,");
    expect(html).not.toContain("<img");
    expect(html).not.toContain("<script");
    expect(html).not.toContain("javascript:");
    expect(html.match(/<\/title>/g)).toHaveLength(1);
  });

  it.each([
    ["Irina\r\nBcc: x@evil.example", "Hello Irina Bcc: x@evil.example,", false],
    ["Irina", "Hello Irina,", true],
    ["\u0000Ири\u001bна", "Hello Ирина,", true],
    ["Claim your prize at https://evil.example", "Hello,", true],
    ["Claim it at evil.example now", "Hello,", true],
    ["J. R. Smith", "Hello J. R. Smith,", true],
    ["x".repeat(5000), "Hello,", true],
    ["  ", "Hello,", true],
    [null, "Hello,", true],
  ])("greets %j as a person, in one line", (name, greeting, isGreeted) => {
    const [first] = invitationMail(viewOf({ name })).text.split("\n");
    expect(first).toBe(isGreeted ? greeting : "Hello,");
  });

  it("has a subject of one line: the question, or the brand where the question is too long", () => {
    expect(invitationMail(viewOf({ prompt: "How was it?\r\nBcc: x@evil.example" })).subject).toBe(
      "How was it? Bcc: x@evil.example",
    );
    expect(invitationMail(viewOf({ prompt: "x".repeat(200), brandName: "Meridian\r\nRail\u0000" })).subject).toBe(
      "Meridian Rail: one question",
    );
  });

  it("loads nothing and says every colour as style and as bgcolor", () => {
    const { html } = invitationMail(viewOf());
    expect(html).not.toMatch(/<img|url\(|@import|<link|<script/);
    expect(html.match(/bgcolor=/g)!.length).toBe(4);
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
  });

  it("is written from right to left for an Arabic reader, its scale too, and a Latin name does not turn it round", () => {
    const mail = invitationMail(viewOf({ locale: "ar", name: "Irina", prompt: "ما مدى رضاك؟" }));
    expect(mail.html).toContain('<html lang="ar" dir="rtl">');
    expect(mail.html).toMatch(/<body[^>]* dir="rtl"/);
    expect(mail.html).toMatch(/<td align="left"[^>]*>10 = /);
    expect(mail.text.split("\n")[0]).toBe("مرحبًا \u2068Irina\u2069،");
    expect(mail.text).toContain("لا تسألوني مرة أخرى");
  });

  it("puts the survey's own words under the ends of its scale", () => {
    const mail = invitationMail(viewOf({ endLabels: { low: "never", high: null } }));
    expect(mail.text).toContain("0 = never, 10 = extremely likely");
  });

  it("wears the workspace's colour, lighter where the reader's screen is dark", () => {
    const { html } = invitationMail(viewOf({ accent: "#5B3FC4", question: text }));
    expect(html).toContain('bgcolor="#5B3FC4"');
    expect(html.match(/background-color:#5B3FC4;[^"]*color:#FFFFFF/g)).toHaveLength(2);
    expect(html).not.toContain("#0E5C50");
    expect(html).toMatch(/\.lg\{background-color:#(?!7FD6C2)[0-9A-F]{6}!important;color:#121316!important\}/);
  });

  it("is the same mail at a second attempt", () => {
    expect(invitationMail(viewOf())).toEqual(invitationMail(viewOf()));
  });
});

function viewOf(more: Partial<InvitationMailView> = {}): InvitationMailView {
  return {
    locale: "en",
    brandName: "Meridian Rail",
    accent: null,
    name: "Irina",
    prompt: nps.prompt,
    question: nps,
    link: "https://otklik.example/i/T",
    honeypotLink: "https://otklik.example/i/T/h",
    unsubscribeLink: "https://otklik.example/u/T",
    privacyUrl: "https://example.com/privacy",
    postalAddress: "1 Station Square",
    budgetDays: 30,
    context: null,
    ...more,
  };
}

function hrefsOf(html: string): string[] {
  return [...html.matchAll(/href="([^"]*)"/g)].map(([, href = ""]) => href);
}
