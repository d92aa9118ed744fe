import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { ApiProblem, api, ask } from "../../api.ts";
import { useFormats } from "../../formats.ts";
import { frameWords } from "../../frame-words.ts";
import { useLanguageName } from "../../language-names.ts";
import { saveAs } from "../../save-as.ts";
import { useWorkspace } from "../../session.ts";
import { CallOff, useDelayed } from "../../ui/CallOff.tsx";
import { Card } from "../../ui/Card.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { PageHead } from "../../ui/PageHead.tsx";
import { AsyncState, Empty, Failure, Loading } from "../../ui/States.tsx";
import { useUndo } from "../../ui/Undo.tsx";
import { useWords } from "../../words.ts";
import styles from "./Contact.module.css";
import { History } from "./History.tsx";
import { contactWords } from "./words.ts";

const contactQuery = (id: string) => ({
  queryKey: ["contacts", id],
  queryFn: () => ask(api.v1.contacts[":id"].$get({ param: { id } })),
});
type Contact = Awaited<ReturnType<ReturnType<typeof contactQuery>["queryFn"]>>;

export function ContactPage() {
  const words = useWords(contactWords);
  const pageNames = useWords(frameWords).pages;
  const { contactId: id } = useParams({ strict: false }) as { contactId: string };
  const contact = useQuery(contactQuery(id));
  return (
    <>
      <PageHead title={contact.data ? nameOf(contact.data, words.noName) : pageNames.contacts} />
      <Back />
      {contact.data ? (
        <Person contact={contact.data} />
      ) : contact.error ? (
        <Card>
          <h2 className="visually-hidden">{words.facts}</h2>
          {contact.error instanceof ApiProblem && contact.error.status === 404 ? (
            <Empty title={words.gone.title} text={words.gone.text} />
          ) : (
            <Failure what={words.one} error={contact.error} retry={() => void contact.refetch()} />
          )}
        </Card>
      ) : (
        <Loading lines={6} height={480} />
      )}
    </>
  );
}

const nameOf = ({ name, email, phone, externalId }: Contact, noName: string) =>
  name ?? email ?? phone ?? externalId ?? noName;

function Back() {
  const words = useWords(contactWords);
  const { slug } = useWorkspace();
  return (
    <p className={styles.back}>
      <Link to="/$workspace/contacts" params={{ workspace: slug }} search={{}}>
        <Icon name="left" size={12} /> {words.back}
      </Link>
    </p>
  );
}

/** Erasing and unsubscribing, each ten seconds after it was asked for. */
function useFinalDeeds(id: string) {
  const words = useWords(contactWords);
  const { slug } = useWorkspace();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const tell = useUndo();
  const failed = () => tell(words.notDone);
  const erase = useMutation({
    mutationFn: () => ask(api.v1.contacts[":id"].$delete({ param: { id } })),
    onSuccess: async () => {
      await navigate({ to: "/$workspace/contacts", params: { workspace: slug }, search: {} });
      // Their name stood in answers and cases as well.
      for (const queryKey of [["contacts", id], ["responses"], ["cases"]]) queries.removeQueries({ queryKey });
      void queries.invalidateQueries({ queryKey: ["contacts"] });
      tell(words.erased);
    },
    onError: failed,
  });
  const unsubscribe = useMutation({
    mutationFn: () => ask(api.v1.contacts[":id"].unsubscribe.$post({ param: { id } })),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["contacts"] });
      tell(words.stopped);
    },
    onError: failed,
  });
  return useDelayed((deed: "erase" | "unsubscribe") => (deed === "erase" ? erase : unsubscribe).mutate());
}

function Person({ contact }: { contact: Contact }) {
  const words = useWords(contactWords);
  const deeds = useFinalDeeds(contact.id);
  const who = nameOf(contact, words.noName);
  return (
    <>
      <CallOff delayed={deeds} says={(name) => (name === "erase" ? words.erasing(who) : words.unsubscribing(who))} />
      <div className={styles.columns}>
        <div className={styles.rail}>
          <Facts contact={contact} />
          <Budget id={contact.id} />
          <Data contact={contact} deeds={deeds} />
        </div>
        <History id={contact.id} />
      </div>
    </>
  );
}

type Deeds = ReturnType<typeof useFinalDeeds>;

