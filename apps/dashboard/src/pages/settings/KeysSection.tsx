import { Button, Checkbox, CopyButton, Radio, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api, ask } from "../../api.ts";
import { useFormats } from "../../formats.ts";
import { CallOff, useDelayed } from "../../ui/CallOff.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { AsyncState, Empty } from "../../ui/States.tsx";
import { useUndo } from "../../ui/Undo.tsx";
import { useWords } from "../../words.ts";
import { Section } from "./Setting.tsx";
import styles from "./Settings.module.css";
import { settingsWords } from "./words.ts";

/** The keys of this workspace; only who may administer it sees them. */
export const keysQuery = {
  queryKey: ["keys"],
  queryFn: () => ask(api.v1.keys.$get({ query: { limit: "200" } })),
};
type ShownKey = Awaited<ReturnType<typeof keysQuery.queryFn>>["data"][number];

export function KeysSection() {
  const words = useWords(settingsWords);
  const { keys } = words;
  const keyList = useQuery(keysQuery);
  const [isMaking, setMaking] = useState(false);
  const revoking = useRevoking();
  return (
    <Section title={words.sections.keys} lead={keys.lead}>
      <CallOff delayed={revoking} says={(key) => keys.revoking(key.name ?? keys.first)} />
      {isMaking ? (
        <NewKey done={() => setMaking(false)} />
      ) : (
        <Button leftSection={<Icon name="plus" />} onClick={() => setMaking(true)}>
          {keys.make}
        </Button>
      )}
      <AsyncState query={keyList} what={keys.what}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty title={keys.none.title} text={keys.none.text} />
          ) : (
            <ul className={styles.list}>
              {data.map((key) => (
                <KeyRow key={key.id} shown={key} isBusy={revoking.waiting !== null} revoke={revoking.begin} />
              ))}
            </ul>
          )
        }
      </AsyncState>
    </Section>
  );
}

function useRevoking() {
  const { keys } = useWords(settingsWords);
  const queries = useQueryClient();
  const tell = useUndo();
  const revoke = useMutation({
    mutationFn: ({ id }: ShownKey) => ask(api.v1.keys[":id"].$delete({ param: { id } })),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["keys"] });
      tell(keys.revoked);
    },
    onError: () => tell(keys.failed),
  });
  return useDelayed((key: ShownKey) => revoke.mutate(key));
}

type RowProps = { shown: ShownKey; isBusy: boolean; revoke(key: ShownKey): void };

function KeyRow({ shown, isBusy, revoke }: RowProps) {
  const { keys } = useWords(settingsWords);
  const formats = useFormats();
  const { name, kind, scopes, last4, isTest, createdAt } = shown;
  const may = scopes.map((scope) => keys.scopeNames[scope]).join(", ");
  return (
    <li>
      <div>
        <b>{name ?? keys.first}</b>
        {isTest && <span className={styles.tag}>{keys.test}</span>}
        <small>
          <code>
            {kind === "secret" ? "ok_" : "pk_"}…{last4}
          </code>
          {" · "}
          {[keys.kinds[kind], may, keys.made(formats.day(createdAt))].filter(Boolean).join(" · ")}
        </small>
      </div>
      <Button
        variant="default"
        disabled={isBusy}
        aria-label={`${keys.revoke}: ${name ?? keys.first} …${last4}`}
        onClick={() => revoke(shown)}
      >
        {keys.revoke}
      </Button>
    </li>
  );
}

const allScopes = ["read", "write", "admin"] as const;

function NewKey({ done }: { done(): void }) {
  const { keys } = useWords(settingsWords);
  const queries = useQueryClient();
  const [kind, setKind] = useState<"secret" | "publishable">("secret");
  const [scopes, setScopes] = useState<string[]>(["read", "write"]);
  const make = useMutation({
    mutationFn: (json: Parameters<typeof api.v1.keys.$post>[0]["json"]) => ask(api.v1.keys.$post({ json })),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ["keys"] }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    make.mutate({
      name: String(given.get("name")),
      kind,
      isTest: given.get("isTest") !== null,
      ...(kind === "secret" && { scopes: scopes as ("read" | "write" | "admin")[] }),
    });
  };
  if (make.data) return <ShownOnce secret={make.data.key} done={done} />;
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextInput
        name="name"
        label={keys.name}
        placeholder={keys.namePlaceholder}
        required
        withAsterisk={false}
        maxLength={200}
        data-autofocus
      />
      <Radio.Group
        label={keys.kind}
        value={kind}
        onChange={(value) => setKind(value as "secret" | "publishable")}
        description={keys.kindNotes[kind]}
      >
        {(["secret", "publishable"] as const).map((one) => (
          <Radio key={one} value={one} label={keys.kinds[one]} className={styles.choice} />
        ))}
      </Radio.Group>
      {kind === "secret" && (
        <Checkbox.Group
          label={keys.scopes}
          value={scopes}
          onChange={setScopes}
          error={scopes.length === 0 && keys.needsScope}
        >
          {allScopes.map((scope) => (
            <Checkbox key={scope} value={scope} label={keys.scopeNames[scope]} className={styles.choice} />
          ))}
        </Checkbox.Group>
      )}
      <Checkbox name="isTest" label={keys.isTest} />
      {make.error && (
        <p className={styles.fault} role="alert">
          {keys.failed}
        </p>
      )}
      <div className={styles.row}>
        <Button type="submit" loading={make.isPending} disabled={kind === "secret" && scopes.length === 0}>
          {keys.create}
        </Button>
        <Button variant="default" onClick={done}>
          {keys.cancel}
        </Button>
      </div>
    </form>
  );
}

function ShownOnce({ secret, done }: { secret: string; done(): void }) {
  const { keys } = useWords(settingsWords);
  return (
    <div className={styles.form} role="status">
      <b>{keys.once}</b>
      <code className={styles.secret}>{secret}</code>
      <div className={styles.row}>
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button leftSection={<Icon name={copied ? "check" : "copy"} />} onClick={copy}>
              {copied ? keys.copied : keys.copy}
            </Button>
          )}
        </CopyButton>
        <Button variant="default" onClick={done}>
          {keys.done}
        </Button>
      </div>
    </div>
  );
}
