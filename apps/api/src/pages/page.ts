import { type Html, html, raw, webLink } from "@otklik/domain/values/html";
import type { Theme } from "@otklik/domain/values/theme";
import { directionOf, nameOfLanguage } from "@otklik/domain/words/languages";
import { type Words, wordsFor } from "@otklik/domain/words/words";
import type { PageScripts } from "../runtime.ts";
import { ownStyleText, pageStyleText } from "./page-style.ts";

/** Whose page it is, as the respondent knows them. */
export type Brand = {
  name: string;
  /** `#RRGGBB`; null: ours. */
  accent: string | null;
  theme?: Theme;
  /** Where its images are: a path that their ids are put behind. */
  mediaAt?: string;
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
  /** The other languages the page can be read in: a link for each, or, with `form`, a button of the form of this id. */
  languages?: readonly OtherLanguage[];
  content: Html;
  footer?: FooterLinks;
  /** Null: it has none. */
  scripts?: PageScripts | null;
  /** On a device that many answer on: everything is larger, and begins anew by itself. */
  kiosk?: KioskPart | null;
};

/** What the script of a kiosk is told by every page of one. */
export type KioskPart = { scripts: PageScripts; data: KioskData };

export type KioskData = Words["survey"]["kiosk"] & {
  thanks: string;
  /** The query of the page that each person begins on. */
  home: string;
  /** Where the kiosk's script is. */
  script: string;
  /** How long a page stays on which there is nothing to fill in, milliseconds. */
  restMs: number;
};

type OtherLanguage = { locale: string; href: string } | { locale: string; form: string; name: string };

/** A whole document. A content security policy can name the hashes of its styles and its script: nothing in them is a text of the page. */
export function page({
  locale,
  title,
  brand,
  languages = [],
  content,
  footer,
  kiosk = null,
  scripts = kiosk?.scripts ?? null,
}: Page): string {
  const accentStyle = ownStyleText(brand ?? { accent: null });
  return String(html`<!doctype html>
<html lang="${locale}"${directionOf(locale) === "rtl" && html` dir="rtl"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${title}</title>
${scripts && html`<script type="module" data-rest="${scripts.survey}">${raw(scripts.first)}</script>`}
<style>${raw(pageStyleText)}</style>${accentStyle && html`<style>${raw(accentStyle)}</style>`}
</head>
<body${kiosk && html` class="kiosk" data-kiosk="${JSON.stringify(kiosk.data)}"`}>
<main>
${defaultButton(languages)}
${(brand || languages.length > 0) && header(locale, brand, languages)}
${content}
${footer && footerOf(footer, locale)}
</main>
</body>
</html>
`);
}

/** Enter presses the first button of a form: without this one, that of a language. */
function defaultButton([first]: readonly OtherLanguage[]): Html | null {
  return first && "form" in first
    ? html`<button form="${first.form}" class="def" tabindex="-1" aria-hidden="true"></button>`
    : null;
}

function header(locale: string, brand: Brand | null, languages: NonNullable<Page["languages"]>): Html {
  return html`<header>
${brand && markOf(brand)}
${languages.length > 0 && html`<nav aria-label="${wordsFor(locale).language}">${languagesOf(locale, languages)}</nav>`}
</header>`;
}

/** The logo, whose size is known before it comes, or the first letter of the name beside the name. */
function markOf({ name, theme, mediaAt = "" }: Brand): Html {
  const logo = theme?.logo;
  return logo
    ? html`<img class="mark" src="${mediaAt}${logo.image}" width="${logo.width}" height="${logo.height}" alt="${name}">`
    : html`<span class="logo" aria-hidden="true">${initialOf(name)}</span><bdi>${name}</bdi>`;
}

const mostInARow = 3;

function languagesOf(locale: string, languages: readonly OtherLanguage[]): Html {
  const links = languages.map((other) => {
    const name = html`<bdi lang="${other.locale}">${nameOfLanguage(other.locale)}</bdi>`;
    return "href" in other
      ? html`<a href="${other.href}" hreflang="${other.locale}" rel="nofollow">${name}</a>`
      : html`<button form="${other.form}" name="${other.name}" value="${other.locale}" formnovalidate>${name}</button>`;
  });
  if (links.length <= mostInARow) return html`${links}`;
  return html`<details><summary>${wordsFor(locale).language}: ${nameOfLanguage(locale)}</summary><div>${links}</div></details>`;
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
