import { languageOf } from "@otklik/domain/insights/terms";
import { checkModel, type ModelCheck, surelyUnhappy } from "@otklik/domain/insights/unhappy-words";
import type { Context } from "../context.ts";
import { listResponses, newestScoredComments, type ResponseQuestion, resolveFilter } from "../responses/index.ts";
import { openStems } from "./stems.ts";

export type Contradictions = {
  /** One a language that comments were written in: whether its words may be told from, and how well they tell. */
  models: ModelCheck[];
  /** Happy by their score, unhappy by their words; the surest first. */
  data: {
    responseId: string;
    comment: string;
    score: number | null;
    class: string | null;
    touchpointKey: string;
    channel: string;
    at: string;
    /** P(unhappy) by words alone, above 0.9 and up to 1. */
    unhappy: number;
    /** How many others say the same, word for word. */
    alike: number;
  }[];
};

const mostComments = 1000;
const mostListed = 50;
/** Runs to the end and lets everything else that waits go first at each pause. */
async function inTurns<Result>(work: Generator<void, Result>): Promise<Result> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await new Promise((resolve) => setTimeout(resolve));
  }
}

const unhappy = new Set(["detractor", "dissatisfied"]);

/**
 * Answers that match whose words say the contrary of a good score. A workspace's own scored comments, the newest 1 000,
 * teach and check the model, whatever the filter; of a language whose model has not earned it nothing is told.
 */
export async function readContradictions(ctx: Context, question: ResponseQuestion): Promise<Contradictions> {
  const filter = await resolveFilter(ctx, question);
  const comments = (await newestScoredComments(ctx, mostComments)).map((one) => ({
    ...one,
    isUnhappy: unhappy.has(one.class),
  }));
  const stem = await openStems();
  const models: ModelCheck[] = [];
  const doubted = new Map<string, number>();
  for (const [language, scored] of Map.groupBy(comments, ({ text }) => languageOf(text))) {
    const { check, unseen } = await inTurns(checkModel(language, scored, stem));
    models.push(check);
    if (!check.isEarned) continue;
    for (const [at, { id, isUnhappy }] of scored.entries())
      if (!isUnhappy && (unseen[at] as number) > surelyUnhappy) doubted.set(id, unseen[at] as number);
  }
  const rows =
    doubted.size === 0
      ? []
      : await listResponses(ctx, { ...filter, among: [...doubted.keys()] }, { limit: mostListed - 1, after: null });
  const said = Map.groupBy(rows, ({ comment }) => comment?.trim().toLowerCase() ?? "");
  const firsts = [...said.values()].flatMap(([first, ...others]) =>
    first ? [{ ...first, alike: others.length }] : [],
  );
  const data = firsts.map(({ id, comment, score, class: name, touchpointKey, channel, occurredAt, alike }) => ({
    responseId: id,
    comment: comment ?? "",
    score,
    class: name,
    touchpointKey,
    channel,
    at: occurredAt.toISOString(),
    unhappy: doubted.get(id) as number,
    alike,
  }));
  return { models: models.sort((a, b) => b.n - a.n), data: data.sort((a, b) => b.unhappy - a.unhappy) };
}
