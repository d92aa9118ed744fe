import { Button, CopyButton, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ApiProblem, api, ask } from "../../api.ts";
import { usePreferences } from "../../preferences.tsx";
import { useWorkspace } from "../../session.ts";
import { Card } from "../../ui/Card.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words.ts";
import styles from "./Triggers.module.css";
import { words as pageWords } from "./words.ts";

/** The survey to one's own address, as a customer gets it. */
export function SendTest({ id }: { id: string }) {
  const words = useWords(pageWords).detail;
  const { user } = useWorkspace();
  const { language } = usePreferences();
  const queries = useQueryClient();
  const [email, setEmail] = useState(user.email);
  const test = useMutation({
    mutationFn: () => ask(api.v1.distributions[":id"].test.$post({ param: { id }, json: { email, locale: language } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["contacts"] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    test.mutate();
  };
  const said = test.data?.channel === "email" ? words.sent(email) : words.notSent;
  return (
    <Card title={words.test}>
      <form className={styles.test} onSubmit={submit}>
        <p>{words.testHint}</p>
        <TextInput
          type="email"
          aria-label={words.email}
          value={email}
          required
          maxLength={320}
          onChange={({ currentTarget }) => setEmail(currentTarget.value)}
        />
        <Button type="submit" leftSection={<Icon name="mail" />} loading={test.isPending}>
          {words.send}
        </Button>
      </form>
      <p className={styles.told} role="status">
        {test.data && (
          <>
            {said}{" "}
            <a href={test.data.url} target="_blank" rel="noreferrer">
              {words.openIt}
            </a>
          </>
        )}
        {test.error && (
          <span className={styles.fault}>
            {words.testFailed}: {test.error instanceof ApiProblem ? test.error.detail : test.error.message}
          </span>
        )}
      </p>
    </Card>
  );
}

function Copied({ text }: { text: string }) {
  const words = useWords(pageWords).detail;
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button variant="default" leftSection={<Icon name={copied ? "check" : "copy"} />} onClick={copy}>
          <span aria-live="polite">{copied ? words.copied : words.copy}</span>
        </Button>
      )}
    </CopyButton>
  );
}

/** The link that anybody can answer by. */
export function OpenLink({ url }: { url: string }) {
  const words = useWords(pageWords).detail;
  return (
    <Card title={words.link} note={words.linkHint}>
      <div className={styles.link}>
        <a href={url} target="_blank" rel="noreferrer">
          {url}
        </a>
        <Copied text={url} />
      </div>
    </Card>
  );
}

type Asked = {
  id: string;
  url: string;
  trigger: { event: string; where?: { property: string; value?: unknown }[] } | null;
};

/** One command that sets it off. */
export function Program({ distribution }: { distribution: Asked }) {
  const words = useWords(pageWords).detail;
  const command = commandFor(distribution);
  return (
    <Card
      title={words.byApi}
      note={distribution.trigger ? words.byApiEvent : words.byApiLink}
      right={<Copied text={command} />}
    >
      <pre className={styles.command}>{command}</pre>
    </Card>
  );
}

function commandFor({ id, url, trigger }: Asked): string {
  const contact = { email: "anna@example.com" };
  const properties = Object.fromEntries((trigger?.where ?? []).map(({ property, value }) => [property, value ?? true]));
  const [path, sent] = trigger
    ? ["events", { name: trigger.event, contact, ...(trigger.where?.length && { properties }) }]
    : ["invitations", { distributionId: id, contact, channel: "link" }];
  return [
    `curl ${new URL(url).origin}/v1/${path} \\`,
    '  -H "Authorization: Bearer $OTKLIK_KEY" \\',
    '  -H "Content-Type: application/json" \\',
    `  -d '${JSON.stringify(sent, null, 2).replaceAll("'", "'\\''").replaceAll("\n", "\n  ")}'`,
  ].join("\n");
}
