import { Button, CopyButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useWorkspace } from "../../session.ts";
import { Icon } from "../../ui/Icon.tsx";
import { AsyncState } from "../../ui/States.tsx";
import { useWords } from "../../words.ts";
import { keysQuery } from "./KeysSection.tsx";
import { Section } from "./Setting.tsx";
import styles from "./Settings.module.css";
import { settingsWords } from "./words.ts";

const snippet = () => `curl ${location.origin}/v1/events \\
  -H "authorization: Bearer $OTKLIK_KEY" \\
  -H "content-type: application/json" \\
  -d '{"name": "ticket.sent",
       "contact": {"email": "anna@example.com", "name": "Anna"},
       "properties": {"order": "5185-6285"}}'`;

export function DevelopersSection() {
  const words = useWords(settingsWords);
  const { developers, keys } = words;
  const { slug } = useWorkspace();
  const keyList = useQuery(keysQuery);
  const text = snippet();
  return (
    <Section title={words.sections.developers} lead={developers.lead}>
      <h3 className={styles.sub}>{developers.try}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <pre className={styles.code} tabIndex={0}>
        {text}
      </pre>
      <div className={styles.row}>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button variant="default" leftSection={<Icon name={copied ? "check" : "copy"} />} onClick={copy}>
              {copied ? keys.copied : keys.copy}
            </Button>
          )}
        </CopyButton>
        <Button
          variant="default"
          renderRoot={(props) => (
            <Link
              {...props}
              to="/$workspace/settings/{-$section}"
              params={{ workspace: slug, section: "keys" }}
              search={{}}
            />
          )}
        >
          {developers.toKeys}
        </Button>
      </div>
      <p className={styles.cost}>{developers.keyNote}</p>
      <h3 className={styles.sub}>{developers.publishable}</h3>
      <AsyncState query={keyList} what={keys.what}>
        {({ data }) => {
          const publishable = data.filter(({ kind }) => kind === "publishable");
          return publishable.length === 0 ? (
            <p className={styles.cost}>{developers.noPublishable}</p>
          ) : (
            <ul className={styles.list}>
              {publishable.map(({ id, name, last4 }) => (
                <li key={id}>
                  <div>
                    <b>{name ?? keys.first}</b>
                    <small>
                      <code>pk_…{last4}</code>
                    </small>
                  </div>
                </li>
              ))}
            </ul>
          );
        }}
      </AsyncState>
      <p className={styles.links}>
        <a href="/docs">{developers.docs}</a>
        <a href="/openapi.json">{developers.openapi}</a>
      </p>
    </Section>
  );
}
