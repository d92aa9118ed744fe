import { Button, Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { api, ask } from "../api.ts";
import { type FilterName, periods, useFilters, usualPeriod } from "../filters.ts";
import { useFormats } from "../formats.ts";
import { frameWords } from "../frame-words.ts";
import { useKeys } from "../keys.ts";
import { useWords } from "../words.ts";
import styles from "./FilterBar.module.css";
import { Icon } from "./Icon.tsx";

const channels = ["email", "sms", "messenger", "web", "widget", "link", "phone", "kiosk"] as const;
type Field = "period" | "channel" | "touchpoint" | "survey" | "segment";
type Choice = { value: string | undefined; label: string };

/** On a phone more fields than this are folded away behind a button. */
const foldedFrom = 2;

/** The same filters in the same order on every page. `note` stands at the right end; `children` are a page's own controls. */
export function FilterBar({
  fields,
  note,
  children,
}: {
  fields: readonly Field[];
  note?: ReactNode;
  children?: ReactNode;
}) {
  const words = useWords(frameWords);
  const { filters, set, clear, count } = useFilters();
  const bar = useRef<HTMLFieldSetElement>(null);
  const [isOpen, setOpen] = useState(false);
  const isFolded = fields.length > foldedFrom;
  const isWanted = (field: Field) => fields.includes(field);
  const touchpoints = useQuery({
    queryKey: ["touchpoints"],
    queryFn: () => ask(api.v1.touchpoints.$get()),
    enabled: isWanted("touchpoint"),
  });
  const surveys = useQuery({
    queryKey: ["surveys", "names"],
    queryFn: () => ask(api.v1.surveys.$get({ query: { limit: "200" } })),
    enabled: isWanted("survey"),
  });
  const find = (selector: string) => bar.current?.querySelector<HTMLElement>(selector);
  useKeys([
    { keys: "/", does: words.keys.filter, run: () => (find("input[type=search]") ?? find("input,button"))?.focus() },
  ]);
  const all = words.filters;
  const choose = (name: FilterName) => (value: string | undefined) => set({ [name]: value });
  return (
    <fieldset
      ref={bar}
      className={styles.bar}
      style={{ border: 0, padding: 0, margin: 0, marginBottom: 14, minWidth: 0 }}
    >
      <legend className="visually-hidden">{all.label}</legend>
      {isWanted("period") && <Period />}
      {isFolded && (
        <button
          type="button"
          className={`${styles.pill} ${styles.fold}`}
          aria-expanded={isOpen}
          onClick={() => setOpen((was) => !was)}
        >
          <span>{all.more(count)}</span>
          <Icon name="down" size={12} />
        </button>
      )}
      <div className={styles.rest} data-folded={(isFolded && !isOpen) || undefined}>
        {isWanted("touchpoint") && (
          <Pick
            label={all.touchpoint}
            usual={all.allTouchpoints}
            chosen={filters.touchpoint}
            choices={(touchpoints.data?.data ?? []).map(({ key, name }) => ({ value: key, label: name }))}
            choose={choose("touchpoint")}
          />
        )}
        {isWanted("survey") && (
          <Pick
            label={all.survey}
            usual={all.allSurveys}
            chosen={filters.survey}
            choices={(surveys.data?.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            choose={choose("survey")}
          />
        )}
        {isWanted("channel") && (
          <Pick
            label={all.channel}
            usual={all.allChannels}
            chosen={filters.channel}
            choices={channels.map((channel) => ({ value: channel, label: words.channels[channel] }))}
            choose={choose("channel")}
          />
        )}
        {isWanted("segment") && <Segment />}
        {children}
      </div>
      {count > 0 && (
        <Button variant="subtle" size="compact-sm" onClick={clear}>
          {all.clear}
        </Button>
      )}
      {note && <span className={styles.note}>{note}</span>}
    </fieldset>
  );
}

type PickProps = {
  label: string;
  /** What is said while nothing is chosen. */
  usual: string;
  chosen: string | undefined;
  choices: { value: string; label: string }[];
  choose(value: string | undefined): void;
};

/** One filter: a pill that says what is chosen, and a menu. */
export function Pick({ label, usual, chosen, choices, choose }: PickProps) {
  const list: Choice[] = [{ value: undefined, label: usual }, ...choices];
  const said = choices.find(({ value }) => value === chosen)?.label ?? chosen ?? usual;
  return (
    <Menu position="bottom-start" shadow="md">
      <Menu.Target>
        <button
          type="button"
          className={styles.pill}
          data-chosen={chosen === undefined ? undefined : true}
          aria-label={`${label}: ${said}`}
        >
          <span>{said}</span>
          <Icon name="down" size={12} />
        </button>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: "auto" }}>
        {list.map(({ value, label: text }) => (
          <Menu.Item
            key={value ?? ""}
            onClick={() => choose(value)}
            leftSection={
              <span style={{ width: 14, display: "inline-block" }}>
                {value === chosen && <Icon name="check" size={14} />}
              </span>
            }
          >
            {text}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Period() {
  const words = useWords(frameWords).filters;
  const formats = useFormats();
  const { filters, set, range } = useFilters();
  const [isDating, setDating] = useState(false);
  const name = (period: string) => (period === "365d" ? words.lastYear : words.lastDays(Number.parseInt(period, 10)));
  const hasDates = Boolean(filters.from ?? filters.to);
  const said = hasDates
    ? `${formats.day(range.from)} – ${formats.day(new Date(Date.parse(range.to) - 1))}`
    : name(filters.period ?? usualPeriod);
  const apply = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const from = String(given.get("from") ?? "") || undefined;
    const to = String(given.get("to") ?? "") || undefined;
    set({ period: undefined, from, to });
    setDating(false);
  };
  return (
    <Menu
      position="bottom-start"
      shadow="md"
      opened={undefined}
      onClose={() => setDating(false)}
      closeOnItemClick={false}
    >
      <Menu.Target>
        <button type="button" className={styles.pill} aria-label={`${words.period}: ${said}`}>
          <span>{said}</span>
          <Icon name="down" size={12} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {periods.map((period) => (
          <Menu.Item
            key={period}
            closeMenuOnClick
            onClick={() => set({ period: period === usualPeriod ? undefined : period, from: undefined, to: undefined })}
          >
            {name(period)}
          </Menu.Item>
        ))}
        {!isDating && <Menu.Item onClick={() => setDating(true)}>{words.dates}</Menu.Item>}
        {isDating && (
          <form className={styles.dates} onSubmit={apply}>
            <label>
              {words.from}
              <input type="date" name="from" defaultValue={filters.from?.slice(0, 10)} />
            </label>
            <label>
              {words.to}
              <input type="date" name="to" defaultValue={filters.to?.slice(0, 10)} />
            </label>
            <Button type="submit">{words.apply}</Button>
          </form>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** One declared dimension and its value: `segment=key:value`. */
function Segment() {
  const words = useWords(frameWords).filters;
  const { filters, set } = useFilters();
  const values = useQuery({ queryKey: ["dimensions", "values"], queryFn: () => ask(api.v1.dimensions.values.$get()) });
  const choices = (values.data?.data ?? []).flatMap(({ key, name, values }) =>
    values.map((value) => ({ value: `${key}:${value}`, label: `${name}: ${value}` })),
  );
  return (
    <Pick
      label={words.segment}
      usual={words.allCustomers}
      chosen={filters.segment}
      choices={choices}
      choose={(segment) => set({ segment })}
    />
  );
}
