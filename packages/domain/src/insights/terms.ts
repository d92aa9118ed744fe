import { negations, stopWords } from "./stop-words.ts";

export type Language = "en" | "ru";
/** Takes the ending off a word, so that its forms count as one. */
export type Stem = (word: string, language: Language) => string;

/** A word or a pair of words that some comments use more than others. */
export type Term = {
  /** As it is written most often. */
  text: string;
  /** A text that stands in every form of it. */
  search: string;
  /** Comments that use it, among these and among the others. */
  these: number;
  others: number;
  /** By how many standard errors its odds are higher. */
  z: number;
  /** False: a hint that more comments may confirm or not. */
  isSure: boolean;
};

type Sides = { these: readonly string[]; others: readonly string[] };

/** From so many standard errors and comments on a term is told; from fewer hinted at, where nothing can be told. */
const sure = { z: 3, comments: 10, most: 8 };
const hint = { z: 2.5, comments: 5, most: 3 };
/** How much imagined usage steadies rare terms, at most; never more than there is of the smaller side. */
const strongestPrior = 500;
/** A phrase stands for its word when it is this much of it. */
const mostOfAWord = 2 / 3;

/**
 * Terms that these comments use more than the others do: log-odds ratios with an informative Dirichlet prior (Monroe,
 * Colaresi and Quinn 2008, Fightin' Words, eq. 15–22), the prior being all comments together. Counted by comment, not by
 * mention: one who repeats themselves is still one. The surest come first; where none is sure, a few hints.
 */
export function termsUsedMore({ these, others }: Sides, stem: Stem): Term[] {
  const usages = new Map<string, Usage>();
  for (const comment of these) note(usages, comment, { stem, side: "these" });
  for (const comment of others) note(usages, comment, { stem, side: "others" });
  const all = [...usages.values()];
  const rated = [1, 2].flatMap((length) => rate(all.filter(({ stems }) => stems.length === length)));
  rated.sort((a, b) => b.z - a.z);
  const told = striking(rated, sure);
  return told.length > 0 ? viewsOf(told, true) : viewsOf(striking(rated, hint), false);
}

function striking(rated: Rated[], limit: typeof sure): Rated[] {
  return withoutRepeats(rated.filter(({ z, these }) => z > limit.z && these >= limit.comments)).slice(0, limit.most);
}

const viewsOf = (terms: Rated[], isSure: boolean): Term[] =>
  terms.map(({ stems, forms, ...term }) => ({ ...written(stems, forms), ...term, isSure }));

/** Russian where at least half as many letters are Cyrillic as are Latin: 99 % right on short comments (METRICS §6). */
export function languageOf(text: string): Language {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  const cyrillic = count(/\p{Script=Cyrillic}/gu);
  return cyrillic > 0 && 2 * cyrillic >= count(/\p{Script=Latin}/gu) ? "ru" : "en";
}

/**
 * How much higher the odds of a term are on one side: `uses` of `total` there and on the other, and the prior's. In
 * standard errors, with the approximation of the variance that the authors give.
 */
export function oddsDifference(one: Uses, other: Uses, prior: Uses): number {
  const logOdds = ({ uses, total }: Uses) => Math.log((uses + prior.uses) / (total + prior.total - uses - prior.uses));
  const variance = 1 / (one.uses + prior.uses) + 1 / (other.uses + prior.uses);
  return (logOdds(one) - logOdds(other)) / Math.sqrt(variance);
}

type Uses = { uses: number; total: number };
type Usage = { stems: string[]; forms: Map<string, number>; these: number; others: number };
type Rated = Usage & { z: number };

function rate(usages: Usage[]): Rated[] {
  const totals = { these: sumOf(usages, "these"), others: sumOf(usages, "others") };
  const total = Math.min(strongestPrior, totals.these, totals.others);
  if (total === 0) return [];
  return usages.map((usage) => {
    const { these, others } = usage;
    const prior = { uses: (total * (these + others)) / (totals.these + totals.others), total };
    const z = oddsDifference({ uses: these, total: totals.these }, { uses: others, total: totals.others }, prior);
    return { ...usage, z };
  });
}

const sumOf = (usages: Usage[], side: "these" | "others") => usages.reduce((sum, usage) => sum + usage[side], 0);

type Word = { text: string; stem: string; isNegation: boolean; start: number; end: number };

function note(usages: Map<string, Usage>, comment: string, { stem, side }: { stem: Stem; side: "these" | "others" }) {
  const told = new Set<string>();
  const tell = (words: Word[]) => {
    const stems = words.map((word) => word.stem);
    const key = stems.join(" ");
    const usage = usages.get(key) ?? { stems, forms: new Map(), these: 0, others: 0 };
    usages.set(key, usage);
    const form = comment.slice(words[0]?.start, words.at(-1)?.end).toLowerCase();
    if (side === "these") usage.forms.set(form, (usage.forms.get(form) ?? 0) + 1);
    if (told.has(key)) return;
    told.add(key);
    usage[side]++;
  };
  for (const clause of clausesOf(comment, stem)) {
    for (const [at, word] of clause.entries()) {
      if (!word.isNegation) tell([word]);
      const next = clause[at + 1];
      if (next && !next.isNegation) tell([word, next]);
    }
  }
}

/** The words that mean something, by what stands between two marks of punctuation. */
function clausesOf(comment: string, stem: Stem): Word[][] {
  const language = languageOf(comment);
  const clauses: Word[][] = [[]];
  for (const found of comment.matchAll(/(\p{L}+(?:['’-]\p{L}+)*)|[.,;:!?…()«»"—–\n]/gu)) {
    const [, text] = found;
    if (!text) {
      clauses.push([]);
      continue;
    }
    const plain = text.toLowerCase().replaceAll("ё", "е").replaceAll("’", "'");
    const isNegation = negations[language].has(plain);
    if (stopWords[language].has(plain) || (plain.length < 2 && !isNegation)) continue;
    const stemmed = isNegation ? plain : stem(plain, language);
    clauses.at(-1)?.push({ text, stem: stemmed, isNegation, start: found.index, end: found.index + text.length });
  }
  return clauses;
}

/** Of a phrase and its words, and of phrases that overlap, the one that says most. The surest come first. */
function withoutRepeats(rated: Rated[]): Rated[] {
  const [phrases, singles] = [
    rated.filter(({ stems }) => stems.length > 1),
    rated.filter(({ stems }) => stems.length === 1),
  ];
  const standsFor = (phrase: Rated, { stems: [stem], these }: Rated) =>
    phrase.stems.includes(stem as string) && phrase.these >= mostOfAWord * these;
  const kept: Rated[] = [];
  for (const phrase of phrases) {
    const words = singles.filter(({ stems: [stem] }) => phrase.stems.includes(stem as string));
    const isPart = words.length > 0 && !words.some((word) => standsFor(phrase, word));
    const overlaps = kept.some(({ stems }) => stems.some((stem) => phrase.stems.includes(stem)));
    if (!isPart && !overlaps) kept.push(phrase);
  }
  const words = singles.filter((word) => !kept.some((phrase) => standsFor(phrase, word)));
  return rated.filter((one) => kept.includes(one) || words.includes(one));
}

function written({ length }: string[], forms: ReadonlyMap<string, number>): { text: string; search: string } {
  const [text = ""] = [...forms].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([form]) => form);
  const shared = [...forms.keys()].reduce(commonStart, text);
  return { text, search: length === 1 && shared.length >= 3 ? shared : text };
}

function commonStart(one: string, other: string): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return one.slice(0, at);
}
