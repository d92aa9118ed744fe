import { Checkbox, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import {
  type AnswerValue,
  type CsiAnswer,
  type MatrixAnswer,
  type Question,
  stepsOf,
} from "@otklik/domain/survey/definition";
import { useWords } from "../../../words.ts";
import styles from "./Tester.module.css";
import { builderWords } from "./words.ts";

type Props = { question: Question; answer: AnswerValue | undefined; put(value: AnswerValue | undefined): void };
type Option = { value: string; label: string };

const steps = ({ min, max }: { min: number; max: number }): Option[] =>
  Array.from({ length: max - min + 1 }, (_, step) => ({ value: String(min + step), label: String(min + step) }));
const optionsOf = (list: readonly { id: string; label: string }[]): Option[] =>
  list.map(({ id, label }) => ({ value: id, label }));

/** The shortest way to give an answer to this question. */
export function AnswerField({ question, answer, put }: Props) {
  const words = useWords(builderWords).test;
  const label = question.prompt;
  switch (question.type) {
    case "statement":
      return null;
    case "nps":
    case "csat":
    case "ces":
    case "rating":
      return (
        <Choice
          label={label}
          options={steps(stepsOf(question))}
          value={answer === undefined ? "" : String(answer)}
          put={(value) => put(value === "" ? undefined : Number(value))}
        />
      );
    case "csi":
      return (
        <Several
          parts={question.items}
          options={steps(question.scale)}
          answer={(answer ?? {}) as CsiAnswer}
          put={put}
          read={Number}
        />
      );
    case "matrix":
      return (
        <Several
          parts={question.rows}
          options={optionsOf(question.columns)}
          answer={(answer ?? {}) as MatrixAnswer}
          put={put}
          read={String}
        />
      );
    case "singleChoice":
    case "picture":
      return (
        <Choice
          label={label}
          options={[
            ...optionsOf(question.choices),
            ...("other" in question && question.other ? [{ value: "\u0000", label: words.own }] : []),
          ]}
          value={typeof answer === "object" ? "\u0000" : String(answer ?? "")}
          put={(value) => put(value === "" ? undefined : value === "\u0000" ? { other: words.own } : value)}
        />
      );
    case "multipleChoice": {
      const chosen = Array.isArray(answer) ? answer.filter((one) => typeof one === "string") : [];
      return (
        <Checkbox.Group aria-label={label} value={chosen} onChange={(ids) => put(ids.length > 0 ? ids : undefined)}>
          <div className={styles.several}>
            {question.choices.map(({ id, label: said }) => (
              <Checkbox key={id} size="xs" value={id} label={said} />
            ))}
          </div>
        </Checkbox.Group>
      );
    }
    case "ranking":
      return (
        <Choice
          label={label}
          options={[{ value: "all", label: question.choices.map((choice) => choice.label).join(", ") }]}
          value={answer === undefined ? "" : "all"}
          put={(value) => put(value === "" ? undefined : question.choices.map(({ id }) => id))}
        />
      );
    case "consent":
    case "callback": {
      const asAnswer = (isOn: boolean): AnswerValue => (question.type === "consent" ? isOn : { wanted: isOn });
      const isOn = typeof answer === "object" ? (answer as { wanted?: boolean }).wanted === true : answer === true;
      return (
        <Choice
          label={label}
          options={[
            { value: "yes", label: words.yes },
            { value: "no", label: words.no },
          ]}
          value={answer === undefined ? "" : isOn ? "yes" : "no"}
          put={(value) => put(value === "" ? undefined : asAnswer(value === "yes"))}
        />
      );
    }
    case "number":
      return (
        <NumberInput
          aria-label={label}
          value={typeof answer === "number" ? answer : ""}
          onChange={(value) => put(value === "" ? undefined : Number(value))}
        />
      );
    default:
      return (
        <TextInput
          aria-label={label}
          type={question.type === "date" ? "date" : "text"}
          value={String(answer ?? "")}
          onChange={({ currentTarget }) => put(currentTarget.value || undefined)}
        />
      );
  }
}

type ChoiceProps = { label: string; options: Option[]; value: string; put(value: string): void };

function Choice({ label, options, value, put }: ChoiceProps) {
  const words = useWords(builderWords).test;
  return (
    <NativeSelect
      aria-label={label}
      data={[{ value: "", label: words.unanswered }, ...options]}
      value={value}
      onChange={({ currentTarget }) => put(currentTarget.value)}
    />
  );
}

type SeveralProps<One extends string | number> = {
  parts: readonly { id: string; label: string }[];
  options: Option[];
  answer: Record<string, One>;
  put(value: AnswerValue | undefined): void;
  read(text: string): One;
};

function Several<One extends string | number>({ parts, options, answer, put, read }: SeveralProps<One>) {
  const words = useWords(builderWords).test;
  return (
    <div className={styles.parts}>
      {parts.map(({ id, label }) => (
        <NativeSelect
          key={id}
          label={label}
          data={[{ value: "", label: words.unanswered }, ...options]}
          value={String(answer[id] ?? "")}
          onChange={({ currentTarget: { value } }) => {
            const { [id]: _, ...others } = answer;
            const next = value === "" ? others : { ...others, [id]: read(value) };
            put(Object.keys(next).length > 0 ? (next as AnswerValue) : undefined);
          }}
        />
      ))}
    </div>
  );
}
