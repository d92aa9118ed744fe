import { Menu } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { Suspense, useEffect, useState } from "react";
import { keptFilters } from "../filters.ts";
import { useFormats } from "../formats.ts";
import { frameWords } from "../frame-words.ts";
import { useKeys } from "../keys.ts";
import { useCoalesced, useLive, useLiveState } from "../live.ts";
import { usePreferences } from "../preferences.tsx";
import type { Search } from "../search.ts";
import { sessionQuery, signOut, useWorkspace } from "../session.ts";
import { useStandingShifts } from "../shifts/shifts.ts";
import { Icon, Sign } from "../ui/Icon.tsx";
import { Loading } from "../ui/States.tsx";
import { useWords } from "../words.ts";
import { KeyList } from "./KeyList.tsx";
import { Palette } from "./Palette.tsx";
import { nothingOpen, type PageName, pagePaths, pages } from "./pages.ts";
import styles from "./Shell.module.css";

const beforeGap: readonly PageName[] = ["cases", "contacts"];
const tabs = ["overview", "journey", "cases", "responses"] as const;
/** After G. */
const letterOf: Partial<Record<string, PageName>> = {
  O: "overview",
  J: "journey",
  S: "shifts",
  R: "responses",
  C: "cases",
};

function usePlace() {
  const { pathname } = useLocation();
  const name = pathname.split("/")[2];
  // Scores are the overview looked at closely.
  const page = (name === "scores" ? "overview" : name) as PageName | undefined;
  return { page, key: pathname };
}

/** The frame around every page of a workspace: ways to the others, search, keys, and whether the line is up. */
export function Shell() {
  const words = useWords(frameWords);
  const { slug, settings } = useWorkspace();
  const { setUsualLanguage } = usePreferences();
  useEffect(
    () => setUsualLanguage(settings.locale.startsWith("ru") ? "ru" : "en"),
    [settings.locale, setUsualLanguage],
  );
  useGoKeys(slug);
  useLiveShifts();
  return (
    <div className={styles.app}>
      <a href="#page" className={styles.skip}>
        {words.skip}
      </a>
      <Side />
      <main id="page" tabIndex={-1} className={styles.main}>
        <OfflineNote />
        <Suspense fallback={<Loading height={240} />}>
          <Outlet />
        </Suspense>
      </main>
      <BottomBar />
      <Palette />
      <KeyList />
    </div>
  );
}

function Side() {
  const words = useWords(frameWords);
  const { slug, settings } = useWorkspace();
  const { page } = usePlace();
  return (
    <nav className={styles.side} aria-label={words.main}>
      <div className={styles.brand}>
        <Sign />
        <span>
          Otklik<small>{settings.name}</small>
        </span>
      </div>
      {pages.map((name) => (
        <div key={name} style={{ display: "contents" }}>
          <Link
            to={pagePaths[name]}
            params={{ workspace: slug, ...nothingOpen }}
            search={(was: Search) => keptFilters(was)}
            className={styles.nav}
            aria-current={page === name ? "page" : undefined}
          >
            <Icon name={name} />
            {words.pages[name]}
            {name === "shifts" && <OpenShifts />}
          </Link>
          {beforeGap.includes(name) && <div className={styles.gap} />}
        </div>
      ))}
      <Account />
    </nav>
  );
}

/** How many shifts nobody has looked at yet. */
function OpenShifts() {
  const words = useWords(frameWords);
  const n = useStandingShifts().shifts?.filter(({ status }) => status === "open").length ?? 0;
  if (n === 0) return null;
  return (
    <b className={styles.alerts}>
      <span aria-hidden="true">{n}</span>
      <span className="visually-hidden">, {words.openShifts(n)}</span>
    </b>
  );
}

/** A shift is told by every page at once: in the side bar, the overview and the journey. */
function useLiveShifts(): void {
  const queries = useQueryClient();
  const refreshStanding = () => void queries.invalidateQueries({ queryKey: ["shifts", "standing"] });
  // Each answer after an alarm makes its size better known; few are worth asking for at once.
  const refreshSizes = useCoalesced(refreshStanding, 15_000);
  useLive(({ name }) => {
    if (name === "score.changed") refreshSizes();
    if (!name.startsWith("shift.")) return;
    refreshStanding();
    void queries.invalidateQueries({ queryKey: ["shifts", "watching"] });
  });
}

