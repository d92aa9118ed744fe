import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { csvOf } from "../../charts/csv.ts";
import { useFormats } from "../../formats.ts";
import { saveAs } from "../../save-as.ts";
import { Icon } from "../../ui/Icon.tsx";
import { useUndo } from "../../ui/Undo.tsx";
import { useWords } from "../../words.ts";
import { DemoRemoval } from "./DemoRemoval.tsx";
import { answersTable, contactsTable, type TableReader } from "./export-tables.ts";
import { Section } from "./Setting.tsx";
import styles from "./Settings.module.css";
import { settingsWords } from "./words.ts";

export function DataSection() {
  const words = useWords(settingsWords);
  const { data } = words;
  return (
    <Section title={words.sections.data}>
      <h3 className={styles.sub}>{data.exports}</h3>
      <p className={styles.cost}>{data.exportsLead}</p>
      <div className={styles.row}>
        <Export label={data.contacts} file="contacts.csv" table={contactsTable} />
        <Export label={data.answers} file="answers.csv" table={answersTable} />
      </div>
      <h3 className={styles.sub}>{data.rebuild}</h3>
      <p className={styles.cost}>{data.rebuildLead}</p>
      <pre className={styles.code}>npm run --silent otklik -- rebuild-scores</pre>
      <DemoRemoval />
    </Section>
  );
}

type ExportProps = { label: string; file: string; table: TableReader };

/** Reads a list to its end, page by page, saying how far it is, and hands it over as one file. */
function Export({ label, file, table }: ExportProps) {
  const { data } = useWords(settingsWords);
  const formats = useFormats();
  const tell = useUndo();
  const [rows, setRows] = useState<number | null>(null);
  const stopping = useRef<AbortController | null>(null);
  useEffect(() => () => stopping.current?.abort(), []);
  const take = async () => {
    const controller = new AbortController();
    stopping.current = controller;
    setRows(0);
    try {
      const { columns, lines } = await table(data, controller.signal, setRows);
      saveAs(file, csvOf(columns, lines), "text/csv");
      tell(data.done(formats.number(lines.length)));
    } catch {
      if (!controller.signal.aborted) tell(data.failed);
    } finally {
      if (stopping.current === controller) setRows(null);
    }
  };
  if (rows === null)
    return (
      <Button variant="default" leftSection={<Icon name="download" />} onClick={() => void take()}>
        {label}
      </Button>
    );
  return (
    <span className={styles.row}>
      <span className={styles.mark} role="status">
        {data.progress(formats.number(rows))}
      </span>
      <Button variant="default" onClick={() => stopping.current?.abort()}>
        {data.stop}
      </Button>
    </span>
  );
}
