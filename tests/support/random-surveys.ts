import { type Condition, type Known, type Test, testsIn } from "@otklik/domain/survey/condition";
import {
  type Answers,
  type Jump,
  primaryQuestion,
  type Question,
  type SurveyDefinition,
} from "@otklik/domain/survey/definition";
import fc from "fast-check";

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
export const publishable = surveys.map((definition): SurveyDefinition => {
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

export function answersTo(definition: SurveyDefinition): fc.Arbitrary<{ answers: Answers; known: Known }> {
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

export const withAnswers = surveys.chain((definition) => {
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
