import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { api, ask } from "../../api.ts";
import { useFilters } from "../../filters.ts";
import type { Search } from "../../search.ts";
import { shiftWords } from "../../shifts/words.ts";
import { Pick } from "../../ui/FilterBar.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words.ts";
import { knownMetric, metrics } from "./list-query.ts";
import styles from "./ResponsesPage.module.css";
import { useThemes } from "./themes/queries.ts";
import { themeWords } from "./themes/words.ts";
import { responsesWords } from "./words.ts";

/** The score whose answers are listed: a number that somebody came from counts no others. */
export function MetricFilter() {
  const words = useWords(responsesWords);
  const names = useWords(shiftWords).metrics;
  const { metric } = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  return (
    <Pick
      label={words.metric}
      usual={words.allMetrics}
      chosen={knownMetric(metric)}
      choices={metrics.map((one) => ({ value: one, label: names[one] }))}
      choose={(one) =>
        void navigate({ to: ".", search: (was: Search) => ({ ...was, metric: one }), resetScroll: false })
      }
    />
  );
}

export function TagFilter() {
  const words = useWords(responsesWords);
  const { filters, set } = useFilters();
  const known = useQuery({ queryKey: ["responses", "tags"], queryFn: () => ask(api.v1.responses.tags.$get()) });
  const tags = known.data?.data ?? [];
  return (
    <Pick
      label={words.tag}
      usual={words.allTags}
      chosen={filters.tag}
      choices={tags.map(({ tag }) => ({ value: tag, label: tag }))}
      choose={(tag) => set({ tag })}
    />
  );
}

/** What customers speak of; shown once there are themes. */
export function ThemeFilter() {
  const words = useWords(themeWords);
  const { filters, set } = useFilters();
  const themes = useThemes().data?.data ?? [];
  if (themes.length === 0 && !filters.theme) return null;
  return (
    <Pick
      label={words.theme}
      usual={words.allThemes}
      chosen={filters.theme}
      choices={themes.map(({ id, name }) => ({ value: id, label: name }))}
      choose={(theme) => set({ theme })}
    />
  );
}

/** The single answer that the list is filtered by; a press takes it away. */
export function AnswerChip() {
  const words = useWords(responsesWords);
  const { filters, set } = useFilters();
  if (!filters.answer) return null;
  return (
    <Button
      variant="default"
      size="compact-sm"
      rightSection={<Icon name="close" size={12} />}
      aria-label={words.answerOff(filters.answer)}
      onClick={() => set({ answer: undefined })}
    >
      {words.answer(filters.answer)}
    </Button>
  );
}

const typingMs = 300;

/** What is typed is looked for once the typing rests. */
export function SearchField() {
  const words = useWords(responsesWords);
  const { filters, set } = useFilters();
  const [text, setText] = useState(filters.q ?? "");
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  // What this field itself has asked for comes back without the space that is still being typed after.
  useEffect(() => setText((typed) => (typed.trim() === (filters.q ?? "") ? typed : (filters.q ?? ""))), [filters.q]);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);
  const type = (typed: string) => {
    setText(typed);
    clearTimeout(timer.current ?? undefined);
    timer.current = setTimeout(() => set({ q: typed.trim() || undefined }), typingMs);
  };
  return (
    <label className={styles.search}>
      <Icon name="search" size={14} />
      <input
        type="search"
        value={text}
        placeholder={words.searchIn}
        aria-label={words.search}
        maxLength={200}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
      />
    </label>
  );
}
