import { faultsOf } from "@otklik/domain/survey/check-definition";
import { faultsOfLogic } from "@otklik/domain/survey/check-logic";
import { draftOf } from "@otklik/domain/survey/templates/draft-of";
import { templates } from "@otklik/domain/survey/templates/templates";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { publishable } from "../../../../../../tests/support/random-surveys.ts";
import type { Draft } from "../draft.ts";
import { idsIn } from "./ids.ts";
import { offeredTypes } from "./new-question.ts";
import { addEnding, addPage, addQuestion, duplicate, moveEnding, moveEntry, remove } from "./operations.ts";
import { outlineOf } from "./outline.ts";
import { firstWords } from "./words.ts";

const words = firstWords.en;
const empty: Draft = { name: "S", locale: "en", translations: {}, questions: [], endings: [] };
const types = Object.values(offeredTypes).flat();
const checked = (draft: Draft) => [...faultsOf(draft), ...faultsOfLogic({ schemaVersion: 1, ...draft })];
const order = (draft: Draft) => outlineOf(draft).map(({ id }) => id);

const paged: Draft = {
  ...empty,
  questions: ["a", "b", "c"].map((id) => ({ id, type: "text", prompt: id })),
  pages: [
    { id: "p1", from: "b" },
    { id: "p2", from: "c" },
  ],
};
const jumping: Draft = {
  ...paged,
  questions: paged.questions.map((one) => (one.id === "a" ? { ...one, next: [{ to: "p2" }] } : one)),
};

describe("A question", () => {
  it("of every type is sound as it is added, in both languages, whatever is there", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...types), { minLength: 1, maxLength: 8 }), (chosen) => {
        const draft = chosen.reduce((one, type) => addQuestion(one, type, null, words).draft, empty);
        const faults = checked(draft).filter(({ pointer }) => pointer !== "/questions");
        expect([draft.questions.length, idsIn(draft).size, faults]).toEqual([chosen.length, chosen.length, []]);
        expect(chosen.every((type) => addQuestion(empty, type, null, firstWords.ru).draft.questions[0]?.prompt)).toBe(
          true,
        );
      }),
    );
  });

  it("is added behind the one that is chosen, on its page", () => {
    expect(order(addQuestion(paged, "nps", "b", words).draft)).toEqual(["a", "p1", "b", "score", "p2", "c"]);
    expect(order(addQuestion(paged, "nps", "p1", words).draft)).toEqual(["a", "p1", "score", "b", "p2", "c"]);
    expect(order(addQuestion(paged, "nps", null, words).draft)).toEqual(["score", "a", "p1", "b", "p2", "c"]);
  });

  it("that is a second score is not required, as the first one is", () => {
    const { draft } = addQuestion(addQuestion(empty, "nps", null, words).draft, "ces", "score", words);
    expect(draft.questions.map(({ required }) => required)).toEqual([undefined, false]);
  });

  it("is duplicated with its translations, its parts under ids of their own", () => {
    const index = templates.find(({ questions }) => questions.some(({ type }) => type === "csi"));
    const { schemaVersion: _, ...draft } = draftOf(index as (typeof templates)[number], ["en", "ru"]);
    const parts = draft.questions.find(({ type }) => type === "csi");
    const edited = duplicate(draft, parts?.id ?? "");
    const copy = edited?.draft.questions.find(({ id }) => id === edited.id);
    const items = copy?.type === "csi" ? copy.items : [];
    const { prompts, labels } = edited?.draft.translations.ru ?? {};
    expect(edited && checked(edited.draft)).toEqual([]);
    expect(prompts?.[copy?.id ?? ""]).toBe(prompts?.[parts?.id ?? ""]);
    expect(items.map(({ id }) => labels?.[id])).toEqual(
      parts?.type === "csi" ? parts.items.map(({ id }) => labels?.[id]) : [],
    );
  });
});

describe("A list of questions", () => {
  const at = fc.nat({ max: 9 });

  it("keeps every question, id, condition and page that has a question left, wherever things are moved", () => {
    fc.assert(
      fc.property(
        publishable,
        fc.array(fc.tuple(at, at), { maxLength: 6 }),
        ({ schemaVersion: _, ...draft }, moves) => {
          const moved = moves.reduce((one, [from, to]) => moveEntry(one, order(one)[from] ?? "", to), draft as Draft);
          const byId = (one: Draft) => new Map(one.questions.map((question) => [question.id, question.when]));
          expect(byId(moved)).toEqual(byId(draft as Draft));
          expect((moved.pages ?? []).every(({ from }) => byId(moved).has(from))).toBe(true);
        },
      ),
    );
  });

  it.each<[string, string, number, string[]]>([
    ["a question onto the page before", "b", 1, ["a", "b", "p2", "c"]],
    ["a question down over a cut", "a", 2, ["p1", "b", "a", "p2", "c"]],
    ["a cut up over a question", "p2", 2, ["a", "p1", "b", "p2", "c"]],
    ["a cut to the very end", "p2", 4, ["a", "p1", "b", "p2", "c"]],
    ["a cut to the top", "p1", 0, ["p1", "a", "b", "p2", "c"]],
    ["something to nowhere", "a", 9, ["a", "p1", "b", "p2", "c"]],
  ])("takes %s", (_, id, to, expected) => {
    expect(order(moveEntry(paged, id, to))).toEqual(expected);
  });

  it("leads on to what comes next where a page or a question is gone", () => {
    expect(remove(jumping, "p2").questions[0]?.next).toEqual([{ to: "c" }]);
    expect(remove(jumping, "c").questions[0]?.next).toEqual([{ to: "end" }]);
    expect(order(remove(jumping, "b"))).toEqual(["a", "p2", "c"]);
  });

  it("is cut into a page before a question, once", () => {
    const cut = addPage(paged, "a");
    expect(cut && order(cut.draft)).toEqual(["page", "a", "p1", "b", "p2", "c"]);
    expect(addPage(paged, "b")).toBeNull();
  });
});

describe("Endings", () => {
  it("stay sound as they are added: the last is for everybody", () => {
    const asked = addQuestion(empty, "nps", null, words).draft;
    const thanks = addEnding(asked, "Thanks").draft;
    const two = addEnding(thanks, "Sorry").draft;
    expect([two.endings.map(({ prompt }) => prompt), checked(two)]).toEqual([["Sorry", "Thanks"], []]);
    expect(moveEnding(two, "ending", 0).endings.map(({ id }) => id)).toEqual(["ending", "ending2"]);
  });
});
