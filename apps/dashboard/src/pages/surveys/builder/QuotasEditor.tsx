import { Button, NativeSelect, NumberInput } from "@mantine/core";
import type { Quota } from "@otklik/domain/survey/quotas";
import { Icon } from "../../../ui/Icon.tsx";
import { useWords } from "../../../words.ts";
import branch from "./Branch.module.css";
import { ConditionEditor } from "./ConditionEditor.tsx";
import styles from "./Editor.module.css";
import { useEditing } from "./editing.ts";
import { freshId } from "./ids.ts";
import { nearestSubject, newTest } from "./new-test.ts";
import { sentenceWords } from "./sentence-words.ts";
import { nameOfTarget } from "./sentences.ts";
import { builderWords } from "./words.ts";

/** How many answers of a kind are taken, and what the next one meets. */
export function QuotasEditor() {
  const words = useWords(builderWords).values;
  const sentences = useWords(sentenceWords);
  const { draft, change } = useEditing();
  const { quotas = [], questions, endings } = draft;
  const put = (limits: Quota[], mark?: string) =>
    change(({ quotas: _, ...known }) => (limits.length > 0 ? { ...known, quotas: limits } : known), mark);
  const add = () => {
    const when = newTest(draft, nearestSubject(draft, questions.length));
    put([...quotas, { id: freshId(draft, "quota"), when, limit: 100, whenFull: "close" }]);
  };
  return (
    <div className={styles.fields}>
      <h3 className={styles.part}>{words.quotas}</h3>
      <p className={styles.note}>{words.quotasHint}</p>
      {quotas.map((quota, at) => (
        <fieldset key={quota.id} className={branch.branch}>
          <legend>{quota.id}</legend>
          <div className={branch.target}>
            <NumberInput
              aria-label={words.limit}
              value={quota.limit}
              min={1}
              max={10_000_000}
              decimalScale={0}
              leftSection="≤"
              onChange={(limit) => put(quotas.with(at, { ...quota, limit: Number(limit) || 1 }), `${quota.id}.limit`)}
            />
            <button
              type="button"
              className={branch.icon}
              aria-label={words.removeQuota}
              onClick={() => put(quotas.toSpliced(at, 1))}
            >
              <Icon name="trash" size={14} />
            </button>
          </div>
          <ConditionEditor
            title={words.counted}
            none=""
            condition={quota.when}
            before={questions.length}
            onChange={(when, mark) => when && put(quotas.with(at, { ...quota, when }), mark && `${quota.id}.${mark}`)}
          />
          <NativeSelect
            label={words.whenFull}
            data={[
              { value: "close", label: words.close },
              ...endings.map(({ id }) => ({ value: `to ${id}`, label: nameOfTarget(draft, id, sentences) })),
            ]}
            value={quota.whenFull === "close" ? "close" : `to ${quota.whenFull.ending}`}
            onChange={({ currentTarget: { value } }) =>
              put(quotas.with(at, { ...quota, whenFull: value === "close" ? "close" : { ending: value.slice(3) } }))
            }
          />
        </fieldset>
      ))}
      <div>
        <Button variant="default" onClick={add}>
          {words.addQuota}
        </Button>
      </div>
    </div>
  );
}
