import { expect, it } from "vitest";
import type { Draft } from "../draft.ts";
import { tellPath } from "./tell-path.ts";

const draft: Draft = {
  name: "S",
  locale: "en",
  translations: {},
  questions: [
    { id: "score", type: "nps", prompt: "?", next: [{ when: { question: "score", op: "ge", value: 9 }, to: "last" }] },
    { id: "why", type: "text", prompt: "?", when: { question: "score", op: "band", value: "detractor" } },
    { id: "gold", type: "text", prompt: "?", when: { contact: "plan", op: "eq", value: "gold" } },
    { id: "last", type: "text", prompt: "?" },
  ],
  endings: [
    { id: "sorry", prompt: "!", when: { question: "score", op: "lt", value: 7 } },
    { id: "thanks", prompt: "!" },
  ],
};

it.each([
  ["an unhappy gold customer", 2, "gold", ["asked", "asked", "asked", "asked"], "sorry"],
  ["a passive one", 8, undefined, ["asked", "condition", "condition", "asked"], "thanks"],
  [
    "a promoter, led past a question that would be asked",
    10,
    "gold",
    ["asked", "condition", "passed", "asked"],
    "thanks",
  ],
])("%s learns what is asked, what is not and why", (_, score, plan, is, ending) => {
  const told = tellPath(draft, { score }, { contact: plan ? { plan } : {} });
  expect([told.met.map((one) => one.is), told.ending]).toEqual([is, ending]);
});

it("says which question led past another, and what is still open", () => {
  const { met } = tellPath(draft, { score: 10 }, { contact: { plan: "gold" } });
  expect(met).toMatchObject([{ isOpen: false }, {}, { is: "passed", by: "score" }, { id: "last", isOpen: true }]);
});