function Account() {
  const words = useWords(frameWords);
  const { user, slug } = useWorkspace();
  const queries = useQueryClient();
  const workspaces = queries.getQueryData(sessionQuery.queryKey)?.workspaces ?? [];
  const initials = user.name
    .split(/[\s.@_-]+/, 2)
    .map((part) => part[0]?.toUpperCase())
    .join("");
  return (
    <Menu position="top-start" width={220}>
      <Menu.Target>
        <button type="button" className={styles.foot}>
          <span className={styles.avatar} aria-hidden="true">
            {initials}
          </span>
          <span>
            {user.name}
            <br />
            {user.email}
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {workspaces.length > 1 && <Menu.Label>{words.switchWorkspace}</Menu.Label>}
        {workspaces.length > 1 &&
          workspaces.map((one) => (
            // A whole new page: nothing of one workspace may be left in the memory of the other's.
            <Menu.Item key={one.id} component="a" href={`/${one.slug}/overview`} disabled={one.slug === slug}>
              {one.name}
            </Menu.Item>
          ))}
        <Menu.Item onClick={() => void signOut(queries)}>{words.signOut}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function BottomBar() {
  const words = useWords(frameWords);
  const { slug } = useWorkspace();
  const { page } = usePlace();
  const queries = useQueryClient();
  const others = pages.filter((name) => !(tabs as readonly string[]).includes(name));
  return (
    <nav className={styles.bottom} aria-label={words.main}>
      {tabs.map((name) => (
        <Link
          key={name}
          to={pagePaths[name]}
          params={{ workspace: slug, ...nothingOpen }}
          search={(was: Search) => keptFilters(was)}
          className={styles.tab}
          aria-current={page === name ? "page" : undefined}
        >
          <Icon name={name} size={20} />
          <span>{words.pages[name]}</span>
        </Link>
      ))}
      <Menu position="top-end" width={220}>
        <Menu.Target>
          <button
            type="button"
            className={styles.tab}
            aria-current={page && others.includes(page) ? "page" : undefined}
          >
            <Icon name="more" size={20} />
            <span>{words.pages.more}</span>
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {others.map((name) => (
            <Menu.Item
              key={name}
              renderRoot={(props) => (
                <Link
                  {...props}
                  to={pagePaths[name]}
                  params={{ workspace: slug, ...nothingOpen }}
                  search={(was: Search) => keptFilters(was)}
                />
              )}
              leftSection={<Icon name={name} />}
              mih={44}
            >
              {words.pages[name]}
              {name === "shifts" && <OpenShifts />}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item mih={44} onClick={() => void signOut(queries)}>
            {words.signOut}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </nav>
  );
}

/** While the line is down the last numbers stay, and it is said from when they are. */
function OfflineNote() {
  const words = useWords(frameWords);
  const formats = useFormats();
  const state = useLiveState();
  const [since, setSince] = useState<Date | null>(null);
  useEffect(() => setSince((was) => (state === "offline" ? (was ?? new Date()) : null)), [state]);
  if (!since) return null;
  return (
    <div className={styles.offline} role="status">
      <Icon name="clock" />
      {words.offlineSince(formats.time(since))}
    </div>
  );
}

/** G, then the first letter of a page. */
function useGoKeys(slug: string): void {
  const words = useWords(frameWords);
  const navigate = useNavigate();
  const [isGoing, setGoing] = useState(false);
  useEffect(() => {
    if (!isGoing) return;
    const timer = setTimeout(() => setGoing(false), 1_500);
    return () => clearTimeout(timer);
  }, [isGoing]);
  useKeys([
    { keys: "G", does: `${words.goTo}: G O, G J, G S, G R, G C`, run: () => setGoing(true) },
    ...Object.entries(letterOf).map(([letter, page]) => ({
      keys: letter,
      does: words.pages[page as PageName],
      isOff: !isGoing,
      run: () => {
        setGoing(false);
        void navigate({
          to: pagePaths[page as PageName],
          params: { workspace: slug, ...nothingOpen },
          search: (was: Search) => keptFilters(was),
        });
      },
    })),
  ]);
}
