import { wilsonInterval } from "../metrics/proportions.ts";
import { negations } from "./stop-words.ts";
import { type Language, languageOf, type Stem } from "./terms.ts";

/** A comment whose author's own score says how they felt. */
export type Scored = { text: string; isUnhappy: boolean };

/** What is asked of a model before anything of it is shown. */
export const leastScored = 300;
const leastOfASide = 30;
const folds = 5;
/** Characters of a comment; what somebody thinks is said by then. */
const longestRead = 400;
/** Comments between two pauses. */
const breath = 20;
/** From here on words contradict a good score. */
export const surelyUnhappy = 0.9;

/** What the words of one language tell, checked on comments that the model had not seen. */
export type ModelCheck = {
  language: Language;
  /** Scored comments it was trained and checked on. */
  n: number;
  unhappy: number;
  /** Share of comments told rightly, 0..1, with its 95 % interval; null below 300 comments or 30 of a side. */
  right: { share: number; low: number; high: number } | null;
  /** Share that is told rightly by always saying what most say. */
  usual: number;
  /** Surely better than always saying what most say. */
  isEarned: boolean;
  reason: "tooFewComments" | "tooFewOfASide" | "notBetter" | null;
};

export type Checked = {
  check: ModelCheck /** P(unhappy) of each comment, by models that had not seen it. */;
  unseen: number[];
};

const negated = 2;

/**
 * What a comment says: stems, pairs of stems, and stems that a negation turns around. Each once, however often it is said.
 */
export function featuresOf(text: string, stem: Stem, language: Language = languageOf(text)): string[] {
  const found = new Set<string>();
  for (const clause of text
    .toLowerCase()
    .replaceAll("ё", "е")
    .replaceAll("’", "'")
    .split(/[.,;:!?()\n]+/)) {
    let before = "";
    let turned = 0;
    for (const [word] of clause.matchAll(/[\p{L}\p{N}']+/gu)) {
      if (negations[language].has(word)) {
        turned = negated;
        before = "";
        found.add(`NOT`);
        continue;
      }
      const of = `${turned-- > 0 ? "NOT_" : ""}${stem(word, language)}`;
      found.add(of);
      if (before) found.add(`${before} ${of}`);
      before = of;
    }
  }
  return [...found];
}

type Counts = { unhappy: number; others: number };
type Model = { comments: Counts; uses: Map<string, Counts> };

/** A naive Bayes model over which features are there, with one imagined use of each on either side. */
function train(examples: readonly { features: string[]; isUnhappy: boolean }[]): Model {
  const model: Model = { comments: { unhappy: 0, others: 0 }, uses: new Map() };
  for (const { features, isUnhappy } of examples) {
    const side = isUnhappy ? "unhappy" : "others";
    model.comments[side]++;
    for (const feature of features) {
      const uses = model.uses.get(feature) ?? { unhappy: 0, others: 0 };
      uses[side]++;
      model.uses.set(feature, uses);
    }
  }
  return model;
}

/** The probability that whoever wrote this is unhappy, 0..1. What was never seen says nothing. */
function unhappyBy({ comments, uses }: Model, features: readonly string[]): number {
  let odds = Math.log((comments.unhappy + 1) / (comments.others + 1));
  for (const feature of features) {
    const of = uses.get(feature);
    if (of)
      odds += Math.log((of.unhappy + 1) / (comments.unhappy + 2)) - Math.log((of.others + 1) / (comments.others + 2));
  }
  return 1 / (1 + Math.exp(-odds));
}

/** The same words are all in one fold: a model that had seen them elsewhere would only remember them. */
function foldsOf(scored: readonly Scored[]): number[] {
  const known = new Map<string, number>();
  return scored.map(({ text }) => {
    const said = text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim();
    const at = known.get(said) ?? known.size;
    known.set(said, at);
    return at % folds;
  });
}

/**
 * Trains on scored comments of one language and checks it: each comment is told by a model that had not seen it, one of
 * five. It is earned from 300 comments on, and only where the lower 95 % limit of what it tells rightly lies above what
 * always saying the commoner would. Pauses often, so that whoever runs it may let others have their turn.
 */
export function* checkModel(language: Language, scored: readonly Scored[], stem: Stem): Generator<void, Checked> {
  const n = scored.length;
  const unhappy = scored.filter(({ isUnhappy }) => isUnhappy).length;
  const usual = n === 0 ? 0 : Math.max(unhappy, n - unhappy) / n;
  const refused = (reason: ModelCheck["reason"]): Checked => ({
    check: { language, n, unhappy, right: null, usual, isEarned: false, reason },
    unseen: [],
  });
  if (n < leastScored) return refused("tooFewComments");
  if (Math.min(unhappy, n - unhappy) < leastOfASide) return refused("tooFewOfASide");
  const examples: { features: string[]; isUnhappy: boolean }[] = [];
  for (const { text, isUnhappy } of scored) {
    examples.push({ features: featuresOf(text.slice(0, longestRead), stem, language), isUnhappy });
    if (examples.length % breath === 0) yield;
  }
  const foldOf = foldsOf(scored);
  const models: Model[] = [];
  for (let fold = 0; fold < folds; fold++) {
    models.push(train(examples.filter((_, at) => foldOf[at] !== fold)));
    yield;
  }
  const unseen = examples.map(({ features }, at) => unhappyBy(models[foldOf[at] as number] as Model, features));
  const hits = examples.filter(({ isUnhappy }, at) => (unseen[at] as number) > 0.5 === isUnhappy).length;
  const bounds = wilsonInterval(hits, n) as { low: number; high: number };
  const isEarned = bounds.low > usual;
  return {
    check: {
      language,
      n,
      unhappy,
      right: { share: hits / n, ...bounds },
      usual,
      isEarned,
      reason: isEarned ? null : "notBetter",
    },
    unseen,
  };
}
