import { Checkbox, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { comparisonsOf } from "@otklik/domain/survey/check-test";
import type { Subject, Test } from "@otklik/domain/survey/condition";
import { useEffect, useState } from "react";
import { Icon } from "../../../ui/Icon.tsx";
import { useWords } from "../../../words.ts";
import styles from "./Branch.module.css";
import { useEditing } from "./editing.ts";
import { literalOf, newTest, type Op, opOf, subjectOf, withOp } from "./new-test.ts";
import { sentenceWords } from "./sentence-words.ts";
import { choicesOf, nameOfQuestion, partsOf, shortened } from "./sentences.ts";
import { builderWords } from "./words.ts";

type Props = { test: Test; before: number; onChange(test: Test, mark?: string): void; takeOut(): void };

/** One test as a sentence with three blanks: what it is about, how it is compared, and with what. */
export function TestEditor({ test, before, onChange, takeOut }: Props) {
  const words = useWords(builderWords).branch;
  const sentences = useWords(sentenceWords);
  const { draft } = useEditing();
  const subject = subjectOf(test);
  const { ops, bands } = comparisonsOf(draft, subject);
  const current = opOf(test);
  const offered: Op[] = [...new Set<Op>([...ops, "unanswered", current])];
  return (
    <div className={styles.test}>
      <SubjectSelect subject={subject} before={before} onChange={(next) => onChange(newTest(draft, next))} />
      {"contact" in subject && subject.contact !== "name" && (
        <TextInput
          aria-label={words.contactKey}
          placeholder={words.contactKey}
          value={subject.contact}
          maxLength={200}
          onChange={({ currentTarget }) => onChange({ ...test, contact: currentTarget.value } as Test, "key")}
        />
      )}
      {"context" in subject && (
        <TextInput
          aria-label={words.contextKey}
          placeholder={words.contextKey}
          value={subject.context}
          maxLength={200}
          onChange={({ currentTarget }) => onChange({ ...test, context: currentTarget.value } as Test, "key")}
        />
      )}
      <NativeSelect
        aria-label={words.comparison}
        data={offered.map((op) => ({ value: op, label: sentences.opNames[op] }))}
        value={current}
        onChange={({ currentTarget }) => onChange(withOp(draft, test, currentTarget.value as Op))}
      />
      {test.op === "band" ? (
        <NativeSelect
          aria-label={words.value}
          data={[...new Set([...bands, test.value])].map((band) => ({ value: band, label: sentences.bands[band] }))}
          value={test.value}
          onChange={({ currentTarget }) => onChange({ ...test, value: currentTarget.value as typeof test.value })}
        />
      ) : (
        test.op !== "answered" && <ValueField test={test} onChange={onChange} />
      )}
      <button type="button" className={styles.icon} aria-label={words.removeTest} onClick={takeOut}>
        <Icon name="close" size={14} />
      </button>
    </div>
  );
}

const inAddress = (subject: Subject) => {
  if ("contact" in subject) return subject.contact === "name" ? "name" : "contact";
  return "context" in subject ? "context" : JSON.stringify(subject);
};

function SubjectSelect({
  subject,
  before,
  onChange,
}: {
  subject: Subject;
  before: number;
  onChange(subject: Subject): void;
}) {
  const words = useWords(builderWords).branch;
  const sentences = useWords(sentenceWords);
  const { draft } = useEditing();
  const ofQuestions = draft.questions.slice(0, before).flatMap((question) =>
    question.type === "statement"
      ? []
      : [
          { value: inAddress({ question: question.id }), label: nameOfQuestion(draft, question.id, sentences) },
          ...partsOf(question).map(({ id, label }) => ({
            value: inAddress({ question: question.id, part: id }),
            label: `   “${shortened(label, 30)}”`,
          })),
        ],
  );
  const ofComputed = (draft.computed ?? []).map(({ id }) => ({
    value: inAddress({ computed: id }),
    label: sentences.computed(id),
  }));
  const value = inAddress(subject);
  const isKnown = [...ofQuestions, ...ofComputed].some((one) => one.value === value) || !value.startsWith("{");
  const lost = "question" in subject ? nameOfQuestion(draft, subject.question, sentences) : value;
  return (
    <NativeSelect
      aria-label={words.subject}
      className={styles.subject}
      data={[
        ...(isKnown ? [] : [{ value, label: lost }]),
        { group: words.answers, items: [...ofQuestions, ...ofComputed] },
        {
          group: words.known,
          items: [
            { value: "name", label: words.contactName },
            { value: "contact", label: words.contact },
            { value: "context", label: words.context },
          ],
        },
      ]}
      value={value}
      onChange={({ currentTarget: { value: chosen } }) => {
        if (chosen === "name") onChange({ contact: "name" });
        else if (chosen === "contact") onChange({ contact: "" });
        else if (chosen === "context") onChange({ context: "" });
        else onChange(JSON.parse(chosen) as Subject);
      }}
    />
  );
}

type Compared = Extract<Test, { op: "eq" | "ne" | "lt" | "le" | "gt" | "ge" | "in" | "contains" }>;

function ValueField({ test, onChange }: { test: Compared; onChange(test: Test, mark?: string): void }) {
  const words = useWords(builderWords).branch;
  const sentences = useWords(sentenceWords);
  const { draft } = useEditing();
  const { with: values } = comparisonsOf(draft, subjectOf(test));
  const put = (value: unknown, mark?: string) => onChange({ ...test, value } as Test, mark);
  if (typeof values === "object" && values !== null) {
    const question = "question" in test ? draft.questions.find(({ id }) => id === test.question) : undefined;
    const labels = new Map(question ? choicesOf(question).map(({ id, label }) => [id, label]) : []);
    const options = [...values].map((id) => ({
      value: id,
      label: labels.get(id) ?? (id === "other" ? sentences.other : id),
    }));
    if (test.op === "in")
      return (
        <Checkbox.Group aria-label={words.value} value={test.value.map(String)} onChange={(chosen) => put(chosen)}>
          <div className={styles.several}>
            {options.map((option) => (
              <Checkbox key={option.value} size="xs" {...option} />
            ))}
          </div>
        </Checkbox.Group>
      );
    const value = String(test.value);
    const isKnown = options.some((option) => option.value === value);
    return (
      <NativeSelect
        aria-label={words.value}
        data={isKnown ? options : [{ value, label: sentences.gone(value) }, ...options]}
        value={value}
        onChange={({ currentTarget }) => put(currentTarget.value)}
      />
    );
  }
  if (values === "boolean")
    return (
      <NativeSelect
        aria-label={words.value}
        data={[
          { value: "true", label: sentences.yes },
          { value: "false", label: sentences.no },
        ]}
        value={String(test.value)}
        onChange={({ currentTarget }) => put(currentTarget.value === "true")}
      />
    );
  if (values === "number" && test.op !== "in")
    return (
      <NumberInput
        aria-label={words.value}
        className={styles.number}
        value={typeof test.value === "number" ? test.value : ""}
        hideControls
        onChange={(given) => put(given === "" ? "" : Number(given), "value")}
      />
    );
  if (values === "date" && test.op !== "in")
    return (
      <TextInput
        type="date"
        aria-label={words.value}
        value={String(test.value)}
        onChange={({ currentTarget }) => put(currentTarget.value, "value")}
      />
    );
  const isOfAnswers = "question" in test;
  return (
    <TypedValue
      label={words.value}
      value={test.value}
      isList={test.op === "in"}
      read={values === "number" || !isOfAnswers ? literalOf : (text) => text.trim()}
      put={(value) => put(value, "value")}
    />
  );
}

type TypedProps = {
  label: string;
  value: unknown;
  isList: boolean;
  read(text: string): unknown;
  put(value: unknown): void;
};

const written = (value: unknown) => (Array.isArray(value) ? value.join(", ") : String(value));

/** Holds what is being typed, "1." as well, while what is compared with is the number 1. */
function TypedValue({ label, value, isList, read, put }: TypedProps) {
  const [text, setText] = useState(written(value));
  const asValue = (typed: string) =>
    isList
      ? typed
          .split(",")
          .map((one) => read(one))
          .filter((one) => one !== "")
      : read(typed);
  const given = JSON.stringify(value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed wins until the value changes elsewhere
  useEffect(() => {
    if (JSON.stringify(asValue(text)) !== given) setText(written(value));
  }, [given]);
  return (
    <TextInput
      aria-label={label}
      value={text}
      maxLength={500}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        put(asValue(currentTarget.value));
      }}
    />
  );
}
