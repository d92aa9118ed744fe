import { type Condition, holdsBy, type Test } from "@otklik/domain/survey/condition";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conditionOf, fits, groupOf, withItem } from "./condition-tree.ts";

const test = fc.record({ contact: fc.constantFrom("a", "b", "c"), op: fc.constant("answered") });
const some = (inner: fc.Arbitrary<unknown>) => fc.array(inner, { minLength: 1, maxLength: 3 });
const joined = (inner: fc.Arbitrary<unknown>) =>
  fc.oneof(
    inner,
    some(inner).map((all) => ({ all })),
    some(inner).map((any) => ({ any })),
    inner.map((not) => ({ not })),
  );
const conditions = joined(joined(joined(test))) as fc.Arbitrary<Condition>;
const a: Test = { contact: "a", op: "answered" };
const b: Test = { contact: "b", op: "answered" };

describe("A condition", () => {
  it("means the same once it was opened in the editor and kept", () => {
    fc.assert(
      fc.property(conditions, fc.dictionary(fc.constantFrom("a", "b", "c"), fc.boolean()), (condition, truth) => {
        const holds = (one: Condition | undefined) =>
          holdsBy(one, (each) => "contact" in each && truth[each.contact] === true);
        const kept = conditionOf(groupOf(condition));
        expect(holds(kept)).toBe(holds(condition));
        expect(conditionOf(groupOf(kept))).toEqual(kept);
        expect(fits(groupOf(condition))).toBe(true);
      }),
    );
  });

  it.each<[string, Condition | undefined]>([
    ["nothing", undefined],
    ["one test", a],
    ["two, all of them", { all: [a, b] }],
    ["none of two", { not: { any: [a, b] } }],
    ["one of two in all", { all: [a, { any: [a, b] }] }],
  ])("of %s is kept as it is", (_, condition) => {
    expect(conditionOf(groupOf(condition))).toEqual(condition);
  });

  it("loses its join with the last but one of its tests, and itself with the last", () => {
    const one = withItem(groupOf({ any: [a, b] }), [0], null);
    expect(conditionOf(one)).toEqual(b);
    expect(conditionOf(withItem(one, [0], null))).toBeUndefined();
  });

  it("is changed inside a group by its place", () => {
    const group = groupOf({ all: [a, { any: [a, b] }] });
    expect(conditionOf(withItem(group, [1, 0], b))).toEqual({ all: [a, { any: [b, b] }] });
    expect(conditionOf(withItem(group, [1, 2], a))).toEqual({ all: [a, { any: [a, b, a] }] });
  });

  it("is too deep with a fourth join", () => {
    const deep = groupOf({ all: [a, { any: [a, { all: [a, b] }] }] });
    expect(fits(deep)).toBe(true);
    expect(fits(withItem(deep, [1, 1, 1], { kind: "any", items: [a, b] }))).toBe(false);
  });
});
