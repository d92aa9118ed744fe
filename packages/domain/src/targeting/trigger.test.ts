import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Filter, type Operator, operators, passesFilters } from "./trigger.ts";

const properties = { class: "first", delay: 12, tags: ["late", "night"], empty: null };

describe("A trigger's filter", () => {
  it.each<[Filter, boolean]>([
    [{ property: "class", op: "eq", value: "first" }, true],
    [{ property: "class", op: "ne", value: "first" }, false],
    [{ property: "delay", op: "gt", value: 11 }, true],
    [{ property: "delay", op: "gte", value: 12 }, true],
    [{ property: "delay", op: "lt", value: 12 }, false],
    [{ property: "delay", op: "lte", value: 12 }, true],
    [{ property: "delay", op: "gt", value: "11" }, false],
    [{ property: "class", op: "in", value: ["first", "second"] }, true],
    [{ property: "class", op: "in", value: "first" }, false],
    [{ property: "tags", op: "contains", value: "late" }, true],
    [{ property: "class", op: "contains", value: "irs" }, true],
    [{ property: "class", op: "exists" }, true],
    [{ property: "empty", op: "exists" }, false],
    [{ property: "empty", op: "exists", value: false }, true],
    [{ property: "constructor", op: "exists" }, false],
  ])("%j passes: %s", (filter, passes) => {
    expect(passesFilters([filter], properties)).toBe(passes);
  });

  it("must pass together with every other", () => {
    expect(
      passesFilters(
        [
          { property: "delay", op: "gt", value: 1 },
          { property: "delay", op: "gt", value: 99 },
        ],
        properties,
      ),
    ).toBe(false);
  });
});

describe("Whatever an event carries", () => {
  const filter = fc.record({ property: fc.string(), op: fc.constantFrom(...operators), value: fc.jsonValue() });

  it("a filter decides, and never breaks", () => {
    fc.assert(
      fc.property(fc.array(filter), fc.dictionary(fc.string(), fc.jsonValue()), (filters, properties) => {
        expect(typeof passesFilters(filters, properties)).toBe("boolean");
      }),
    );
  });

  it("equal and unequal, less and not less are never both true", () => {
    const plain = fc.oneof(fc.integer(), fc.string(), fc.boolean());
    const passes = (op: Operator, found: unknown, value: unknown) =>
      passesFilters([{ property: "p", op, value }], { p: found });
    fc.assert(
      fc.property(plain, plain, (found, value) => {
        expect(passes("eq", found, value)).toBe(!passes("ne", found, value));
        expect(passes("lt", found, value) && passes("gte", found, value)).toBe(false);
        expect(passes("gt", found, value) && passes("lte", found, value)).toBe(false);
        expect(passes("in", found, [value])).toBe(passes("eq", found, value));
      }),
    );
  });
});
