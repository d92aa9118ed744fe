import { lockContact, upsertContact, usableAddresses } from "../contacts/index.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problem.ts";
import { invitationUrl, plan } from "./decide.ts";
import { findDistribution, returnToBudget, testsSince } from "./store.ts";

/** Tests of one workspace in an hour: enough to try a survey out, too few to fill a stranger's mailbox. */
const testsPerHour = 20;
const hour = 3_600_000;

export type TestView = { invitationId: string; channel: string; url: string };

/**
 * Sends the survey as a customer would get it, whatever rules and budgets say and even while the distribution is off.
 * The invitation is a test: its answer counts nowhere, and the contact's budget is not touched.
 */
export async function sendTest(
  ctx: Context,
  { id, email, locale }: { id: string; email: string; locale?: string },
): Promise<TestView> {
  const distribution = await findDistribution(ctx, id);
  if (!distribution) throw new Problem("not-found", "distribution.not-found", `No distribution ${id}.`);
  await refuseTooMany(ctx);
  const { contactId, isNew } = await upsertContact(ctx, { email });
  // A customer who is already known stays one: only what they answer to this invitation is a test.
  if (isNew) await upsertContact(ctx, { email, isTest: true });
  const person = await lockContact(ctx, contactId);
  const isReachable = (await usableAddresses(ctx, contactId)).some(({ kind }) => kind === "email");
  if (person?.unsubscribedAt || !isReachable) {
    throw new Problem(
      "conflict",
      "test.unreachable",
      "Nothing is sent to this address any more: it unsubscribed, or mail came back from it. Use another one.",
    );
  }
  const now = ctx.ports.now();
  const channel = ctx.ports.mailer ? "email" : "link";
  const occasion = { contactId, distribution, event: null, context: {}, locale, isTest: true };
  const invitationId = await plan(ctx, occasion, { channel, sendAt: now }, person);
  await returnToBudget(ctx, invitationId);
  return { invitationId, channel, url: invitationUrl(ctx, invitationId) };
}

async function refuseTooMany(ctx: Context): Promise<void> {
  const now = ctx.ports.now().getTime();
  const sent = await testsSince(ctx, new Date(now - hour), testsPerHour);
  const oldest = sent[testsPerHour - 1];
  if (!oldest) return;
  throw new Problem("limit-reached", "test.too-often", `${testsPerHour} tests an hour can be sent. Try again later.`, {
    retryAfterSeconds: Math.max(1, Math.ceil((oldest.getTime() + hour - now) / 1000)),
  });
}
