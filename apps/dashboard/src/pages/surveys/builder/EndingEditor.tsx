import { Switch, TextInput } from "@mantine/core";
import type { Ending } from "@otklik/domain/survey/definition";
import { useWords } from "../../../words.ts";
import { ConditionEditor } from "./ConditionEditor.tsx";
import styles from "./Editor.module.css";
import { useEditing } from "./editing.ts";
import { withEnding } from "./operations.ts";
import { PipedText } from "./PipedText.tsx";
import { builderWords } from "./words.ts";

/** Last words, for whom they are, and where they lead on. */
export function EndingEditor({ ending }: { ending: Ending }) {
  const words = useWords(builderWords);
  const { draft, change } = useEditing();
  const { id, prompt, link, when } = ending;
  const put = (fields: object, mark?: string) =>
    change((known) => withEnding(known, id, fields), mark && `${id}.${mark}`);
  const isLast = draft.endings.at(-1)?.id === id;
  return (
    <div className={styles.fields}>
      <PipedText
        label={words.edit.ending}
        value={prompt}
        before={draft.questions.length}
        onChange={(text) => put({ prompt: text }, "prompt")}
      />
      <Switch
        label={words.edit.linkOn}
        color="var(--ink)"
        checked={link !== undefined}
        onChange={({ currentTarget }) =>
          put({ link: currentTarget.checked ? { url: "https://", label: "" } : undefined })
        }
      />
      {link && (
        <div className={styles.two}>
          <TextInput
            type="url"
            label={words.edit.linkUrl}
            value={link.url}
            maxLength={2000}
            onChange={({ currentTarget }) => put({ link: { ...link, url: currentTarget.value } }, "url")}
          />
          <TextInput
            label={words.edit.linkLabel}
            value={link.label}
            lang={draft.locale}
            maxLength={500}
            onChange={({ currentTarget }) => put({ link: { ...link, label: currentTarget.value } }, "label")}
          />
        </div>
      )}
      {isLast && when === undefined ? (
        <p className={styles.note}>{words.edit.lastEnding}</p>
      ) : (
        <ConditionEditor
          title={words.branch.whenEnding}
          none={words.branch.alwaysEnding}
          condition={when}
          before={draft.questions.length}
          onChange={(condition, mark) => put({ when: condition }, mark)}
        />
      )}
    </div>
  );
}
