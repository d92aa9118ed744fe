import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useFormats } from "../../formats.ts";
import { Icon } from "../../ui/Icon.tsx";
import { useUndo } from "../../ui/Undo.tsx";
import { useWords } from "../../words.ts";
import styles from "./ExportButton.module.css";
import { csvOfList, mostRows } from "./export-csv.ts";
import type { ListQuery } from "./list-query.ts";
import { responsesWords } from "./words.ts";

/** Saves the list as it is filtered. `total`: how many rows it will be. */
export function ExportButton({ query, total }: { query: ListQuery; total: number | null }) {
  const words = useWords(responsesWords).csv;
  const formats = useFormats();
  const tell = useUndo();
  const [rows, setRows] = useState<number | null>(null);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const save = async () => {
    const control = new AbortController();
    abort.current = control;
    setRows(0);
    try {
      const columns = Object.values(words.columns);
      const file = await csvOfList(query, { columns, onProgress: setRows, signal: control.signal });
      handOut(file, `responses-${dateOf(query.from, 0)}-${dateOf(query.to, -1)}.csv`);
      if ((total ?? 0) > mostRows) tell(words.cut(formats.number(mostRows)));
    } catch {
      if (!control.signal.aborted) tell(words.failed);
    } finally {
      setRows(null);
    }
  };
  if (rows !== null) {
    return (
      <span className={styles.progress} role="status">
        {words.progress(formats.number(rows), formats.number(Math.min(mostRows, total ?? rows)))}
        <Button variant="default" onClick={() => abort.current?.abort()}>
          {words.cancel}
        </Button>
      </span>
    );
  }
  return (
    <Button
      variant="default"
      className={styles.button}
      aria-label={words.label}
      leftSection={<Icon name="download" size={14} />}
      disabled={total === 0}
      onClick={() => void save()}
    >
      {words.button}
    </Button>
  );
}

const dateOf = (at: string | undefined, ms: number) =>
  at ? new Date(Date.parse(at) + ms).toISOString().slice(0, 10) : "";

function handOut(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
