import { getHotkeyHandler } from "@mantine/hooks";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { usePreferences } from "./preferences.tsx";

/** One thing a key does here. `keys` as Mantine writes them: "J", "mod+K", "shift+?". */
export type KeyAction = { keys: string; does: string; run(): void; isOff?: boolean };

const shown = new Map<object, KeyAction[]>();
const watchers = new Set<() => void>();
let list: KeyAction[] = [];

function announce(): void {
  list = [...shown.values()].flat().filter(({ isOff }) => !isOff);
  for (const watcher of watchers) watcher();
}

/** Everything that keys do at the moment, for the list under "?". */
export function useKeyList(): KeyAction[] {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => list,
  );
}

const isLetter = (keys: string) => !/mod|ctrl|alt/i.test(keys) && !/^(enter|escape|arrow)/i.test(keys);

/** Mantine compares with the names of places, of which it knows letters and the slash only. */
const byPlace = (keys: string) => keys.replace(/(^|\+)\.$/, "$1period").replace(/(^|\+)(\d)$/, "$1digit$2");

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
  // Nothing is typed into a box that is ticked.
  !(target instanceof HTMLInputElement && target.type === "checkbox");

/** The newest listener goes first, and whoever acts on a key keeps it from the others: a dialog from the page below it. */
const pressed = (event: KeyboardEvent) => {
  if (event.defaultPrevented || isTyping(event.target)) return;
  for (const actions of [...shown.values()].reverse()) {
    for (const { keys, run } of actions) {
      getHotkeyHandler([[byPlace(keys), run, { usePhysicalKeys: true, preventDefault: true }]])(event);
      if (event.defaultPrevented) return;
    }
  }
};

/** Keys by their place on the board, so that they act on a Russian layout as well; never while somebody types. */
export function useKeys(actions: KeyAction[]): void {
  const { letterKeys } = usePreferences().preferences;
  const active = actions.filter(({ keys, isOff }) => !isOff && (letterKeys || !isLetter(keys)));
  const newest = useRef(active);
  newest.current = active;
  const told = JSON.stringify(active.map(({ keys, does }) => [keys, does]));
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is listed changes with the texts only, not with every closure
  useEffect(() => {
    const token = {};
    const latest = active.map((action, at) => ({ ...action, run: () => newest.current[at]?.run() }));
    if (shown.size === 0) document.addEventListener("keydown", pressed);
    shown.set(token, latest);
    announce();
    return () => {
      shown.delete(token);
      if (shown.size === 0) document.removeEventListener("keydown", pressed);
      announce();
    };
  }, [told]);
}
