import type { Known } from "@otklik/domain/survey/condition";
import type { Answers, SurveyDefinition } from "@otklik/domain/survey/definition";
import { pathOf } from "@otklik/domain/survey/path";
import { pipe } from "@otklik/domain/survey/piping";
import { linkLabelOf, promptOf } from "@otklik/domain/survey/texts";
import { html, webLink } from "@otklik/domain/values/html";
import { isolated } from "@otklik/domain/words/languages";
import { type Words, wordsFor } from "@otklik/domain/words/words";
import { type Brand, type FooterLinks, type KioskPart, page } from "./page.ts";

export type ThanksView = FooterLinks & {
  definition: SurveyDefinition;
  /** By which its ending is chosen. */
  answers: Answers;
  known: Known;
  locale: string;
  otherLocales?: readonly string[];
  brand: Brand;
  /** The invitation was answered before, and this answer changed nothing (409). */
  hasAnsweredBefore: boolean;
  /** The ending for those who meet a full quota, in place of the one that their answers choose. */
  turnedAwayTo?: string | null;
  /** Where the script leads on to at once; without one the browser was sent there instead of here. */
  onward?: string | null;
  /** On a device that many answer on, where nothing leads away. */
  kiosk?: KioskPart | null;
};

/** The survey's own last words, chosen by what was answered, or ours where it has none. */
export function thanksPage({
  definition,
  answers,
  known,
  locale,
  otherLocales = [],
  brand,
  hasAnsweredBefore,
  turnedAwayTo = null,
  onward = null,
  kiosk = null,
  ...footer
}: ThanksView): string {
  const words = wordsFor(locale);
  const id = turnedAwayTo ?? pathOf(definition, answers, known).ending;
  const ending = definition.endings.find((one) => one.id === id);
  const sources = { definition, answers, locale, ...known };
  const title = ending ? pipe(promptOf(definition, ending, locale), sources) : words.thanks.title;
  const href = kiosk ? null : webLink(ending?.link?.url ?? null);
  return page({
    locale,
    title,
    brand,
    languages: kiosk ? [] : otherLocales.map(linkTo),
    footer: kiosk ? undefined : footer,
    kiosk,
    content: html`<h1>${title}</h1>
${ending && href && html`<p><a class="go" href="${href}" rel="noreferrer">${linkLabelOf(definition, ending, locale)}</a></p>`}
${onward && html`<p><a class="go" data-onward href="${onward}" rel="noreferrer">${words.pin.go}</a></p>`}
<p>${hasAnsweredBefore ? words.thanks.already : words.thanks.received} ${words.canClose}</p>`,
  });
}

export type Message = keyof Words["messages"];

export type MessageView = {
  locale: string;
  /** Null where nobody knows whose link it was. */
  brand: Brand | null;
  message: Message;
  /** In place of the message's own words for what happened: with a date, say. */
  what?: string | null;
  /** Shown, so that a person can quote it. */
  requestId?: string | null;
  privacyUrl?: string | null;
  kiosk?: KioskPart | null;
};

/** Why there is nothing to fill in: what happened, and what to do. */
export function messagePage({
  locale,
  brand,
  message,
  what: said = null,
  requestId = null,
  privacyUrl = null,
  kiosk = null,
}: MessageView): string {
  const words = wordsFor(locale);
  const { title, what, todo } = words.messages[message];
  return page({
    locale,
    title,
    brand,
    footer: kiosk ? undefined : { unsubscribeUrl: null, privacyUrl },
    kiosk,
    content: html`<h1>${title}</h1>
<p>${said ?? what}</p>
<p>${todo}</p>
${requestId && html`<p class="ctx">${words.reference(requestId)}</p>`}`,
  });
}

export type UnsubscribeView = {
  locale: string;
  otherLocales: readonly string[];
  brand: Brand;
  /** E-mail address or phone number, in full: the page shows it masked. Null once it was erased. */
  address: string | null;
  isDone: boolean;
  privacyUrl: string | null;
};

/** Asks first: scanners open every link in a mail, and nobody may be struck off by one. The form is RFC 8058's own POST. */
export function unsubscribePage({ locale, otherLocales, brand, address, isDone, privacyUrl }: UnsubscribeView): string {
  const words = wordsFor(locale).unsubscribe;
  const masked = address === null ? null : isolated(maskAddress(address), locale);
  const question = masked === null ? words.askNobody : words.ask(masked);
  const title = isDone ? words.done : question;
  return page({
    locale,
    title,
    brand,
    languages: otherLocales.map(linkTo),
    footer: { unsubscribeUrl: null, privacyUrl },
    content: isDone
      ? html`<h1>${title}</h1>
<p role="status">${masked !== null && words.doneFor(masked)} ${wordsFor(locale).canClose}</p>`
      : html`<h1>${title}</h1>
<p>${words.effect(brand.name)}</p>
<form method="post">
<input type="hidden" name="List-Unsubscribe" value="One-Click">
<input type="hidden" name="lang" value="${locale}">
<button>${words.confirm}</button>
</form>`,
  });
}

const linkTo = (locale: string) => ({ locale, href: `?${new URLSearchParams({ lang: locale })}` });

/** i•••@example.com, +7•••42: enough for its owner to know it, too little for anybody else to use. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf("@");
  if (at >= 0) return `${Array.from(address.slice(0, at))[0] ?? ""}•••${address.slice(at)}`;
  return address.length < 7 ? "•••" : `${address.slice(0, 2)}•••${address.slice(-2)}`;
}
