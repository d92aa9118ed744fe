import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useFormats } from "../../formats.ts";
import { useWorkspace } from "../../session.ts";
import { Card } from "../../ui/Card.tsx";
import { useWords } from "../../words.ts";
import styles from "./Facts.module.css";
import type { CaseFile } from "./queries.ts";
import { capital, phoneText, saidOf, valueText } from "./said.ts";
import { useClockOf, useMoments } from "./texts.ts";
import { useNow } from "./use-now.ts";
import { casesWords } from "./words.ts";

/** What need not be asked again. */
export function Known({ found }: { found: CaseFile }) {
  const words = useWords(casesWords);
  const formats = useFormats();
  const { slug } = useWorkspace();
  const moments = useMoments(useNow());
  const { event, told, locale, timezone, attributes } = found.known;
  const clock = useClockOf(timezone);
  const fields = (given: Record<string, unknown>) =>
    Object.entries(given)
      .filter(([, value]) => value !== null && value !== "")
      .map(([key, value]) => (
        <div key={key}>
          {saidOf(key)}: {valueText(value, formats)}
        </div>
      ));
  const language = locale && new Intl.DisplayNames([formats.locale], { type: "language" }).of(locale);
  const hours =
    found.wantsCall?.from && found.wantsCall.to
      ? words.known.callsAt(`${clock.time(found.wantsCall.from)}–${clock.time(found.wantsCall.to)}`)
      : null;
  const channel = found.channel && words.channels[found.channel as keyof typeof words.channels];
  const reached = [found.known.phone && phoneText(found.known.phone), found.contact?.email].filter(Boolean);
  const facts: [string, ReactNode][] = [];
  if (event) facts.push([`${saidOf(event.name)}, ${moments.when(event.occurredAt)}`, fields(event.properties)]);
  for (const [key, value] of Object.entries(attributes)) facts.push([saidOf(key), valueText(value, formats)]);
  const speech = [[capital(language ?? ""), channel].filter(Boolean).join(" · "), hours].filter(Boolean).join(", ");
  if (speech) facts.push([words.known.language, speech]);
  if (reached.length > 0) facts.push([words.known.contact, reached.map((one) => <div key={one}>{one}</div>)]);
  if (told.length > 0)
    facts.push([
      words.known.told,
      told.map(({ body, at }) => <div key={at}>{words.known.noted(body, moments.when(at))}</div>),
    ]);
  return (
    <Card className={styles.card} title={words.known.title}>
      {facts.length === 0 ? (
        <p className={styles.note}>{words.known.nothing}</p>
      ) : (
        <dl className={styles.facts}>
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {found.contactId && found.contact && (
        <Link
          to="/$workspace/contacts/$contactId"
          params={{ workspace: slug, contactId: found.contactId }}
          className={styles.link}
        >
          {words.known.all}
        </Link>
      )}
    </Card>
  );
}

/** What may be lost, and how well this customer is known. */
export function AtStake({ found }: { found: CaseFile }) {
  const words = useWords(casesWords).stake;
  const { slug } = useWorkspace();
  const formats = useFormats();
  const before = [
    found.earlierResponses.length > 0 && words.answers(found.earlierResponses.length),
    found.earlierCases.length > 0 && words.cases(found.earlierCases.length),
  ].filter(Boolean);
  return (
    <Card className={styles.card} title={words.title}>
      <div className={styles.value} data-unknown={found.value === null || undefined}>
        {found.value === null ? words.unknown : formats.money(found.value)}
      </div>
      {found.value === null && <p className={styles.note}>{words.unknownNote}</p>}
      <p className={styles.note}>{before.length > 0 ? before.join(" · ") : words.first}</p>
      {found.othersAtTouchpoint > 0 && found.touchpointKey && (
        <Link
          to="/$workspace/cases/{-$caseId}"
          params={{ workspace: slug, caseId: undefined }}
          search={{ touchpoint: found.touchpointKey }}
          className={styles.link}
        >
          {words.others(found.othersAtTouchpoint, found.touchpointName ?? found.touchpointKey)}
        </Link>
      )}
    </Card>
  );
}
