import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { faultsOfAnswers } from "./check-answers.ts";
import { faultsOfLogic } from "./check-logic.ts";
import { type Condition, type Known, type Test, testsIn } from "./condition.ts";
import { type Answers, type Jump, primaryQuestion, type Question, type SurveyDefinition } from "./definition.ts";
import { answersOn, pathOf } from "./path.ts";
import { screenAfter } from "./screen.ts";

/** How many random surveys, each with random answers. */
const numRuns = 10_000;

const choices = ["a", "b", "c"].map((id) => ({ id, label: id }));
const items = ["x", "y"].map((id) => ({ id, label: id, weight: 1 }));

/** A question, its answers and what can be asked of it, by kind. */
const kinds = [
  {
    make: { type: "nps" },
    answer: fc.integer({ min: 0, max: 10 }),
    test: fc.oneof(
      fc.record({ op: fc.constantFrom("eq", "ne", "lt", "le", "gt", "ge"), value: fc.integer({ min: -1, max: 11 }) }),
      fc.record({ op: fc.constant("in"), value: fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 1 }) }),
      fc.record({ op: fc.constant("band"), value: fc.constantFrom("promoter", "passive", "detractor") }),
    ),
  },
  {
    make: { type: "singleChoice", choices, other: true },
    answer: fc.oneof(fc.constantFrom("a", "b", "c"), fc.constant({ other: "d" })),
    test: fc.record({ op: fc.constantFrom("eq", "ne"), value: fc.constantFrom("a", "b", "other") }),
  },
  {
    make: { type: "multipleChoice", choices },
    answer: fc.subarray(["a", "b", "c"], { minLength: 1 }),
    test: fc.record({ op: fc.constant("contains"), value: fc.constantFrom("a", "c") }),
  },
  {
    make: { type: "csi", items, scale: { min: 1, max: 5 } },
    answer: fc.record({ x: fc.integer({ min: 1, max: 5 }) }),
    test: fc.record({ part: fc.constantFrom("x", "y"), op: fc.constantFrom("ge", "lt"), value: fc.constant(3) }),
  },
  {
    make: { type: "text" },
    answer: fc.constantFrom("late", "Fast", " "),
    test: fc.record({ op: fc.constant("contains"), value: fc.constantFrom("LATE", "as") }),
  },
  { make: { type: "consent" }, answer: fc.boolean(), test: fc.record({ op: fc.constant("eq"), value: fc.boolean() }) },
  { make: { type: "statement" }, answer: fc.constant("no"), test: fc.record({ op: fc.constant("answered") }) },
];

const answered = fc.record({ op: fc.constant("answered"), value: fc.boolean() });
const ofOthers = fc.oneof(
  fc.record({ contact: fc.constant("plan"), op: fc.constantFrom("eq", "ne"), value: fc.constantFrom("gold", "free") }),
  fc.record({ context: fc.constant("amount"), op: fc.constantFrom("gt", "le"), value: fc.constant(100) }),
  fc.record({ computed: fc.constant("sum"), op: fc.constantFrom("ge", "lt"), value: fc.integer({ min: 0, max: 20 }) }),
);

function testsOf(kindsOfQuestions: number[]): fc.Arbitrary<unknown> {
  const ofAnswers = kindsOfQuestions.map((kind, at) =>
    fc.oneof(kinds[kind]!.test, answered).map((test) => ({ question: `q${at}`, ...test })),
  );
  return fc.oneof(...ofAnswers, ofOthers);
}

