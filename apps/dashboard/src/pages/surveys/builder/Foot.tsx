import { Button, Popover } from "@mantine/core";
import { useState } from "react";
import { useFormats } from "../../../formats.ts";
import { usePreferences } from "../../../preferences.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { useWords } from "../../../words.ts";
import { useEditing } from "./editing.ts";
import styles from "./Foot.module.css";
import { wordsOfProblem } from "./problem-words.ts";
import type { Problem } from "./problems.ts";
import { sentenceWords } from "./sentence-words.ts";
import { nameOfTarget } from "./sentences.ts";
import type { Unsaved } from "./unsaved.ts";
import type { Keeping } from "./use-autosave.ts";
import { builderWords } from "./words.ts";

type Props = {
  keeping: Keeping;
  /** Changes that were left behind unsaved, and whether the draft was saved since. */
  offered: Unsaved | null;
  isOlder: boolean;
  version: number | null;
  isPublishing: boolean;
  /** What the server said when it refused to publish. */
  refused: string | null;
  restore(): void;
  discard(): void;
  retry(): void;
  takeTheirs(): void;
  keepMine(): void;
  test(): void;
  publish(): void;
  show(problem: Problem): void;
};

/** What is kept, what is asked, what is wrong, and the two things to do next. */
export function Foot({ keeping, offered, isOlder, version, isPublishing, refused, ...does }: Props) {
  const words = useWords(builderWords).foot;
  const formats = useFormats();
  const { problems } = useEditing();
  const [isOpen, setOpen] = useState(false);
  const publish = () => (problems.length > 0 ? setOpen(true) : does.publish());
  return (
    <footer className={styles.foot}>
      {offered && (
        <div className={styles.stale} role="alert">
          <span>
            {words.left(formats.dayTime(new Date(offered.at)))} {isOlder && words.leftOlder}
          </span>
          <Button variant="default" onClick={does.restore}>
            {words.restore}
          </Button>
          <Button variant="default" onClick={does.discard}>
            {words.discard}
          </Button>
        </div>
      )}
      {keeping.is === "stale" ? (
        <div className={styles.stale} role="alert">
          <span>{words.stale}</span>
          <Button variant="default" onClick={does.takeTheirs}>
            {words.takeTheirs}
          </Button>
          <Button variant="default" onClick={does.keepMine}>
            {words.keepMine}
          </Button>
        </div>
      ) : (
        <Status keeping={keeping} retry={does.retry} />
      )}
      <span>{version === null ? words.nobody : words.live(version)}</span>
      <Popover
        opened={isOpen && problems.length > 0}
        onChange={setOpen}
        position="top-end"
        width="min(380px, calc(100vw - 24px))"
        shadow="md"
        trapFocus
        returnFocus
      >
        <Popover.Target>
          <button
            type="button"
            className={styles.problems}
            data-any={problems.length > 0 || undefined}
            disabled={problems.length === 0}
            onClick={() => setOpen(!isOpen)}
          >
            {problems.length > 0 && <Icon name="warning" size={14} />}
            {problems.length === 0 ? words.noProblems : words.problems(problems.length)}
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          <ProblemList
            show={(problem) => {
              setOpen(false);
              does.show(problem);
            }}
          />
        </Popover.Dropdown>
      </Popover>
      {refused && (
        <span className={styles.refused} role="alert">
          {words.refused}: {refused}
        </span>
      )}
      <span className={styles.does}>
        <Button variant="default" onClick={does.test}>
          {words.test}
        </Button>
        <Button loading={isPublishing} onClick={publish}>
          {words.publish}
        </Button>
      </span>
    </footer>
  );
}

function Status({ keeping, retry }: { keeping: Keeping; retry(): void }) {
  const words = useWords(builderWords).foot;
  const formats = useFormats();
  if (keeping.is !== "failed")
    return (
      <span role="status">
        {keeping.is === "saved" ? words.saved(formats.time(keeping.at)) : words[keeping.is as "saving"]}
      </span>
    );
  const why = keeping.error?.code === "offline" ? words.offline : keeping.error?.detail;
  return (
    <span className={styles.refused} role="alert">
      {words.failed}
      {why && `: ${why}`}{" "}
      <Button variant="default" onClick={retry}>
        {words.retry}
      </Button>
    </span>
  );
}

function ProblemList({ show }: { show(problem: Problem): void }) {
  const words = useWords(builderWords).foot;
  const sentences = useWords(sentenceWords);
  const { draft, problems } = useEditing();
  const { language } = usePreferences();
  return (
    <div className={styles.list}>
      <h2>{words.mend}</h2>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.pointer}${"gap" in problem ? problem.gap : problem.detail}`}>
            <button type="button" onClick={() => show(problem)}>
              <b>{problem.place === null ? words.whole : nameOfTarget(draft, problem.place, sentences)}</b>
              <span>{wordsOfProblem(draft, problem, language)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
