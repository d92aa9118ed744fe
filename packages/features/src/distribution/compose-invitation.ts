import type { Known } from "@otklik/domain/survey/condition";
import { primaryQuestion, type SurveyDefinition } from "@otklik/domain/survey/definition";
import { pipe } from "@otklik/domain/survey/piping";
import { endLabelOf, promptOf } from "@otklik/domain/survey/texts";
import type { SettingsView } from "../accounts/index.ts";
import { type InvitationMail, invitationMail } from "./invitation-mail.ts";

/** Whom a mail is to and what is known of them; `budgetDays` between two invitations, 0: none is promised. */
export type Invited = Known & {
  locale: string;
  name: string | null;
  links: { answer: string; unsubscribe: string };
  budgetDays: number;
};

/** The mail by which somebody is asked the first question of a survey. Null for one that asks nothing. */
export function composeInvitation(
  definition: SurveyDefinition,
  settings: SettingsView,
  { locale, name, links, budgetDays, ...known }: Invited,
): InvitationMail | null {
  const asked = firstPrompt(definition, locale, known);
  if (!asked) return null;
  const { question, prompt } = asked;
  return invitationMail({
    locale,
    brandName: brandNameOf(settings),
    accent: settings.accent,
    name,
    question,
    prompt,
    endLabels: {
      low: endLabelOf(definition, question, "low", locale),
      high: endLabelOf(definition, question, "high", locale),
    },
    link: links.answer,
    honeypotLink: `${links.answer}/h`,
    unsubscribeLink: links.unsubscribe,
    privacyUrl: settings.privacyUrl,
    postalAddress: settings.postalAddress,
    budgetDays,
    context: null,
  });
}

/** The question that a message puts first, and its words: the one that gives the score, or else the first. */
export function firstPrompt(definition: SurveyDefinition, locale: string, known: Known) {
  const question = primaryQuestion(definition) ?? definition.questions.find(({ type }) => type !== "statement");
  if (!question) return null;
  return {
    question,
    prompt: pipe(promptOf(definition, question, locale), { definition, answers: {}, locale, ...known }),
  };
}

export const brandNameOf = ({ senderName, name }: Pick<SettingsView, "senderName" | "name">) => senderName ?? name;