const conditionsOf = (tests: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => {
  const some = (inner: fc.Arbitrary<unknown>) => fc.array(inner, { minLength: 1, maxLength: 3 });
  const joined = (inner: fc.Arbitrary<unknown>) =>
    fc.oneof(
      { weight: 3, arbitrary: inner },
      { weight: 1, arbitrary: some(inner).map((all) => ({ all })) },
      { weight: 1, arbitrary: some(inner).map((any) => ({ any })) },
      { weight: 1, arbitrary: inner.map((not) => ({ not })) },
    );
  return joined(joined(tests));
};

/** Surveys as nobody checked them: jumps back and nowhere, conditions on later questions, pages that begin anywhere. */
const surveys: fc.Arbitrary<SurveyDefinition> = fc
  .array(fc.nat({ max: kinds.length - 1 }), { minLength: 1, maxLength: 8 })
  .chain((chosen) => {
    const when = fc.option(conditionsOf(testsOf(chosen)), { nil: undefined, freq: 2 });
    const place = fc.constantFrom(...chosen.map((_, at) => `q${at}`));
    const to = fc.oneof(place, fc.constantFrom("p0", "p1", "e0", "e1", "end", "nowhere"));
    const next = fc.option(fc.array(fc.record({ when, to }), { minLength: 1, maxLength: 2 }), {
      nil: undefined,
      freq: 2,
    });
    const questions = fc.tuple(
      ...chosen.map((kind, at) =>
        fc.record({ when, next, required: fc.boolean() }).map((more) => ({
          id: `q${at}`,
          prompt: "?",
          ...kinds[kind]!.make,
          ...more,
        })),
      ),
    );
    const pages = fc.array(fc.record({ from: place, next }), { maxLength: 2 });
    const endings = fc.array(when, { maxLength: 3 });
    return fc.record({ questions, pages, endings }).map(
      (one) =>
        ({
          schemaVersion: 1,
          name: "S",
          locale: "en",
          translations: {},
          questions: one.questions,
          pages: one.pages.map((page, at) => ({ id: `p${at}`, ...page })),
          computed: [{ id: "sum", by: "sum", terms: [{ question: "q0", part: "x" }, { question: "q1" }] }],
          endings: one.endings.map((condition, at) => ({ id: `e${at}`, prompt: "!", when: condition })),
        }) as unknown as SurveyDefinition,
    );
  });

/** The same without what publishing refuses at once: conditions on what comes later, ways back, an ending for some only. */
const publishable = surveys.map((definition): SurveyDefinition => {
  const placeOf = (id: string) => Number(id.slice(1));
  const isEarlier = (condition: Condition | undefined, before: number) =>
    condition === undefined || testsIn(condition).every(({ test }) => isKnownBy(test, before));
  const isKnownBy = (test: Test, before: number) =>
    "question" in test ? placeOf(test.question) < before : !("computed" in test) || before > 1;
  const isForward = (from: number) => (jump: Jump) =>
    isEarlier(jump.when, from + 1) && (jump.to.startsWith("q") ? placeOf(jump.to) > from : jump.to === "end");
  return {
    ...definition,
    computed: [{ id: "sum", by: "sum", terms: [{ question: "q1", points: { a: 3 } }] }],
    pages: [],
    questions: definition.questions.map((question, at) => ({
      ...question,
      when: isEarlier(question.when, at) ? question.when : undefined,
      next: question.next?.filter(isForward(at)),
    })),
    endings: definition.endings.map((ending, at) =>
      at + 1 === definition.endings.length ? { ...ending, when: undefined } : ending,
    ),
  };
});

function answersTo(definition: SurveyDefinition): fc.Arbitrary<{ answers: Answers; known: Known }> {
  const isAlways = ({ id, required }: Question) => required || id === primaryQuestion(definition)?.id;
  const asked = definition.questions.filter(({ type }) => type !== "statement");
  const answers = fc.record(
    Object.fromEntries(
      asked.map(({ id, type }) => [id, kinds.find(({ make }) => make.type === type)!.answer]),
    ) as Record<string, fc.Arbitrary<unknown>>,
    { requiredKeys: asked.filter(isAlways).map(({ id }) => id) },
  ) as fc.Arbitrary<Answers>;
  const known = fc.record({
    contact: fc.constantFrom({}, { plan: "gold" }, { plan: "free" }),
    context: fc.constantFrom({}, { amount: "250" }, { amount: 40 }),
  });
  return fc.record({ answers, known });
}

const withAnswers = surveys.chain((definition) => {
  const answers = fc.record(
    Object.fromEntries(
      definition.questions.map(({ id, type }) => [id, kinds.find(({ make }) => make.type === type)!.answer]),
    ) as Record<string, fc.Arbitrary<unknown>>,
    { requiredKeys: [] },
  ) as fc.Arbitrary<Answers>;
  const known = fc.record({
    contact: fc.constantFrom({}, { plan: "gold" }, { plan: "free" }),
    context: fc.constantFrom({}, { amount: "250" }, { amount: 40 }),
  });
  return fc.record({ definition: fc.constant(definition), answers, known });
});

describe("Whatever the survey and whatever the answers", () => {
  it("the path is the one that a slow and obvious reading of the rules gives", () => {
    fc.assert(
      fc.property(withAnswers, ({ definition, answers, known }) => {
        const { asked, ending, isComplete, nextQuestion } = pathOf(definition, answers, known);
        const slow = slowPath(definition, answers, known);
        expect({ asked, ending }).toEqual({ asked: slow.asked, ending: slow.ending });
        const open = slow.asked.filter((id) => typeOf(definition, id) !== "statement" && !(id in answers));
        expect(nextQuestion).toBe(open[0] ?? null);
        expect(isComplete).toBe(!open.some((id) => find(definition, id).required));
      }),
      { numRuns },
    );
  }, 120_000);

  it("answers off the path change neither the path nor what is refused", () => {
    fc.assert(
      fc.property(withAnswers, ({ definition, answers, known }) => {
        const kept = answersOn(definition, answers, known);
        expect(pathOf(definition, kept, known)).toEqual(pathOf(definition, answers, known));
        expect(faultsOfAnswers(definition, kept, true, known)).toEqual(
          faultsOfAnswers(definition, answers, true, known),
        );
      }),
      { numRuns: 2000 },
    );
  }, 120_000);

  it("screen by screen, everybody is asked what is on their path, once and in order", () => {
    fc.assert(
      fc.property(withAnswers, ({ definition, answers, known }) => {
        const given: Answers = {};
        const shown: string[] = [];
        for (let screen = screenAfter(definition, given, known, null); screen; ) {
          shown.push(...screen.questions);
          for (const id of screen.questions) if (id in answers) given[id] = answers[id]!;
          const next = screenAfter(definition, given, known, shown.at(-1)!);
          if (screen.isLast) expect(next).toBeNull();
          screen = next;
        }
        expect(shown).toEqual(pathOf(definition, answers, known).asked);
      }),
      { numRuns: 5000 },
    );
  }, 120_000);

  it("no answer ever leads to what publishing calls out of reach", () => {
    fc.assert(
      fc.property(publishable, (definition) => {
        const faults = faultsOfLogic(definition);
        const unreachable = new Set(faults.map(({ pointer }) => pointer));
        const isSound = faults.every(({ pointer }) => /^\/(questions|endings)(\/\d+)?$/.test(pointer));
        if (!isSound) return;
        for (const { answers, known } of fc.sample(answersTo(definition), {
          numRuns: 40,
          seed: definition.questions.length,
        })) {
          if (faultsOfAnswers(definition, answers, true, known).length > 0) continue;
          const { asked, ending } = pathOf(definition, answers, known);
          const reached = [
            ...asked.map((id) => `/questions/${definition.questions.findIndex((one) => one.id === id)}`),
            `/endings/${definition.endings.findIndex(({ id }) => id === ending)}`,
          ];
          expect(reached.filter((pointer) => unreachable.has(pointer))).toEqual([]);
          if (!unreachable.has("/questions"))
            expect(asked.some((id) => typeOf(definition, id) !== "statement")).toBe(true);
        }
      }),
      { numRuns: 1500 },
    );
  }, 120_000);
});

// The second evaluator: from the first question on, one rule after the other, everything looked up anew each time.

const find = ({ questions }: SurveyDefinition, id: string) => questions.find((one) => one.id === id) as Question;
const typeOf = (definition: SurveyDefinition, id: string) => find(definition, id).type;

function slowPath(definition: SurveyDefinition, answers: Answers, known: Known) {
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
