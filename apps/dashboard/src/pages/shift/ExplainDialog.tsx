import { Button, Modal, NativeSelect, Radio, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { api, ask } from "../../api.ts";
import { momentAt, wallTime } from "../../days.ts";
import { useFormats } from "../../formats.ts";
import { useUndo } from "../../ui/Undo.tsx";
import { useWords } from "../../words.ts";
import type { Mark, Shift } from "./queries.ts";
import styles from "./Shift.module.css";
import type { ShiftActions } from "./use-shift-actions.ts";
import { oneShiftWords } from "./words.ts";

const ways = ["words", "known", "fresh"] as const;
type Way = (typeof ways)[number];
const kinds = ["release", "incident", "initiative"] as const;

type Props = { shift: Shift; marks: readonly Mark[]; actions: ShiftActions; close(): void };

/** What a shift comes from: in words, something that was noted, or something that is noted now. */
export function ExplainDialog({ shift, marks, actions, close }: Props) {
  const words = useWords(oneShiftWords).explaining;
  return (
    <Modal
      opened
      onClose={close}
      title={words.title}
      centered
      size={480}
      closeButtonProps={{ "aria-label": words.dismiss }}
      classNames={{ close: styles.dismiss }}
    >
      <Form shift={shift} marks={marks} actions={actions} close={close} />
    </Modal>
  );
}

function Form({ shift, marks, actions, close }: Props) {
  const all = useWords(oneShiftWords);
  const words = all.explaining;
  const formats = useFormats();
  const { timeZone } = formats;
  const tell = useUndo();
  const queries = useQueryClient();
  const errorId = useId();
  const nearest = nearestTo(shift, marks);
  const [way, setWay] = useState<Way>(nearest ? "known" : "words");
  const [isMissing, setMissing] = useState(false);
  const addMark = useMutation({
    mutationFn: (json: { kind: (typeof kinds)[number]; title: string; at: string }) =>
      ask(api.v1.marks.$post({ json: { ...json, touchpointKey: shift.series.touchpointKey ?? null } })),
  });
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const text = (name: string) => String(given.get(name) ?? "").trim();
    const note = text("note") || undefined;
    const [title, day, known] = [text("title"), text("day"), text("mark")];
    const isWhole = { words: note !== undefined, known: known !== "", fresh: title !== "" && day !== "" }[way];
    setMissing(!isWhole);
    if (!isWhole) return;
    if (way === "words") actions.explain({ note });
    if (way === "known") actions.explain({ note, markId: known });
    if (way === "fresh") {
      const kind = text("kind") as (typeof kinds)[number];
      try {
        const made = await addMark.mutateAsync({ kind, title, at: noonOf(day, timeZone) });
        void queries.invalidateQueries({ queryKey: ["marks"] });
        actions.explain({ note, markId: made.id }, made.id);
      } catch {
        tell(all.done.failed);
        return;
      }
    }
    close();
  };
  return (
    <form className={styles.form} onSubmit={(event) => void save(event)} noValidate>
      <Radio.Group
        label={words.how}
        value={way}
        onChange={(chosen) => {
          setWay(chosen as Way);
          setMissing(false);
        }}
      >
        <div className={styles.ways}>
          {ways.map((one) => (
            <Radio key={one} value={one} label={words[one]} data-autofocus={one === way || undefined} />
          ))}
        </div>
      </Radio.Group>
      {way === "known" &&
        (marks.length > 0 ? (
          <NativeSelect name="mark" label={words.mark} defaultValue={nearest?.id}>
            {marks.map(({ id, kind, title, at }) => (
              <option key={id} value={id}>
                {`${all.kinds[kind]} ${title}, ${formats.day(at)}`}
              </option>
            ))}
          </NativeSelect>
        ) : (
          <p className={styles.quiet}>{words.noMarks}</p>
        ))}
      {way === "fresh" && (
        <>
          <NativeSelect name="kind" label={words.kind}>
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {all.kinds[kind]}
              </option>
            ))}
          </NativeSelect>
          <TextInput name="title" label={words.name} placeholder={words.namePlaceholder} maxLength={200} />
          <TextInput
            name="day"
            type="date"
            label={words.day}
            defaultValue={wallTime(new Date(shift.onset), timeZone).slice(0, 10)}
          />
        </>
      )}
      <Textarea
        name="note"
        label={way === "words" ? words.note : `${words.note} ${words.optional}`}
        maxLength={2000}
        autosize
        minRows={3}
      />
      {isMissing && (
        <p className={styles.missing} id={errorId} role="alert">
          {words.missing[way]}
        </p>
      )}
      <div className={styles.formEnd}>
        <Button variant="default" onClick={close}>
          {words.cancel}
        </Button>
        <Button type="submit" loading={addMark.isPending} aria-describedby={isMissing ? errorId : undefined}>
          {words.save}
        </Button>
      </div>
    </form>
  );
}

/** In the middle of a day of the workspace's own clocks, as its charts have days. */
const noonOf = (day: string, timeZone: string) => (momentAt(`${day}T12:00`, timeZone) ?? new Date(day)).toISOString();

const plausibleDays = 14;

/** The mark that most likely explains it: the last one before the end of its onset's range, unless that is long ago. */
function nearestTo({ onsetRange }: Shift, marks: readonly Mark[]): Mark | undefined {
  const earliest = new Date(Date.parse(onsetRange.from) - plausibleDays * 86_400_000).toISOString();
  const plausible = marks.filter(({ at, endedAt }) => at <= onsetRange.to && (endedAt ?? at) >= earliest);
  return plausible.sort((a, b) => (a.at < b.at ? 1 : -1))[0];
}
