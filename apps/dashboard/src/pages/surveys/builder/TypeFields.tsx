import { NativeSelect, NumberInput, Switch, TextInput } from "@mantine/core";
import type { Question } from "@otklik/domain/survey/definition";
import { textPatterns } from "@otklik/domain/survey/patterns";
import { wordsFor } from "@otklik/domain/words/words";
import { useWords } from "../../../words.ts";
import styles from "./Editor.module.css";
import { useEditing } from "./editing.ts";
import { LinesEditor } from "./LinesEditor.tsx";
import { builderWords } from "./words.ts";

type Put = (fields: object, mark?: string) => void;
type Of<Type extends Question["type"]> = { question: Extract<Question, { type: Type }>; put: Put };

/** What this type of question asks for beside its words. */
export function TypeFields({ question, put }: { question: Question; put: Put }) {
  switch (question.type) {
    case "nps":
    case "csat":
    case "ces":
      return <Ends question={question} put={put} />;
    case "rating":
      return (
        <>
          <ScaleFields question={question} put={put} />
          <Ends question={question} put={put} />
        </>
      );
    case "csi":
      return <Parts question={question} put={put} />;
    case "singleChoice":
    case "multipleChoice":
    case "picture":
    case "ranking":
      return <Choices question={question} put={put} />;
    case "matrix":
      return <Table question={question} put={put} />;
    case "text":
      return <TextFields question={question} put={put} />;
    case "number":
      return <Bounds question={question} put={put} />;
    case "date":
      return <Days question={question} put={put} />;
    default:
      return null;
  }
}

function Ends({ question, put }: Of<"nps" | "csat" | "ces" | "rating" | "csi">) {
  const words = useWords(builderWords).edit;
  const { draft } = useEditing();
  const standard = question.type === "rating" ? null : wordsFor(draft.locale).survey.ends[question.type];
  return (
    <div className={styles.two}>
      {(["low", "high"] as const).map((end) => (
        <TextInput
          key={end}
          label={words[`${end}Label`]}
          placeholder={standard?.[end]}
          value={question[`${end}Label`] ?? ""}
          lang={draft.locale}
          maxLength={200}
          onChange={({ currentTarget }) => put({ [`${end}Label`]: currentTarget.value || undefined }, `${end}Label`)}
        />
      ))}
    </div>
  );
}

/** A number, or nothing where the field was emptied. */
function OptionalNumber({
  label,
  value,
  put,
  ...more
}: {
  label: string;
  value: number | undefined;
  put(value: number | undefined): void;
  min?: number;
  max?: number;
  decimalScale?: number;
}) {
  return (
    <NumberInput
      label={label}
      value={value ?? ""}
      onChange={(given) => put(given === "" || Number.isNaN(Number(given)) ? undefined : Number(given))}
      {...more}
    />
  );
}

function ScaleFields({ question, put }: Of<"rating" | "csi">) {
  const words = useWords(builderWords).edit;
  const { min, max } = question.scale ?? { min: 1, max: 5 };
  return (
    <div className={styles.two}>
      <OptionalNumber
        label={words.scaleFrom}
        value={min}
        min={0}
        max={9}
        decimalScale={0}
        put={(value) => put({ scale: { min: value ?? 0, max } }, "scale.min")}
      />
      <OptionalNumber
        label={words.scaleTo}
        value={max}
        min={1}
        max={10}
        decimalScale={0}
        put={(value) => put({ scale: { min, max: value ?? 1 } }, "scale.max")}
      />
    </div>
  );
}

function Parts({ question, put }: Of<"csi">) {
  const words = useWords(builderWords).edit;
  const { draft } = useEditing();
  const taken = draft.questions.flatMap((one) =>
    one.type === "csi" && one.id !== question.id ? one.items.map(({ id }) => id) : [],
  );
  return (
    <>
      <LinesEditor
        title={words.items}
        lines={question.items}
        prefix="item"
        taken={taken}
        language={draft.locale}
        hasWeights
        onChange={(items, mark) => put({ items }, mark)}
      />
      <ScaleFields question={question} put={put} />
      <Ends question={question} put={put} />
      <p className={styles.note}>{words.scaleWarning}</p>
    </>
  );
}

