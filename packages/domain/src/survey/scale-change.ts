import { isMetricQuestion, type MetricQuestion, type SurveyDefinition, scaleOf } from "./definition.ts";
import { endLabelOf, itemLabelOf, localesOf } from "./texts.ts";

/**
 * What of a metric question makes its answers another measure. `direction`: its two ends have changed places; `anonymity`:
 * people say other things when nobody knows who they are.
 */
export type ScaleChange = "metric" | "anonymity" | "scale" | "direction" | "labels" | "items" | "weights";

type Asked = { definition: SurveyDefinition; question: MetricQuestion };

/**
 * What of a question's scale differs between two versions; empty: answers to both may be added up. Labels are held
 * against each other in the language of the version before: neither the prompt nor another language is part of a scale.
 */
export function scaleChanges(before: Asked, after: Asked): ScaleChange[] {
  if (before.question.type !== after.question.type) return ["metric"];
  const [was, is] = [scaleOf(before.question), scaleOf(after.question)];
  return [
    ...(Boolean(before.definition.anonymous) === Boolean(after.definition.anonymous) ? [] : (["anonymity"] as const)),
    ...(was.min === is.min && was.max === is.max ? [] : (["scale"] as const)),
    ...changesOfEnds(before, after),
    ...changesOfItems(before, after),
  ];
}

function changesOfEnds(before: Asked, after: Asked): ScaleChange[] {
  const locale = sharedLocale(before, after);
  if (locale === null) return ["labels"];
  const endsOf = ({ definition, question }: Asked) =>
    (["low", "high"] as const).map((end) => endLabelOf(definition, question, end, locale)?.trim() ?? "");
  const [[low, high], [newLow, newHigh]] = [endsOf(before), endsOf(after)];
  if (low === newLow && high === newHigh) return [];
  return low === newHigh && high === newLow ? ["direction"] : ["labels"];
}

function changesOfItems(before: Asked, after: Asked): ScaleChange[] {
  if (before.question.type !== "csi" || after.question.type !== "csi") return [];
  const [was, is] = [before.question.items, after.question.items];
  const ids = (items: typeof was) => items.map(({ id }) => id).sort();
  if (ids(was).join("\n") !== ids(is).join("\n")) return ["items"];
  const locale = sharedLocale(before, after);
  const shareIn = (items: typeof was) => {
    const all = items.reduce((sum, { weight }) => sum + weight, 0);
    return (id: string) => (items.find((item) => item.id === id)?.weight ?? 0) / all;
  };
  const [shareBefore, shareAfter] = [shareIn(was), shareIn(is)];
  const labelIn = ({ definition }: Asked, items: typeof was, id: string) => {
    const item = items.find((one) => one.id === id);
    return item && locale !== null ? itemLabelOf(definition, item, locale).trim() : "";
  };
  return [
    ...(ids(was).every((id) => labelIn(before, was, id) === labelIn(after, is, id)) ? [] : (["labels"] as const)),
    ...(ids(was).every((id) => Math.abs(shareBefore(id) - shareAfter(id)) < 1e-9) ? [] : (["weights"] as const)),
  ].filter((change, index, all) => all.indexOf(change) === index);
}

/** The language of the version before, or else that of the one after, if both have texts in it. */
function sharedLocale({ definition: before }: Asked, { definition: after }: Asked): string | null {
  if (localesOf(after).includes(before.locale)) return before.locale;
  return localesOf(before).includes(after.locale) ? after.locale : null;
}

/** By question that both versions ask, what makes the later one's answers another series. */
export function changedScales(
  before: SurveyDefinition,
  after: SurveyDefinition,
): { questionId: string; because: ScaleChange[] }[] {
  const earlier = new Map(before.questions.filter(isMetricQuestion).map((question) => [question.id, question]));
  return after.questions.filter(isMetricQuestion).flatMap((question) => {
    const asked = earlier.get(question.id);
    const because = asked ? scaleChanges({ definition: before, question: asked }, { definition: after, question }) : [];
    return because.length > 0 ? [{ questionId: question.id, because: [...new Set(because)] }] : [];
  });
}
