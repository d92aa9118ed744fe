import { type InfiniteData, type QueryKey, useQueryClient } from "@tanstack/react-query";
import { api, ask } from "../api.ts";
import { useUndo } from "../ui/Undo.tsx";
import { useWords } from "../words.ts";
import type { readShifts, Shift } from "./shifts.ts";
import { useShiftTexts } from "./texts.ts";
import { shiftWords } from "./words.ts";

type Page = Awaited<ReturnType<typeof readShifts>>;

/** Says that one has seen a shift, in place, and takes it back on request. */
export function useAcknowledge(): (shift: Shift) => Promise<void> {
  const words = useWords(shiftWords);
  const texts = useShiftTexts();
  const queries = useQueryClient();
  const tell = useUndo();
  const settle = async (call: Promise<Shift>) => {
    try {
      const now = await call;
      // Rows stay where they are: a list is in order again when it is next opened.
      queries.setQueriesData<InfiniteData<Page> | Page>({ queryKey: ["shifts", "list"] }, (list) =>
        withShift(list, now),
      );
      return true;
    } catch {
      tell(words.notAcknowledged);
      void queries.invalidateQueries({ queryKey: ["shifts", "list"] });
      return false;
    } finally {
      const isElsewhere = ({ queryKey }: { queryKey: QueryKey }) =>
        queryKey[1] !== "list" && queryKey[1] !== "watching";
      void queries.invalidateQueries({ queryKey: ["shifts"], predicate: isElsewhere });
    }
  };
  return async (shift) => {
    const param = { id: shift.id };
    if (!(await settle(ask(api.v1.shifts[":id"].acknowledge.$post({ param, json: {} }))))) return;
    tell(words.acknowledged(texts.subject(shift)), () =>
      settle(ask(api.v1.shifts[":id"].reopen.$post({ param, json: { status: "open" } }))),
    );
  };
}

function withShift(list: InfiniteData<Page> | Page | undefined, shift: Shift) {
  const replace = (page: Page): Page => ({
    ...page,
    data: page.data.map((one) => (one.id === shift.id ? { ...one, ...shift } : one)),
  });
  if (!list) return list;
  return "pages" in list ? { ...list, pages: list.pages.map(replace) } : replace(list);
}
