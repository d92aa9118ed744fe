import { Link } from "@tanstack/react-router";
import type { ChartConfiguration } from "chart.js";
import { type ReactNode, useCallback, useRef, useState } from "react";
import type { Search } from "../search.ts";
import { useWorkspace } from "../session.ts";
import { Card } from "../ui/Card.tsx";
import { useWords } from "../words.ts";
import { type Answers, responsesPath, searchOf } from "./answers-of.ts";
import { Canvas } from "./Canvas.tsx";
import styles from "./Charts.module.css";
import { useColours } from "./colours.ts";
import { type Cell, csvOf } from "./csv.ts";
import { type Caption, pictureOf } from "./picture.ts";
import { saveCsv, saveFile } from "./save-file.ts";
import { chartWords } from "./words.ts";

/**
 * One number behind a picture. `text` is how it is read, `value` how it is computed with; they may differ. `answers`
 * leads to those it is made of.
 */
export type ChartCell = { text: string; value: Cell; answers?: Answers };
export type ChartTable = {
  columns: string[];
  rows: ChartCell[][];
  /** Rows, by their place, whose base is too small to say much. */
  small?: ReadonlySet<number>;
};

type Props = {
  title: string;
  note?: ReactNode;
  /** One sentence that says what the picture shows. */
  sentence: string;
  table: ChartTable;
  /** What is written around the saved picture: its time and base, and what is drawn how. The title is the chart's. */
  caption: Omit<Caption, "title"> & { title?: string };
  /** Without an ending: "nps-by-week". */
  fileName: string;
  config: ChartConfiguration;
  /** In pixels. */
  height?: number;
  children?: ReactNode;
};

/**
 * The card around every chart: its title, the picture with its sentence, and the ways to have it as a table, CSV or PNG.
 * `TrendChart` and `ScoreBars` are this frame with a configuration of chart.js; another chart brings its own.
 */
export function ChartFrame({ title, note, sentence, table, caption, fileName, config, height = 260, children }: Props) {
  const words = useWords(chartWords);
  const colours = useColours();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isTable, setTable] = useState(false);
  const [isDrawn, setDrawn] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const onFailure = useCallback(() => setFailed(true), []);
  const saveNumbers = () => {
    const rows = table.rows.map((row) => row.map(({ value }) => value));
    saveCsv(csvOf(table.columns, rows), fileName);
  };
  const savePicture = async () => {
    const picture = canvas.current && (await pictureOf(canvas.current, { title, ...caption }, colours));
    if (picture) saveFile(picture, `${fileName}.png`);
  };
  return (
    <Card
      title={title}
      note={note}
      right={
        <span className={styles.ways}>
          <button type="button" onClick={saveNumbers}>
            {words.csv}
          </button>
          {!isTable && !hasFailed && (
            <button type="button" disabled={!isDrawn} onClick={savePicture}>
              {words.png}
            </button>
          )}
          {!hasFailed && (
            <button type="button" onClick={() => setTable(!isTable)}>
              {isTable ? words.asChart : words.asTable}
            </button>
          )}
        </span>
      }
    >
      {hasFailed && <p className={styles.failed}>{words.failed}</p>}
      {isTable || hasFailed ? (
        <Numbers table={table} sentence={sentence} height={height} />
      ) : (
        <Canvas
          config={config}
          sentence={sentence}
          height={height}
          canvas={canvas}
          onDrawn={setDrawn}
          onFailure={onFailure}
        />
      )}
      {children}
    </Card>
  );
}

function Numbers({ table, sentence, height }: Pick<Props, "table" | "sentence"> & { height: number }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className={styles.numbers} style={{ height }} tabIndex={0} aria-label={sentence}>
      <table>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(([head, ...cells], row) => (
            <tr key={String(head?.value)} data-small={table.small?.has(row) || undefined}>
              <th scope="row">{head && <Figure {...head} />}</th>
              {cells.map((cell, index) => (
                <td key={table.columns[index + 1]}>
                  <Figure {...cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Figure({ text, answers }: ChartCell) {
  const { slug } = useWorkspace();
  if (!answers) return text;
  return (
    <Link
      to={responsesPath}
      params={{ workspace: slug, responseId: undefined }}
      search={(was: Search) => searchOf(was, answers)}
    >
      {text}
    </Link>
  );
}
