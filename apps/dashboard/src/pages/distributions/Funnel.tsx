import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { api } from "../../api.ts";
import { useFormats } from "../../formats.ts";
import { useWorkspace } from "../../session.ts";
import { Card } from "../../ui/Card.tsx";
import { Empty } from "../../ui/States.tsx";
import { useWords } from "../../words.ts";
import styles from "./Funnel.module.css";
import { words as pageWords } from "./words.ts";

type FunnelData = Awaited<ReturnType<Awaited<ReturnType<FunnelCall>>["json"]>>;
type FunnelCall = (typeof api.v1.distributions)[":id"]["funnel"]["$get"];

const steps = ["invited", "sent", "delivered", "opened", "started", "answered"] as const;
const losses = ["bounced", "failed", "unknown", "withdrawn"] as const;

/** How far invitations came: a bar a step, each a share of those invited. */
export function Funnel({ funnel }: { funnel: FunnelData }) {
  const words = useWords(pageWords).detail;
  const formats = useFormats();
  const lost = losses.filter((name) => funnel[name].n > 0);
  if (funnel.invited.n === 0)
    return (
      <Card title={words.funnel}>
        {funnel.openLink && funnel.openLink.started > 0 ? (
          <OpenLinkCounts counts={funnel.openLink} />
        ) : (
          <Empty title={words.noInvitations.title} text={words.noInvitations.text} />
        )}
      </Card>
    );
  return (
    <Card title={words.funnel}>
      <table className={styles.funnel}>
        <caption className="visually-hidden">{words.funnel}</caption>
        <tbody>
          {steps.map((name) => {
            const step = funnel[name];
            return (
              step && (
                <tr key={name}>
                  <th scope="row">{words.steps[name]}</th>
                  <td className={styles.bar}>
                    <i style={{ width: `${100 * (step.share ?? 0)}%` }} aria-hidden="true" />
                  </td>
                  <td>
                    <b>{formats.number(step.n)}</b>
                  </td>
                  <td className={styles.share}>{formats.percent(step.share, step.share === 1 ? 0 : 1)}</td>
                </tr>
              )
            );
          })}
        </tbody>
      </table>
      {(lost.length > 0 || funnel.waiting.n > 0) && (
        <ul className={styles.losses}>
          {funnel.waiting.n > 0 && (
            <li>
              <b>{formats.number(funnel.waiting.n)}</b> {words.waiting}
            </li>
          )}
          {lost.map((name) => (
            <li key={name}>
              <b>{formats.number(funnel[name].n)}</b> {words.losses[name]}: {words.lossNotes[name]}
            </li>
          ))}
        </ul>
      )}
      {funnel.openLink && funnel.openLink.started > 0 && <OpenLinkCounts counts={funnel.openLink} />}
    </Card>
  );
}

/** Whom nobody invited: by the link, a link for one answer or a kiosk. */
function OpenLinkCounts({ counts: { started, answered } }: { counts: NonNullable<FunnelData["openLink"]> }) {
  const words = useWords(pageWords).detail.byLink;
  const formats = useFormats();
  return (
    <>
      <p className={styles.byLink}>
        {words.title}: <b>{formats.number(started)}</b> {words.started}, <b>{formats.number(answered)}</b>{" "}
        {words.answered} ({formats.percent(answered / started, 0)})
      </p>
      <p className={styles.byLinkNote}>{words.note}</p>
    </>
  );
}

type Reason = keyof (typeof pageWords)["en"]["detail"]["reasons"];

/** Whom it did not ask, by reason, with the way to what can be done about it. */
export function Refusals({ funnel, distributionId }: { funnel: FunnelData; distributionId: string }) {
  const words = useWords(pageWords).detail;
  const formats = useFormats();
  const { slug } = useWorkspace();
  const { refusals, decided } = funnel;
  const budget = (
    <Link to="/$workspace/settings/{-$section}" params={{ workspace: slug, section: "budget" }}>
      {words.toBudget}
    </Link>
  );
  const rules = (
    <Link
      to="/$workspace/distributions/$distributionId"
      params={{ workspace: slug, distributionId }}
      search={(was) => ({ ...was, edit: "rules" })}
    >
      {words.toRules}
    </Link>
  );
  const contacts = (
    <Link to="/$workspace/contacts" params={{ workspace: slug }}>
      {words.toContacts}
    </Link>
  );
  const wayFrom: Partial<Record<string, ReactNode>> = {
    "contact-budget": budget,
    recontact: rules,
    filter: rules,
    "sampled-out": rules,
    unreachable: contacts,
    unsubscribed: contacts,
  };
  return (
    <Card title={words.refusals} note={decided > 0 && words.decided(decided, formats.number(decided))}>
      {refusals.length === 0 ? (
        <p className={styles.none}>{decided === 0 ? words.noDecisions : words.noRefusals}</p>
      ) : (
        <ul className={styles.refusals}>
          {refusals.map(({ outcome, reason, n, share }) => (
            <li key={`${outcome} ${reason}`}>
              <b>{formats.number(n)}</b>
              <span>
                {words.reasons[reason as Reason] ?? reason}
                {outcome === "deferred" && <em>{words.deferred}</em>}
              </span>
              <span className={styles.share}>{formats.percent(share)}</span>
              <span className={styles.way}>{wayFrom[reason]}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
