import { Menu } from "@mantine/core";
import { actionTowards, type CaseStatus, nextStatus } from "@otklik/domain/cases/case-states";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useKeys } from "../../keys.ts";
import type { Search } from "../../search.ts";
import { useWorkspace } from "../../session.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Key } from "../../ui/Key.tsx";
import { ScoreChip, type ScoreClass } from "../../ui/ScoreChip.tsx";
import { useWords } from "../../words.ts";
import styles from "./Case.module.css";
import { CloseLoop } from "./CloseLoop.tsx";
import { Composer } from "./Composer.tsx";
import { callTime } from "./due.ts";
import { AtStake, Known } from "./Facts.tsx";
import { History } from "./History.tsx";
import { type CaseFile, membersQuery } from "./queries.ts";
import { phoneText } from "./said.ts";
import { useClockOf, useMoments } from "./texts.ts";
import { type CaseActions, useCaseActions } from "./use-case-actions.ts";
import { useNow } from "./use-now.ts";
import { casesWords } from "./words.ts";

export type ComposerTab = "note" | "call";

/** One case: what was said, when to call, what happened; beside it what is known and how it is closed. */
export function OpenedCase({ found, hasBack }: { found: CaseFile; hasBack: boolean }) {
  const words = useWords(casesWords);
  const { user } = useWorkspace();
  const actions = useCaseActions(found);
  const [tab, setTab] = useState<ComposerTab>("note");
  const composer = useRef<HTMLDivElement>(null);
  const callLink = useRef<HTMLAnchorElement>(null);
  const isMine = found.assigneeId === user.id;
  const isDone = found.status === "resolved";
  const compose = (which: ComposerTab) => {
    setTab(which);
    // Once the tab is shown.
    requestAnimationFrame(() => {
      const field = composer.current?.querySelector<HTMLElement>(which === "note" ? "textarea" : "input");
      field?.scrollIntoView({ block: "nearest" });
      field?.focus({ preventScroll: true });
    });
  };
  useKeys([
    { keys: "A", does: words.keys.take, run: () => void actions.take(), isOff: isMine || isDone },
    { keys: "C", does: words.keys.call, run: () => callLink.current?.click(), isOff: !found.known.phone },
    { keys: "N", does: words.keys.note, run: () => compose("note") },
  ]);
  return (
    <>
      <article className={styles.case} aria-label={found.contactName ?? words.somebody}>
        {hasBack && <Back />}
        <Head found={found} actions={actions} />
        {found.comment ? (
          <p className={styles.say} lang={found.response?.locale}>
            {words.quote(found.comment)}
          </p>
        ) : (
          <p className={styles.mute}>{words.noWords}</p>
        )}
        <CallBox found={found} link={callLink} onCall={() => compose("call")} />
        <History entries={found.history} />
        <div ref={composer}>
          <Composer key={found.id} caseId={found.id} actions={actions} tab={tab} setTab={setTab} />
        </div>
      </article>
      <aside className={styles.facts} aria-label={words.facts}>
        <Known found={found} />
        <AtStake found={found} />
        <CloseLoop key={`${found.id} ${found.status}`} found={found} actions={actions} />
      </aside>
    </>
  );
}

/** On a narrow screen: to the queue. */
export function Back() {
  const words = useWords(casesWords);
  const { slug } = useWorkspace();
  return (
    <Link
      to="/$workspace/cases/{-$caseId}"
      params={{ workspace: slug, caseId: undefined }}
      search={(was: Search) => was}
      className={styles.back}
    >
      <Icon name="left" />
      {words.back}
    </Link>
  );
}

function Head({ found, actions }: { found: CaseFile; actions: CaseActions }) {
  const words = useWords(casesWords);
  const moments = useMoments(useNow());
  const isDone = found.status === "resolved";
  const mark = isDone
    ? { isOver: false, text: words.close.resolvedAt(moments.when(found.resolvedAt ?? found.openedAt)) }
    : moments.dueMark(found.dueAt);
  return (
    <header className={styles.who}>
      <ScoreChip score={found.score} scoreClass={found.class as ScoreClass | null} />
      <h2>{found.contactName ?? words.somebody}</h2>
      <span className={styles.tag} data-over={mark.isOver || undefined}>
        {mark.isOver && "! "}
        {mark.text}
      </span>
      <span className={styles.picks}>
        <Assignee found={found} actions={actions} />
        <Status found={found} actions={actions} />
      </span>
    </header>
  );
}

