import { Button, CloseButton, FocusTrap } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { holds, signals } from "@otklik/domain/survey/answer-flags";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { api, ask } from "../../api.ts";
import { useFormats } from "../../formats.ts";
import { frameWords } from "../../frame-words.ts";
import { useWorkspace } from "../../session.ts";
import { Key } from "../../ui/Key.tsx";
import { ScoreChip } from "../../ui/ScoreChip.tsx";
import { AsyncState, Loading } from "../../ui/States.tsx";
import { useWords } from "../../words.ts";
import { Happening } from "../contacts/Happening.tsx";
import story from "../contacts/Story.module.css";
import { contactWords, said } from "../contacts/words.ts";
import { useHold } from "./hold.ts";
import { Notes } from "./Notes.tsx";
import styles from "./ResponseDrawer.module.css";
import { TagsEditor } from "./TagsEditor.tsx";
import { responsesWords } from "./words.ts";

const readFile = (id: string) => ask(api.v1.responses[":id"].$get({ param: { id } }));
type File = Awaited<ReturnType<typeof readFile>>;
type Asked = File["questions"][number];

type Props = { id: string; close(): void; nameOf(touchpointKey: string): string };

/** One answer and everything that is known about it. */
export function ResponseDrawer({ id, close, nameOf }: Props) {
  const words = useWords(responsesWords);
  const file = useQuery({ queryKey: ["responses", "one", id], queryFn: () => readFile(id) });
  const isSheet = useMediaQuery("(max-width: 760px)") ?? false;
  const place = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another answer begins at its top
  useEffect(() => void place.current?.scrollTo({ top: 0 }), [id]);
  useEffect(() => place.current?.focus({ preventScroll: true }), []);
  return (
    <FocusTrap active={isSheet} innerRef={place}>
      <section
        tabIndex={-1}
        className={styles.drawer}
        aria-label={words.drawer.label}
        {...(isSheet && { role: "dialog", "aria-modal": true })}
      >
        <div className={styles.bar}>
          <span className={styles.keys}>
            <Key>J</Key> <Key>K</Key> <Key>Escape</Key>
          </span>
          <CloseButton aria-label={words.drawer.close} onClick={close} className={styles.close} data-autofocus />
        </div>
        <AsyncState query={file} what={words.whatOne} loading={<Loading lines={6} height={320} />}>
          {(found) => <Found file={found} nameOf={nameOf} />}
        </AsyncState>
      </section>
    </FocusTrap>
  );
}

