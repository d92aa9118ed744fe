import { Popover } from "@mantine/core";
import { smallestBase } from "@otklik/domain/metrics/verdict";
import { useId } from "react";
import { type Metric, useFormats } from "../../formats.ts";
import { shiftAt } from "../../shifts/shift-at.ts";
import { arrowOf, isWorse, type Shift, useStandingShifts } from "../../shifts/shifts.ts";
import { useWords } from "../../words.ts";
import { CellDetails, type CellPlace } from "./CellDetails.tsx";
import styles from "./Journey.module.css";
import type { MapCell } from "./journey-map.ts";
import { journeyWords, signs } from "./words.ts";

type Props = {
  place: CellPlace;
  cell: MapCell;
  isOpen: boolean;
  onToggle(isOpen: boolean): void;
  /** Where it stands in the grid, for arrow keys; a cell outside of one needs none. */
  row?: number;
  column?: number;
  tabIndex?: number;
};

/** A cell of the map: score, interval, base and sign; opens what is known of it. */
export function CellButton({ place, cell, isOpen, onToggle, row, column, tabIndex }: Props) {
  const titleId = useId();
  const shift = useShiftAt(place);
  return (
    <Popover
      opened={isOpen}
      onChange={onToggle}
      position="bottom-start"
      shadow="md"
      trapFocus
      returnFocus
      withinPortal
      middlewares={{ flip: true, shift: { padding: 8 } }}
    >
      <Popover.Target>
        <button
          type="button"
          className={styles.cell}
          data-class={cell.class}
          data-all={place.column === "all" || undefined}
          data-row={row}
          data-column={column}
          data-open={isOpen || undefined}
          tabIndex={tabIndex}
          onClick={() => onToggle(!isOpen)}
        >
          <CellFigures metric={place.metric} cell={cell} shift={shift} />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-labelledby={titleId} className={styles.details}>
        <CellDetails place={place} cell={cell} shift={shift} titleId={titleId} />
      </Popover.Dropdown>
    </Popover>
  );
}

export function useShiftAt({ metric, touchpoint, column }: Omit<CellPlace, "columnName">): Shift | null {
  const { shifts } = useStandingShifts();
  return shiftAt(shifts ?? [], { metric, touchpointKey: touchpoint.key, column });
}

type FiguresProps = { metric: Metric; cell: MapCell; shift: Shift | null };

export function CellFigures({ metric, cell, shift }: FiguresProps) {
  const words = useWords(journeyWords);
  const formats = useFormats();
  const base = formats.number(cell.n);
  return (
    <>
      <span className={styles.score}>
        {formats.score(metric, cell.score)} <small>{formats.plusMinus(metric, cell)}</small>
      </span>
      <span className={styles.base}>
        {cell.class === "few" ? words.ofSmallest(base, smallestBase) : base}
        <span className="visually-hidden">, {words.classes[cell.class]}</span>
        {shift && <ShiftMark shift={shift} />}
      </span>
      {signs[cell.class] && (
        <b className={styles.sign} aria-hidden="true">
          {signs[cell.class]}
        </b>
      )}
    </>
  );
}

/** "▼ 9 Nov": since when it is not what it was. */
function ShiftMark({ shift }: { shift: Shift }) {
  const words = useWords(journeyWords).shift;
  const { locale, timeZone } = useFormats();
  const onset = new Intl.DateTimeFormat(locale, { timeZone, day: "numeric", month: "short" });
  return (
    <span className={styles.shift} data-worse={isWorse(shift) || undefined}>
      <span aria-hidden="true">{arrowOf(shift)} </span>
      <span className="visually-hidden">, {words[shift.direction]} </span>
      {onset.format(new Date(shift.onset))}
    </span>
  );
}
