import type { Condition, Known, Test } from "@otklik/domain/survey/condition";
import type { Answers, Question, SurveyDefinition } from "@otklik/domain/survey/definition";

// The second evaluator: from the first question on, one rule after the other, everything looked up anew each time.

export const find = ({ questions }: SurveyDefinition, id: string) => questions.find((one) => one.id === id) as Question;
export const typeOf = (definition: SurveyDefinition, id: string) => find(definition, id).type;

export function slowPath(definition: SurveyDefinition, answers: Answers, known: Known) {
  const { questions, pages = [], endings } = definition;
  const decide = (condition: Condition | undefined, asked: string[]): boolean => {
    if (condition === undefined) return true;
    const one = condition as { all?: Condition[]; any?: Condition[]; not?: Condition };
    if (one.all) return !one.all.some((inner) => !decide(inner, asked));
    if (one.any) return one.any.some((inner) => decide(inner, asked));
    if (one.not) return !decide(one.not, asked);
    return slowTest(
      definition,
      condition as Test,
      Object.fromEntries(asked.filter((id) => id in answers).map((id) => [id, answers[id]])) as Answers,
      known,
    );
  };
  const pageIdOf = (at: number): string | null => {
    let found: string | null = null;
    for (let place = 0; place <= at; place++)
      for (const page of pages) if (page.from === questions[place]!.id) found = page.id;
    return found;
  };
  const steps = (at: number, asked: string[]): { asked: string[]; ending: string | null } => {
    const end = (named?: string) => {
      const chosen =
        endings.find(({ id }) => id === named) ?? endings.find(({ when }) => decide(when, asked)) ?? endings.at(-1);
      return { asked, ending: chosen?.id ?? null };
    };
    if (at >= questions.length) return end();
    const question = questions[at]!;
    const isAsked = decide(question.when, asked);
    const now = isAsked ? [...asked, question.id] : asked;
    const go = (to: string) => {
      const page = pages.find(({ id }) => id === to);
      const place = questions.findIndex(({ id }) => id === to || id === page?.from);
      if (place < 0) return endFrom(to, now);
      return steps(place > at ? place : at + 1, now);
    };
    const endFrom = (to: string, all: string[]) => {
      const chosen =
        endings.find(({ id }) => id === to) ?? endings.find(({ when }) => decide(when, all)) ?? endings.at(-1);
      return { asked: all, ending: chosen?.id ?? null };
    };
    const own = isAsked ? question.next?.find(({ when }) => decide(when, now)) : undefined;
    if (own) return go(own.to);
    const isLastOfPage = at === questions.length - 1 || pages.some(({ from }) => from === questions[at + 1]!.id);
    const page = pages.find(({ id }) => id === pageIdOf(at));
    const isSeen = now.some((id) => pageIdOf(questions.findIndex((one) => one.id === id)) === pageIdOf(at));
    const left = isLastOfPage && isSeen ? page?.next?.find(({ when }) => decide(when, now)) : undefined;
    return left ? go(left.to) : steps(at + 1, now);
  };
  return steps(0, []);
}

function slowTest(definition: SurveyDefinition, test: Test, seen: Answers, known: Known): boolean {
  const is = test as unknown as {
    op: string;
    value: unknown;
    question?: string;
    part?: string;
    contact?: string;
    context?: string;
  };
  let value: unknown = null;
  if (is.contact) value = (known.contact as Record<string, unknown>)[is.contact] ?? null;
  else if (is.context) {
    const carried = (known.context as Record<string, unknown>)[is.context] ?? null;
    value = carried === null ? null : Number(carried);
  } else if (is.question) {
    const given = seen[is.question];
    if (given === undefined) value = null;
    else if (is.part) value = (given as Record<string, number>)[is.part] ?? null;
    else if (typeof given === "object" && "other" in given) value = "other";
    else value = given;
  } else {
    const first = seen.q0 as { x?: number } | undefined;
    const numbers = [typeof first === "object" ? first?.x : undefined, seen.q1].filter(
      (one) => typeof one === "number",
    );
    value = numbers.length === 0 ? null : numbers.reduce((a, b) => (a as number) + (b as number), 0);
  }
  if (is.op === "answered") return (value !== null) === (is.value !== false);
  if (value === null) return false;
  if (is.op === "band") {
    const type = is.question ? typeOf(definition, is.question) : "";
    if (type !== "nps") return false;
    const band = (value as number) >= 9 ? "promoter" : (value as number) >= 7 ? "passive" : "detractor";
    return band === is.value;
  }
  if (is.op === "eq") return value === is.value;
  if (is.op === "ne") return value !== is.value;
  if (is.op === "in") return (is.value as unknown[]).includes(value);
  if (is.op === "contains")
    return Array.isArray(value)
      ? value.includes(is.value)
      : String(value).toUpperCase().includes(String(is.value).toUpperCase());
  const [left, right] = [value as number, is.value as number];
  return is.op === "lt" ? left < right : is.op === "le" ? left <= right : is.op === "gt" ? left > right : left >= right;
}
