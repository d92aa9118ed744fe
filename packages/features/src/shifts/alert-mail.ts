import { type AccentColours, accentColours } from "@otklik/domain/values/accent";
import { type Html, html, withoutControls } from "@otklik/domain/values/html";
import { memberWordsFor } from "@otklik/domain/words/members";
import { brandRow, family, full, grey, ink, mailButton, mailPage, mutedLink, oneLine } from "../mail-page.ts";
import { type AlertReader, type AlertStory, alertTexts } from "./alert-texts.ts";

export type AlertMailView = AlertReader & {
  /** `#RRGGBB`; null: ours. */
  accent: string | null;
  isDigest: boolean;
  /** One at least. */
  stories: readonly AlertStory[];
  linkOf(shiftId: string): string;
  settingsLink: string;
};

/** One mail about shifts to one member, in both parts. Of customers it holds counts only. */
export function alertMail(view: AlertMailView): { subject: string; html: string; text: string } {
  return { subject: subjectOf(view), html: String(htmlPart(view)), text: textPart(view) };
}

function subjectOf({ stories, ...view }: AlertMailView): string {
  const [first, second] = stories;
  const { digestSubject } = memberWordsFor(view.locale).alerts;
  if (first && !second) return oneLine(alertTexts(view).subject(first));
  return oneLine(digestSubject(view.company, stories.length));
}

const whyOf = ({ locale, company, isDigest }: AlertMailView) => {
  const { why, whyDigest } = memberWordsFor(locale).alerts;
  return (isDigest ? whyDigest : why)(company);
};

function textPart(view: AlertMailView): string {
  const { alerts } = memberWordsFor(view.locale);
  const texts = alertTexts(view);
  const paragraphs = view.stories.flatMap((story) => {
    const { shift } = story;
    const [head, ...more] = texts.sentences(story);
    const sides = [texts.before(story), texts.since(story)];
    return [
      [`${texts.sign(story)} ${head}`, ...more],
      isStillThere(story)
        ? [
            texts.began(story),
            texts.chance(story),
            shift.isPreliminary && `${alerts.preliminary}. ${alerts.preliminaryWhy}`,
          ]
        : [],
      sides.map(({ label, score, answers }) => `${label}: ${score}, ${answers}`),
      [`${alerts.open}: ${view.linkOf(shift.id)}`],
    ];
  });
  const foot = ["--", whyOf(view), `${alerts.change}: ${view.settingsLink}`];
  return `${[...paragraphs, foot]
    .map((lines) =>
      lines
        .filter((line) => typeof line === "string")
        .map(withoutControls)
        .join("\n"),
    )
    .filter(Boolean)
    .join("\n\n")}\n`;
}

/** How sure it is and when it began matter as long as somebody may have to act. */
const isStillThere = ({ end }: AlertStory) => end === null;

function htmlPart(view: AlertMailView): Html {
  const colours = accentColours(view.accent);
  const rows = html`<tr><td class="p" style="padding:24px 32px 0">${brandRow(view.company, colours)}</td></tr>
${view.stories.map((story, at) => storyRows(view, story, { colours, isFirst: at === 0 }))}
<tr><td class="p" style="padding:0 32px">${foot(view)}</td></tr>`;
  return mailPage({ locale: view.locale, title: subjectOf(view), colours, rows });
}

type Drawing = { colours: AccentColours; isFirst: boolean };

function storyRows(view: AlertMailView, story: AlertStory, { colours, isFirst }: Drawing): Html {
  const { alerts } = memberWordsFor(view.locale);
  const texts = alertTexts(view);
  const [head, ...more] = texts.sentences(story);
  const link = view.linkOf(story.shift.id);
  const small = `color:${grey};font:400 14px/20px ${family}`;
  const isSingle = view.stories.length === 1;
  return html`${!isFirst && html`<tr><td class="p" style="padding:0 32px"><table ${full}><tr><td class="hr" style="border-top:1px solid #E3E3E0;font-size:0;line-height:0">&nbsp;</td></tr></table></td></tr>`}
<tr><td class="p q tx" style="padding:20px 32px 0;color:${ink};font:600 20px/27px ${family}"><span aria-hidden="true">${texts.sign(story)}</span> ${head}</td></tr>
${more.map((sentence) => html`<tr><td class="p tx" style="padding:6px 32px 0;color:${ink};font:400 16px/24px ${family}">${sentence}</td></tr>`)}
${isStillThere(story) && html`<tr><td class="p mu" style="padding:8px 32px 0;${small}">${texts.began(story)} ${texts.chance(story)}</td></tr>`}
${isStillThere(story) && story.shift.isPreliminary && html`<tr><td class="p mu" style="padding:8px 32px 0;${small}"><span class="tx" style="color:${ink};font-weight:600">${alerts.preliminary}.</span> ${alerts.preliminaryWhy}</td></tr>`}
<tr><td class="p" style="padding:16px 32px 0">${sides(view, story)}</td></tr>
<tr><td class="p" style="padding:16px 32px 24px">${isSingle ? mailButton(link, alerts.open, colours) : html`<a class="tx" href="${link}" style="color:${ink};font:600 15px/24px ${family};text-decoration:underline">${alerts.open}</a>`}</td></tr>`;
}

/** Before and since, side by side, each with its base. */
function sides(view: AlertMailView, story: AlertStory): Html {
  const texts = alertTexts(view);
  const cell = ({ label, score, answers }: ReturnType<typeof texts.before>) =>
    html`<td class="hr" width="50%" valign="top" style="border-top:1px solid #E3E3E0;padding:10px 8px 0 0"><div class="mu" style="color:${grey};font:400 13px/18px ${family}">${label}</div><div class="tx" style="color:${ink};font:600 17px/24px ${family}">${score}</div><div class="mu" style="color:${grey};font:400 13px/18px ${family}">${answers}</div></td>`;
  return html`<table ${full} style="table-layout:fixed"><tr>${cell(texts.before(story))}${cell(texts.since(story))}</tr></table>`;
}

function foot(view: AlertMailView): Html {
  const { change } = memberWordsFor(view.locale).alerts;
  return html`<table ${full}><tr><td class="hr mu" style="border-top:1px solid #E3E3E0;padding:14px 0 24px;color:${grey};font:400 13px/19px ${family}">${whyOf(view)} ${mutedLink(view.settingsLink, change)}</td></tr></table>`;
}
