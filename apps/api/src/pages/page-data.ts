import { isImpossible, type Known, testsIn } from "@otklik/domain/survey/condition";
import { conditionsIn, isRequired, type Question, type SurveyDefinition } from "@otklik/domain/survey/definition";
import { namesIn } from "@otklik/domain/survey/piping";
import { helpOf, pageTitleOf, partLabelOf, promptOf } from "@otklik/domain/survey/texts";
import { type Words, wordsFor } from "@otklik/domain/words/words";
import { refusalsOf } from "./refused-form.ts";
import type { Step, SurveyView } from "./survey-view.ts";

/** What the page says where an answer is refused: not given, given wrongly, given with a time that is none. */
export type Refusals = { none: string; wrong?: string; window?: string };

/** All that the script of a survey page is told beside the page itself. */
export type PageData = {
  /** Without what this respondent can never be asked, and without texts that stand in the page. */
  definition: SurveyDefinition;
  /** Only what a text of this page says. */
  known: Known;
  /** The question that the drawn screen comes behind; null: it is the first. */
  after: string | null;
  /** The questions that something else depends on. */
  deciding: string[];
  refusals: Record<string, Refusals>;
  words: Pick<Words["survey"], "next" | "send" | "back" | "notSent">;
};

/**
 * A definition tells more than its page: who is asked what, by which attribute. What is handed out has been decided for
 * this respondent beforehand (`foldedFor`), so that no condition on a contact and no attribute of one is in it.
 */
export function pageDataOf(
  { definition, locale, kiosk = null }: Pick<SurveyView, "definition" | "locale" | "kiosk">,
  { known, after }: Step,
): PageData {
  const words = wordsFor(locale).survey;
  const said = namesSaid(definition);
  const questions = definition.questions.map((question) => slim(question, { definition, locale, said }));
  const asked = definition.questions.filter(mayBeAsked);
  const texts = questions.flatMap(({ prompt, help = "" }) => [prompt, help]);
  const pages = definition.pages?.map((page) => ({
    ...page,
    title: pageTitleOf(definition, page, locale) ?? undefined,
  }));
  const piped = [...texts, ...(pages ?? []).map(({ title = "" }) => title)].flatMap((text) => namesIn(text));
  const only = (from: "contact" | "context") => {
    const names = new Set(piped.flatMap(({ name }) => (name?.from === from ? [name.key] : [])));
    return Object.fromEntries(Object.entries(known[from] ?? {}).filter(([name]) => names.has(name)));
  };
  return {
    definition: {
      schemaVersion: 1,
      name: "",
      locale,
      // What a text in another language depends on cuts the screens as well: they are the same in all of them.
      translations: { "": { prompts: namesElsewhere(definition, locale) } },
      questions,
      pages,
      computed: definition.computed,
      endings: definition.endings.map((ending) => ({
        id: ending.id,
        when: ending.when,
        // A kiosk must say its thanks without a network.
        prompt: kiosk === null ? "" : promptOf(definition, ending, locale),
      })),
    },
    known: { contact: only("contact"), context: only("context") },
    after,
    deciding: decidingIn(definition),
    refusals: Object.fromEntries(
      asked.flatMap((question) =>
        question.type === "statement" ? [] : [[question.id, refusalsOf(question, words.refused)]],
      ),
    ),
    words: { next: words.next, send: words.send, back: words.back, notSent: words.notSent },
  };
}

export const mayBeAsked = ({ when }: Question): boolean => !isImpossible(when);

type Surroundings = { definition: SurveyDefinition; locale: string; said: ReadonlySet<string> };

/** A question as its rules need it: no text but what has a name in it, no labels but what another text says. */
function slim(question: Question, { definition, locale, said }: Surroundings): Question {
  const { id, when } = question;
  if (!mayBeAsked(question)) return { id, when, type: "statement", prompt: "" };
  const label = <Part extends { id: string; label: string }>(part: Part): Part => ({
    ...part,
    label: said.has(id) ? partLabelOf(definition, question, part, locale) : "",
  });
  const ofText = (text: string | null) => (text !== null && namesIn(text).length > 0 ? text : undefined);
  const {
    lowLabel: _low,
    highLabel: _high,
    ...rest
  } = question as Question & { lowLabel?: string; highLabel?: string };
  const slimmed = {
    ...rest,
    prompt: ofText(promptOf(definition, question, locale)) ?? "",
    help: ofText(helpOf(definition, question, locale)),
    required: isRequired(definition, question),
  } as Question;
  if (slimmed.type === "picture")
    return { ...slimmed, choices: slimmed.choices.map((one) => ({ ...label(one), image: "" })) };
  if ("choices" in slimmed) return { ...slimmed, choices: slimmed.choices.map(label) };
  if (slimmed.type === "csi") return { ...slimmed, items: slimmed.items.map((item) => ({ ...item, label: "" })) };
  if (slimmed.type !== "matrix") return slimmed;
  const bare = ({ id }: { id: string }) => ({ id, label: "" });
  return { ...slimmed, rows: slimmed.rows.map(bare), columns: slimmed.columns.map(bare) };
}

/** The questions that something speaks of, and those that lead elsewhere. */
function decidingIn(definition: SurveyDefinition): string[] {
  const { questions, computed = [] } = definition;
  const tested = conditionsIn(definition)
    .flatMap((condition) => testsIn(condition))
    .flatMap(({ test }) => ("question" in test ? [test.question] : []));
  const summed = computed.flatMap(({ terms }) => terms.map(({ question }) => question));
  const leading = questions.flatMap(({ id, next }) => (next?.length ? [id] : []));
  return [...new Set([...tested, ...namesSaid(definition), ...summed, ...leading])];
}

/** Ids of the questions whose answers a text says. */
function namesSaid({ questions, pages = [], translations }: SurveyDefinition): Set<string> {
  const texts = [
    ...questions.flatMap(({ prompt, help = "" }) => [prompt, help]),
    ...pages.map(({ title = "" }) => title),
    ...Object.values(translations).flatMap(({ prompts = {} }) => Object.values(prompts)),
  ];
  return new Set(texts.flatMap(namesIn).flatMap(({ name }) => (name?.from === "answer" ? [name.key] : [])));
}

/** By question, the names in its texts of all languages but this one, and nothing else of them. */
function namesElsewhere(definition: SurveyDefinition, locale: string): Record<string, string> {
  return Object.fromEntries(
    definition.questions.filter(mayBeAsked).flatMap((question) => {
      const { id, prompt, help = "" } = question;
      const here = new Set([promptOf(definition, question, locale), helpOf(definition, question, locale)]);
      const others = Object.values(definition.translations).flatMap(({ prompts = {} }) => [
        Object.hasOwn(prompts, id) ? (prompts[id] ?? "") : "",
        Object.hasOwn(prompts, `${id}.help`) ? (prompts[`${id}.help`] ?? "") : "",
      ]);
      const names = [prompt, help, ...others].flatMap((text) => (here.has(text) ? [] : namesIn(text)));
      const own = names.flatMap(({ written, name }) =>
        name?.from === "answer" || name?.from === "computed" ? [`{{${written}}}`] : [],
      );
      return own.length === 0 ? [] : [[id, own.join("")]];
    }),
  );
}

/** As the text of a `<script type="application/json">`: nothing in it can end that element. */
export function jsonOf(data: PageData): string {
  return JSON.stringify(data).replaceAll("<", "\\u003c");
}
