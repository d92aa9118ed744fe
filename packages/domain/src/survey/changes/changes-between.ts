import {
  isMetricQuestion,
  isRequired,
  type Jump,
  type MetricQuestion,
  type Question,
  type SurveyDefinition,
  scaleOf,
} from "../definition.ts";
import { scaleChanges } from "../scale-change.ts";
import { completenessOf, localesOf, partsOf } from "../texts.ts";
import { conditionText } from "./condition-text.ts";
import { textChanges } from "./text-changes.ts";
import { type ChangeWords, changesEn } from "./words-en.ts";
import { changesRu } from "./words-ru.ts";

/** One change between two definitions. `pointer` is its place in the later one; in the earlier one where it is gone. */
export type Change = { pointer: string; sentence: string; startsSeries: boolean };

export type Told = { words: ChangeWords; nameOf(locale: string): string };
export type Lists = "questions" | "pages" | "endings" | "computed" | "quotas";
type Listed = { id: string };

/** All that differs, as sentences in the order of the survey; none where nothing does. */
export function changesBetween(before: SurveyDefinition, after: SurveyDefinition, language: "en" | "ru"): Change[] {
  const words = language === "ru" ? changesRu : changesEn;
  const names = new Intl.DisplayNames([language], { type: "language" });
  const told: Told = { words, nameOf: (locale) => names.of(locale) ?? locale };
  const said = (pointer: string, sentence: string): Change => ({ pointer, sentence, startsSeries: false });
  const changes = [
    ...(before.name === after.name ? [] : [said("/name", words.named(before.name, after.name))]),
    ...languageChanges(before, after, told),
    ...(["questions", "pages", "endings", "computed", "quotas"] as const).flatMap((list) =>
      listChanges(before, after, list, words).map(({ pointer, sentence }) => said(pointer, sentence)),
    ),
    ...after.questions.flatMap((question, at) => {
      const old = before.questions.find(({ id }) => id === question.id);
      return old ? questionChanges({ before, after, words }, old, question, at) : [];
    }),
    ...textChanges(before, after, told).map(({ pointer, sentence }) => said(pointer, sentence)),
    ...otherChanges(before, after, words).map(({ pointer, sentence }) => said(pointer, sentence)),
  ];
  const place = (pointer: string) => {
    const [, list = "", at = "-1"] = pointer.split("/");
    return order.indexOf(list) * 1000 + Number(at);
  };
  return changes.sort((a, b) => place(a.pointer) - place(b.pointer));
}

const order = ["name", "locale", "translations", "questions", "pages", "computed", "quotas", "endings"];

type Plain = { pointer: string; sentence: string };
type Both = { before: SurveyDefinition; after: SurveyDefinition; words: ChangeWords };

function languageChanges(before: SurveyDefinition, after: SurveyDefinition, { words, nameOf }: Told): Change[] {
  const said = (pointer: string, sentence: string): Change => ({ pointer, sentence, startsSeries: false });
  const [old, now] = [localesOf(before), localesOf(after)];
  return [
    ...(before.locale === after.locale
      ? []
      : [said("/locale", words.ownLanguage(nameOf(before.locale), nameOf(after.locale)))]),
    ...now
      .filter((one) => !old.includes(one))
      .map((one) => {
        const { present, total } = completenessOf(after, one);
        return said(`/translations/${one}`, words.languageAdded(nameOf(one), present, total));
      }),
    ...old
      .filter((one) => !now.includes(one))
      .map((one) => said(`/translations/${one}`, words.languageRemoved(nameOf(one)))),
  ];
}

/** What was added, taken away and moved in a list of things with ids. */
function listChanges(before: SurveyDefinition, after: SurveyDefinition, list: Lists, words: ChangeWords): Plain[] {
  const [old, now]: [readonly Listed[], readonly Listed[]] = [before[list] ?? [], after[list] ?? []];
  const where = (at: number) => words.places[list](at + 1);
  const moved = movedIn(old, now);
  return [
    ...now.flatMap((one, at) => {
      const pointer = `/${list}/${at}`;
      const from = old.findIndex(({ id }) => id === one.id);
      if (from < 0) return [{ pointer, sentence: words.added(where(at), nameIn(one)) }];
      return moved.has(one.id) ? [{ pointer, sentence: words.moved(where(at), from + 1) }] : [];
    }),
    ...old.flatMap((one, at) =>
      now.some(({ id }) => id === one.id)
        ? []
        : [{ pointer: `/${list}/${at}`, sentence: words.removed(where(at), nameIn(one)) }],
    ),
  ];
}

const nameIn = (one: Listed & { prompt?: string; title?: string }) => one.prompt ?? one.title ?? one.id;

/** Ids that have to be moved to make the one order the other; as few as can be. */
function movedIn(old: readonly Listed[], now: readonly Listed[]): Set<string> {
  const kept = now.filter(({ id }) => old.some((one) => one.id === id)).map(({ id }) => id);
  const places = kept.map((id) => old.findIndex((one) => one.id === id));
  // The longest run that is in order already stays.
  const best: { length: number; previous: number }[] = [];
  for (const [at, place] of places.entries()) {
    const before = best
      .slice(0, at)
      .reduce(
        (most, one, index) =>
          (places[index] as number) < place && one.length > (best[most]?.length ?? 0) ? index : most,
        -1,
      );
    best.push({ length: (best[before]?.length ?? 0) + 1, previous: before });
  }
  const longest = best.reduce((most, one, at) => (one.length > (best[most]?.length ?? 0) ? at : most), -1);
  const staying = new Set<number>();
  for (let at = longest; at >= 0; at = best[at]?.previous ?? -1) staying.add(at);
  return new Set(kept.filter((_, at) => !staying.has(at)));
}

