import type { Condition, Test } from "@otklik/domain/survey/condition";

/** How the members of a group are joined: all of them hold, one of them does, not all of them do, none of them does. */
export type GroupKind = "all" | "any" | "notAll" | "none";
/** A condition as it is edited: a group of tests and groups. The outermost is always a group. */
export type Group = { kind: GroupKind; items: Item[] };
export type Item = Test | Group;

/** So many joins can be in one another; "not" counts as one. */
const deepest = 3;

export const isGroup = (item: Item): item is Group => "kind" in item;
type Tree = Test | { all: Tree[] } | { any: Tree[] } | { not: Tree };

/** A stored condition as groups; no condition is a group of nothing. */
export function groupOf(condition: Condition | undefined): Group {
  if (condition === undefined) return { kind: "all", items: [] };
  const item = itemOf(condition as Tree);
  return isGroup(item) ? item : { kind: "all", items: [item] };
}

function itemOf(tree: Tree): Item {
  if ("all" in tree) return { kind: "all", items: tree.all.map(itemOf) };
  if ("any" in tree) return { kind: "any", items: tree.any.map(itemOf) };
  if (!("not" in tree)) return tree;
  const inner = itemOf(tree.not);
  if (!isGroup(inner)) return { kind: "none", items: [inner] };
  const opposite = { all: "notAll", any: "none", notAll: "all", none: "any" } as const;
  return { kind: opposite[inner.kind], items: inner.items };
}

/** The groups as they are stored: empty ones and joins of one thing are left out. */
export function conditionOf(group: Group): Condition | undefined {
  return treeOf(group) as Condition | undefined;
}

function treeOf(item: Item): Tree | undefined {
  if (!isGroup(item)) return item;
  const inner = item.items.map(treeOf).filter((one) => one !== undefined);
  const [first] = inner;
  if (first === undefined) return undefined;
  const isAll = item.kind === "all" || item.kind === "notAll";
  const joined = inner.length === 1 ? first : isAll ? { all: inner } : { any: inner };
  if (item.kind === "all" || item.kind === "any") return joined;
  return "not" in joined ? joined.not : { not: joined };
}

function depthOf(tree: Tree | undefined): number {
  if (tree === undefined) return 0;
  if ("all" in tree) return 1 + Math.max(...tree.all.map(depthOf));
  if ("any" in tree) return 1 + Math.max(...tree.any.map(depthOf));
  return "not" in tree ? 1 + depthOf(tree.not) : 0;
}

/** Whether it can be stored: conditions are joined three levels deep at most. */
export const fits = (group: Group): boolean => depthOf(treeOf(group)) <= deepest;

/** The group with one of its members changed, by its path of places; null takes it out. */
export function withItem(group: Group, path: readonly number[], item: Item | null): Group {
  const [at, ...rest] = path;
  if (at === undefined) return item && isGroup(item) ? item : { ...group, items: [] };
  const known = group.items[at];
  if (rest.length > 0 && known && isGroup(known))
    return { ...group, items: group.items.with(at, withItem(known, rest, item)) };
  if (item === null) return { ...group, items: group.items.toSpliced(at, 1) };
  return { ...group, items: at < group.items.length ? group.items.with(at, item) : [...group.items, item] };
}
