import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { api, ask } from "../../api.ts";
import { useFormats } from "../../formats.ts";
import type { Search } from "../../search.ts";
import { useWorkspace } from "../../session.ts";
import { Card } from "../../ui/Card.tsx";
import { ScoreChip } from "../../ui/ScoreChip.tsx";
import { Empty, Failure, Loading } from "../../ui/States.tsx";
import { useWords } from "../../words.ts";
import styles from "./Contact.module.css";
import { contactWords, said } from "./words.ts";

const kinds = ["event", "decision", "invitation", "response", "case"] as const;
type Kind = (typeof kinds)[number];

function useHistory(id: string, chosen: readonly Kind[]) {
  return useInfiniteQuery({
    queryKey: ["contacts", id, "timeline", chosen],
    queryFn: ({ pageParam }) =>
      ask(
        api.v1.contacts[":id"].timeline.$get({
          param: { id },
          query: {
            limit: "50",
            ...(chosen.length > 0 && { kind: chosen.join(",") }),
            ...(pageParam && { cursor: pageParam }),
          },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: (was) => was,
  });
}

type Entry = NonNullable<ReturnType<typeof useHistory>["data"]>["pages"][number]["data"][number];

/** One line of what happened with a contact, newest first. */
export function History({ id }: { id: string }) {
  const words = useWords(contactWords);
  const navigate = useNavigate();
  const { kind = "" } = useSearch({ strict: false }) as Search;
  const chosen = kinds.filter((one) => kind.split(",").includes(one));
  const history = useHistory(id, chosen);
  const entries = history.data?.pages.flatMap(({ data }) => data) ?? [];
  const show = (next: readonly Kind[]) =>
    void navigate({ to: ".", search: (was: Search) => ({ ...was, kind: next.join(",") || undefined }), replace: true });
  return (
    <Card title={words.story}>
      <fieldset className={styles.kinds}>
        <legend className="visually-hidden">{words.kindsLabel}</legend>
        <Toggle isOn={chosen.length === 0} press={() => show([])}>
          {words.all}
        </Toggle>
        {kinds.map((one) => (
          <Toggle
            key={one}
            isOn={chosen.includes(one)}
            press={() => show(chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one])}
          >
            {words.kinds[one]}
          </Toggle>
        ))}
      </fieldset>
      {history.isPending && <Loading lines={6} height={320} />}
      {history.isError && entries.length === 0 && (
        <Failure what={words.storyFailed} error={history.error} retry={() => void history.refetch()} />
      )}
      {history.isSuccess && entries.length === 0 && (
        <Empty
          title={chosen.length > 0 ? words.emptyKind.title : words.emptyStory.title}
          text={chosen.length > 0 ? undefined : words.emptyStory.text}
          action={
            chosen.length > 0 && (
              <Button variant="default" onClick={() => show([])}>
                {words.emptyKind.clear}
              </Button>
            )
          }
        />
      )}
      <ol className={styles.story}>
        {entries.map((entry) => (
          <Happening key={`${entry.kind} ${entry.id}`} entry={entry} />
        ))}
      </ol>
      {history.hasNextPage && (
        <Button variant="default" loading={history.isFetchingNextPage} onClick={() => history.fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </Card>
  );
}

function Toggle({ isOn, press, children }: { isOn: boolean; press(): void; children: string }) {
  return (
    <button type="button" className={styles.kind} aria-pressed={isOn} onClick={press}>
      {children}
    </button>
  );
}

function Happening({ entry }: { entry: Entry }) {
  const formats = useFormats();
  const { title, more, mark } = useSaid(entry);
  return (
    <li data-mark={mark}>
      <div>
        <div className={styles.title}>{title}</div>
        {more && <div className={styles.more}>{more}</div>}
      </div>
      <time dateTime={entry.at}>{formats.dayTime(entry.at)}</time>
    </li>
  );
}

type Said = { title: ReactNode; more?: ReactNode; mark?: "good" | "bad" | "middle" | "case" };

function useSaid(entry: Entry): Said {
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
            search={{}}
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