function questionChanges({ before, after, words }: Both, old: Question, now: Question, at: number): Change[] {
  const where = words.places.questions(at + 1);
  const pointer = `/questions/${at}`;
  const said = (sentence: string, field = "", startsSeries = false): Change => ({
    pointer: field ? `${pointer}/${field}` : pointer,
    sentence,
    startsSeries,
  });
  const changes: Change[] = [];
  if (old.type !== now.type) changes.push(said(words.type(where, old.type, now.type), "type"));
  if (isMetricQuestion(old) && isMetricQuestion(now)) {
    const because = scaleChanges({ definition: before, question: old }, { definition: after, question: now });
    const what = because.map((one) =>
      one === "scale" ? words.because.scale(span(old), span(now)) : words.because[one],
    );
    if (because.length > 0) changes.push(said(words.series(where, what.join(", ")), "", true));
  }
  if (old.type === now.type) changes.push(...partChanges(old, now, where, words).map((sentence) => said(sentence)));
  const [was, is] = [isRequired(before, old), isRequired(after, now)];
  if (was !== is) changes.push(said(is ? words.required(where) : words.optional(where), "required"));
  return [...changes, ...settingChanges(old, now, where, words).map(({ field, sentence }) => said(sentence, field))];
}

const span = (question: MetricQuestion) => {
  const { min, max } = scaleOf(question);
  return `${min}–${max}`;
};

function partChanges(old: Question, now: Question, where: string, words: ChangeWords): string[] {
  return partsOf(now).flatMap(({ list, parts }, at) => {
    const what = words.parts[list as keyof ChangeWords["parts"]];
    const gone = partsOf(old)[at]?.parts ?? [];
    const has = (some: readonly { id: string }[], id: string) => some.some((one) => one.id === id);
    return [
      ...parts.filter(({ id }) => !has(gone, id)).map(({ label }) => words.partAdded(where, what, label)),
      ...gone.filter(({ id }) => !has(parts, id)).map(({ label }) => words.partRemoved(where, what, label)),
      ...(movedIn(gone, parts).size > 0 ? [words.partsMoved(where, what)] : []),
    ];
  });
}

const settings = ["scale", "min", "max", "decimals", "minLength", "maxLength", "pattern", "shuffled", "other"];

function settingChanges(old: Question, now: Question, where: string, words: ChangeWords) {
  const [was, is] = [old, now] as unknown as Record<string, unknown>[];
  const shown = (value: unknown): string => {
    if (value === undefined || value === false) return words.none;
    if (value === true) return words.condition.yes;
    return typeof value === "object" ? Object.values(value as object).join("–") : String(value);
  };
  return settings.flatMap((field) => {
    if (field === "scale" && isMetricQuestion(now)) return [];
    const [from, to] = [shown(was?.[field]), shown(is?.[field])];
    return from === to ? [] : [{ field, sentence: words.setting(where, field, from, to) }];
  });
}

/** Conditions, ways, links; of pages, computed values and quotas whatever else there is. */
function otherChanges(before: SurveyDefinition, after: SurveyDefinition, words: ChangeWords): Plain[] {
  type Other = Listed & Partial<Record<"when" | "next" | "link", unknown>> & Record<string, unknown>;
  return (["questions", "pages", "endings", "computed", "quotas"] as const).flatMap((list) => {
    const [old, now] = [before[list] ?? [], after[list] ?? []] as unknown as [Other[], Other[]];
    return now.flatMap((is, at) => {
      const was = old.find(({ id }) => id === is.id);
      if (!was) return [];
      const where = words.places[list](at + 1);
      const differs = (field: string) => JSON.stringify(was[field]) !== JSON.stringify(is[field]);
      const said = (field: string, sentence: string) => ({ pointer: `/${list}/${at}/${field}`, sentence });
      const url = (one: Other) => (one.link as { url?: string } | undefined)?.url;
      const condition = is.when as Parameters<typeof conditionText>[1] | undefined;
      return [
        ...(differs("when")
          ? [
              said(
                "when",
                condition ? words.onlyIf(where, conditionText(after, condition, words)) : words.always(where),
              ),
            ]
          : []),
        ...(differs("next") ? [said("next", waysOf(after, is.next as Jump[] | undefined, where, words))] : []),
        ...(url(was) === url(is)
          ? []
          : [said("link", url(is) ? words.link(where, url(is) as string) : words.linkGone(where))]),
        ...["from", "by", "terms", "limit", "whenFull"]
          .filter(differs)
          .map((field) =>
            said(
              field,
              words.setting(
                where,
                field,
                JSON.stringify(was[field]) ?? words.none,
                JSON.stringify(is[field]) ?? words.none,
              ),
            ),
          ),
      ];
    });
  });
}

function waysOf(definition: SurveyDefinition, jumps: Jump[] | undefined, where: string, words: ChangeWords): string {
  if (!jumps?.length) return words.leadsNowhere(where);
  const target = (to: string) => {
    for (const list of ["questions", "pages", "endings"] as const) {
      const at = (definition[list] ?? []).findIndex(({ id }) => id === to);
      if (at >= 0) return words.places[list](at + 1);
    }
    return words.theEnd;
  };
  const ways = jumps.map(({ to, when }) => words.way(target(to), when ? conditionText(definition, when, words) : null));
  return words.leads(where, ways.join("; "));
}
