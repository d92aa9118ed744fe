import { hashKey } from "@tanstack/react-query";
import { enteredBy, enteredWorkspace } from "../../../api.ts";
import { keptPlace } from "../../../kept-texts.ts";
import type { Draft } from "../draft.ts";
import { bodyOf, draftFrom, type StoredSurvey } from "../saving.ts";

/** Changes that the server has not taken yet, kept in this browser. */
export type Unsaved = {
  draft: Draft;
  /** When they were made, ms since 1970. */
  at: number;
  /** `updatedAt` of the draft that was changed. */
  from: string;
};

const placeOf = (surveyId: string) => keptPlace(enteredBy(), `survey-draft.${enteredWorkspace()}.${surveyId}`);

/** Whether it is kept: a full or closed store keeps nothing. */
export function keepUnsaved(surveyId: string, unsaved: Unsaved): boolean {
  try {
    localStorage.setItem(placeOf(surveyId), JSON.stringify(unsaved));
    return true;
  } catch {
    return false;
  }
}

export function forgetUnsaved(surveyId: string): void {
  localStorage.removeItem(placeOf(surveyId));
}

/** What was left behind, unless the server has the same by now. */
export function unsavedOf(survey: StoredSurvey): Unsaved | null {
  try {
    const found = JSON.parse(localStorage.getItem(placeOf(survey.id)) ?? "null") as Unsaved | null;
    return found && !isSame(draftFrom(survey), found.draft) ? found : null;
  } catch {
    return null;
  }
}

/** Whether the server would hold one and the same draft, in whatever order its fields come. */
export const isSame = (one: Draft, other: Draft) => hashKey([bodyOf(one)]) === hashKey([bodyOf(other)]);
