import type { Question } from "@otklik/domain/survey/definition";
import type { Draft } from "../draft.ts";

/** What is still missing: for the draft to be kept at all, or with `image` to be published. */
export type GapKind =
  | "name"
  | "questions"
  | "prompt"
  | "ending"
  | "label"
  | "choices"
  | "columns"
  | "rows"
  | "items"
  | "weight"
  | "number"
  | "scale"
  | "value"
  | "subject"
  | "link"
  | "image";
export type Gap = { pointer: string; gap: GapKind };

const isBlank = (text: string | undefined) => (text ?? "").trim() === "";

/** Places that were begun and not filled in yet. A draft without any can be kept by the server. */
export function gapsIn(draft: Draft): Gap[] {
  return [
    ...(isBlank(draft.name) ? [{ pointer: "/name", gap: "name" as const }] : []),
    ...(draft.questions.length === 0 ? [{ pointer: "/questions", gap: "questions" as const }] : []),
    ...draft.questions.flatMap((question, at) => [
      ...gapsOfQuestion(question, `/questions/${at}`),
      ...gapsOfConditions({ when: question.when, next: question.next }, `/questions/${at}`),
    ]),
    ...(draft.pages ?? []).flatMap(({ next }, at) => gapsOfConditions({ next }, `/pages/${at}`)),
    ...draft.endings.flatMap(({ prompt, link, when }, at): Gap[] => [
      ...(isBlank(prompt) ? [{ pointer: `/endings/${at}/prompt`, gap: "ending" as const }] : []),
      ...(link && (isBlank(link.label) || !isAddress(link.url))
        ? [{ pointer: `/endings/${at}/link`, gap: "link" as const }]
        : []),
      ...gapsOfConditions({ when }, `/endings/${at}`),
    ]),
    ...(draft.computed ?? []).flatMap(({ terms }, at): Gap[] =>
      terms.length === 0 ? [{ pointer: `/computed/${at}`, gap: "subject" }] : [],
    ),
    ...(draft.quotas ?? []).flatMap(({ when }, at) => gapsOfConditions({ when }, `/quotas/${at}`)),
  ];
}

/** Choices whose picture is not uploaded yet: they can be kept, and not be asked. */
export const imageGapsIn = ({ questions }: Draft): Gap[] =>
  questions.flatMap((question, at) =>
    question.type !== "picture"
      ? []
      : question.choices.flatMap(({ image }, choice): Gap[] =>
          image === "" ? [{ pointer: `/questions/${at}/choices/${choice}/image`, gap: "image" }] : [],
        ),
  );

const isAddress = (url: string) => /^https?:\/\/[^\s/.]+\.\S+$/i.test(url);

function gapsOfQuestion(question: Question, pointer: string): Gap[] {
  const gaps: Gap[] = isBlank(question.prompt) ? [{ pointer: `${pointer}/prompt`, gap: "prompt" }] : [];
  const labelled = (list: readonly { label: string }[], field: string, least: number, gap: GapKind) => {
    if (list.length < least) gaps.push({ pointer: `${pointer}/${field}`, gap });
    list.forEach(({ label }, at) => {
      if (isBlank(label)) gaps.push({ pointer: `${pointer}/${field}/${at}/label`, gap: "label" });
    });
  };
  if ("choices" in question) labelled(question.choices, "choices", 2, "choices");
  if (question.type === "matrix") {
    labelled(question.rows, "rows", 1, "rows");
    labelled(question.columns, "columns", 2, "columns");
  }
  if (question.type === "csi") {
    labelled(question.items, "items", 1, "items");
    question.items.forEach(({ weight }, at) => {
      if (!(weight > 0)) gaps.push({ pointer: `${pointer}/items/${at}/weight`, gap: "weight" });
    });
  }
  const { scale } = question as { scale?: { min: number; max: number } };
  if (scale && !(scale.min >= 0 && scale.min <= 9 && scale.max >= 1 && scale.max <= 10))
    gaps.push({ pointer: `${pointer}/scale`, gap: "scale" });
  return gaps;
}

type WithConditions = { when?: unknown; next?: { when?: unknown; to: string }[] };

function gapsOfConditions({ when, next = [] }: WithConditions, pointer: string): Gap[] {
  return [
    ...gapsOfTests(when, `${pointer}/when`),
    ...next.flatMap((jump, at) => gapsOfTests(jump.when, `${pointer}/next/${at}/when`)),
  ];
}

/** Tests without a name or a value to compare with. */
function gapsOfTests(tree: unknown, pointer: string): Gap[] {
  if (typeof tree !== "object" || tree === null) return [];
  const node = tree as Record<string, unknown>;
  for (const join of ["all", "any"])
    if (Array.isArray(node[join]))
      return (node[join] as unknown[]).flatMap((one, at) => gapsOfTests(one, `${pointer}/${join}/${at}`));
  if ("not" in node) return gapsOfTests(node.not, `${pointer}/not`);
  if (node.contact === "" || node.context === "") return [{ pointer, gap: "subject" }];
  const isEmpty = node.value === "" || (Array.isArray(node.value) && node.value.length === 0);
  const isMissing = node.op !== "answered" && (node.value === undefined || isEmpty);
  return isMissing ? [{ pointer: `${pointer}/value`, gap: "value" }] : [];
}
