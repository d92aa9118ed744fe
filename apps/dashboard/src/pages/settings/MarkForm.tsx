import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api, ask } from "../../api.ts";
import { momentAt, wallTime } from "../../days.ts";
import { useFormats } from "../../formats.ts";
import { useWords } from "../../words.ts";
import styles from "./Marks.module.css";
import { marksWords } from "./marks-words.ts";
import type { Mark, MarkGiven } from "./useMarks.ts";

const kinds = ["release", "incident", "initiative"] as const;
type Faults = Partial<Record<"title" | "at" | "endedAt", string>>;
type Props = { mark: Mark | null; save(given: MarkGiven): Promise<boolean>; close(): void };

/** What happened, when by the clocks of the workspace, and where. */
export function MarkForm({ mark, save, close }: Props) {
  const words = useWords(marksWords);
  const { timeZone } = useFormats();
  const touchpoints = useQuery({ queryKey: ["touchpoints"], queryFn: () => ask(api.v1.touchpoints.$get()) });
  const [kind, setKind] = useState(mark?.kind ?? "release");
  const [faults, setFaults] = useState<Faults>({});
  const [isSaving, setSaving] = useState(false);
  const wall = (at: string | null | undefined) => (at ? wallTime(new Date(at), timeZone) : "");
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { given, faults: found } = read(new FormData(event.currentTarget), { timeZone, kind, words });
    setFaults(found);
    if (!given) return;
    setSaving(true);
    if (await save(given)) close();
    else setSaving(false);
  };
  const places = (touchpoints.data?.data ?? []).map(({ key, name }) => ({ value: key, label: name }));
  return (
    <form
      className={styles.form}
      aria-label={mark ? words.changeOf(mark.title) : words.add}
      noValidate
      onSubmit={(event) => void submit(event)}
    >
      <div className={styles.pair}>
        <NativeSelect
          label={words.kind}
          data={kinds.map((value) => ({ value, label: words.kinds[value] }))}
          value={kind}
          onChange={({ currentTarget }) => setKind(currentTarget.value as Mark["kind"])}
        />
        <TextInput
          name="title"
          label={words.title}
          placeholder={words.placeholder[kind]}
          defaultValue={mark?.title}
          maxLength={200}
          error={faults.title}
          autoFocus
        />
        <TextInput
          name="at"
          type="datetime-local"
          label={words.at}
          defaultValue={wall(mark ? mark.at : new Date().toISOString())}
          error={faults.at}
        />
        <TextInput
          name="endedAt"
          type="datetime-local"
          label={words.endedAt}
          defaultValue={wall(mark?.endedAt)}
          error={faults.endedAt}
        />
      </div>
      {/* Drawn anew once the names are known: what is chosen is only kept among them. */}
      <NativeSelect
        key={places.length}
        name="touchpointKey"
        label={words.where}
        data={[{ value: "", label: words.everywhere }, ...places]}
        defaultValue={mark?.touchpointKey ?? ""}
      />
      <Textarea name="note" label={words.note} defaultValue={mark?.note ?? ""} maxLength={5000} autosize minRows={2} />
      <p className={styles.zone}>{words.zone(timeZone)}</p>
      <div className={styles.row}>
        <Button type="submit" loading={isSaving}>
          {words.save}
        </Button>
        <Button variant="default" onClick={close}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}

type Reading = { timeZone: string; kind: Mark["kind"]; words: (typeof marksWords)["en"] };

function read(form: FormData, { timeZone, kind, words }: Reading): { given: MarkGiven | null; faults: Faults } {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const [title, at, end] = [text("title"), momentAt(text("at"), timeZone), text("endedAt")];
  const endedAt = end ? momentAt(end, timeZone) : null;
  const faults: Faults = {
    ...(!title && { title: words.faults.title }),
    ...(!at && { at: words.faults.at }),
    ...(at && endedAt && endedAt < at && { endedAt: words.faults.endedAt }),
  };
  if (!at || Object.keys(faults).length > 0) return { given: null, faults };
  const given = {
    kind,
    title,
    note: text("note") || null,
    touchpointKey: text("touchpointKey") || null,
    at: at.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
  return { given, faults };
}
