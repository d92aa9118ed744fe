import { useState } from "react";

/** Which answers of a list are chosen: some, or all that match. */
export type Selection = {
  ids: ReadonlySet<string>;
  isAll: boolean;
  has(id: string): boolean;
  toggle(id: string): void;
  chooseAll(): void;
  clear(): void;
};

const none: { ids: ReadonlySet<string>; isAll: boolean } = { ids: new Set(), isAll: false };

export function useSelection(): Selection {
  const [chosen, setChosen] = useState(none);
  return {
    ...chosen,
    has: (id) => chosen.isAll || chosen.ids.has(id),
    toggle: (id) =>
      setChosen(({ ids, isAll }) => {
        // Of all, one is taken: what is left cannot be told by a filter, so that one begins anew.
        if (isAll) return { ids: new Set([id]), isAll: false };
        const next = new Set(ids);
        if (!next.delete(id)) next.add(id);
        return { ids: next, isAll: false };
      }),
    chooseAll: () => setChosen({ ids: new Set(), isAll: true }),
    clear: () => setChosen(none),
  };
}
