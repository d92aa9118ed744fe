import { Button, NativeSelect } from "@mantine/core";
import type { Jump } from "@otklik/domain/survey/definition";
import { Icon } from "../../../ui/Icon.tsx";
import { useWords } from "../../../words.ts";
import styles from "./Branch.module.css";
import { ConditionEditor } from "./ConditionEditor.tsx";
import { useEditing } from "./editing.ts";
import { nearestSubject, newTest } from "./new-test.ts";
import { sentenceWords } from "./sentence-words.ts";
import { nameOfTarget } from "./sentences.ts";
import { builderWords } from "./words.ts";

type Props = {
  next: Jump[] | undefined;
  /** The place of the last question that was asked by then. */
  from: number;
  none: string;
  onChange(next: Jump[] | undefined, mark?: string): void;
};

/** Where to go on: the first way whose condition holds. Only what comes later is offered. */
export function Branching({ next = [], from, none, onChange }: Props) {
  const words = useWords(builderWords).branch;
  const sentences = useWords(sentenceWords);
  const { draft } = useEditing();
  const placeOf = (id: string) => draft.questions.findIndex((question) => question.id === id);
  const targets = [
    ...draft.questions.slice(from + 1).map(({ id }) => id),
    ...(draft.pages ?? []).filter((page) => placeOf(page.from) > from).map(({ id }) => id),
    ...draft.endings.map(({ id }) => id),
    "end",
  ];
  const put = (ways: Jump[], mark?: string) => onChange(ways.length > 0 ? ways : undefined, mark);
  const add = () => {
    const to = draft.questions[from + 2]?.id ?? "end";
    const subject = nearestSubject(draft, from + 1);
    put([...next, { ...("question" in subject && { when: newTest(draft, subject) }), to }]);
  };
  const withWay = (at: number, { when, to }: Jump) => next.with(at, { ...(when && { when }), to });
  return (
    <div className={styles.branch}>
      {next.length === 0 && <h3>{words.next}</h3>}
      {next.map((way, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a way has nothing else to be known by
        <fieldset className={styles.way} key={at}>
          <legend>{words.next}</legend>
          <div className={styles.target}>
            <NativeSelect
              aria-label={words.target}
              data={[...(targets.includes(way.to) ? [] : [way.to]), ...targets].map((to) => ({
                value: to,
                label: nameOfTarget(draft, to, sentences),
              }))}
              value={way.to}
              onChange={({ currentTarget }) => put(withWay(at, { ...way, to: currentTarget.value }))}
            />
            <button
              type="button"
              className={styles.icon}
              aria-label={words.removeWay}
              onClick={() => put(next.toSpliced(at, 1))}
            >
              <Icon name="close" size={14} />
            </button>
          </div>
          <ConditionEditor
            title={words.if}
            none=""
            condition={way.when}
            before={from + 1}
            onChange={(when, mark) => put(withWay(at, { ...way, when }), mark && `way${at}.${mark}`)}
          />
        </fieldset>
      ))}
      <p className={styles.none}>
        {next.length === 0 ? none : ""}{" "}
        <Button variant="subtle" color="gray" onClick={add}>
          {words.addWay}
        </Button>
      </p>
    </div>
  );
}
