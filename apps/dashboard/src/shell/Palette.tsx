import { Modal } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useId, useState } from "react";
import { api, ask } from "../api.ts";
import { keptFilters } from "../filters.ts";
import { frameWords } from "../frame-words.ts";
import { useKeys } from "../keys.ts";
import type { Search } from "../search.ts";
import { useWorkspace } from "../session.ts";
import { useStandingShifts } from "../shifts/shifts.ts";
import { useShiftTexts } from "../shifts/texts.ts";
import { Icon, type IconName } from "../ui/Icon.tsx";
import { useWords } from "../words.ts";
import styles from "./Palette.module.css";
import { nothingOpen, pagePaths, pages } from "./pages.ts";
import { onPaletteAsked } from "./palette-door.ts";

type Found = { key: string; icon: IconName; label: string; kind: string; go(): void };

/** ⌘K: every page, shift, touchpoint, survey and contact by a few letters of its name. */
export function Palette() {
  const words = useWords(frameWords);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => onPaletteAsked(() => setOpen(true)), []);
  useKeys([{ keys: "mod+K", does: words.keys.palette, run: () => setOpen(true) }]);
  const close = () => setOpen(false);
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      withCloseButton={false}
      padding={0}
      yOffset="12vh"
      attributes={{ content: { "aria-label": words.find } }}
    >
      {isOpen && <SearchBox close={close} />}
    </Modal>
  );
}

function SearchBox({ close }: { close(): void }) {
  const words = useWords(frameWords);
  const listId = useId();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const found = useFound(text);
  const at = Math.min(chosen, found.length - 1);
  const go = (one: Found | undefined) => {
    if (!one) return;
    close();
    one.go();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setChosen((Math.max(0, at) + step + found.length) % Math.max(1, found.length));
    }
    if (event.key === "Enter") go(found[at]);
  };
  return (
    <div>
      <input
        // biome-ignore lint/a11y/noAutofocus: the dialog is opened in order to type here
        autoFocus
        className={styles.input}
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={found[at] ? `${listId}-${at}` : undefined}
        aria-label={words.find}
        placeholder={words.find}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      {found.length === 0 && <div className={styles.empty}>{words.nothingFound}</div>}
      <div id={listId} role="listbox" aria-label={words.find} className={styles.list}>
        {found.map((one, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys act in the field above, which keeps the focus
          <div
            key={one.key}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className={styles.item}
            onClick={() => go(one)}
            onMouseMove={() => setChosen(index)}
          >
            <Icon name={one.icon} />
            {one.label}
            <small>{one.kind}</small>
          </div>
        ))}
      </div>
    </div>
  );
}

const mostOfKind = 5;

function useFound(text: string): Found[] {
  const words = useWords(frameWords);
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const touchpoints = useQuery({ queryKey: ["touchpoints"], queryFn: () => ask(api.v1.touchpoints.$get()) });
  const surveys = useQuery({
    queryKey: ["surveys", "names"],
    queryFn: () => ask(api.v1.surveys.$get({ query: { limit: "200" } })),
  });
  const [asked] = useDebouncedValue(text.trim(), 150);
  const contacts = useQuery({
    queryKey: ["contacts", "palette", asked],
    queryFn: () => ask(api.v1.contacts.$get({ query: { q: asked, limit: String(mostOfKind) } })),
    enabled: asked.length >= 2,
  });
  const { shifts } = useStandingShifts();
  const texts = useShiftTexts();
  const workspace = { workspace: slug };
  const wanted = text.trim().toLowerCase();
  const matches = (label: string) => label.toLowerCase().includes(wanted);
  const ofPages = pages
    .filter((page) => matches(words.pages[page]))
    .map((page) => ({
      key: page,
      icon: page,
      label: words.pages[page],
      kind: "",
      go: () =>
        void navigate({
          to: pagePaths[page],
          params: { ...workspace, ...nothingOpen },
          search: (was: Search) => keptFilters(was),
        }),
    }));
  if (wanted === "") return ofPages;
  const ofScores = matches(words.pages.scores)
    ? [
        {
          key: "scores",
          icon: "overview" as const,
          label: words.pages.scores,
          kind: words.pages.overview,
          go: () => void navigate({ to: "/$workspace/scores", params: workspace, search: keptFilters }),
        },
      ]
    : [];
  const toSettings = (section: string) => () =>
    void navigate({ to: "/$workspace/settings/{-$section}", params: { ...workspace, section }, search: {} });
  const ofPlaces = [
    {
      key: "watching",
      icon: "shifts" as const,
      label: words.places.watching,
      kind: words.pages.shifts,
      go: () => void navigate({ to: "/$workspace/shifts/watching", params: workspace, search: {} }),
    },
    ...(["alarms", "marks"] as const).map((section) => ({
      key: `settings ${section}`,
      icon: "settings" as const,
      label: words.places[section],
      kind: words.pages.settings,
      go: toSettings(section),
    })),
  ].filter(({ label }) => matches(label));
  const ofShifts = (shifts ?? [])
    .map((shift) => ({
      key: `shift ${shift.id}`,
      icon: "shifts" as const,
      label: texts.subject(shift),
      kind: words.pages.shifts,
      go: () =>
        void navigate({ to: "/$workspace/shifts/$shiftId", params: { ...workspace, shiftId: shift.id }, search: {} }),
    }))
    .filter(({ label }) => matches(label))
    .slice(0, mostOfKind);
  return [
    ...ofPages,
    ...ofScores,
    ...ofPlaces,
    ...ofShifts,
    ...(touchpoints.data?.data ?? [])
      .filter(({ name }) => matches(name))
      .slice(0, mostOfKind)
      .map(({ key, name }) => ({
        key: `touchpoint ${key}`,
        icon: "journey" as const,
        label: name,
        kind: words.filters.touchpoint,
        go: () =>
          void navigate({
            to: "/$workspace/responses/{-$responseId}",
            params: { ...workspace, responseId: undefined },
            search: { touchpoint: key },
          }),
      })),
    ...(surveys.data?.data ?? [])
      .filter(({ name }) => matches(name))
      .slice(0, mostOfKind)
      .map(({ id, name }) => ({
        key: `survey ${id}`,
        icon: "surveys" as const,
        label: name,
        kind: words.filters.survey,
        go: () =>
          void navigate({ to: "/$workspace/surveys/$surveyId/results", params: { ...workspace, surveyId: id } }),
      })),
    ...(asked.length >= 2 ? (contacts.data?.data ?? []) : []).map(({ id, name, email, phone }) => ({
      key: `contact ${id}`,
      icon: "contacts" as const,
      label: name ?? email ?? phone ?? id,
      kind: words.pages.contacts,
      go: () => void navigate({ to: "/$workspace/contacts/$contactId", params: { ...workspace, contactId: id } }),
    })),
  ];
}
