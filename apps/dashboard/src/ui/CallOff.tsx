import { Button } from "@mantine/core";
import { useCallback, useEffect, useRef, useState } from "react";
import { frameWords } from "../frame-words.ts";
import { useKeys } from "../keys.ts";
import { bilingual, useWords } from "../words.ts";
import styles from "./CallOff.module.css";
import { Icon } from "./Icon.tsx";
import { Key } from "./Key.tsx";
import { useUndo } from "./Undo.tsx";

const seconds = 10;
const callOffWords = bilingual({
  en: { leaving: "Leaving this page stops it.", seconds: (n: number) => `${n} s`, kept: "Nothing was changed." },
  ru: {
    leaving: "Если уйти со страницы, всё останется как было.",
    seconds: (n: number) => `${n} с`,
    kept: "Ничего не изменилось.",
  },
});

/**
 * Does what cannot be undone only after ten seconds in which it can still be called off. Leaving the page calls it off
 * as well: nothing happens behind somebody's back.
 */
export function useDelayed<Subject>(work: (subject: Subject) => void) {
  const [waiting, setWaiting] = useState<{ subject: Subject; left: number } | null>(null);
  const newest = useRef(work);
  newest.current = work;
  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => {
      if (waiting.left > 1) return setWaiting({ ...waiting, left: waiting.left - 1 });
      setWaiting(null);
      newest.current(waiting.subject);
    }, 1_000);
    return () => clearTimeout(timer);
  }, [waiting]);
  return {
    waiting,
    begin: useCallback((subject: Subject) => setWaiting({ subject, left: seconds }), []),
    callOff: useCallback(() => setWaiting(null), []),
  };
}

type Props<Subject> = { delayed: ReturnType<typeof useDelayed<Subject>>; says(subject: Subject): string };

/** Says what is about to happen, how long there is, and stops it. */
export function CallOff<Subject>({ delayed: { waiting, callOff }, says }: Props<Subject>) {
  const words = useWords(callOffWords);
  const frame = useWords(frameWords);
  const tell = useUndo();
  const stop = () => {
    callOff();
    tell(words.kept);
  };
  useKeys([{ keys: "Z", does: frame.keys.undo, run: stop, isOff: !waiting }]);
  return (
    <div role="status">
      {waiting && (
        <div className={styles.waiting}>
          <Icon name="warning" />
          <p>
            <b>{says(waiting.subject)}</b> {words.leaving}
          </p>
          <span aria-hidden="true">{words.seconds(waiting.left)}</span>
          <Button variant="default" onClick={stop} rightSection={<Key>Z</Key>}>
            {frame.undo}
          </Button>
        </div>
      )}
    </div>
  );
}
