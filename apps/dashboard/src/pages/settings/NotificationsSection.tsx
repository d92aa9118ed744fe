import { Radio, Switch } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, ask } from "../../api.ts";
import { useWorkspace } from "../../session.ts";
import { AsyncState } from "../../ui/States.tsx";
import { useUndo } from "../../ui/Undo.tsx";
import { useWords } from "../../words.ts";
import { notificationsWords } from "./notifications-words.ts";
import { Section } from "./Setting.tsx";
import styles from "./Settings.module.css";
import { settingsWords } from "./words.ts";

type Preference = Awaited<ReturnType<typeof readPreference>>;

const readPreference = () => ask(api.v1.alerts.preferences.$get());
const modes = ["each", "digest", "none"] as const;
/** Offered to whoever wants quiet for the first time. */
const usualNight = { quietFrom: "22:00", quietTo: "08:00" };

/** How one member hears of shifts. */
export function NotificationsSection() {
  const { sections } = useWords(settingsWords);
  const words = useWords(notificationsWords);
  const { user, slug } = useWorkspace();
  const preference = useQuery({ queryKey: ["alerts", "preferences", slug], queryFn: readPreference });
  return (
    <Section title={sections.notifications} lead={words.lead(user.email)}>
      <AsyncState query={preference} what={words.what}>
        {(saved) => <Choices saved={saved} />}
      </AsyncState>
    </Section>
  );
}

function Choices({ saved }: { saved: Preference }) {
  const words = useWords(notificationsWords);
  const { save, hasFailed } = useSaving(saved);
  const { mode } = saved;
  return (
    <>
      <Radio.Group
        label={words.mode}
        className={styles.setting}
        value={mode}
        onChange={(next) => save({ ...saved, mode: next as Preference["mode"] })}
      >
        {modes.map((one) => (
          <Radio
            key={one}
            value={one}
            label={words.modes[one]}
            description={words.says[one]}
            className={styles.choice}
          />
        ))}
      </Radio.Group>
      {mode !== "none" && <QuietHours saved={saved} save={save} />}
      {hasFailed && (
        <p className={styles.fault} role="alert">
          {words.faults.other}
        </p>
      )}
    </>
  );
}

/** Saved as soon as it is chosen, and taken back on request. */
function useSaving(saved: Preference) {
  const words = useWords(notificationsWords);
  const { slug } = useWorkspace();
  const queries = useQueryClient();
  const tell = useUndo();
  const change = useMutation({
    mutationFn: ({ to }: { to: Preference; before: Preference | null }) =>
      ask(api.v1.alerts.preferences.$put({ json: to })),
    onSuccess: (now, { before }) => {
      queries.setQueryData(["alerts", "preferences", slug], now);
      if (before) tell(words.changed, () => change.mutate({ to: before, before: null }));
    },
  });
  return { save: (to: Preference) => change.mutate({ to, before: saved }), hasFailed: change.isError };
}

function QuietHours({ saved, save }: { saved: Preference; save: (to: Preference) => void }) {
  const words = useWords(notificationsWords);
  const { settings } = useWorkspace();
  const isQuiet = saved.quietFrom !== null;
  return (
    <div className={styles.setting}>
      <Switch
        label={words.quiet}
        color="var(--ink)"
        styles={{ thumb: { background: "var(--card)", borderColor: "var(--control)" } }}
        checked={isQuiet}
        onChange={() => save({ ...saved, ...(isQuiet ? { quietFrom: null, quietTo: null } : usualNight) })}
      />
      {isQuiet && <Times saved={saved} save={save} />}
      <p className={styles.cost}>{words.quietSays(settings.timeZone.replaceAll("_", " "))}</p>
    </div>
  );
}

function Times({ saved, save }: { saved: Preference; save: (to: Preference) => void }) {
  const words = useWords(notificationsWords);
  const [typed, setTyped] = useState({ quietFrom: saved.quietFrom ?? "", quietTo: saved.quietTo ?? "" });
  useEffect(() => setTyped({ quietFrom: saved.quietFrom ?? "", quietTo: saved.quietTo ?? "" }), [saved]);
  const { quietFrom, quietTo } = typed;
  const fault = !quietFrom || !quietTo ? words.faults.empty : quietFrom === quietTo ? words.faults.same : null;
  const leave = () => {
    if (!fault && (quietFrom !== saved.quietFrom || quietTo !== saved.quietTo)) save({ ...saved, ...typed });
  };
  return (
    <>
      <div className={styles.times}>
        {(["quietFrom", "quietTo"] as const).map((side) => (
          <label key={side}>
            <span>{side === "quietFrom" ? words.from : words.to}</span>
            <input
              type="time"
              value={typed[side]}
              aria-invalid={fault !== null}
              onChange={(event) => setTyped({ ...typed, [side]: event.currentTarget.value })}
              onBlur={leave}
              onKeyDown={(event) => event.key === "Enter" && leave()}
            />
          </label>
        ))}
      </div>
      {fault && (
        <p className={styles.fault} role="alert">
          {fault}
        </p>
      )}
    </>
  );
}
