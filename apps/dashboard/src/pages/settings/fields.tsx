import { Textarea, TextInput } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import { useWords } from "../../words.ts";
import { Setting } from "./Setting.tsx";
import styles from "./Settings.module.css";
import { useSetting } from "./useSetting.ts";
import { settingsWords } from "./words.ts";

/** What is typed until it is saved, and what is saved from then on. */
function useTyped(saved: string) {
  const [text, setText] = useState(saved);
  useEffect(() => setText(saved), [saved]);
  return [text, setText] as const;
}

type TextName = "name" | "senderName" | "senderAddress" | "postalAddress" | "privacyUrl";

/** A text that is saved when its field is left, or at Enter. Emptied, it is none. */
export function TextSetting({ name, type, long = false }: { name: TextName; type?: string; long?: boolean }) {
  const words = useWords(settingsWords);
  const saving = useSetting(name);
  const [text, setText] = useTyped(saving.saved ?? "");
  const save = () => saving.save(name === "name" ? text.trim() : text.trim() || null);
  const shared = {
    label: words.fields[name],
    value: text,
    disabled: !saving.mayChange,
    error: saving.fault !== null,
    className: styles.wide,
    onBlur: save,
  };
  return (
    <Setting saving={saving} cost={words.says[name]}>
      {long ? (
        <Textarea {...shared} autosize minRows={2} onChange={(event) => setText(event.currentTarget.value)} />
      ) : (
        <TextInput
          {...shared}
          type={type}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => event.key === "Enter" && save()}
        />
      )}
    </Setting>
  );
}

/** Hosts that survey pages may send customers on to, one a line. */
export function HostsSetting() {
  const words = useWords(settingsWords);
  const saving = useSetting("redirectHosts");
  const [text, setText] = useTyped(saving.saved.join("\n"));
  const save = () => saving.save(text.split(/[\s,;]+/).filter((host) => host !== ""));
  return (
    <Setting saving={saving} cost={words.says.redirectHosts}>
      <Textarea
        label={words.fields.redirectHosts}
        placeholder="shop.example.com"
        value={text}
        disabled={!saving.mayChange}
        error={saving.fault !== null}
        className={styles.wide}
        spellCheck={false}
        autosize
        minRows={2}
        onBlur={save}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </Setting>
  );
}

type NumberName = "transactionalRestDays" | "relationalRestDays" | "caseDueHours" | "silenceMinutes";

type NumberInProps = {
  around: readonly string[];
  text: string;
  setText(text: string): void;
  saving: { mayChange: boolean; fault: string | null };
  save(): void;
};

/** A number in the middle of its sentence, saved when it is left or at Enter. */
export function NumberIn({ around: [before = "", after = ""], text, setText, saving, save }: NumberInProps) {
  return (
    <label className={styles.sentence}>
      <span>{before}</span>
      <input
        type="text"
        inputMode="decimal"
        size={4}
        className={styles.number}
        value={text}
        disabled={!saving.mayChange}
        aria-invalid={saving.fault !== null}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={save}
        onKeyDown={(event) => event.key === "Enter" && save()}
      />
      <span>{after}</span>
    </label>
  );
}

/** A sentence with a number in it, and what that number costs. */
export function NumberSetting({
  name,
  around,
  cost,
}: {
  name: NumberName;
  around: readonly string[];
  cost: (value: number) => ReactNode;
}) {
  const saving = useSetting(name);
  const [text, setText] = useTyped(String(saving.saved));
  // What is no whole number goes to the API as it is: one place says what is wrong with it.
  const save = () => saving.save(text.trim() === "" ? saving.saved : Number(text));
  return (
    <Setting saving={saving} cost={cost(Number(text) || 0)}>
      <NumberIn around={around} text={text} setText={setText} saving={saving} save={save} />
    </Setting>
  );
}
