import { type MetricQuestion, type Question, scaleOf } from "@otklik/domain/survey/definition";
import { accentColours } from "@otklik/domain/values/accent";
import { type Html, html, webLink, withoutControls } from "@otklik/domain/values/html";
import { directionOf, isolated } from "@otklik/domain/words/languages";
import { type Words, wordsFor } from "@otklik/domain/words/words";
import { brandRow, family, full, grey, ink, mailButton, mailPage, mutedLink, oneLine } from "../mail-page.ts";

export type InvitationMailView = {
  /** The language of the prompt, and so of the mail. */
  locale: string;
  brandName: string;
  /** Of the brand's mark and the button, `#RRGGBB`; null: ours. */
  accent: string | null;
  /** The contact's name as we were given it. */
  name: string | null;
  /** The first question's prompt, in `locale`. */
  prompt: string;
  /** The question that is put into the mail: the survey's primary one, or its first. */
  question: Question;
  /** What the scale's ends mean, in `locale`; null or absent: our standard words. */
  endLabels?: { low: string | null; high: string | null } | null;
  /** `https://…/i/{token}`; a score is added as `?score=9`. */
  link: string;
  /** `https://…/i/{token}/h`: no person sees it, so whoever opens it is a scanner. */
  honeypotLink: string;
  unsubscribeLink: string;
  privacyUrl: string | null;
  postalAddress: string | null;
  /** Days between two invitations to one contact; 0: no such limit, and none is promised. */
  budgetDays: number;
  /** What the survey is about, a sentence in `locale`. */
  context: string | null;
};

export type InvitationMail = { subject: string; html: string; text: string };

/** One invitation, in both parts. The same view gives the same mail, so that a second attempt sends the same text. */
export function invitationMail(view: InvitationMailView): InvitationMail {
  return { subject: subjectOf(view), html: String(htmlPart(view)), text: textPart(view) };
}

// What mail programs show of a subject; a longer prompt would be cut in its middle.
const longestSubject = 78;
const longestName = 60;

function subjectOf({ locale, brandName, prompt }: InvitationMailView): string {
  const subject = oneLine(prompt);
  return subject.length <= longestSubject ? subject : oneLine(wordsFor(locale).mail.subject(brandName));
}

/** A name that is longer than any name, or that a mail program would make a link of, is somebody's message: not repeated. */
function greeting({ locale, name }: InvitationMailView): string {
  const words = wordsFor(locale).mail;
  const known = oneLine(name ?? "");
  const isName = known !== "" && known.length <= longestName && !/:\/\/|www\.|\.\p{L}{2,}/iu.test(known);
  return isName ? words.hello(isolated(known, locale)) : words.helloNobody;
}

type ScaleQuestion = Exclude<MetricQuestion, { type: "csi" }>;

/** Scales short enough for a row of links. */
function isScale(question: Question): question is ScaleQuestion {
  return question.type === "nps" || question.type === "csat" || question.type === "ces";
}

function scoresOf(question: ScaleQuestion): number[] {
  const { min, max } = scaleOf(question);
  return Array.from({ length: max - min + 1 }, (_, at) => min + at);
}

function scoreLink({ link }: InvitationMailView, score: number): string {
  return `${link}?score=${score}`;
}

function endsOf({ locale, endLabels }: InvitationMailView, { type }: ScaleQuestion): { low: string; high: string } {
  const { mail, survey } = wordsFor(locale);
  const standard = type === "nps" ? mail.npsEnds : survey.ends[type];
  return { low: endLabels?.low ?? standard.low, high: endLabels?.high ?? standard.high };
}

function textPart(view: InvitationMailView): string {
  const words = wordsFor(view.locale);
  const privacyPage = webLink(view.privacyUrl);
  const paragraphs = [
    [greeting(view), view.context, words.mail.lead],
    [view.prompt],
    isScale(view.question) ? scaleLines(view, view.question, words) : [`${words.mail.answer}: ${view.link}`],
    [isScale(view.question) ? words.mail.scaleHint : words.mail.buttonHint],
    [
      "--",
      whyAndHowOften(view, words),
      words.mail.stopAskingAt(view.unsubscribeLink),
      privacyPage && words.mail.privacyAt(privacyPage),
      view.postalAddress,
    ],
  ];
  return `${paragraphs
    .map((lines) =>
      lines
        .filter(Boolean)
        .map((line) => withoutControls(line!))
        .join("\n"),
    )
    .join("\n\n")}\n`;
}

