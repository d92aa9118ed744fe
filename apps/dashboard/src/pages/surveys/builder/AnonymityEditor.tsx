import { Switch } from "@mantine/core";
import { useWords } from "../../../words.ts";
import styles from "./Editor.module.css";
import { useEditing } from "./editing.ts";
import { builderWords } from "./words.ts";

/** Whether answers are kept without whoever gave them. */
export function AnonymityEditor() {
  const words = useWords(builderWords).values;
  const { draft, change } = useEditing();
  const put = (isAnonymous: boolean) =>
    change(({ anonymous: _, safeContext, ...known }) =>
      isAnonymous ? { ...known, ...(safeContext && { safeContext }), anonymous: true } : known,
    );
  return (
    <div className={styles.fields}>
      <h3 className={styles.part}>{words.anonymity}</h3>
      <Switch
        label={words.anonymous}
        description={words.anonymousHint}
        checked={draft.anonymous ?? false}
        onChange={({ currentTarget }) => put(currentTarget.checked)}
      />
    </div>
  );
}
