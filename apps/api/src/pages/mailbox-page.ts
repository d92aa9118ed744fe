import { type Html, html, raw } from "@otklik/domain/values/html";
import { type MemberWords, memberWordsFor } from "@otklik/domain/words/members";

/** One mail that was kept here instead of being sent. `at` is RFC 3339. */
export type KeptMail = {
  id: string;
  to: string;
  from: string;
  subject: string;
  headers: Record<string, string>;
  text: string;
  html: string;
  at: string;
};

/** Newest first, as given. */
export type MailboxView = { locale: string; mails: readonly KeptMail[] };

/**
 * For developers, never in production. A mail brings styles of its own and inherits this page's content security policy,
 * so that policy must be `default-src 'none'; style-src 'unsafe-inline'`: nothing runs, nothing is loaded.
 */
export function mailboxPage({ locale, mails }: MailboxView): string {
  const words = memberWordsFor(locale).mailbox;
  return String(html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${words.title}</title>
<style>${raw(mailboxStyleText)}</style>
</head>
<body>
<main>
<h1>${words.title}</h1>
<p class="note">${words.about} <a href="/dev/mailbox.json">JSON</a></p>
${
  mails.length === 0
    ? html`<h2>${words.empty}</h2><p>${words.emptyTodo}</p>`
    : html`<p class="note">${words.count(mails.length)}</p>${mails.map((mail, at) => drawMail(mail, { locale, words, isOpen: at === 0 }))}`
}
</main>
</body>
</html>
`);
}

type Drawing = { locale: string; words: MemberWords["mailbox"]; isOpen: boolean };

function drawMail(mail: KeptMail, { locale, words, isOpen }: Drawing): Html {
  return html`<details${isOpen && html` open`}>
<summary><span class="to">${mail.to}</span><span class="subject">${mail.subject}</span><time datetime="${mail.at}">${timeOf(mail.at, locale)}</time></summary>
<iframe title="${words.html}: ${mail.subject}" sandbox="allow-popups allow-popups-to-escape-sandbox" loading="lazy" srcdoc="${opensInNewTabs(mail.html)}"></iframe>
<h2>${words.text}</h2>
<pre tabindex="0">${mail.text}</pre>
<h2>${words.headers}</h2>
<pre tabindex="0">${[`${words.from}: ${mail.from}`, `${words.to}: ${mail.to}`, ...Object.entries(mail.headers).map(([name, value]) => `${name}: ${value}`)].join("\n")}</pre>
</details>`;
}

/** A survey page refuses to be framed, so that a mail's links must leave their frame. */
function opensInNewTabs(mail: string): string {
  const base = '<base target="_blank">';
  return /<head>/i.test(mail) ? mail.replace(/<head>/i, `<head>${base}`) : base + mail;
}

function timeOf(at: string, locale: string): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return at;
  return new Intl.DateTimeFormat(memberWordsFor(locale).formats, { dateStyle: "medium", timeStyle: "medium" }).format(
    time,
  );
}

/** Exactly what stands between `<style>` and `</style>`. */
const mailboxStyleText = `
:root{color-scheme:light dark;--page:#F6F6F4;--card:#FFFFFF;--text:#1B1E23;--text2:#565C66;--line:#E3E3E0;--accent:#5B3FC4}
@media(prefers-color-scheme:dark){:root{--page:#121316;--card:#1A1C20;--text:#ECEDEF;--text2:#A4AAB4;--line:#2D3036;--accent:#AC9BFF}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:.875rem/1.43 -apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:760px;margin:0 auto;padding:24px 16px;overflow-wrap:anywhere}
h1{font-size:1.125rem;line-height:1.34;font-weight:600;margin:0}
h2{font-size:.8125rem;font-weight:600;margin:16px 0 4px}
a{color:inherit}
.note,time{color:var(--text2);font-size:.75rem}
.note{margin:4px 0 16px}
details{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:0 12px;margin-bottom:8px}
details[open]{padding-bottom:12px}
summary{display:flex;flex-wrap:wrap;gap:4px 12px;align-items:baseline;min-height:44px;padding:11px 0;cursor:pointer}
summary::before{content:"+";color:var(--text2);width:.6em}
[open]>summary::before{content:"−"}
.subject{flex:1 1 14em;color:var(--text2)}
.to{font-weight:500}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
iframe{display:block;width:100%;height:40rem;border:1px solid var(--line);border-radius:7px}
pre{white-space:pre-wrap;margin:0;padding:8px 12px;border:1px solid var(--line);border-radius:7px;font:.75rem/1.5 ui-monospace,Menlo,Consolas,monospace}
`;
