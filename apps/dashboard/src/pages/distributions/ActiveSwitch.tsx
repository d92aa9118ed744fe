import { Switch } from "@mantine/core";
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
    <Switch
      className={styles.switch}
      withThumbIndicator={false}
      styles={{
        track: { borderColor: "var(--control)", ...(!shown && { background: "var(--sunken)" }) },
        thumb: { background: shown ? "var(--on-ink)" : "var(--control)" },
      }}
      aria-label={words.switchOf(label)}
      checked={shown}
      onChange={({ currentTarget }) => change.mutate(currentTarget.checked)}
    />
  );
}
