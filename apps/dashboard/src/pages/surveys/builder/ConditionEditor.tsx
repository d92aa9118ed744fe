import { Button, NativeSelect } from "@mantine/core";
import type { Condition } from "@otklik/domain/survey/condition";
import { Icon } from "../../../ui/Icon.tsx";
import { useWords } from "../../../words.ts";
import styles from "./Branch.module.css";
import { conditionOf, fits, type Group, type GroupKind, groupOf, type Item, isGroup } from "./condition-tree.ts";
import { useEditing } from "./editing.ts";
import { nearestSubject, newTest } from "./new-test.ts";
import { TestEditor } from "./TestEditor.tsx";
import { builderWords } from "./words.ts";

type Props = {
  title: string;
  /** What is said where there is no condition. */
  none: string;
  condition: Condition | undefined;
  /** So many questions were asked by the time it is decided. */
  before: number;
  onChange(condition: Condition | undefined, mark?: string): void;
};

/** A condition in plain sentences: tests and groups of them, as deep as they may be. */
export function ConditionEditor({ title, none, condition, before, onChange }: Props) {
  const words = useWords(builderWords).branch;
  const { draft } = useEditing();
  const group = groupOf(condition);
  const put = (next: Group, mark?: string) => onChange(conditionOf(next), mark);
  if (group.items.length === 0)
    return (
      <div className={styles.branch}>
        <h3>{title}</h3>
        <p className={styles.none}>
          {none}{" "}
          <Button variant="subtle" color="gray" onClick={() => onChange(newTest(draft, nearestSubject(draft, before)))}>
            {words.addCondition}
          </Button>
        </p>
      </div>
    );
  return (
    <fieldset className={styles.branch}>
      <legend>{title}</legend>
      <GroupEditor group={group} before={before} canHold={(next) => fits(next)} put={put} />
    </fieldset>
  );
}

type GroupProps = {
  group: Group;
  before: number;
  canHold(group: Group): boolean;
  put(group: Group, mark?: string): void;
  takeOut?(): void;
};

const kinds: readonly GroupKind[] = ["all", "any", "notAll", "none"];

function GroupEditor({ group, before, canHold, put, takeOut }: GroupProps) {
  const words = useWords(builderWords).branch;
  const { draft } = useEditing();
  const { kind, items } = group;
  const fresh = newTest(draft, nearestSubject(draft, before));
  const inner: Item = { kind: kind === "all" ? "any" : "all", items: [fresh, fresh] };
  const withItem = (at: number, item: Item | null) => ({
    ...group,
    items: item ? items.with(at, item) : items.toSpliced(at, 1),
  });
  const isJoined = items.length > 1 || kind === "none" || kind === "notAll";
  return (
    <div className={styles.group}>
      {isJoined && (
        <div className={styles.join}>
          <NativeSelect
            aria-label={words.kind}
            data={kinds
              .filter((one) => one === kind || canHold({ kind: one, items }))
              .map((one) => ({ value: one, label: words.kinds[one] }))}
            value={kind}
            onChange={({ currentTarget }) => put({ kind: currentTarget.value as GroupKind, items })}
          />
          {takeOut && (
            <button type="button" className={styles.icon} aria-label={words.removeTest} onClick={takeOut}>
              <Icon name="close" size={14} />
            </button>
          )}
        </div>
      )}
      <ul>
        {items.map((item, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a test has nothing else to be known by
          <li key={at}>
            {isGroup(item) ? (
              <GroupEditor
                group={item}
                before={before}
                canHold={(next) => canHold(withItem(at, next))}
                put={(next, mark) => put(withItem(at, next), mark)}
                takeOut={() => put(withItem(at, null))}
              />
            ) : (
              <TestEditor
                test={item}
                before={before}
                onChange={(next, mark) => put(withItem(at, next), mark && `${at}.${mark}`)}
                takeOut={() => put(withItem(at, null))}
              />
            )}
          </li>
        ))}
      </ul>
      <div className={styles.more}>
        <button type="button" className={styles.text} onClick={() => put({ kind, items: [...items, fresh] })}>
          <Icon name="plus" size={12} /> {words.addTest}
        </button>
        {items.length > 1 && canHold({ kind, items: [...items, inner] }) && (
          <button type="button" className={styles.text} onClick={() => put({ kind, items: [...items, inner] })}>
            <Icon name="plus" size={12} /> {words.addGroup}
          </button>
        )}
      </div>
    </div>
  );
}
