import { Button, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { api, ask } from "../../api.ts";
import { useFilters } from "../../filters.ts";
import { useFormats } from "../../formats.ts";
import { frameWords } from "../../frame-words.ts";
import { useKeys } from "../../keys.ts";
import { useLanguageName } from "../../language-names.ts";
import { useWorkspace } from "../../session.ts";
import { Icon } from "../../ui/Icon.tsx";
import { PageHead } from "../../ui/PageHead.tsx";
import { ScoreChip } from "../../ui/ScoreChip.tsx";
import { Empty, Failure, Loading } from "../../ui/States.tsx";
import { useWords } from "../../words.ts";
import styles from "./Contacts.module.css";
import { contactWords } from "./words.ts";

const pageSize = "50";

function useContacts(q: string | undefined) {
  return useInfiniteQuery({
    queryKey: ["contacts", { q }],
    queryFn: ({ pageParam }) =>
      ask(
        api.v1.contacts.$get({ query: { limit: pageSize, ...(q && { q }), ...(pageParam && { cursor: pageParam }) } }),
      ),
    initialPageParam: "",
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: (was) => was,
  });
}

type Contact = NonNullable<ReturnType<typeof useContacts>["data"]>["pages"][number]["data"][number];

export function ContactsPage() {
  const words = useWords(contactWords);
  const pageNames = useWords(frameWords).pages;
  const formats = useFormats();
  const { filters, set } = useFilters();
  const contacts = useContacts(filters.q);
  const rows = contacts.data?.pages.flatMap(({ data }) => data) ?? [];
  return (
    <>
      <PageHead title={pageNames.contacts} />
      <Search given={filters.q ?? ""} search={(q) => set({ q: q || undefined })} />
      <h2 className="visually-hidden">{words.what}</h2>
      {contacts.isPending && <Loading lines={8} height={400} />}
      {contacts.isError && rows.length === 0 && (
        <Failure what={words.what} error={contacts.error} retry={() => void contacts.refetch()} />
      )}
      {contacts.isSuccess && rows.length === 0 && <Nobody q={filters.q} clear={() => set({ q: undefined })} />}
      {rows.length > 0 && (
        <>
          <List rows={rows} />
          <div className={styles.foot}>
            {contacts.hasNextPage && (
              <Button variant="default" loading={contacts.isFetchingNextPage} onClick={() => contacts.fetchNextPage()}>
                {words.more}
              </Button>
            )}
            <span>{words.shown(formats.number(rows.length))}</span>
          </div>
        </>
      )}
    </>
  );
}

function Search({ given, search }: { given: string; search(q: string): void }) {
  const words = useWords(contactWords);
  const filterKey = useWords(frameWords).keys.filter;
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(given);
  const later = useDebouncedCallback(search, 250);
  // Back, and the way to everybody, change the address alone.
  useEffect(() => setText((typed) => (typed.trim() === given ? typed : given)), [given]);
  useKeys([{ keys: "/", does: filterKey, run: () => field.current?.focus() }]);
  return (
    <TextInput
      ref={field}
      type="search"
      className={styles.search}
      aria-label={words.searchLabel}
      placeholder={words.search}
      leftSection={<Icon name="search" />}
      value={text}
      maxLength={200}
      onChange={(event) => {
        setText(event.currentTarget.value);
        later(event.currentTarget.value.trim());
      }}
    />
  );
}

function Nobody({ q, clear }: { q: string | undefined; clear(): void }) {
  const words = useWords(contactWords);
  const { slug } = useWorkspace();
  return q ? (
    <Empty
      title={words.nobody.title(q)}
      text={words.nobody.text}
      action={
        <Button variant="default" onClick={clear}>
          {words.nobody.clear}
        </Button>
      }
    />
  ) : (
    <Empty
      title={words.none.title}
      text={words.none.text}
      action={
        <Button
          renderRoot={(props) => (
            <Link
              {...props}
              to="/$workspace/settings/{-$section}"
              params={{ workspace: slug, section: "developers" }}
              search={{}}
            />
          )}
        >
          {words.none.action}
        </Button>
      }
    />
  );
}

function List({ rows }: { rows: Contact[] }) {
  const words = useWords(contactWords);
  const list = useRef<HTMLTableSectionElement>(null);
  const step = (by: 1 | -1) => () => {
    const links = [...(list.current?.querySelectorAll<HTMLElement>("a") ?? [])];
    const at = links.indexOf(document.activeElement as HTMLElement);
    links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + by))]?.focus();
  };
  useKeys([
    { keys: "J", does: words.next, run: step(1) },
    { keys: "K", does: words.previous, run: step(-1) },
  ]);
  const { columns } = words;
  return (
    <div className={styles.card}>
      <table className={styles.list}>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{columns.last}</span>
            </th>
            <th scope="col">{columns.who}</th>
            <th scope="col">{columns.language}</th>
            <th scope="col">{columns.value}</th>
            <th scope="col">{columns.at}</th>
          </tr>
        </thead>
        <tbody ref={list}>
          {rows.map((contact) => (
            <Row key={contact.id} contact={contact} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ contact }: { contact: Contact }) {
  const words = useWords(contactWords);
  const formats = useFormats();
  const languageName = useLanguageName();
  const { slug } = useWorkspace();
  const { id, name, email, phone, externalId, lastResponse, value, locale } = contact;
  const address = email ?? phone ?? externalId;
  return (
    <tr>
      <td>
        {lastResponse ? (
          <ScoreChip score={lastResponse.score} scoreClass={lastResponse.class} />
        ) : (
          <span className="visually-hidden">{words.noAnswer}</span>
        )}
      </td>
      <th scope="row">
        <Link
          to="/$workspace/contacts/$contactId"
          params={{ workspace: slug, contactId: id }}
          search={{}}
          className={styles.name}
        >
          {name ?? address ?? words.noName}
        </Link>
        {contact.unsubscribed && <span className={styles.tag}>{words.unsubscribed}</span>}
        {contact.isTest && <span className={styles.tag}>{words.test}</span>}
        {name !== null && address !== null && <span className={styles.address}>{address}</span>}
      </th>
      <td>{locale ? languageName(locale) : "–"}</td>
      <td className={value === null ? styles.quiet : undefined}>
        {value === null ? words.valueUnknown : formats.money(value)}
      </td>
      <td className={styles.quiet}>{lastResponse ? formats.day(lastResponse.at) : words.never}</td>
    </tr>
  );
}