function Facts({ contact }: { contact: Contact }) {
  const words = useWords(contactWords);
  const formats = useFormats();
  const languageName = useLanguageName();
  const { email, phone, externalId, locale, timezone, birthYear, value } = contact;
  const attributes = Object.entries(contact.attributes);
  return (
    <Card title={words.facts}>
      <dl className={styles.facts}>
        <Fact name={words.value}>
          {value === null ? <span className={styles.quiet}>{words.valueUnknown}</span> : <b>{formats.money(value)}</b>}
        </Fact>
        {email && (
          <Fact name={words.email}>
            <a href={`mailto:${email}`}>{email}</a>
          </Fact>
        )}
        {phone && (
          <Fact name={words.phone}>
            <a href={`tel:${phone}`}>{phone}</a>
          </Fact>
        )}
        {externalId && <Fact name={words.externalId}>{externalId}</Fact>}
        {locale && <Fact name={words.language}>{languageName(locale)}</Fact>}
        {timezone && <Fact name={words.timezone}>{timezone}</Fact>}
        {birthYear !== null && <Fact name={words.born}>{birthYear}</Fact>}
        {attributes.map(([name, given]) => (
          <Fact key={name} name={name}>
            {typeof given === "string" ? given : JSON.stringify(given)}
          </Fact>
        ))}
        <Fact name={words.since}>{formats.day(contact.createdAt)}</Fact>
      </dl>
      {contact.isTest && <p className={styles.note}>{words.isTest}</p>}
    </Card>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Budget({ id }: { id: string }) {
  const words = useWords(contactWords);
  const formats = useFormats();
  const eligibility = useQuery({
    queryKey: ["contacts", id, "eligibility"],
    queryFn: () => ask(api.v1.contacts[":id"].eligibility.$get({ param: { id } })),
  });
  return (
    <Card title={words.budget}>
      <AsyncState query={eligibility} what={words.budgetFailed} loading={<Loading lines={2} height={96} />}>
        {({ lastContactAt, ...kinds }) => (
          <>
            <dl className={styles.facts}>
              {(["transactional", "relational"] as const).map((kind) => {
                const { reason, nextEligibleAt, restDays } = kinds[kind];
                return (
                  <Fact key={kind} name={words[kind]}>
                    <b>
                      {nextEligibleAt
                        ? words.from(formats.day(nextEligibleAt))
                        : reason === null
                          ? words.now
                          : reason === "unreachable"
                            ? words.nowhere
                            : words.notNow}
                    </b>{" "}
                    <span className={styles.quiet}>{restDays === 0 ? words.noLimit : words.limit(restDays)}</span>
                  </Fact>
                );
              })}
            </dl>
            <p className={styles.note}>
              {kinds.transactional.reason && words.standing[kinds.transactional.reason]}{" "}
              {lastContactAt ? words.lastAsked(formats.day(lastContactAt)) : words.neverAsked}
            </p>
          </>
        )}
      </AsyncState>
    </Card>
  );
}

function Data({ contact, deeds }: { contact: Contact; deeds: Deeds }) {
  const words = useWords(contactWords);
  const tell = useUndo();
  const { id } = contact;
  const take = useMutation({
    mutationFn: () => ask(api.v1.contacts[":id"].export.$get({ param: { id } })),
    onSuccess: (all) => saveAs(`contact-${id}.json`, JSON.stringify(all, null, 2), "application/json"),
    onError: () => tell(words.notDone),
  });
  const isBusy = deeds.waiting !== null;
  return (
    <Card title={words.actions} className={styles.last}>
      <div className={styles.deeds}>
        <p>{words.exportNote}</p>
        <Button
          variant="default"
          leftSection={<Icon name="download" />}
          loading={take.isPending}
          onClick={() => take.mutate()}
        >
          {words.exportJson}
        </Button>
        {contact.unsubscribedAt === null && (
          <>
            <p>{words.unsubscribeNote}</p>
            <Button variant="default" disabled={isBusy} onClick={() => deeds.begin("unsubscribe")}>
              {words.unsubscribe}
            </Button>
          </>
        )}
        <p>{words.eraseNote}</p>
        <Button
          variant="default"
          leftSection={<Icon name="trash" />}
          disabled={isBusy}
          onClick={() => deeds.begin("erase")}
        >
          {words.erase}
        </Button>
      </div>
    </Card>
  );
}
