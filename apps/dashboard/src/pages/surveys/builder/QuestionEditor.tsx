import { Switch } from "@mantine/core";
import { isRequired, type Question } from "@otklik/domain/survey/definition";
import { useWords } from "../../../words.ts";
import { Branching } from "./Branching.tsx";
import { ConditionEditor } from "./ConditionEditor.tsx";
import styles from "./Editor.module.css";
import { useEditing } from "./editing.ts";
import { withQuestion } from "./operations.ts";
import { PipedText } from "./PipedText.tsx";
import { TypeFields } from "./TypeFields.tsx";
import { builderWords } from "./words.ts";

/** A question's words, what its type asks for, and its branches. */
export function QuestionEditor({ question, at }: { question: Question; at: number }) {
  const words = useWords(builderWords);
  const { draft, change } = useEditing();
  const { id, type } = question;
  const put = (fields: object, mark?: string) =>
    change((known) => withQuestion(known, id, fields), mark && `${id}.${mark}`);
  const required = isRequired({ schemaVersion: 1, ...draft }, question);
  return (
    <div className={styles.fields}>
      <PipedText
        label={type === "statement" ? words.edit.statement : words.edit.prompt}
        value={question.prompt}
        before={at}
        onChange={(prompt) => put({ prompt }, "prompt")}
      />
      {type !== "callback" && (
        <PipedText
          label={words.edit.help}
          value={question.help ?? ""}
          before={at}
          onChange={(help) => put({ help: help === "" ? undefined : help }, "help")}
        />
      )}
      {type === "callback" && <p className={styles.note}>{words.edit.callNote}</p>}
      <TypeFields question={question} put={put} />
      {type !== "statement" && (
        <Switch
          label={words.edit.required}
          checked={required}
          color="var(--ink)"
          description={type === "consent" ? words.edit.consentNote : undefined}
          onChange={({ currentTarget }) => put({ required: currentTarget.checked })}
        />
      )}
      <ConditionEditor
        title={words.branch.when}
        none={words.branch.always}
        condition={question.when}
        before={at}
        onChange={(when, mark) => put({ when }, mark)}
      />
      <Branching
        next={question.next}
        from={at}
        none={words.branch.nextAuto}
        onChange={(next, mark) => put({ next }, mark)}
      />
    </div>
  );
}
