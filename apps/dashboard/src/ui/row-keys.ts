import { useKeys } from "../keys.ts";

/** J and K move along a list: from one element that this selector finds to the next, in the order of the page. */
export function useRowKeys(selector: string, says: { next: string; previous: string }): void {
  const move = (step: number) => {
    const rows = [...document.querySelectorAll<HTMLElement>(selector)];
    const now = rows.indexOf(document.activeElement as HTMLElement);
    const next = now < 0 ? rows[step > 0 ? 0 : rows.length - 1] : rows[now + step];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };
  useKeys([
    { keys: "J", does: says.next, run: () => move(1) },
    { keys: "K", does: says.previous, run: () => move(-1) },
  ]);
}
