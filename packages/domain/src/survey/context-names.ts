import { testsIn } from "./condition.ts";
import { conditionsIn, type SurveyDefinition } from "./definition.ts";
import { namesIn } from "./piping.ts";

/** What this survey wants to know of the link or request by which it is reached: the names its conditions and texts speak of. */
export function contextNamesIn(definition: SurveyDefinition): Set<string> {
  const { questions, pages = [], endings, translations } = definition;
  const tested = conditionsIn(definition).flatMap((condition) =>
    testsIn(condition).flatMap(({ test }) => ("context" in test ? [test.context] : [])),
  );
  const texts = [
    ...questions.flatMap(({ prompt, help = "" }) => [prompt, help]),
    ...pages.map(({ title = "" }) => title),
    ...endings.map(({ prompt }) => prompt),
    ...Object.values(translations).flatMap(({ prompts = {} }) => Object.values(prompts)),
  ];
  const said = texts.flatMap((text) =>
    namesIn(text).flatMap(({ name }) => (name?.from === "context" ? [name.key] : [])),
  );
  return new Set([...tested, ...said]);
}
