let tens = -700;

/**
 * Digits choose, and focus what they chose, so that the browser's own Enter sends: in the row that has the focus, else in
 * the first one in sight. 1 then 0 within 0.7 s is 10.
 */
export function chooseByDigit({ key, target, ctrlKey, metaKey, altKey, timeStamp }: KeyboardEvent): void {
  const at = target as HTMLElement;
  if (!/^\d$/.test(key) || ctrlKey || metaKey || altKey || at.matches?.("textarea,select,.line,[type=tel]")) return;
  const inSight = () => [...document.querySelectorAll(".scale")].find((one) => !one.closest("[hidden]"));
  const scale = at.closest?.(".scale") ?? inSight();
  const radio = (score: string) => scale?.querySelector<HTMLElement>(`[value="${score}"]`);
  const chosen = (key === "0" && timeStamp - tens < 700 && radio("10")) || radio(key);
  tens = key === "1" ? timeStamp : -700;
  chosen?.focus();
  chosen?.click();
}
