import { type KeyboardEvent, useRef, useState } from "react";
import { useFormats } from "../../formats.ts";
import { frameWords } from "../../frame-words.ts";
import { useWords } from "../../words.ts";
import { CellButton } from "./CellButton.tsx";
import { Stakes, Target } from "./Figures.tsx";
import styles from "./Journey.module.css";
import { answeredAt, type Column, cellAddress, cellAt, groupsOf, type JourneyMap } from "./journey-map.ts";
import { journeyWords } from "./words.ts";

type Props = { map: JourneyMap; open: string | null; onOpen(address: string | null): void };

const steps: Record<string, [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** The heat map as a table: one Tab stop, arrows move between its cells. */
export function MapTable({ map, open, onOpen }: Props) {
  const words = useWords(journeyWords);
  const channels = useWords(frameWords).channels;
  const formats = useFormats();
  const table = useRef<HTMLTableElement>(null);
  const columns: Column[] = ["all", ...map.channels];
  const nameOf = (column: Column) => (column === "all" ? words.all : channels[column]);
  const groups = groupsOf(map);
  const rows = groups.flatMap(({ touchpoints }) => touchpoints);
  const [stop, setStop] = useState<string | null>(null);
  const addresses = new Set(
    rows.flatMap((row) =>
      columns.filter((column) => answeredAt(row, column)).map((column) => cellAddress(row.key, column)),
    ),
  );
  const current = [open, stop, ...addresses].find((address) => address && addresses.has(address));

  const move = (event: KeyboardEvent<HTMLTableElement>) => {
    const from = (event.target as HTMLElement).closest<HTMLElement>("[data-row]");
    if (!from || !table.current || event.altKey || event.ctrlKey || event.metaKey) return;
    const at = { row: Number(from.dataset.row), column: Number(from.dataset.column) };
    const cell = (row: number, column: number) =>
      table.current?.querySelector<HTMLElement>(`[data-row="${row}"][data-column="${column}"]`);
    const step = steps[event.key];
    let found: HTMLElement | null | undefined = null;
    if (step) {
      let [row, column] = [at.row + step[0], at.column + step[1]];
      // Where nobody is asked there is no cell: on to the next.
      while (row >= 0 && row < rows.length && column >= 0 && column < columns.length) {
        found = cell(row, column);
        if (found) break;
        row += step[0];
        column += step[1];
      }
    } else if (event.key === "Home" || event.key === "End") {
      const inRow = [...table.current.querySelectorAll<HTMLElement>(`[data-row="${at.row}"]`)];
      found = event.key === "Home" ? inRow[0] : inRow.at(-1);
    } else return;
    event.preventDefault();
    found?.focus();
  };

  let row = -1;
  return (
    <div className={styles.scroll}>
      <table ref={table} className={styles.table} aria-label={words.table(map.metric.toUpperCase())} onKeyDown={move}>
        <colgroup>
          <col className={styles.stageColumn} />
          <col className={styles.touchpointColumn} />
          <col className={styles.allColumn} />
          {map.channels.map((channel) => (
            <col key={channel} />
          ))}
          <col className={styles.casesColumn} />
          <col className={styles.riskColumn} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{words.stage}</th>
            <th scope="col">{words.touchpoint}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {nameOf(column)}
              </th>
            ))}
            <th scope="col" className={styles.right}>
              {words.openCases}
            </th>
            <th scope="col" className={styles.right}>
              {words.atRisk}
            </th>
          </tr>
        </thead>
        {groups.map(({ stage, touchpoints }) => (
          <tbody key={stage?.id ?? "none"}>
            {touchpoints.map((touchpoint, index) => {
              row += 1;
              const here = row;
              return (
                <tr key={touchpoint.id}>
                  {index === 0 && (
                    <th rowSpan={touchpoints.length} scope="rowgroup" className={styles.stage}>
                      <span>{stage?.name ?? words.noStage}</span>
                      {stage && (
                        <>
                          <b>{formats.score(map.metric, stage.score)}</b>{" "}
                          <small>{formats.plusMinus(map.metric, stage)}</small>
                        </>
                      )}
                    </th>
                  )}
                  <th scope="row" className={styles.name}>
                    {touchpoint.name}
                    <Target metric={map.metric} target={touchpoint.target} />
                  </th>
                  {columns.map((column, place) => {
                    const cell = answeredAt(touchpoint, column);
                    const address = cellAddress(touchpoint.key, column);
                    return (
                      <td key={column}>
                        {cell ? (
                          // biome-ignore lint/a11y/noStaticElementInteractions: remembers where the Tab stop is
                          <span className={styles.place} onFocus={() => setStop(address)}>
                            <CellButton
                              place={{ metric: map.metric, touchpoint, column, columnName: nameOf(column) }}
                              cell={cell}
                              row={here}
                              column={place}
                              tabIndex={address === current ? 0 : -1}
                              isOpen={open === address}
                              onToggle={(isOpen) => onOpen(isOpen ? address : null)}
                            />
                          </span>
                        ) : (
                          <span className={styles.notAsked}>
                            {cellAt(touchpoint, column) ? words.noAnswers : words.notAsked}
                          </span>
                        )}
                      </td>
                    );
                  })}
                  <Stakes touchpoint={touchpoint} />
                </tr>
              );
            })}
          </tbody>
        ))}
      </table>
    </div>
  );
}
