import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ask } from "../../api.ts";
import { useUndo } from "../../ui/Undo.tsx";
import { useWords } from "../../words.ts";
import styles from "./ActiveSwitch.module.css";
import { words as pageWords } from "./words.ts";

/** Switches a distribution at once; taken back by Undo. */
export function ActiveSwitch({
  id,
  name,
  label,
  active,
}: {
  id: string;
  name: string;
  label: string;
  active: boolean;
}) {
  const words = useWords(pageWords);
  const queries = useQueryClient();
  const tell = useUndo();
  const change = useMutation({
    mutationFn: (to: boolean) => ask(api.v1.distributions[":id"].$patch({ param: { id }, json: { active: to } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ["distributions"] }),
    onError: () => tell(words.failed),
    onSuccess: (_, to) =>
      tell(to ? words.switchedOn(name) : words.switchedOff(name), () =>
        ask(api.v1.distributions[":id"].$patch({ param: { id }, json: { active: !to } })).then(() =>
          queries.invalidateQueries({ queryKey: ["distributions"] }),
        ),
      ),
  });
  const shown = change.isPending ? change.variables : active;
  return (
    // A button and not a checkbox: letters typed on a field do nothing, and Z must take this back.
    <button
      type="button"
      role="switch"
      aria-checked={shown}
      aria-label={words.switchOf(label)}
      className={styles.switch}
      onClick={() => !change.isPending && change.mutate(!shown)}
    >
      <i aria-hidden="true" />
    </button>
  );
}
