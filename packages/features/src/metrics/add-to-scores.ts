import type { Planning } from "../context.ts";
import type { CountedResponse, EventNamed } from "../events.ts";
import { ensureCell, type Place } from "./store.ts";

/** Puts an answer into the scores, and takes out what they held of it: −old +new, in the transaction that saves it. */
export async function addToScores(
  planning: Planning,
  event: EventNamed<"response.created" | "response.updated">,
): Promise<void> {
  const responseId = event.ifInserted ? event.responseId : null;
  if (event.before) await count(planning, event.before, responseId, -1);
  if (event.after) await count(planning, event.after, responseId, 1);
}

async function count(
  planning: Planning,
  counted: CountedResponse,
  responseId: string | null,
  n: 1 | -1,
): Promise<void> {
  for (const answer of counted.answers) {
    for (const place of placesOf(counted, answer)) {
      planning.changes.additions.push({
        response_id: responseId,
        cell_id: await cellAt(planning, place),
        at: counted.at.toISOString(),
        bucket: answer.bucket,
        n,
        sum: String(answer.scaled),
        sum_squares: String(answer.scaled * answer.scaled),
      });
    }
  }
}

/** The leaf itself, the whole series, and one more leaf for each declared dimension that the respondent has a value in. */
export function placesOf(
  { surveyId, touchpointId, channel, segments }: Omit<CountedResponse, "at" | "answers">,
  answer: { questionId: string; scaleVersion: number },
): Place[] {
  const leaf = { surveyId, questionId: answer.questionId, scaleVersion: answer.scaleVersion, touchpointId, channel };
  return [
    { ...leaf, dimensionId: null, dimensionValue: null },
    { ...leaf, touchpointId: null, channel: null, dimensionId: null, dimensionValue: null },
    ...Object.entries(segments)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([dimensionId, dimensionValue]) => ({ ...leaf, dimensionId, dimensionValue })),
  ];
}

/** The id of a cell: remembered, found, or made. */
export async function cellAt(planning: Planning, place: Place): Promise<string> {
  const key = [planning.workspaceId, ...Object.values(place)].join("\n");
  const known = planning.memory.cells.get(key);
  if (known) return known;
  const id = await planning.inTx((tx) => ensureCell(tx, planning.workspaceId, place, planning.ports.crypto.uuidv7()));
  planning.afterCommit(() => remember(planning.memory.cells, key, id));
  return id;
}

const mostRemembered = 200_000;

function remember(cells: Map<string, string>, key: string, id: string): void {
  if (cells.size >= mostRemembered) cells.clear();
  cells.set(key, id);
}
