export const operators = ["eq", "ne", "gt", "gte", "lt", "lte", "in", "contains", "exists"] as const;
export type Operator = (typeof operators)[number];

/** One filter on a property of the event. `value` is a list for `in`, a boolean for `exists`. */
export type Filter = { property: string; op: Operator; value?: unknown };

export type Trigger = { event: string; where?: Filter[] };

type Test = (found: unknown, wanted: unknown) => boolean;

const isOrdered = (a: unknown, b: unknown): boolean =>
  (typeof a === "number" && typeof b === "number") || (typeof a === "string" && typeof b === "string");

const tests: Record<Operator, Test> = {
  eq: (found, wanted) => found === wanted,
  ne: (found, wanted) => found !== wanted,
  gt: (found, wanted) => isOrdered(found, wanted) && (found as number) > (wanted as number),
  gte: (found, wanted) => isOrdered(found, wanted) && (found as number) >= (wanted as number),
  lt: (found, wanted) => isOrdered(found, wanted) && (found as number) < (wanted as number),
  lte: (found, wanted) => isOrdered(found, wanted) && (found as number) <= (wanted as number),
  in: (found, wanted) => Array.isArray(wanted) && wanted.includes(found),
  contains: (found, wanted) =>
    Array.isArray(found)
      ? found.includes(wanted)
      : typeof found === "string" && typeof wanted === "string" && found.includes(wanted),
  exists: (found, wanted) => (found !== undefined && found !== null) === (wanted ?? true),
};

/** Whether an event's properties pass every filter. Numbers and strings compare with their own kind only. */
export function passesFilters(filters: readonly Filter[], properties: Record<string, unknown>): boolean {
  return filters.every(({ property, op, value }) => tests[op](ownProperty(properties, property), value));
}

function ownProperty(properties: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(properties, name) ? properties[name] : undefined;
}
