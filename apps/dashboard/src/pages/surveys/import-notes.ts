import type { NotTaken } from "@otklik/domain/survey/surveyjs/reading";
import { enteredBy, enteredWorkspace } from "../../api.ts";
import { keptPlace } from "../../kept-texts.ts";

const placeOf = (surveyId: string) => keptPlace(enteredBy(), `survey-import.${enteredWorkspace()}.${surveyId}`);

/** Keeps in this browser what an import did not take over, until somebody has dealt with it. */
export function keepNotTaken(surveyId: string, notTaken: NotTaken[]): void {
  if (notTaken.length === 0) return;
  try {
    localStorage.setItem(placeOf(surveyId), JSON.stringify(notTaken));
  } catch {
    // A full or closed store: the list was seen in the dialog.
  }
}

export function notTakenOf(surveyId: string): NotTaken[] {
  try {
    return JSON.parse(localStorage.getItem(placeOf(surveyId)) ?? "[]") as NotTaken[];
  } catch {
    return [];
  }
}

export const forgetNotTaken = (surveyId: string) => localStorage.removeItem(placeOf(surveyId));
