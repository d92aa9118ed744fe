import type { AccentColours } from "@otklik/domain/values/accent";
import { type Html, html, raw, withoutControls } from "@otklik/domain/values/html";
import { directionOf } from "@otklik/domain/words/languages";

// Mail programs know no style sheet of ours for sure: every colour is said in place, as style and as bgcolor.
export const ink = "#1B1E23";
export const grey = "#565C66";
export const family = "-apple-system,BlinkMacSystemFont,Segoe UI,Roboto,Helvetica,Arial,sans-serif";
export const full = raw('role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"');

// Those that do read style sheets get narrower sides on a phone, and a dark mail where the reader's screen is dark.
const styleOf = ({ dark, onDark }: AccentColours) =>
  raw(`:root{color-scheme:light dark;supported-color-schemes:light dark}
@media(max-width:480px){.p{padding-left:12px!important;padding-right:12px!important}.sc{font-size:15px!important}.q{font-size:20px!important;line-height:26px!important}}
@media(prefers-color-scheme:dark){.bg{background-color:#151719!important}.cd{background-color:#1E2124!important}.tx{color:#ECEDEF!important}.mu{color:#A9AFB8!important}.sc{background-color:#1E2124!important;border-color:#7B818B!important;color:#ECEDEF!important}.hr{border-color:#2F3338!important}.lg{background-color:${dark}!important;color:${onDark}!important}}`);

type MailPage = {
  locale: string;
  title: string;
  colours: AccentColours;
  /** Rows of the card. */
  rows: Html;
  /** What no reader sees. */
  hidden?: Html;
};

/** A card of 600 pixels at most, in nested tables: the one layout that every mail program draws. */
export function mailPage({ locale, title, colours, rows, hidden }: MailPage): Html {
  // In places of its own: mail programs drop what stands outside of the body, and some the body as well.
  const dir = directionOf(locale) === "rtl" && html` dir="rtl"`;
  return html`<!doctype html>
<html lang="${locale}"${dir}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${title}</title>
<style>${styleOf(colours)}</style>
</head>
<body class="bg"${dir} bgcolor="#F6F6F4" style="margin:0;padding:0;background-color:#F6F6F4">
<table ${full} bgcolor="#F6F6F4" class="bg" style="background-color:#F6F6F4"><tr><td align="center" style="padding:20px 0">
<table ${full}${dir} bgcolor="#FFFFFF" class="cd" style="max-width:600px;background-color:#FFFFFF">
${rows}
</table>
</td></tr></table>
${hidden}
</body>
</html>
`;
}

export function brandRow(brandName: string, { light, onLight }: AccentColours): Html {
  const initial = (brandName.match(/[\p{L}\p{N}]/u)?.[0] ?? "").toUpperCase();
  return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td class="lg" width="28" height="28" align="center" aria-hidden="true" bgcolor="${light}" style="background-color:${light};color:${onLight};border-radius:7px;font:700 17px/28px ${family}">${initial}</td><td class="tx" style="padding:0 10px;color:${ink};font:600 16px/28px ${family}">${brandName}</td></tr></table>`;
}

export function mailButton(link: string, label: string, { light, onLight }: AccentColours): Html {
  return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td class="lg" align="center" bgcolor="${light}" style="background-color:${light};border-radius:9px"><a class="lg" href="${link}" style="display:block;padding:0 34px;background-color:${light};border-radius:9px;color:${onLight};text-decoration:none;font:600 16px/48px ${family}">${label}</a></td></tr></table>`;
}

export function mutedLink(href: string, label: string): Html {
  return html`<a class="mu" href="${href}" style="color:${grey};text-decoration:underline">${label}</a>`;
}

/** One line without controls, as subjects and names are. */
export function oneLine(text: string): string {
  return withoutControls(text.replace(/[\s\u2028\u2029]+/g, " ")).trim();
}
