import { type SmsSize, smsSize } from "@otklik/domain/distribution/sms-segments";
import { chooseLocale } from "@otklik/domain/survey/texts";
import { readSettings } from "../accounts/index.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problem.ts";
import { readSurvey } from "../surveys/index.ts";
import { brandNameOf, composeInvitation, firstPrompt } from "./compose-invitation.ts";
import { linksOf } from "./links.ts";

export type MessagesView = {
  locale: string;
  email: { subject: string; text: string; html: string };
  sms: SmsSize & { text: string };
};

/** The messages by which a draft would be sent, in one of its languages, to somebody of whom nothing is known. */
export async function previewMessages(ctx: Context, id: string, wanted: string | undefined): Promise<MessagesView> {
  const draft = await readSurvey(ctx, id);
  const settings = await readSettings(ctx);
  const locale = chooseLocale(draft, [wanted, settings.locale]);
  const tried = `${ctx.ports.publicUrl}/v1/surveys/${id}/preview`;
  const email = composeInvitation(draft, settings, {
    locale,
    name: null,
    links: { answer: tried, unsubscribe: tried },
    budgetDays: settings.transactionalRestDays,
  });
  const asked = firstPrompt(draft, locale, {});
  if (!email || !asked) throw new Problem("conflict", "survey.asks-nothing", "This draft asks nothing yet.");
  // As long as a link that somebody is sent; it leads nowhere.
  const text = `${brandNameOf(settings)}: ${asked.prompt} ${linksOf(ctx.ports, id).answer}`;
  return { locale, email, sms: { text, ...smsSize(text) } };
}
