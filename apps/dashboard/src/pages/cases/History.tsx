import { type ReactNode, useState } from "react";
import { type Metric, useFormats } from "../../formats.ts";
import { useWorkspace } from "../../session.ts";
import { useWords } from "../../words.ts";
import styles from "./Case.module.css";
import type { HistoryEntry } from "./queries.ts";
import { saidOf, valueText } from "./said.ts";
import { useMoments } from "./texts.ts";
import { useNow } from "./use-now.ts";
import { casesWords } from "./words.ts";

const shownAtFirst = 10;
type Told = { dot?: "bad" | "good" | "own"; title: ReactNode; more?: string | null };

/** What people did with the case, and what the customer did and said, newest first. */
export function History({ entries }: { entries: HistoryEntry[] }) {
  const words = useWords(casesWords);
  const formats = useFormats();
  const moments = useMoments(useNow());
  const tell = useTelling();
  const [isWhole, setWhole] = useState(false);
  const held = withoutUndone(entries);
  const shown = isWhole ? held : held.slice(0, shownAtFirst);
  const rest = held.length - shown.length;
  return (
    <>
      <h3 className={styles.heading}>{words.history}</h3>
      <ol className={styles.timeline}>
        {shown.map((entry) => {
          const { dot, title, more } = tell(entry);
          return (
            <li key={`${entry.kind} ${entry.id}`} data-dot={dot}>
              <span>
                {title}
                {more && <span className={styles.small}>{more}</span>}
              </span>
              <time dateTime={entry.at} title={`${formats.day(entry.at)}, ${formats.time(entry.at)}`}>
                {moments.when(entry.at)}
              </time>
            </li>
          );
        })}
      </ol>
      {rest > 0 && (
        <button type="button" className={styles.all} onClick={() => setWhole(true)}>
          {words.showAll(rest)}
        </button>
      )}
    </>
  );
}

/** What was taken back, and the taking back, tell nobody anything. Neither is lost: both stay in the audit. */
function withoutUndone(entries: HistoryEntry[]): HistoryEntry[] {
  const undone = new Set(
    entries.flatMap((entry) => (entry.kind === "change" && entry.undoes ? [entry.undoes, entry.id] : [])),
  );
  return entries.filter(({ id }) => !undone.has(id));
}

const good: readonly (string | null)[] = ["promoter", "satisfied"];
const bad: readonly (string | null)[] = ["detractor", "dissatisfied"];
const unsent: readonly string[] = ["scheduled", "deferred", "sending"];
const failed: readonly string[] = ["failed", "bounced", "refused", "unknown", "expired"];

function useTelling(): (entry: HistoryEntry) => Told {
  const words = useWords(casesWords);
  const formats = useFormats();
  const { user } = useWorkspace();
  const nameOf = (by: { kind: string; id: string | null; name: string | null }) => {
    if (by.kind === "member" && by.id === user.id) return words.you;
    return by.name ?? (by.kind === "key" ? words.byKey : by.kind === "system" ? words.bySystem : words.somebodyActed);
  };
  const scoreText = (metric: Metric | null, score: number | null) =>
    metric === null || score === null ? "" : `${metric.toUpperCase()}\u00a0${formats.score(metric, score)}`;
  const channelText = (channel: string) => words.channels[channel as keyof typeof words.channels] ?? channel;
  const all = words.events;

  return (entry) => {
    switch (entry.kind) {
      case "opened": {
        const score = scoreText(entry.metric, entry.score);
        return { dot: "own", title: entry.reason === "callback" ? all.openedByCall(score) : all.opened(score) };
      }
      case "overdue":
        return { dot: "bad", title: all.overdue };
      case "answer":
        return {
          dot: entry.changed.includes("happier") ? "good" : entry.changed.includes("unhappy") ? "bad" : undefined,
          title: entry.changed.map((change) => all.answerChanged[change]).join(" "),
        };
      case "note":
        return { title: all.noted(nameOf(entry.by)), more: entry.body };
      case "call": {
        const [outcome = "", ...rest] = entry.body.split("\n");
        return { title: all.called(nameOf(entry.by), lowerFirst(outcome)), more: rest.join("\n") };
      }
      case "change":
        return { title: changeText(entry) };
      case "response": {
        const score = scoreText(entry.metric, entry.score);
        const dot = bad.includes(entry.class) ? "bad" : good.includes(entry.class) ? "good" : undefined;
        const title = (
          <>
            <b>{score || all.answered}</b>
            {all.after(entry.touchpointName, channelText(entry.channel))}
          </>
        );
        return { dot, title, more: entry.comment ? words.quote(entry.comment) : words.noComment };
      }
      case "invitation": {
        const channel = channelText(entry.channel);
        if (failed.includes(entry.status)) return { title: all.notAsked(channel, entry.reason ?? entry.status) };
        return { title: unsent.includes(entry.status) ? all.toBeAsked(channel) : all.asked(channel) };
      }
      case "event":
        return {
          title: saidOf(entry.name),
          more: Object.entries(entry.properties)
            .slice(0, 4)
            .map(([key, value]) => `${saidOf(key)}: ${valueText(value, formats)}`)
            .join(" · "),
        };
    }
  };

  function changeText({ action, by, from, to, owner, priority }: Extract<HistoryEntry, { kind: "change" }>): string {
    const who = nameOf(by);
    if (action === "resolve" || (action === "change" && to === "resolved")) return all.resolved(who);
    if (action === "reopen" || (action === "change" && from === "resolved")) return all.reopened(who);
    if (action === "undo") return all.undid(who, words.statuses[to]);
    if (owner?.to) return owner.to === by.name ? all.took(who) : all.gave(who, owner.to);
    if (owner) return all.putBack(who);
    if (from !== to) return all.status(who, words.statuses[to]);
    return all.priority(who, words.priorities[(priority?.to ?? "normal") as keyof typeof words.priorities]);
  }
}

const lowerFirst = (text: string) => text.charAt(0).toLocaleLowerCase() + text.slice(1);
