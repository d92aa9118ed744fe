import { describe, expect, it } from "vitest";
import { type KeptMail, mailboxPage } from "./mailbox-page.ts";

const mail: KeptMail = {
  id: "1",
  to: "Irina <irina@example.com>",
  from: "Meridian <ask@example.com>",
  subject: "<b>How was it?</b>",
  headers: { "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" },
  text: "9: https://otklik.example/i/T?score=9",
  html: '<html><head></head><body><a href="https://otklik.example/i/T?score=9">9</a><script>alert(1)</script></body></html>',
  at: "2026-11-21T10:20:30.000Z",
};

describe("the local mailbox", () => {
  it("shows both parts of a mail, its markup in a frame that runs nothing", () => {
    const page = mailboxPage({ locale: "en", mails: [mail] });
    expect(page).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    expect(page).toContain('srcdoc="&lt;html&gt;&lt;head&gt;&lt;base target=&quot;_blank&quot;&gt;');
    expect(page).toContain("9: https://otklik.example/i/T?score=9</pre>");
    expect(page).toContain("Irina &lt;irina@example.com&gt;");
    expect(page).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
    expect(page).not.toContain("<script>");
    expect(page).not.toContain("<b>");
  });

  it("says what to do while it is empty, in both languages", () => {
    expect(mailboxPage({ locale: "en", mails: [] })).toContain("No mail yet");
    expect(mailboxPage({ locale: "ru", mails: [] })).toContain("Писем пока нет");
  });

  it("counts mails in words", () => {
    expect(mailboxPage({ locale: "ru", mails: [mail, mail] })).toContain("2 письма");
  });
});
