import { hasWords } from "./answer-text.ts";
import type { Fault } from "./check-definition.ts";
import type { SurveyDefinition } from "./definition.ts";
import { namesIn } from "./piping.ts";
import { escapePointer } from "./pointer.ts";

/** A text that is filled in, and the questions that were asked by the time it is shown. */
type Piped = { text: string; pointer: string; before: number };

/** Names in texts that nothing could ever stand for. */
export function faultsOfPiping(definition: SurveyDefinition): Fault[] {
  return pipedTexts(definition).flatMap(({ text, pointer, before }) =>
    namesIn(text).flatMap(({ written, name }) => {
      const unknown = `There is no {{${written}}}; a text can say {{answer:question}}, {{computed:value}}, {{contact.name|there}} or {{context.key}}.`;
      if (name === null) return [{ pointer, detail: unknown }];
      if (name.from === "contact" || name.from === "context") return [];
      if (name.from === "computed") {
        const isKnown = definition.computed?.some(({ id }) => id === name.key);
        return isKnown ? [] : [{ pointer, detail: `There is no computed value ${name.key}.` }];
      }
      const place = definition.questions.findIndex(({ id }) => id === name.key);
      const question = definition.questions[place];
      if (!question) return [{ pointer, detail: `There is no question ${name.key}.` }];
      if (!hasWords(question))
        return [{ pointer, detail: `The answer to ${name.key} cannot be said in a text: it is a ${question.type}.` }];
      return place < before ? [] : [{ pointer, detail: `The question ${name.key} is not asked before this is said.` }];
    }),
  );
}

function pipedTexts({ questions, pages = [], endings, translations }: SurveyDefinition): Piped[] {
  const placeOf = (id: string) => questions.findIndex((one) => one.id === id);
  const own: (Piped & { key: string })[] = [
    ...questions.flatMap(({ id, prompt, help }, at) => [
      { key: id, text: prompt, pointer: `/questions/${at}/prompt`, before: at },
      ...(help === undefined ? [] : [{ key: `${id}.help`, text: help, pointer: `/questions/${at}/help`, before: at }]),
    ]),
    ...pages.flatMap(({ id, title, from }, at) =>
      title === undefined ? [] : [{ key: id, text: title, pointer: `/pages/${at}/title`, before: placeOf(from) }],
    ),
    ...endings.map(({ id, prompt }, at) => ({
      key: id,
      text: prompt,
      pointer: `/endings/${at}/prompt`,
      before: questions.length,
    })),
  ];
  const translated = Object.entries(translations).flatMap(([locale, { prompts = {} }]) =>
    own.flatMap(({ key, before }) =>
      Object.hasOwn(prompts, key)
        ? [
            {
              text: prompts[key] ?? "",
              pointer: `/translations/${escapePointer(locale)}/prompts/${escapePointer(key)}`,
              before,
            },
          ]
        : [],
    ),
  );
  return [...own, ...translated];
}
