import { speaksOf } from "@otklik/domain/values/speaks-of";
import type { Planning } from "../context.ts";
import type { EventNamed } from "../events.ts";
import { deleteFilings, forgetWords } from "./store.ts";
import { deleteViews, everybodysViews } from "./views-store.ts";

/** Of an erased contact's answers only the numbers stay: without a word, an address or an attribute, a note or a tag. */
export function forgetAnswers(planning: Planning, { contactId }: EventNamed<"contact.erased">): Promise<void> {
  const { workspaceId } = planning;
  return planning.inTx(async (tx) => {
    // Locks the answers first: a note that is being written is there by then, or finds nobody to write about.
    await forgetWords({ tx, workspaceId }, contactId, ({ answers }) => numbersOf(answers));
    await deleteFilings({ tx, workspaceId }, contactId);
  });
}

/** Filters that were kept to find an erased contact, by their id, a name or an address. Whose view it was does not matter. */
export function forgetViews(planning: Planning, { contactId, known }: EventNamed<"contact.erased">): Promise<void> {
  const { workspaceId } = planning;
  return planning.inTx(async (tx) => {
    const views = await everybodysViews({ tx, workspaceId });
    const theirs = views.filter(({ name, search }) =>
      [name, ...valuesIn(search)].some((text) => text === contactId || speaksOf(text, known)),
    );
    await deleteViews(
      { tx, workspaceId },
      theirs.map(({ id }) => id),
    );
  });
}

const valuesIn = (search: string) => [...new URLSearchParams(search).values()];

function numbersOf(answers: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(answers).filter(([, value]) => typeof value === "number" || isRatings(value)),
  );
}

const isRatings = (value: unknown) =>
  typeof value === "object" && value !== null && Object.values(value).every((one) => typeof one === "number");
