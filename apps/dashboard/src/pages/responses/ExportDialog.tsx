import { Button, Checkbox, Modal, NativeSelect, Radio } from "@mantine/core";
import { separators } from "@otklik/domain/exports/csv";
import { columnGroups } from "@otklik/domain/exports/words";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useFormats } from "../../formats.ts";
import { usePreferences } from "../../preferences.tsx";
import { useWords } from "../../words.ts";
import styles from "./Export.module.css";
import { exportWords } from "./export-words.ts";
import type { ListQuery } from "./list-query.ts";
import { type ExportChoice, saveExport, usualChoice } from "./save-export.ts";

type Props = { query: ListQuery; total: number | null; close(): void };

/** What of the listed answers goes into a file, and how it is written. */
export function ExportDialog({ query, total, close }: Props) {
  const words = useWords(exportWords);
  return (
    <Modal
      opened
      onClose={close}
      title={words.title}
      centered
      size={520}
      closeButtonProps={{ "aria-label": words.close }}
      classNames={{ close: styles.dismiss }}
    >
      <Form query={query} total={total} close={close} />
    </Modal>
  );
}

const formats = ["xlsx", "csv", "json"] as const;
const shapes = ["response", "answer"] as const;
const ways = ["labels", "values"] as const;

function Form({ query, total, close }: Props) {
  const words = useWords(exportWords);
  const { language } = usePreferences();
  const format = useFormats();
  const [choice, setChoice] = useState<ExportChoice>(() => usualChoice(language, columnGroups));
  const { bytes, fault, save, cancel } = useSaving(query, close);
  const change = (part: Partial<ExportChoice>) => setChoice((was) => ({ ...was, ...part }));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (choice.columns.length > 0) void save(choice);
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <p className={styles.note}>{total === null ? words.whole : words.count(total, format.number(total))}</p>
      <fieldset className={styles.fields} disabled={bytes !== null}>
        <Radio.Group
          label={words.format}
          value={choice.format}
          onChange={(to) => change({ format: to as ExportChoice["format"] })}
        >
          <div className={styles.ways}>
            {formats.map((one) => (
              <Radio key={one} value={one} label={words.formats[one]} />
            ))}
          </div>
        </Radio.Group>
        {choice.format === "csv" && <CsvFields choice={choice} change={change} />}
        <div className={styles.pair}>
          <NativeSelect
            label={words.shape}
            value={choice.shape}
            onChange={(event) => change({ shape: event.currentTarget.value as ExportChoice["shape"] })}
            data={shapes.map((value) => ({ value, label: words.shapes[value] }))}
          />
          <NativeSelect
            label={words.as}
            value={choice.as}
            onChange={(event) => change({ as: event.currentTarget.value as ExportChoice["as"] })}
            data={ways.map((value) => ({ value, label: words.ways[value] }))}
          />
          <NativeSelect
            label={words.locale}
            value={choice.locale}
            onChange={(event) => change({ locale: event.currentTarget.value as ExportChoice["locale"] })}
            data={[
              { value: "en", label: "English" },
              { value: "ru", label: "Русский" },
            ]}
          />
        </div>
        <Checkbox.Group
          label={words.columns}
          value={choice.columns}
          onChange={(chosen) => change({ columns: columnGroups.filter((group) => chosen.includes(group)) })}
          error={choice.columns.length === 0 && words.noColumns}
        >
          <div className={styles.columns}>
            {columnGroups.map((group) => (
              <Checkbox key={group} value={group} label={words.groups[group]} />
            ))}
          </div>
        </Checkbox.Group>
      </fieldset>
      {fault && (
        <p className={styles.fault} role="alert">
          {fault}
        </p>
      )}
      <div className={styles.end}>
        <span role="status">{bytes === null ? "" : words.progress(sizeOf(bytes, format.number))}</span>
        {bytes === null ? (
          <Button variant="default" onClick={close}>
            {words.dismiss}
          </Button>
        ) : (
          <Button variant="default" onClick={cancel}>
            {words.cancel}
          </Button>
        )}
        <Button type="submit" loading={bytes !== null}>
          {words.save}
        </Button>
      </div>
    </form>
  );
}

function CsvFields({ choice, change }: { choice: ExportChoice; change(part: Partial<ExportChoice>): void }) {
  const words = useWords(exportWords);
  return (
    <>
      <div className={styles.pair}>
        <NativeSelect
          label={words.separator}
          value={choice.separator}
          onChange={(event) => change({ separator: event.currentTarget.value as ExportChoice["separator"] })}
          data={(Object.keys(separators) as ExportChoice["separator"][]).map((value) => ({
            value,
            label: words.separators[value],
          }))}
        />
        <NativeSelect
          label={words.decimal}
          value={choice.decimal}
          onChange={(event) => change({ decimal: event.currentTarget.value as ExportChoice["decimal"] })}
          data={[
            { value: "point", label: "7.5" },
            { value: "comma", label: "7,5" },
          ]}
        />
      </div>
      <Checkbox
        label={words.bom}
        checked={choice.bom}
        onChange={(event) => change({ bom: event.currentTarget.checked })}
      />
    </>
  );
}

/** One saving at a time; leaving the dialog ends it. `bytes`: how much has come; null: none is on. */
function useSaving(query: ListQuery, close: () => void) {
  const words = useWords(exportWords);
  const [bytes, setBytes] = useState<number | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const save = async (choice: ExportChoice) => {
    const control = new AbortController();
    abort.current = control;
    setBytes(0);
    setFault(null);
    try {
      await saveExport(query, choice, { onProgress: setBytes, signal: control.signal });
      close();
    } catch (error) {
      if (!control.signal.aborted) setFault(words.faultOf(error));
    } finally {
      setBytes(null);
    }
  };
  return { bytes, fault, save, cancel: () => abort.current?.abort() };
}

const sizeOf = (bytes: number, number: (n: number) => string) =>
  bytes < 1_000_000 ? `${number(Math.ceil(bytes / 1000))} kB` : `${number(Math.round(bytes / 100_000) / 10)} MB`;
