import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { api, ask } from "../../api.ts";
import type { Search } from "../../search.ts";
import { Card } from "../../ui/Card.tsx";
import { Empty, Failure, Loading } from "../../ui/States.tsx";
import { useWords } from "../../words.ts";
import styles from "./Contact.module.css";
import { Happening } from "./Happening.tsx";
import story from "./Story.module.css";
import { contactWords } from "./words.ts";

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
      <ol className={story.story}>
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
