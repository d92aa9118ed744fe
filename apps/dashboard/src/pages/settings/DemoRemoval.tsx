import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { api, ask } from "../../api.ts";
import { useWorkspace } from "../../session.ts";
import { CallOff, useDelayed } from "../../ui/CallOff.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { useUndo } from "../../ui/Undo.tsx";
import { useWords } from "../../words.ts";
import styles from "./Settings.module.css";
import { settingsWords } from "./words.ts";

/** Only where the workspace is the demo: the way to be rid of it. */
export function DemoRemoval() {
  const { data } = useWords(settingsWords);
  const { role } = useWorkspace();
  const tell = useUndo();
  const found = useQuery({
    queryKey: ["workspace", "demo"],
    queryFn: () => ask(api.v1.workspace.demo.$get()),
    enabled: role === "owner" || role === "admin",
    retry: false,
  });
  const removal = useMutation({
    mutationFn: () => ask(api.v1.workspace.demo.$delete()),
    onSuccess: () => location.assign("/"),
    onError: () => tell(data.demoFailed),
  });
  const delayed = useDelayed(() => removal.mutate());
  if (!found.data?.isDemo) return null;
  return (
    <>
      <h3 className={styles.sub}>{data.demo}</h3>
      <p className={styles.cost}>{data.demoLead}</p>
      <Button
        variant="default"
        leftSection={<Icon name="trash" />}
        loading={removal.isPending}
        disabled={delayed.waiting !== null}
        onClick={() => delayed.begin(undefined)}
      >
        {data.removeDemo}
      </Button>
      <CallOff delayed={delayed} says={() => data.removing} />
    </>
  );
}
