import { Autocomplete, Button } from "@mantine/core";
import { useRef, useState } from "react";
import { useKeys } from "../../keys.ts";
import { Card } from "../../ui/Card.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Key } from "../../ui/Key.tsx";
import { useWords } from "../../words.ts";
import styles from "./Facts.module.css";
import { keepDraft, readDraft } from "./kept.ts";
import { closeLoopId } from "./OpenedCase.tsx";
import type { CaseFile } from "./queries.ts";
import { useMoments } from "./texts.ts";
import type { CaseActions } from "./use-case-actions.ts";
import { useNow } from "./use-now.ts";
import { casesWords } from "./words.ts";

type Field = "rootCause" | "outcome";
type Props = { found: CaseFile; actions: CaseActions };

/** A case is closed with what was wrong and what was done about it. */
export function CloseLoop({ found, actions }: Props) {
  const all = useWords(casesWords);
  const words = all.close;
  const moments = useMoments(useNow());
  const [given, setGiven] = useState(() => {
    const draft = readDraft(found.id);
    return { rootCause: draft.rootCause ?? found.rootCause ?? "", outcome: draft.outcome ?? found.outcome ?? "" };
  });
  const fields = { rootCause: useRef<HTMLInputElement>(null), outcome: useRef<HTMLInputElement>(null) };
  const isDone = found.status === "resolved";
  const missing = (["rootCause", "outcome"] as const).filter((field) => given[field].trim() === "");
  const canResolve = missing.length === 0;
  const type = (field: Field) => (text: string) => {
    setGiven((was) => ({ ...was, [field]: text }));
    keepDraft(found.id, { [field]: text });
  };
  const resolve = () => {
    const [first] = missing;
    if (first) fields[first].current?.focus();
    else void actions.resolve(given.rootCause.trim(), given.outcome.trim());
  };
  useKeys([{ keys: "E", does: all.keys.resolve, run: resolve, isOff: isDone }]);
  const note =
    missing.length === 2
      ? words.missingBoth
      : missing[0] === "rootCause"
        ? words.missingCause
        : missing[0]
          ? words.missingOutcome
          : words.ready;
  if (isDone)
    return (
      <Card className={styles.card} title={words.title}>
        <dl className={styles.facts}>
          <div>
            <dt>{words.rootCause}</dt>
            <dd>{found.rootCause}</dd>
          </div>
          <div>
            <dt>{words.outcome}</dt>
            <dd>{found.outcome}</dd>
          </div>
        </dl>
        <p className={styles.note}>{words.resolvedAt(moments.when(found.resolvedAt ?? found.openedAt))}</p>
        <Button variant="default" className={styles.reopen} fullWidth onClick={() => void actions.reopen()}>
          {words.reopen}
        </Button>
      </Card>
    );
  const choose = (field: Field, label: string, data: string[]) => (
    <Autocomplete
      ref={fields[field]}
      label={label}
      placeholder={words.choose}
      data={data}
      value={given[field]}
      onChange={type(field)}
      maxLength={500}
      limit={20}
      classNames={{ label: styles.label, input: styles.input }}
      rightSection={<Icon name="down" size={12} />}
      rightSectionPointerEvents="none"
      comboboxProps={{ shadow: "md", transitionProps: { duration: 0 } }}
    />
  );
  return (
    <Card className={styles.card} title={words.title}>
      <div className={styles.form} id={closeLoopId}>
        {choose("rootCause", words.rootCause, found.suggestions.rootCauses)}
        {choose("outcome", words.outcome, found.suggestions.outcomes)}
        <Button
          variant="default"
          className={styles.resolve}
          data-off={!canResolve || undefined}
          onClick={resolve}
          aria-describedby="resolve-note"
          leftSection={<Icon name="check" size={14} />}
          rightSection={<Key>E</Key>}
        >
          {words.resolve}
        </Button>
        <p className={styles.note} id="resolve-note">
          {note}
        </p>
      </div>
    </Card>
  );
}
