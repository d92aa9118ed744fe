import { Button, TextInput } from "@mantine/core";
import type { Answers, AnswerValue } from "@otklik/domain/survey/definition";
import { useState } from "react";
import { useWords } from "../../../words.ts";
import { AnswerField } from "./AnswerField.tsx";
import { useEditing } from "./editing.ts";
import { knownNames } from "./known-names.ts";
import { literalOf } from "./new-test.ts";
import { sentenceWords } from "./sentence-words.ts";
import { nameOfQuestion, sentenceOf } from "./sentences.ts";
import styles from "./Tester.module.css";
import { tellPath } from "./tell-path.ts";
import { builderWords } from "./words.ts";

const without = <One,>(record: Record<string, One>, key: string) =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));

/** What a customer would be asked who answers so and of whom this is known: what is left out, and why. */
export function Tester() {
  const words = useWords(builderWords).test;
  const sentences = useWords(sentenceWords);
  const { draft } = useEditing();
  const [answers, setAnswers] = useState<Answers>({});
  const [contact, setContact] = useState<Record<string, string>>({});
  const [context, setContext] = useState<Record<string, string>>({});
  const names = knownNames(draft);
  const literals = (typed: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(typed).flatMap(([key, text]) => (text.trim() === "" ? [] : [[key, literalOf(text)]])),
    );
  const { met, ending } = tellPath(draft, answers, { contact: literals(contact), context: literals(context) });
  const put = (id: string, value: AnswerValue | undefined) =>
    setAnswers((known) => (value === undefined ? without(known, id) : { ...known, [id]: value }));
  const last = draft.endings.find(({ id }) => id === ending);
  return (
    <section className={styles.tester} aria-label={words.title}>
      <div className={styles.head}>
        <h2>{words.title}</h2>
        <Button
          variant="default"
          onClick={() => {
            setAnswers({});
            setContact({});
            setContext({});
          }}
        >
          {words.clear}
        </Button>
      </div>
      <p className={styles.note}>{words.hint}</p>
      <fieldset className={styles.known}>
        <legend>{words.known}</legend>
        {names.contact.length + names.context.length === 0 && <p className={styles.note}>{words.nothingKnown}</p>}
        {names.contact.map((key) => (
          <TextInput
            key={`contact.${key}`}
            label={words.contact(key)}
            value={contact[key] ?? ""}
            onChange={({ currentTarget }) => setContact({ ...contact, [key]: currentTarget.value })}
          />
        ))}
        {names.context.map((key) => (
          <TextInput
            key={`context.${key}`}
            label={words.context(key)}
            value={context[key] ?? ""}
            onChange={({ currentTarget }) => setContext({ ...context, [key]: currentTarget.value })}
          />
        ))}
      </fieldset>
      <ol className={styles.path}>
        {draft.questions.map((question, at) => {
          const one = met[at];
          const why =
            one?.is === "asked"
              ? words.asked
              : one?.is === "passed"
                ? words.passed(nameOfQuestion(draft, one.by, sentences))
                : words.condition(sentenceOf(draft, question.when, sentences));
          return (
            <li key={question.id} data-asked={one?.is === "asked" || undefined}>
              <span className={styles.number}>{at + 1}</span>
              <div>
                <p>{question.prompt}</p>
                <small>{why}</small>
                {one?.is === "asked" && (
                  <AnswerField
                    question={question}
                    answer={answers[question.id]}
                    put={(value) => put(question.id, value)}
                  />
                )}
              </div>
            </li>
          );
        })}
      </ol>
      <p className={styles.end} role="status">
        <b>{words.end}</b> {last ? last.prompt : words.noEnding}
      </p>
    </section>
  );
}
