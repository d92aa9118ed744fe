/** A stage, null for none, and the keys of the touchpoints in it, in order. */
export type StageOrder = { stage: string | null; touchpoints: string[] };

/** The order after a touchpoint went one place up or down: past the edge of its stage into the next; null: no further. */
export function moved(order: readonly StageOrder[], key: string, step: -1 | 1): StageOrder[] | null {
  const at = order.findIndex(({ touchpoints }) => touchpoints.includes(key));
  const place = order[at]?.touchpoints.indexOf(key) ?? -1;
  const from = order[at];
  if (!from) return null;
  const isWithin = place + step >= 0 && place + step < from.touchpoints.length;
  const to = isWithin ? from : order[at + step];
  if (!to) return null;
  const next = order.map(({ stage, touchpoints }) => ({
    stage,
    touchpoints: touchpoints.filter((one) => one !== key),
  }));
  const target = next[isWithin ? at : at + step] as StageOrder;
  target.touchpoints.splice(isWithin ? place + step : step === 1 ? 0 : target.touchpoints.length, 0, key);
  return next;
}
