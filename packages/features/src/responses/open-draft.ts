import { readSettings } from "../accounts/index.ts";
import type { Context } from "../context.ts";
import { readSurvey } from "../surveys/index.ts";
import { brandOf, type OpenedSurvey } from "./survey-doors.ts";

/** A survey's draft as its page would be opened by somebody of whom this is known. Nothing is kept of it. */
export async function openDraft(ctx: Context, surveyId: string): Promise<OpenedSurvey> {
  const {
    id: _,
    status: __,
    version: ___,
    createdAt: ____,
    updatedAt: _____,
    ...definition
  } = await readSurvey(ctx, surveyId);
  const settings = await readSettings(ctx);
  return {
    definition,
    brand: brandOf(settings),
    privacyUrl: settings.privacyUrl,
    timeZone: settings.timeZone,
    locales: [],
    phone: null,
    unsubscribeUrl: null,
    channel: "link",
    status: "unanswered",
    answers: {},
    known: {},
    quotaCounts: new Map(),
    redirectUrl: null,
    givenAt: null,
    isShut: false,
  };
}
