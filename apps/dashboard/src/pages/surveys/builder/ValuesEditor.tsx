import { Button, NativeSelect, NumberInput } from "@mantine/core";
import type { Computed, Term } from "@otklik/domain/survey/computed";
import type { Question } from "@otklik/domain/survey/definition";
import { Icon } from "../../../ui/Icon.tsx";
import { useWords } from "../../../words.ts";
import branch from "./Branch.module.css";
import styles from "./Editor.module.css";
import { useEditing } from "./editing.ts";
import { freshId } from "./ids.ts";
import { sentenceWords } from "./sentence-words.ts";
import { nameOfQuestion, shortened } from "./sentences.ts";
import { builderWords } from "./words.ts";

const ways = ["sum", "mean", "min", "max", "count"] as const;
const numeric = ["nps", "csat", "ces", "rating", "number"];

/** What an answer to this question can be in a value: a number, an item's rating, or the points of a choice. */
function termsOf(question: Question): Term[] {
  if (numeric.includes(question.type)) return [{ question: question.id }];
  if (question.type === "csi") return question.items.map(({ id }) => ({ question: question.id, part: id }));
  if (question.type !== "singleChoice" && question.type !== "multipleChoice") return [];
  return [{ question: question.id, points: Object.fromEntries(question.choices.map(({ id }, at) => [id, at])) }];
}

/** Values worked out from answers. */
export function ValuesEditor() {
  const words = useWords(builderWords).values;
  const { draft, change } = useEditing();
  const { computed = [], questions } = draft;
  const [first] = questions.flatMap(termsOf);
  const put = (values: Computed[], mark?: string) =>
    change(({ computed: _, ...known }) => (values.length > 0 ? { ...known, computed: values } : known), mark);
  return (
    <div className={styles.fields}>
      <h3 className={styles.part}>{words.computed}</h3>
      <p className={styles.note}>{words.computedHint}</p>
      {computed.map((one, at) => (
        <ValueEditor
          key={one.id}
          value={one}
          put={(value, mark) => put(value ? computed.with(at, value) : computed.toSpliced(at, 1), mark)}
        />
      ))}
      <div>
        <Button
          variant="default"
          disabled={!first}
          onClick={() => first && put([...computed, { id: freshId(draft, "computed"), by: "sum", terms: [first] }])}
        >
          {words.addComputed}
        </Button>
      </div>
    </div>
  );
}

function ValueEditor({ value, put }: { value: Computed; put(value: Computed | null, mark?: string): void }) {
  const words = useWords(builderWords).values;
  const sentences = useWords(sentenceWords);
  const { draft } = useEditing();
  const offered = draft.questions.flatMap(termsOf);
  const keyOf = ({ question, part }: Term) => JSON.stringify([question, part ?? null]);
  const labelOf = ({ question: id, part }: Term) => {
    const question = draft.questions.find((one) => one.id === id);
    const item = question?.type === "csi" ? question.items.find((one) => one.id === part) : undefined;
    return nameOfQuestion(draft, id, sentences) + (item ? ` · ${shortened(item.label, 30)}` : "");
  };
  const withTerm = (at: number, term: Term | null) => ({
    ...value,
    terms: term ? value.terms.with(at, term) : value.terms.toSpliced(at, 1),
  });
  return (
    <fieldset className={branch.branch}>
      <legend>{value.id}</legend>
      <div className={branch.target}>
        <NativeSelect
          aria-label={words.by}
          data={ways.map((way) => ({ value: way, label: words.bys[way] }))}
          value={value.by}
          onChange={({ currentTarget }) => put({ ...value, by: currentTarget.value as Computed["by"] })}
        />
        <button
          type="button"
          className={branch.icon}
          aria-label={words.removeComputed(value.id)}
          onClick={() => put(null)}
        >
          <Icon name="trash" size={14} />
        </button>
      </div>
      {value.terms.map((term, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one answer may be counted twice
        <div className={branch.test} key={at}>
          <NativeSelect
            aria-label={words.term}
            className={branch.subject}
            data={[...(offered.some((one) => keyOf(one) === keyOf(term)) ? [] : [term]), ...offered].map((one) => ({
              value: keyOf(one),
              label: labelOf(one),
            }))}
            value={keyOf(term)}
            onChange={({ currentTarget }) => {
              const chosen = offered.find((one) => keyOf(one) === currentTarget.value);
              if (chosen) put(withTerm(at, chosen));
            }}
          />
          <NumberInput
            aria-label={words.weight}
            leftSection="×"
            className={branch.number}
            hideControls
            value={term.weight ?? 1}
            onChange={(given) => put(withTerm(at, { ...term, weight: Number(given) }), `${value.id}.${at}.weight`)}
          />
          <button
            type="button"
            className={branch.icon}
            aria-label={words.removeTerm}
            onClick={() => put(withTerm(at, null))}
          >
            <Icon name="close" size={14} />
          </button>
          {term.points && <Points term={term} put={(next) => put(withTerm(at, next), `${value.id}.${at}.points`)} />}
        </div>
      ))}
      <div className={branch.more}>
        <button
          type="button"
          className={branch.text}
          onClick={() => {
            const [fresh = offered[0]] = offered.filter(
              (one) => !value.terms.some((term) => keyOf(term) === keyOf(one)),
            );
            if (fresh) put({ ...value, terms: [...value.terms, fresh] });
          }}
        >
          <Icon name="plus" size={12} /> {words.addTerm}
        </button>
      </div>
    </fieldset>
  );
}

function Points({ term, put }: { term: Term; put(term: Term): void }) {
  const words = useWords(builderWords).values;
  const { draft } = useEditing();
  const question = draft.questions.find(({ id }) => id === term.question);
  const choices = question && "choices" in question ? question.choices : [];
  return (
    <div className={styles.points}>
      {choices.map(({ id, label }) => (
        <NumberInput
          key={id}
          label={shortened(label, 24)}
          aria-label={words.pointsOf(label)}
          hideControls
          value={term.points?.[id] ?? 0}
          onChange={(given) => put({ ...term, points: { ...term.points, [id]: Number(given) } })}
        />
      ))}
    </div>
  );
}