function Choices({ question, put }: Of<"singleChoice" | "multipleChoice" | "picture" | "ranking">) {
  const words = useWords(builderWords).edit;
  const { draft } = useEditing();
  const most = question.choices.length + ("other" in question && question.other ? 1 : 0);
  return (
    <>
      <LinesEditor
        title={words.choices}
        lines={question.choices}
        prefix="c"
        language={draft.locale}
        hasFixed={question.shuffled}
        hasImages={question.type === "picture"}
        onChange={(choices, mark) => put({ choices }, mark)}
      />
      <Toggle label={words.shuffled} isOn={question.shuffled} put={(shuffled) => put({ shuffled })} />
      {(question.type === "singleChoice" || question.type === "multipleChoice") && (
        <Toggle label={words.other} isOn={question.other} put={(other) => put({ other })} />
      )}
      {question.type === "multipleChoice" && (
        <div className={styles.two}>
          <OptionalNumber
            label={words.min}
            value={question.min}
            min={1}
            max={most}
            decimalScale={0}
            put={(min) => put({ min }, "min")}
          />
          <OptionalNumber
            label={words.max}
            value={question.max}
            min={1}
            max={most}
            decimalScale={0}
            put={(max) => put({ max }, "max")}
          />
        </div>
      )}
    </>
  );
}

function Toggle({ label, isOn, put }: { label: string; isOn?: boolean; put(value: true | undefined): void }) {
  return (
    <Switch
      label={label}
      color="var(--ink)"
      checked={isOn ?? false}
      onChange={({ currentTarget }) => put(currentTarget.checked || undefined)}
    />
  );
}

function Table({ question, put }: Of<"matrix">) {
  const words = useWords(builderWords).edit;
  const { draft } = useEditing();
  return (
    <>
      <LinesEditor
        title={words.rows}
        lines={question.rows}
        prefix="r"
        language={draft.locale}
        onChange={(rows, mark) => put({ rows }, mark)}
      />
      <LinesEditor
        title={words.columns}
        lines={question.columns}
        prefix="k"
        language={draft.locale}
        onChange={(columns, mark) => put({ columns }, mark)}
      />
      <Toggle label={words.shuffled} isOn={question.shuffled} put={(shuffled) => put({ shuffled })} />
    </>
  );
}

function TextFields({ question, put }: Of<"text">) {
  const words = useWords(builderWords).edit;
  return (
    <div className={styles.two}>
      <OptionalNumber
        label={words.minLength}
        value={question.minLength}
        min={1}
        max={10_000}
        decimalScale={0}
        put={(minLength) => put({ minLength }, "minLength")}
      />
      <OptionalNumber
        label={words.maxLength}
        value={question.maxLength}
        min={1}
        max={10_000}
        decimalScale={0}
        put={(maxLength) => put({ maxLength }, "maxLength")}
      />
      <NativeSelect
        label={words.pattern}
        data={[
          { value: "", label: words.patterns.any },
          ...textPatterns.map((pattern) => ({ value: pattern, label: words.patterns[pattern] })),
        ]}
        value={question.pattern ?? ""}
        onChange={({ currentTarget }) => put({ pattern: currentTarget.value || undefined })}
      />
    </div>
  );
}

function Bounds({ question, put }: Of<"number">) {
  const words = useWords(builderWords).edit;
  return (
    <div className={styles.two}>
      <OptionalNumber label={words.min} value={question.min} put={(min) => put({ min }, "min")} />
      <OptionalNumber label={words.max} value={question.max} put={(max) => put({ max }, "max")} />
      <OptionalNumber
        label={words.decimals}
        value={question.decimals}
        min={0}
        max={6}
        decimalScale={0}
        put={(decimals) => put({ decimals }, "decimals")}
      />
    </div>
  );
}

function Days({ question, put }: Of<"date">) {
  const words = useWords(builderWords).edit;
  return (
    <div className={styles.two}>
      {(["min", "max"] as const).map((end) => (
        <TextInput
          key={end}
          type="date"
          label={end === "min" ? words.from : words.to}
          value={question[end] ?? ""}
          onChange={({ currentTarget }) => put({ [end]: currentTarget.value || undefined }, end)}
        />
      ))}
    </div>
  );
}
