import type { Planning } from "../context.ts";
import type { EventNamed } from "../events.ts";
import { deleteFilings, forgetWords } from "./store.ts";

/** Of an erased contact's answers only the numbers stay: without a word, an address or an attribute, a note or a tag. */
export function forgetAnswers(planning: Planning, { contactId }: EventNamed<"contact.erased">): Promise<void> {
  const { workspaceId } = planning;
  return planning.inTx(async (tx) => {
    // Locks the answers first: a note that is being written is there by then, or finds nobody to write about.
    await forgetWords({ tx, workspaceId }, contactId, ({ answers }) => numbersOf(answers));
    await deleteFilings({ tx, workspaceId }, contactId);
  });
}

function numbersOf(answers: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(answers).filter(([, value]) => typeof value === "number" || isRatings(value)),
  );
}

const isRatings = (value: unknown) =>
  typeof value === "object" && value !== null && Object.values(value).every((one) => typeof one === "number");
