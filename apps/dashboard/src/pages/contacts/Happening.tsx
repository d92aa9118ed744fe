import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { api } from "../../api.ts";
import { useFormats } from "../../formats.ts";
import type { Search } from "../../search.ts";
import { useWorkspace } from "../../session.ts";
import { ScoreChip } from "../../ui/ScoreChip.tsx";
import { useWords } from "../../words.ts";
import styles from "./Story.module.css";
import { contactWords, said } from "./words.ts";

type Timeline = (typeof api.v1.contacts)[":id"]["timeline"]["$get"];
type Entry = Extract<Awaited<ReturnType<Awaited<ReturnType<Timeline>>["json"]>>, { data: unknown[] }>["data"][number];

/** One thing that happened with a contact. `here`: the answer that is being looked at, which needs no way to itself. */
export function Happening({ entry, here }: { entry: Entry; here?: string }) {
  const formats = useFormats();
  const { title, more, mark } = useSaid(entry, here !== undefined);
  const isHere = entry.kind === "response" && entry.id === here;
  return (
    <li data-mark={mark} aria-current={isHere || undefined}>
      <div>
        <div className={styles.title}>{title}</div>
        {more && <div className={styles.more}>{more}</div>}
      </div>
      <time dateTime={entry.at}>{formats.dayTime(entry.at)}</time>
    </li>
  );
}

type Said = { title: ReactNode; more?: ReactNode; mark?: "good" | "bad" | "middle" | "case" };

function useSaid(entry: Entry, isBesideList: boolean): Said {
  const words = useWords(contactWords);
  const formats = useFormats();
  const reason = useReason();
  const { slug } = useWorkspace();
  switch (entry.kind) {
    case "event":
      return { title: <b>{entry.name}</b>, more: propertiesOf(entry.properties) };
    case "decision":
      return {
        title: (
          <>
            <b>{words.decided[entry.outcome]}</b>
            {reason(entry)}
          </>
        ),
        more: `${entry.touchpointName} · ${entry.surveyName}`,
      };
    case "invitation": {
      const how = said(words.by, entry.channel);
      const say = words.invitation[entry.status as keyof typeof words.invitation];
      const isHitch = ["bounced", "failed", "unknown"].includes(entry.status);
      return {
        title: say ? say(how, formats.dayTime(entry.sendAt)) : entry.status,
        more: [entry.touchpointName, entry.surveyName, isHitch && entry.reason].filter(Boolean).join(" · "),
      };
    }
    case "response":
      return {
        title: (
          <Link
            to="/$workspace/responses/{-$responseId}"
            params={{ workspace: slug, responseId: entry.id }}
            search={(was: Search) => (isBesideList ? was : {})}
            resetScroll={!isBesideList}
            className={styles.answer}
          >
            <ScoreChip score={entry.score} scoreClass={entry.class} />
            {words.answered(entry.touchpointName, said(words.by, entry.channel))}
          </Link>
        ),
        more: (
          <>
            {entry.comment ? words.quote(entry.comment) : words.noComment}
            {entry.status === "partial" && ` · ${words.partial}`}
          </>
        ),
        mark: markOf(entry.class),
      };
    case "case":
      return {
        title: (
          <Link to="/$workspace/cases/{-$caseId}" params={{ workspace: slug, caseId: entry.id }} search={{}}>
            {words.caseOpened(said(words.caseReasons, entry.reason))}
          </Link>
        ),
        more: [entry.touchpointName, said(words.caseStatus, entry.status)].filter(Boolean).join(" · "),
        mark: "case",
      };
  }
}

const dayMs = 86_400_000;

/** Why somebody was not asked, as a person says it: with how long ago, which limit, and from when on again. */
function useReason(): (decision: Entry & { kind: "decision" }) => string {
  const words = useWords(contactWords);
  const formats = useFormats();
  return ({ outcome, reason, at, lastContactAt, nextEligibleAt }) => {
    if (outcome === "invited" || reason === null) return "";
    const next = nextEligibleAt
      ? ` ${(outcome === "deferred" ? words.notBefore : words.nextFrom)(formats.day(nextEligibleAt))}`
      : "";
    if (!lastContactAt || !nextEligibleAt) return `: ${words.reasons[reason]}.${next}`;
    const ago = Date.parse(at) - Date.parse(lastContactAt);
    const limit = Math.round((Date.parse(nextEligibleAt) - Date.parse(lastContactAt)) / dayMs);
    const when = ago < 0 ? words.planned(formats.day(lastContactAt)) : words.askedAgo(Math.floor(ago / dayMs));
    return `: ${when}, ${reason === "recontact" ? words.sameSurvey(limit) : words.limitIs(limit)}.${next}`;
  };
}

const mostProperties = 8;

function propertiesOf(properties: Record<string, unknown>): string {
  return Object.entries(properties)
    .slice(0, mostProperties)
    .map(([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(" · ");
}

function markOf(scoreClass: string | null): Said["mark"] {
  if (scoreClass === "promoter" || scoreClass === "satisfied") return "good";
  if (scoreClass === "detractor" || scoreClass === "dissatisfied") return "bad";
  return scoreClass ? "middle" : undefined;
}
