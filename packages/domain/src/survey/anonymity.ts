import type { Fault } from "./check-definition.ts";
import { testsIn } from "./condition.ts";
import type { SurveyDefinition } from "./definition.ts";

/** Nobody is told of a group of fewer: its answers would be told of people. */
export const leastGroup = 5;

/** A time to the hour: all that is kept of when an anonymous answer was given. */
export const hourOf = (time: Date): Date => new Date(Math.floor(time.getTime() / 3_600_000) * 3_600_000);

/** Of what a link, a request or an invitation carried, what the survey declares safe to keep with anonymous answers. */
export function safeOf<Value>({ safeContext = [] }: SurveyDefinition, context: Record<string, Value> = {}) {
  return Object.fromEntries(Object.entries(context).filter(([name]) => safeContext.includes(name)));
}

/**
 * Which groups of a whole may be told, by their sizes. Those below five are not; nor so many of the next larger ones that
 * what is hidden, which anybody can take from the whole, is two groups and five answers at least.
 */
export function tellableGroups(sizes: readonly number[]): boolean[] {
  const tellable = sizes.map((size) => size === 0 || size >= leastGroup);
  const bySize = sizes.map((_, at) => at).sort((a, b) => (sizes[a] as number) - (sizes[b] as number));
  const hidden = () => sizes.filter((_, at) => !tellable[at]);
  for (const at of bySize) {
    const sum = hidden().reduce((all, size) => all + size, 0);
    if (sum === 0 || (sum >= leastGroup && hidden().length > 1)) break;
    if ((sizes[at] as number) > 0) tellable[at] = false;
  }
  return tellable;
}

/** What an anonymous survey cannot ask, or speak of, without breaking what it promises. */
export function faultsOfAnonymity({ anonymous, safeContext = [], ...definition }: SurveyDefinition): Fault[] {
  if (!anonymous) return [];
  const { questions, pages = [], endings, quotas = [] } = definition;
  const conditions = [
    ...questions.map(({ when }, at) => ({ when, pointer: `/questions/${at}/when` })),
    ...endings.map(({ when }, at) => ({ when, pointer: `/endings/${at}/when` })),
    ...[
      ...questions.map((part, at) => ({ part, pointer: `/questions/${at}` })),
      ...pages.map((part, at) => ({ part, pointer: `/pages/${at}` })),
    ].flatMap(({ part, pointer }) =>
      (part.next ?? []).map(({ when }, at) => ({ when, pointer: `${pointer}/next/${at}/when` })),
    ),
  ];
  return [
    ...questions.flatMap(({ type }, at) =>
      type === "callback" || type === "email" || type === "phone"
        ? [
            {
              pointer: `/questions/${at}/type`,
              detail: `An anonymous survey cannot ask for ${asked[type]}. Ask in another survey, or lead there by the ending's link.`,
            },
          ]
        : [],
    ),
    ...conditions.flatMap(({ when, pointer }) =>
      testsIn(when, pointer).flatMap(({ test, pointer: at }) => {
        if ("contact" in test)
          return [
            {
              pointer: `${at}/contact`,
              detail: "The way through an anonymous survey cannot depend on who answers it.",
            },
          ];
        if ("context" in test && !safeContext.includes(test.context))
          return [
            {
              pointer: `${at}/context`,
              detail: `${test.context} is not among what this anonymous survey declares safe (safeContext).`,
            },
          ];
        return [];
      }),
    ),
    ...(quotas.length > 0
      ? [{ pointer: "/quotas", detail: "An anonymous survey has no quotas: they are counted by answer." }]
      : []),
  ];
}

const asked = { callback: "a call back", email: "an e-mail address", phone: "a phone number" };
