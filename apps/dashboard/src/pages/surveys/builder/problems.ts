import { faultsOf } from "@otklik/domain/survey/check-definition";
import { faultsOfExamples, faultsOfLogic } from "@otklik/domain/survey/check-logic";
import type { Draft } from "../draft.ts";
import { type GapKind, gapsIn, imageGapsIn } from "./gaps.ts";

/** What of a survey is being edited: a question, page or ending by its id; null: what belongs to the whole survey. */
export type Place = string | null;

/** What is wrong with a draft, and where. With one that stops saving, the draft is not kept until it is mended. */
export type Problem = {
  pointer: string;
  place: Place;
  /** The part of it that is meant, as `prompt` or `when`; "": the whole. */
  field: string;
  stops: "saving" | "publishing";
} & ({ gap: GapKind } | { detail: string });

/** Everything that is wrong, in the order of the survey; each place once for each thing. */
export function problemsIn(draft: Draft): Problem[] {
  const gaps = gapsIn(draft);
  const unsound = draft.questions.length === 0 ? [] : faultsOf(draft);
  const broken =
    unsound.length > 0 || draft.questions.length === 0
      ? []
      : [...faultsOfLogic({ schemaVersion: 1, ...draft }), ...faultsOfExamples(draft)];
  const isTold = (pointer: string) => gaps.some((gap) => pointer.startsWith(gap.pointer));
  return [
    ...gaps.map((gap) => ({ ...gap, ...placeOf(draft, gap.pointer), stops: "saving" as const })),
    ...unsound.map((fault) => ({ ...fault, ...placeOf(draft, fault.pointer), stops: "saving" as const })),
    ...imageGapsIn(draft).map((gap) => ({ ...gap, ...placeOf(draft, gap.pointer), stops: "publishing" as const })),
    ...broken
      .filter(({ pointer }) => !isTold(pointer))
      .map((fault) => ({ ...fault, ...placeOf(draft, fault.pointer), stops: "publishing" as const })),
  ];
}

/** Where a pointer leads: `/questions/3/when/…` to the fourth question's condition. */
function placeOf(draft: Draft, pointer: string): { place: Place; field: string } {
  const [, list = "", at = "", field = ""] = pointer.split("/");
  if (list === "questions") return { place: draft.questions[Number(at)]?.id ?? null, field: at === "" ? list : field };
  if (list === "pages") return { place: draft.pages?.[Number(at)]?.id ?? null, field };
  if (list === "endings") return { place: draft.endings[Number(at)]?.id ?? null, field };
  if (list === "translations") {
    const key = pointer.split("/").at(-1) ?? "";
    return { place: key.replace(/\.help$/, ""), field: key.endsWith(".help") ? "help" : "prompt" };
  }
  return { place: null, field: list };
}