function Found({ file, nameOf }: { file: File; nameOf: Props["nameOf"] }) {
  const words = useWords(responsesWords);
  const { caseStatus } = useWords(contactWords);
  const queries = useQueryClient();
  const { slug } = useWorkspace();
  return (
    <>
      <header className={styles.head}>
        <ScoreChip score={file.score} scoreClass={file.class} />
        <h2>
          {file.contact ? (
            <Link to="/$workspace/contacts/$contactId" params={{ workspace: slug, contactId: file.contact.id }}>
              {file.contact.name ?? file.contact.email ?? file.contact.phone ?? words.drawer.unknown}
            </Link>
          ) : (
            words.drawer.unknown
          )}
        </h2>
      </header>
      {file.case && (
        <p className={styles.case}>
          <Link to="/$workspace/cases/{-$caseId}" params={{ workspace: slug, caseId: file.case.id }}>
            {words.drawer.caseIs(said(caseStatus, file.case.status))}
          </Link>
        </p>
      )}
      {file.comment && <blockquote className={styles.quote}>{file.comment}</blockquote>}
      <Held file={file} />
      <Signals file={file} />
      <Part title={words.drawer.answers}>
        <dl className={styles.answers}>
          {file.questions.map((asked) => (
            <div key={asked.id}>
              <dt>{asked.prompt}</dt>
              <dd>
                <Answer asked={asked} />
              </dd>
            </div>
          ))}
        </dl>
      </Part>
      <Part title={words.drawer.tags}>
        <TagsEditor key={file.id} id={file.id} tags={file.tags} />
      </Part>
      <Part title={words.drawer.notes}>
        <Notes
          key={file.id}
          id={file.id}
          notes={file.notes}
          reread={() => queries.invalidateQueries({ queryKey: ["responses", "one", file.id] })}
        />
      </Part>
      <Part title={words.drawer.about}>
        <Facts file={file} nameOf={nameOf} />
        {reasonOf(file) === null && <TakeOut id={file.id} />}
      </Part>
      {file.contact && (
        <Part title={words.drawer.journey}>
          <Journey file={file} contactId={file.contact.id} />
        </Part>
      )}
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.part}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

const reasonOf = ({ flags }: File) => holds.find((flag) => flags.includes(flag)) ?? null;

/** What is strange about an answer, which counts all the same. */
function Signals({ file }: { file: File }) {
  const words = useWords(responsesWords).signals;
  const texts = signals.filter((signal) => file.flags.includes(signal)).map((signal) => words[signal]);
  if (texts.length === 0) return null;
  return (
    <p className={styles.signals}>
      {texts.join(". ")}. {reasonOf(file) === null && words.note}
    </p>
  );
}

function Held({ file }: { file: File }) {
  const words = useWords(responsesWords).held;
  const { release } = useHold();
  const reason = reasonOf(file);
  if (!reason) return null;
  return (
    <div className={styles.held}>
      <span>
        <b>{words[reason]}.</b> {words.note}
      </span>
      <Button variant="default" onClick={() => void release(file.id)}>
        {words.releaseLong}
      </Button>
    </div>
  );
}

function TakeOut({ id }: { id: string }) {
  const words = useWords(responsesWords).held;
  const { takeOut } = useHold();
  return (
    <Button variant="default" size="compact-sm" className={styles.takeOut} onClick={() => void takeOut(id)}>
      {words.takeOut}
    </Button>
  );
}

const mostOf: Record<string, number> = { nps: 10, csat: 5, ces: 7 };

function Answer({ asked: { type, answer, state, items, columns, text } }: { asked: Asked }) {
  const words = useWords(responsesWords).drawer;
  const formats = useFormats();
  if (answer === null)
    return <span className={styles.skipped}>{state === "notAsked" ? words.notAsked : words.skipped}</span>;
  if (typeof answer === "number") {
    const most = mostOf[type];
    return <>{most ? words.of(formats.number(answer), formats.number(most)) : formats.number(answer)}</>;
  }
  if (typeof answer === "boolean") return <>{answer ? words.yes : words.no}</>;
  if (text !== null) return <span className={styles.words}>{text}</span>;
  if (typeof answer === "string") return <span className={styles.words}>{answer}</span>;
  if (type === "callback") return <Callback answer={answer as { wanted: boolean }} />;
  return (
    <ul className={styles.items}>
      {Object.entries(answer).map(([id, value]) => (
        <li key={id}>
          <span>{labelOf(items, id)}</span>
          <b>{typeof value === "number" ? formats.number(value) : labelOf(columns, String(value))}</b>
        </li>
      ))}
    </ul>
  );
}

const labelOf = (parts: { id: string; label: string }[], id: string) =>
  parts.find((part) => part.id === id)?.label ?? id;

type Wanted = { wanted: boolean; phone?: string; window?: { from: string; to: string } };

function Callback({ answer: { wanted, phone, window } }: { answer: Wanted }) {
  const words = useWords(responsesWords).drawer;
  const formats = useFormats();
  if (!wanted) return <>{words.callNot}</>;
  return (
    <>
      {words.callWanted}
      {phone && (
        <>
          {", "}
          <a href={`tel:${phone}`}>{phone}</a>
        </>
      )}
      {window && `, ${words.callBetween(formats.dayTime(window.from), formats.time(window.to))}`}
    </>
  );
}

function Facts({ file, nameOf }: { file: File; nameOf: Props["nameOf"] }) {
  const words = useWords(responsesWords).drawer;
  const { channels } = useWords(frameWords);
  const formats = useFormats();
  const { slug } = useWorkspace();
  const channelOf = (channel: string) => channels[channel as keyof typeof channels] ?? channel;
  const { invitation, contact } = file;
  const facts: [string, ReactNode][] = [
    [words.touchpoint, nameOf(file.touchpointKey)],
    [words.channel, channelOf(file.channel)],
    [words.survey, words.version(file.surveyName, file.surveyVersion)],
    [words.answered, formats.dayTime(file.occurredAt)],
    ...(file.receivedAt.slice(0, 16) === file.occurredAt.slice(0, 16)
      ? []
      : [[words.received, formats.dayTime(file.receivedAt)] as [string, ReactNode]]),
    [
      words.invitation,
      invitation
        ? [
            invitation.sentAt
              ? words.invited(channelOf(invitation.channel), formats.dayTime(invitation.sentAt))
              : words.invitedUnsent(channelOf(invitation.channel)),
            ...(invitation.openedAt ? [words.opened(formats.dayTime(invitation.openedAt))] : []),
          ].join(", ")
        : words.notInvited,
    ],
    [words.status, file.status === "finished" ? words.finished : words.partial],
    [words.language, new Intl.DisplayNames(formats.locale, { type: "language" }).of(file.locale) ?? file.locale],
    ...(contact
      ? [
          [words.value, contact.value === null ? words.valueUnknown : formats.money(contact.value)] as [
            string,
            ReactNode,
          ],
        ]
      : []),
    [
      words.case,
      file.case ? (
        <>
          <Link to="/$workspace/cases/{-$caseId}" params={{ workspace: slug, caseId: file.case.id }}>
            {words.openCase}
          </Link>
          {file.case.resolvedAt && `, ${words.caseResolved(formats.day(file.case.resolvedAt))}`}
        </>
      ) : (
        words.noCase
      ),
    ],
    ...Object.entries(file.attributes).map(
      ([name, value]) => [name, typeof value === "object" ? JSON.stringify(value) : String(value)] as [string, string],
    ),
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What happened with the customer around this answer, newest first. */
function Journey({ file, contactId }: { file: File; contactId: string }) {
  const words = useWords(responsesWords).drawer;
  const { slug } = useWorkspace();
  return (
    <>
      <ol className={`${story.story} ${story.narrow}`}>
        {file.journey.map((entry) => (
          <Happening key={`${entry.kind} ${entry.id}`} entry={entry} here={file.id} />
        ))}
      </ol>
      <Link to="/$workspace/contacts/$contactId" params={{ workspace: slug, contactId }}>
        {words.wholeJourney}
      </Link>
    </>
  );
}
