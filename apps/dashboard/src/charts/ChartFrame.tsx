import type { ChartConfiguration } from "chart.js";
import { type ReactNode, useCallback, useRef, useState } from "react";
import { Card } from "../ui/Card.tsx";
import { useWords } from "../words.ts";
import { Canvas } from "./Canvas.tsx";
import styles from "./Charts.module.css";
import { type Cell, csvOf } from "./csv.ts";
import { saveCsv, saveFile } from "./save-file.ts";
import { chartWords } from "./words.ts";

/** The numbers behind a picture. `text` is how they are read, `value` how they are computed with; they may differ. */
export type ChartTable = { columns: string[]; rows: { text: string; value: Cell }[][] };

type Props = {
  title: string;
  note?: ReactNode;
  /** One sentence that says what the picture shows. */
  sentence: string;
  table: ChartTable;
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
export function ChartFrame({ title, note, sentence, table, fileName, config, height = 260, children }: Props) {
  const words = useWords(chartWords);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isTable, setTable] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const onFailure = useCallback(() => setFailed(true), []);
  const saveNumbers = () => {
    const rows = table.rows.map((row) => row.map(({ value }) => value));
    saveCsv(csvOf(table.columns, rows), fileName);
  };
  const savePng = () => canvas.current && pictureOf(canvas.current, (picture) => saveFile(picture, `${fileName}.png`));
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
            <button type="button" onClick={savePng}>
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
        <Canvas config={config} sentence={sentence} height={height} canvas={canvas} onFailure={onFailure} />
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
          {table.rows.map(([head, ...cells]) => (
            <tr key={String(head?.value)}>
              <th scope="row">{head?.text}</th>
              {cells.map(({ text }, index) => (
                <td key={table.columns[index + 1]}>{text}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** On the card's colour: a transparent picture is unreadable on half of all backgrounds. */
function pictureOf(canvas: HTMLCanvasElement, take: (picture: Blob) => void): void {
  const copy = document.createElement("canvas");
  copy.width = canvas.width;
  copy.height = canvas.height;
  const pen = copy.getContext("2d");
  if (!pen) return;
  pen.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--card");
  pen.fillRect(0, 0, copy.width, copy.height);
  pen.drawImage(canvas, 0, 0);
  copy.toBlob((picture) => picture && take(picture));
}