function Assignee({ found, actions }: { found: CaseFile; actions: CaseActions }) {
  const words = useWords(casesWords);
  const { user } = useWorkspace();
  const [isOpen, setOpen] = useState(false);
  const members = useQuery({ ...membersQuery, enabled: isOpen });
  const isDone = found.status === "resolved";
  const said =
    found.assigneeId === user.id
      ? words.you
      : (found.assigneeName ?? (found.assigneeId ? words.somebody : words.nobody));
  const others = (members.data?.data ?? []).filter(({ id }) => id !== user.id);
  const choices = [
    { id: user.id, name: user.name, label: words.you },
    ...others.map((one) => ({ ...one, label: one.name })),
  ];
  return (
    <Menu opened={isOpen} onChange={setOpen} position="bottom-end" shadow="md">
      <Menu.Target>
        <button type="button" className={styles.pick} disabled={isDone} aria-label={`${words.assignee}: ${said}`}>
          <Icon name="contacts" size={12} />
          <span>{said}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map((one) => (
          <Menu.Item
            key={one.id}
            onClick={() => one.id !== found.assigneeId && void actions.assign(one)}
            leftSection={<Mark isOn={one.id === found.assigneeId} />}
            rightSection={one.id === user.id && found.assigneeId !== user.id && <Key>A</Key>}
          >
            {one.label}
          </Menu.Item>
        ))}
        <Menu.Item
          onClick={() => found.assigneeId !== null && void actions.assign(null)}
          leftSection={<Mark isOn={found.assigneeId === null} />}
        >
          {words.nobody}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

// New and in progress follow from who has the case; resolved needs its cause and outcome.
const byHand: readonly CaseStatus[] = ["contacted", "waiting"];

function Status({ found, actions }: { found: CaseFile; actions: CaseActions }) {
  const words = useWords(casesWords);
  const said = words.statuses[found.status];
  const hasOwner = found.assigneeId !== null;
  const isDone = found.status === "resolved";
  const allowed = byHand.filter((status) => nextStatus(found.status, actionTowards(status), hasOwner) === status);
  const shown = byHand.includes(found.status) ? allowed : [found.status, ...allowed];
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <button type="button" className={styles.pick} aria-label={`${words.status}: ${said}`}>
          <span>{said}</span>
          <Icon name="down" size={12} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {isDone && <Menu.Item onClick={() => void actions.reopen()}>{words.close.reopen}</Menu.Item>}
        {!isDone &&
          shown.map((status) => (
            <Menu.Item
              key={status}
              onClick={() => status !== found.status && void actions.setStatus(status)}
              leftSection={<Mark isOn={status === found.status} />}
            >
              {words.statuses[status]}
            </Menu.Item>
          ))}
        {!isDone && (
          <Menu.Item
            onClick={() =>
              requestAnimationFrame(() => document.getElementById(closeLoopId)?.querySelector("input")?.focus())
            }
            leftSection={<Mark isOn={false} />}
            rightSection={<Key>E</Key>}
          >
            {words.resolveDots}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

export const closeLoopId = "close-the-loop";

function Mark({ isOn }: { isOn: boolean }) {
  return <span style={{ display: "inline-block", width: 14 }}>{isOn && <Icon name="check" size={14} />}</span>;
}

type CallBoxProps = { found: CaseFile; link: React.RefObject<HTMLAnchorElement | null>; onCall(): void };

/** When the customer wishes to be called, by their clock, and the number. */
function CallBox({ found, link, onCall }: CallBoxProps) {
  const words = useWords(casesWords);
  const now = useNow();
  const moments = useMoments(now);
  const { timezone, phone } = found.known;
  const clock = useClockOf(timezone);
  const title = () => {
    if (!found.wantsCall) return words.callUnasked;
    const time = callTime(found.wantsCall, now, clock.zone);
    if (time.kind === "any") return words.callAny;
    if (time.kind === "now") return words.callNow(clock.time(time.to));
    const hours = `${clock.time(time.from)}–${clock.time(time.to)}`;
    const day =
      time.days === 0
        ? words.today(hours)
        : time.days === 1
          ? words.tomorrow(hours)
          : time.days === -1
            ? words.yesterday(hours)
            : `${moments.when(time.from)}, ${hours}`;
    return time.kind === "later" ? words.callLater(day) : words.callPast(day);
  };
  const email = found.contact?.email;
  return (
    <div className={styles.callbox}>
      <Icon name="clock" size={18} />
      <span className={styles.hours}>
        <b>{title()}</b>
        <span>{timezone ? words.zone(clock.name, clock.time(now)) : words.zoneUnknown(clock.time(now))}</span>
      </span>
      {phone ? (
        <a ref={link} href={`tel:${phone}`} className={styles.call} onClick={onCall}>
          <Icon name="call" size={14} />
          <span className="visually-hidden">{words.call("")}</span>
          <span>{phoneText(phone)}</span>
          <Key>C</Key>
        </a>
      ) : email ? (
        <a href={`mailto:${email}`} className={styles.mail} aria-label={words.write(email)}>
          <Icon name="mail" size={14} />
          <span>{email}</span>
        </a>
      ) : (
        <span className={styles.mute}>{words.noPhone}</span>
      )}
    </div>
  );
}
