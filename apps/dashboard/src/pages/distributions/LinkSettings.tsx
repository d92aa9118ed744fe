import { Button, NumberInput, PasswordInput, Switch, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ApiProblem, api, ask } from "../../api.ts";
import { momentAt, wallTime } from "../../days.ts";
import { useFormats } from "../../formats.ts";
import { useSettings } from "../../session.ts";
import { Card } from "../../ui/Card.tsx";
import { useWords } from "../../words.ts";
import styles from "./LinkSettings.module.css";
import { linkWords } from "./link-words.ts";

export type Doors = {
  id: string;
  slug: string;
  hasPin: boolean;
  singleUse: boolean;
  opensAt: string | null;
  closesAt: string | null;
  responseLimit: number | null;
  responsesTaken: number;
  redirectUrl: string | null;
};

/** Six digits. */
const newPin = () => String((crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % 1_000_000).padStart(6, "0");

/** Who may use the links, when, how many, and where they go afterwards. Drawn anew when what is kept changes. */
export function LinkSettings({ doors }: { doors: Doors }) {
  const words = useWords(linkWords);
  const formats = useFormats();
  const queries = useQueryClient();
  const timeZone = useSettings()?.timeZone ?? "UTC";
  const wall = (at: string | null) => (at ? wallTime(new Date(at), timeZone) : "");
  const [slug, setSlug] = useState(doors.slug);
  const [pin, setPin] = useState("");
  const [opens, setOpens] = useState(wall(doors.opensAt));
  const [closes, setCloses] = useState(wall(doors.closesAt));
  const [limit, setLimit] = useState<number | "">(doors.responseLimit ?? "");
  const [redirect, setRedirect] = useState(doors.redirectUrl ?? "");
  const [isSingle, setSingle] = useState(doors.singleUse);
  const [made, setMade] = useState("");
  const proposePin = () => {
    const drawn = newPin();
    setMade(drawn);
    setPin(drawn);
  };
  const change = useMutation({
    mutationFn: (json: object) => ask(api.v1.distributions[":id"].$patch({ param: { id: doors.id }, json })),
    onSuccess: () => {
      setPin("");
      void queries.invalidateQueries({ queryKey: ["distributions"] });
    },
  });
  const momentOf = (text: string) => (text ? (momentAt(text, timeZone)?.toISOString() ?? null) : null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({
      ...(slug !== doors.slug && { slug }),
      ...(pin && { pin }),
      ...(opens !== wall(doors.opensAt) && { opensAt: momentOf(opens) }),
      ...(closes !== wall(doors.closesAt) && { closesAt: momentOf(closes) }),
      ...((limit || null) !== doors.responseLimit && { responseLimit: limit || null }),
      ...((redirect.trim() || null) !== doors.redirectUrl && { redirectUrl: redirect.trim() || null }),
      ...(isSingle !== doors.singleUse && { singleUse: isSingle }),
    });
  };
  const problem = change.error instanceof ApiProblem ? change.error : null;
  const fault = (name: string) => {
    if (name === "slug" && problem?.code === "slug.taken") return problem.detail;
    return problem?.errors.find(({ pointer }) => pointer === `/${name}`)?.detail;
  };
  const isTold = ["slug", "pin", "opensAt", "closesAt", "responseLimit", "redirectUrl"].some((name) => fault(name));
  return (
    <Card title={words.title}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <TextInput
          label={words.slug}
          description={words.slugHint}
          value={slug}
          maxLength={64}
          spellCheck={false}
          autoCapitalize="none"
          error={fault("slug")}
          onChange={({ currentTarget }) => setSlug(currentTarget.value)}
        />
        <div className={styles.pair}>
          <TextInput
            type="datetime-local"
            label={words.opensAt}
            value={opens}
            error={fault("opensAt")}
            onChange={({ currentTarget }) => setOpens(currentTarget.value)}
          />
          <TextInput
            type="datetime-local"
            label={words.closesAt}
            value={closes}
            error={fault("closesAt")}
            onChange={({ currentTarget }) => setCloses(currentTarget.value)}
          />
          <p>{words.zone(timeZone)}</p>
        </div>
        <NumberInput
          label={words.limit}
          description={
            doors.responseLimit === null ? words.limitNone : words.limitHint(formats.number(doors.responsesTaken))
          }
          value={limit}
          min={1}
          max={10_000_000}
          allowDecimal={false}
          hideControls
          error={fault("responseLimit")}
          onChange={(value) => setLimit(value === "" ? "" : Number(value))}
        />
        <PasswordInput
          label={words.pin}
          description={made && made === pin ? words.madePin(pin) : doors.hasPin ? words.pinSet : words.pinHint}
          value={pin}
          maxLength={8}
          inputMode="numeric"
          autoComplete="off"
          error={fault("pin")}
          onChange={({ currentTarget }) => setPin(currentTarget.value)}
        />
        <Button type="button" variant="default" onClick={proposePin}>
          {words.newPin}
        </Button>
        {doors.hasPin && (
          <Button type="button" variant="default" onClick={() => change.mutate({ pin: null })}>
            {words.noPin}
          </Button>
        )}
        <TextInput
          type="url"
          label={words.redirect}
          description={words.redirectHint}
          placeholder="https://"
          value={redirect}
          maxLength={1000}
          error={fault("redirectUrl")}
          onChange={({ currentTarget }) => setRedirect(currentTarget.value)}
        />
        <Switch
          withThumbIndicator={false}
          styles={{ thumb: { background: isSingle ? "var(--on-ink)" : "var(--control)" } }}
          label={words.singleUse}
          description={words.singleUseHint}
          checked={isSingle}
          onChange={({ currentTarget }) => setSingle(currentTarget.checked)}
        />
        <div className={styles.actions}>
          <span role="status">
            {change.isSuccess && words.saved}
            {change.error && !isTold && (
              <span className={styles.fault}>
                {words.failed}: {problem?.detail ?? change.error.message}
              </span>
            )}
          </span>
          <Button type="submit" variant="default" loading={change.isPending}>
            {words.save}
          </Button>
        </div>
      </form>
    </Card>
  );
}
