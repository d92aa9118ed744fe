import { useEffect, useState } from "react";
import { type Formats, useFormats } from "../formats.ts";
import { frameWords } from "../frame-words.ts";
import { useLiveState } from "../live.ts";
import { useWords } from "../words.ts";
import styles from "./LiveMark.module.css";

/** Whether numbers move by themselves, and when the last answer came. */
export function LiveMark({ lastAnswerAt = null }: { lastAnswerAt?: string | null }) {
  const words = useWords(frameWords);
  const formats = useFormats();
  const state = useLiveState();
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  const text = state === "live" ? words.live : state === "offline" ? words.offline : words.connecting;
  return (
    <span className={styles.mark} data-state={state}>
      <i aria-hidden="true" />
      {text}
      {state === "live" && lastAnswerAt && (
        <span className={styles.since}> · {words.lastAnswer(agoOf(lastAnswerAt, formats))}</span>
      )}
    </span>
  );
}

/** At least a second: "now ago" is nothing that people say. */
function agoOf(at: string, formats: Formats): string {
  return formats.ago(new Date(Math.min(Date.parse(at), Date.now() - 1000)));
}
