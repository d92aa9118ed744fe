import { testsIn } from "@otklik/domain/survey/condition";
import { contextNamesIn } from "@otklik/domain/survey/context-names";
import { conditionsIn } from "@otklik/domain/survey/definition";
import { namesIn } from "@otklik/domain/survey/piping";
import { textsIn } from "@otklik/domain/survey/texts";
import type { Draft } from "../draft.ts";

/** What of the contact and of the link the survey's conditions and texts speak of, by name. */
export function knownNames(draft: Draft): { contact: string[]; context: string[] } {
  const definition = { schemaVersion: 1 as const, ...draft };
  const tested = conditionsIn(definition).flatMap((condition) =>
    testsIn(condition).flatMap(({ test }) => ("contact" in test ? [test.contact] : [])),
  );
  const translated = Object.values(draft.translations).flatMap(({ prompts = {} }) => Object.values(prompts));
  const said = [...textsIn(definition).map(({ text }) => text), ...translated].flatMap((text) =>
    namesIn(text).flatMap(({ name }) => (name?.from === "contact" ? [name.key] : [])),
  );
  return { contact: [...new Set([...tested, ...said])].filter(Boolean), context: [...contextNamesIn(definition)] };
}
