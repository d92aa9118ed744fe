import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ask } from "../../api.ts";
import { useUndo } from "../../ui/Undo.tsx";
import { useWords } from "../../words.ts";
import { type Shift, shiftQuery } from "./queries.ts";
import { oneShiftWords } from "./words.ts";

export type Explanation = { note?: string; markId?: string };
type Saying = { say(): Promise<Shift>; done: string; undo?(): unknown };

/** What a person says of a shift, each with a way back. */
export function useShiftActions(shift: Shift) {
  const words = useWords(oneShiftWords).done;
  const tell = useUndo();
  const queries = useQueryClient();
  const { id, status } = shift;
  const at = api.v1.shifts[":id"];
  const param = { id };

  const keep = (changed: Shift) => {
    queries.setQueryData(shiftQuery(id).queryKey, changed);
    void queries.invalidateQueries({ queryKey: ["shifts"] });
  };
  const reopenAs = (was: Shift["status"]) => async () => {
    // Nothing is said of a shift that is over but that it is not.
    if (was === "closed" || was === "newNormal") return;
    await ask(at.reopen.$post({ param, json: { status: was } })).then(keep, () => tell(words.failed));
  };
  const saying = useMutation({
    mutationFn: ({ say }: Saying) => say(),
    onSuccess: (changed, { done, undo = reopenAs(status) }) => {
      keep(changed);
      tell(done, undo);
    },
    onError: () => {
      tell(words.failed);
      void queries.invalidateQueries({ queryKey: ["shifts", id] });
    },
  });

  const reopen = () => ask(at.reopen.$post({ param, json: { status: "open" } }));
  const close = () => ask(at.close.$post({ param, json: {} })).then(keep, () => tell(words.failed));
  const accept = () => ask(at["new-normal"].$post({ param, json: {} })).then(keep, () => tell(words.failed));

  return {
    isBusy: saying.isPending,
    acknowledge: () =>
      saying.mutate({ say: () => ask(at.acknowledge.$post({ param, json: {} })), done: words.acknowledged }),
    close: () => saying.mutate({ say: () => ask(at.close.$post({ param, json: {} })), done: words.closed }),
    accept: () => saying.mutate({ say: () => ask(at["new-normal"].$post({ param, json: {} })), done: words.newNormal }),
    reopen: () => saying.mutate({ say: reopen, done: words.reopened, undo: status === "closed" ? close : accept }),
    /** `madeMarkId`: a mark that was noted for this, and goes with it when it is taken back. */
    explain: (json: Explanation, madeMarkId?: string) =>
      saying.mutate({
        say: () => ask(at.explain.$post({ param, json })),
        done: words.explained,
        undo: async () => {
          await reopenAs(status)();
          if (madeMarkId) await ask(api.v1.marks[":id"].$delete({ param: { id: madeMarkId } })).catch(() => {});
          void queries.invalidateQueries({ queryKey: ["marks"] });
        },
      }),
  };
}

export type ShiftActions = ReturnType<typeof useShiftActions>;
