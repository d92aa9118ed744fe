import type { QuestionType } from "@otklik/domain/survey/definition";
import type { Draft } from "../draft.ts";

/** What a question is called where nobody has named it: this stands in exports and in `{{answer:…}}`. */
const baseOf: Record<QuestionType | "page" | "ending" | "computed" | "quota", string> = {
  nps: "score",
  csat: "satisfaction",
  ces: "effort",
  csi: "parts",
  rating: "rating",
  text: "comment",
  singleChoice: "choice",
  multipleChoice: "choices",
  picture: "picture",
  matrix: "table",
  ranking: "ranking",
  number: "number",
  date: "date",
  email: "email",
  phone: "phone",
  consent: "consent",
  callback: "call",
  statement: "note",
  page: "page",
  ending: "ending",
  computed: "total",
  quota: "quota",
};

export const idsIn = ({ questions, pages = [], computed = [], quotas = [], endings }: Draft): Set<string> =>
  new Set([...questions, ...pages, ...computed, ...quotas, ...endings].map(({ id }) => id));

/** An id that nothing in the draft has: "score", then "score2". */
export function freshId(draft: Draft, kind: keyof typeof baseOf): string {
  return freshIn(idsIn(draft), baseOf[kind]);
}

export function freshIn(taken: ReadonlySet<string>, base: string): string {
  const stem = base.replace(/\d+$/, "");
  for (let n = 1; ; n++) {
    const id = n === 1 ? stem : `${stem}${n}`;
    if (!taken.has(id)) return id;
  }
}

/** Ids for parts of a question, as choices: c1, c2 …, none of which is taken. */
export function freshParts(taken: Iterable<string>, prefix: string, count: number): string[] {
  const known = new Set(taken);
  const ids: string[] = [];
  for (let n = 1; ids.length < count; n++) if (!known.has(`${prefix}${n}`)) ids.push(`${prefix}${n}`);
  return ids;
}
