import type { Context } from "../context.ts";
import type { Ports } from "../ports.ts";
import { readCatalogue } from "./catalogue.ts";
import { eventsOfNew, prepareResponse, type Submission } from "./prepare.ts";

export type PastAnswer = Submission & { occurredAt: Date; receivedAt: Date };

/**
 * Many answers of earlier times at once: checked, counted and logged as every other, but they leave no job: nobody is
 * put in front of a person over what is long past, and whoever adds them has detectors take them up. None of them may be
 * known yet. Their ids, in the order given.
 */
export async function addPastAnswers(
  ctx: Context,
  answers: PastAnswer[],
  portsAt: (time: Date) => Ports,
): Promise<string[]> {
  const catalogue = readCatalogue({ ...ctx, now: ctx.ports.now(), read: (work) => work(ctx) });
  const dimensions = await catalogue.dimensions();
  const ids: string[] = [];
  for (const { receivedAt, ...submission } of answers) {
    const prepared = prepareResponse(portsAt(receivedAt), submission, {
      survey: await catalogue.survey(submission.surveyId),
      touchpointId: await catalogue.touchpointId(submission.touchpointKey),
      dimensions,
    });
    ctx.changes.responses.push(prepared.row);
    for (const event of eventsOfNew(prepared)) {
      const isNew = event.name === "response.created";
      await ctx.emit(isNew ? { ...event, needsCase: false, feedsDetector: false } : event);
    }
    ids.push(prepared.row.id);
  }
  return ids;
}
