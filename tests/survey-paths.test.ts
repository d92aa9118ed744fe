import { faultsOfAnswers } from "@otklik/domain/survey/check-answers";
import { faultsOfLogic } from "@otklik/domain/survey/check-logic";
import type { Known } from "@otklik/domain/survey/condition";
import type { Answers, SurveyDefinition } from "@otklik/domain/survey/definition";
import { foldedFor } from "@otklik/domain/survey/folded";
import { answersOn, pathOf } from "@otklik/domain/survey/path";
import { screenAfter } from "@otklik/domain/survey/screen";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pageDataOf } from "../apps/api/src/pages/page-data.ts";
import { answersTo, publishable, withAnswers } from "./support/random-surveys.ts";
import { find, slowPath, typeOf } from "./support/slow-path.ts";

/** How many random surveys, each with random answers. */
const numRuns = 10_000;

describe("Whatever the survey and whatever the answers", () => {
  it("the path is the one that a slow and obvious reading of the rules gives", () => {
    fc.assert(
      fc.property(withAnswers, ({ definition, answers, known }) => {
        const { asked, ending, isComplete, nextQuestion } = pathOf(definition, answers, known);
        const slow = slowPath(definition, answers, known);
        expect({ asked, ending }).toEqual({ asked: slow.asked, ending: slow.ending });
        const open = slow.asked.filter((id) => typeOf(definition, id) !== "statement" && !(id in answers));
        expect(nextQuestion).toBe(open[0] ?? null);
        expect(isComplete).toBe(!open.some((id) => find(definition, id).required));
      }),
      { numRuns },
    );
  }, 120_000);

  it("answers off the path change neither the path nor what is refused", () => {
    fc.assert(
      fc.property(withAnswers, ({ definition, answers, known }) => {
        const kept = answersOn(definition, answers, known);
        expect(pathOf(definition, kept, known)).toEqual(pathOf(definition, answers, known));
        expect(faultsOfAnswers(definition, kept, true, known)).toEqual(
          faultsOfAnswers(definition, answers, true, known),
        );
      }),
      { numRuns: 2000 },
    );
  }, 120_000);

  it("screen by screen, everybody is asked what is on their path, once and in order", () => {
    fc.assert(
      fc.property(withAnswers, ({ definition, answers, known }) => {
        const given: Answers = {};
        const shown: string[] = [];
        for (let screen = screenAfter(definition, given, known, null); screen; ) {
          shown.push(...screen.questions);
          for (const id of screen.questions) if (id in answers) given[id] = answers[id]!;
          const next = screenAfter(definition, given, known, shown.at(-1)!);
          if (screen.isLast) expect(next).toBeNull();
          screen = next;
        }
        expect(shown).toEqual(pathOf(definition, answers, known).asked);
      }),
      { numRuns: 5000 },
    );
  }, 120_000);

  it("what a respondent's page is told asks, cuts and refuses as the whole survey does, and names nobody's attributes", () => {
    fc.assert(
      fc.property(withAnswers, ({ definition, answers, known }) => {
        const folded = foldedFor(definition, known);
        const told = pageToldOf(folded, known);
        expect(JSON.stringify(told)).not.toMatch(/"contact":"|"context":"|gold|free|"amount"/);
        const whole = pathOf(definition, answers, known);
        expect(pathOf(folded, answers, known)).toEqual(whole);
        expect(pathOf(told.definition, answers, told.known)).toEqual(whole);
        expect(faultsOfAnswers(folded, answers, true, known)).toEqual(
          faultsOfAnswers(definition, answers, true, known),
        );
        expect(faultsOfAnswers(told.definition, answers, true, told.known)).toEqual(
          faultsOfAnswers(definition, answers, true, known),
        );
        for (const after of [null, ...whole.asked]) {
          const { page: _, ...screen } = screenAfter(folded, answers, known, after) ?? {};
          expect(screenAfter(told.definition, answers, told.known, after) ?? {}).toMatchObject(screen);
        }
      }),
      { numRuns: 5000 },
    );
  }, 120_000);

  it("no answer ever leads to what publishing calls out of reach", () => {
    fc.assert(
      fc.property(publishable, (definition) => {
        const faults = faultsOfLogic(definition);
        const unreachable = new Set(faults.map(({ pointer }) => pointer));
        const isSound = faults.every(({ pointer }) => /^\/(questions|endings)(\/\d+)?$/.test(pointer));
        if (!isSound) return;
        for (const { answers, known } of fc.sample(answersTo(definition), {
          numRuns: 40,
          seed: definition.questions.length,
        })) {
          if (faultsOfAnswers(definition, answers, true, known).length > 0) continue;
          const { asked, ending } = pathOf(definition, answers, known);
          const reached = [
            ...asked.map((id) => `/questions/${definition.questions.findIndex((one) => one.id === id)}`),
            `/endings/${definition.endings.findIndex(({ id }) => id === ending)}`,
          ];
          expect(reached.filter((pointer) => unreachable.has(pointer))).toEqual([]);
          if (!unreachable.has("/questions"))
            expect(asked.some((id) => typeOf(definition, id) !== "statement")).toBe(true);
        }
      }),
      { numRuns: 1500 },
    );
  }, 120_000);
});

/** What the script of a page is told, as JSON brings it there. */
function pageToldOf(definition: SurveyDefinition, known: Known): ReturnType<typeof pageDataOf> {
  const screen = { page: null, questions: [], isLast: false };
  return JSON.parse(
    JSON.stringify(pageDataOf({ definition, locale: "en" }, { screen, after: null, answers: {}, known })),
  );
}