function scaleLines(view: InvitationMailView, question: ScaleQuestion, words: Words): string[] {
  const { low, high } = endsOf(view, question);
  const { min, max } = scaleOf(question);
  return [
    `${words.survey.end(min, low)}, ${words.survey.end(max, high)}`,
    ...scoresOf(question).map((score) => `${String(score).padStart(2)}: ${scoreLink(view, score)}`),
  ];
}

function whyAndHowOften({ budgetDays }: InvitationMailView, { mail }: Words): string {
  return budgetDays > 0 ? `${mail.why} ${mail.budget(budgetDays)}` : mail.why;
}

function htmlPart(view: InvitationMailView): Html {
  const { locale, brandName, context, prompt, question } = view;
  const colours = accentColours(view.accent);
  const words = wordsFor(locale).mail;
  const rows = html`<tr><td class="p" style="padding:24px 32px 0">${brandRow(brandName, colours)}</td></tr>
<tr><td class="p tx" style="padding:20px 32px 0;color:${ink};font:400 16px/24px ${family}">${greeting(view)}<br>${context && html`${context} `}${words.lead}</td></tr>
<tr><td class="p q tx" style="padding:16px 32px 12px;color:${ink};font:600 22px/29px ${family}">${prompt}</td></tr>
<tr><td class="p" style="padding:0 32px">${isScale(question) ? scaleRow(view, question) : mailButton(view.link, words.answer, colours)}</td></tr>
<tr><td class="p mu" style="padding:16px 32px 22px;color:${grey};font:400 14px/20px ${family}">${isScale(question) ? words.scaleHint : words.buttonHint}</td></tr>
<tr><td class="p" style="padding:0 32px">${foot(view)}</td></tr>`;
  return mailPage({ locale, title: subjectOf(view), colours, rows, hidden: honeypot(view) });
}

/** One link a score in equal cells. Outlined, not filled: a mail program that inverts colours cannot hide them. */
function scaleRow(view: InvitationMailView, question: ScaleQuestion): Html {
  const { low, high } = endsOf(view, question);
  const { end } = wordsFor(view.locale).survey;
  const { min, max } = scaleOf(question);
  const cell = `display:block;border:1px solid #838892;border-radius:6px;background-color:#FFFFFF;color:${ink};text-decoration:none;text-align:center;font:600 17px/46px ${family}`;
  const note = `padding:7px 0 0;color:${grey};font:400 13px/18px ${family}`;
  return html`<table ${full} style="table-layout:fixed"><tr>${scoresOf(question).map(
    (score) =>
      html`<td style="padding:0 1px"><a class="sc" href="${scoreLink(view, score)}" style="${cell}">${score}</a></td>`,
  )}</tr></table><table ${full}><tr><td class="mu" style="${note}">${end(min, low)}</td><td align="${directionOf(view.locale) === "rtl" ? "left" : "right"}" class="mu" style="${note}">${end(max, high)}</td></tr></table>`;
}

function foot(view: InvitationMailView): Html {
  const words = wordsFor(view.locale);
  const privacyPage = webLink(view.privacyUrl);
  return html`<table ${full}><tr><td class="hr mu" style="border-top:1px solid #E3E3E0;padding:14px 0 24px;color:${grey};font:400 13px/19px ${family}">${whyAndHowOften(view, words)}<br>${mutedLink(view.unsubscribeLink, words.stopAsking)}${privacyPage && html` &nbsp; ${mutedLink(privacyPage, words.privacy)}`}${view.postalAddress && html`<br>${view.postalAddress}`}</td></tr></table>`;
}

function honeypot({ honeypotLink }: InvitationMailView): Html {
  return html`<div aria-hidden="true" style="display:none;max-height:0;overflow:hidden;font-size:0;line-height:0;mso-hide:all"><a href="${honeypotLink}" tabindex="-1" style="display:none;font-size:0">&nbsp;</a></div>`;
}
