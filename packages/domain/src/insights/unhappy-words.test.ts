import { describe, expect, it } from "vitest";
import { drawsFrom } from "../metrics/random.ts";
import type { Stem } from "./terms.ts";
import { checkModel, featuresOf, type Scored } from "./unhappy-words.ts";

const asIs: Stem = (word) => word;

describe("What a comment says", () => {
  it.each<[string, string[]]>([
    ["Late again", ["late", "again", "late again"]],
    ["Not clean. Fast!", ["NOT", "NOT_clean", "fast"]],
    [
      "не работает лифт совсем",
      ["NOT", "NOT_работает", "NOT_лифт", "NOT_работает NOT_лифт", "совсем", "NOT_лифт совсем"],
    ],
    ["late late", ["late", "late late"]],
    ["…", []],
  ])("of %j is %j", (text, expected) => {
    expect(featuresOf(text, asIs).sort()).toEqual(expected.sort());
  });
});

describe("A model of unhappy words", () => {
  const draw = drawsFrom(7);
  const random = () => draw(1_000_000) / 1_000_000;
  /** Comments of which a share speaks as its author scored, and the others as the other side does. */
  const comments = (n: number, { unhappy, honest }: { unhappy: number; honest: number }): Scored[] =>
    Array.from({ length: n }, () => {
      const isUnhappy = random() < unhappy;
      const says = random() < honest ? isUnhappy : !isUnhappy;
      const noise = `word${Math.floor(random() * 200)} word${Math.floor(random() * 200)}`;
      return { isUnhappy, text: `${says ? "late rude" : "fast friendly"} ${noise}` };
    });
  const checked = (scored: Scored[]) => {
    for (const work = checkModel("en", scored, asIs); ; ) {
      const step = work.next();
      if (step.done) return step.value;
    }
  };
  const check = (scored: Scored[]) => checked(scored).check;

  it("is not made of fewer than 300 comments, nor of fewer than 30 of a side", () => {
    expect(check(comments(299, { unhappy: 0.5, honest: 1 }))).toMatchObject({ right: null, reason: "tooFewComments" });
    expect(check(comments(400, { unhappy: 0.02, honest: 1 }))).toMatchObject({ right: null, reason: "tooFewOfASide" });
    expect(check([])).toMatchObject({ n: 0, usual: 0, isEarned: false });
  });

  it("is earned where words tell what the score says, with the share it tells", () => {
    const found = check(comments(600, { unhappy: 0.4, honest: 0.9 }));
    expect(found).toMatchObject({ isEarned: true, reason: null, n: 600 });
    expect(found.right?.share).toBeGreaterThan(0.85);
    expect(found.right?.share).toBeLessThan(0.95);
  });

  it("is not earned where words tell nothing, nor where always saying what most say is as good", () => {
    expect(check(comments(600, { unhappy: 0.5, honest: 0.5 }))).toMatchObject({ isEarned: false, reason: "notBetter" });
    expect(check(comments(600, { unhappy: 0.12, honest: 0.88 }))).toMatchObject({ isEarned: false });
  });

  it("pauses at least once in twenty comments, so that nobody else waits for it", () => {
    const pauses = [...checkModel("en", comments(600, { unhappy: 0.4, honest: 1 }), asIs)];
    expect(pauses.length).toBeGreaterThanOrEqual(30);
  });

  it("does not take for told what it remembers: the same words are never both taught and asked", () => {
    const said = Array.from({ length: 40 }, (_, at) => ({ isUnhappy: at % 2 === 0, text: `only${at} here${at}` }));
    const scored = Array.from({ length: 400 }, (_, at) => said[at % 40] as Scored);
    expect(check(scored)).toMatchObject({ isEarned: false, reason: "notBetter" });
  });

  it("tells each comment without having seen it, and the same again for the same comments", () => {
    const scored = comments(600, { unhappy: 0.4, honest: 1 });
    scored[0] = { isUnhappy: false, text: "late rude and nothing else" };
    const { unseen } = checked(scored);
    expect(unseen).toHaveLength(600);
    expect(unseen[0]).toBeGreaterThan(0.9);
    expect(checked(scored).unseen).toEqual(unseen);
  });
});
