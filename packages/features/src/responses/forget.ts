import { speaksOf } from "@otklik/domain/values/speaks-of";
import type { Planning } from "../context.ts";
import type { EventNamed } from "../events.ts";
import { deleteFilings, forgetWords } from "./store.ts";
import { deleteTheme, listThemes, updateTheme } from "./themes-store.ts";
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

/** Views that were kept to find an erased contact, by their id, a name or an address, whoever kept them; and so of themes. */
export function forgetViews(planning: Planning, { contactId, known }: EventNamed<"contact.erased">): Promise<void> {
  const { workspaceId } = planning;
  return planning.inTx(async (tx) => {
    const views = await everybodysViews({ tx, workspaceId });
    const theirs = views.filter(({ name, search }) =>
      [name, ...lookedFor(search)].some((text) => text === contactId || speaksOf(text, known)),
    );
    await deleteViews(
      { tx, workspaceId },
      theirs.map(({ id }) => id),
    );
    for (const { id, name, keywords } of await listThemes({ tx, workspaceId })) {
      const kept = keywords.filter((keyword) => !speaksOf(keyword, known));
      if (kept.length === 0 || speaksOf(name, known)) await deleteTheme({ tx, workspaceId }, id);
      else if (kept.length < keywords.length) await updateTheme({ tx, workspaceId }, id, { keywords: kept });
    }
  });
}

/** Of a view's filters those that can name a person. */
const lookedFor = (search: string) => {
  const filters = new URLSearchParams(search);
  return ["q", "contact"].flatMap((name) => filters.getAll(name));
};

function numbersOf(answers: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(answers).filter(([, value]) => typeof value === "number" || isRatings(value)),
  );
}

const isRatings = (value: unknown) =>
  typeof value === "object" && value !== null && Object.values(value).every((one) => typeof one === "number");
