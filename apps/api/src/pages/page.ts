import { type Html, html, raw, webLink } from "@otklik/domain/values/html";
import { nameOfLanguage } from "@otklik/domain/words/languages";
import { wordsFor } from "@otklik/domain/words/words";
import { accentStyleText, pageStyleText } from "./page-style.ts";

/** Whose page it is, as the respondent knows them. */
export type Brand = {
  name: string;
  /** `#RRGGBB`; null: ours. */
  accent: string | null;
};

/** What stands in every page's foot; a link that is not there is not drawn. */
export type FooterLinks = {
  /** `/u/…`: a personal link's way out; null on an open link, where nobody is known. */
  unsubscribeUrl: string | null;
  privacyUrl: string | null;
};

export type Page = {
  locale: string;
  title: string;
  /** Null where the workspace is not known, as on a dead link. */
  brand: Brand | null;
  /** A link for each other language the page can be read in. */
  languages?: readonly { locale: string; href: string }[];
  content: Html;
  footer?: FooterLinks;
  /** Where its script is; null: it has none. */
  script?: string | null;
};

/** A whole document. A content security policy can name the hashes of its styles: nothing in them is a text of the page. */
export function page({ locale, title, brand, languages = [], content, footer, script = null }: Page): string {
  const accentStyle = accentStyleText(brand?.accent ?? null);
  return String(html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
${script && html`<script type="module" src="${script}"></script>`}
<style>${raw(pageStyleText)}</style>${accentStyle && html`<style>${raw(accentStyle)}</style>`}
</head>
<body>
<main>
${(brand || languages.length > 0) && header(locale, brand, languages)}
${content}
${footer && footerOf(footer, locale)}
</main>
</body>
</html>
`);
}

function header(locale: string, brand: Brand | null, languages: NonNullable<Page["languages"]>): Html {
  return html`<header>
${brand && html`<span class="logo" aria-hidden="true">${initialOf(brand.name)}</span><span>${brand.name}</span>`}
${
  languages.length > 0 &&
  html`<nav aria-label="${wordsFor(locale).language}">${languages.map(
    ({ locale: other, href }) =>
      html`<a href="${href}" lang="${other}" hreflang="${other}" rel="nofollow">${nameOfLanguage(other)}</a>`,
  )}</nav>`
}
</header>`;
}

function footerOf({ unsubscribeUrl, privacyUrl }: FooterLinks, locale: string): Html | null {
  const words = wordsFor(locale);
  const privacyPage = webLink(privacyUrl);
  if (unsubscribeUrl === null && privacyPage === null) return null;
  return html`<footer>
${unsubscribeUrl !== null && html`<a href="${unsubscribeUrl}">${words.stopAsking}</a>`}
${privacyPage && html`<a href="${privacyPage}">${words.privacy}</a>`}
</footer>`;
}

/** The first letter or digit: the М of «Меридиан». */
function initialOf(name: string): string {
  return (name.match(/[\p{L}\p{N}]/u)?.[0] ?? "").toUpperCase();
}
