import { useId, useState } from "react";
import { useFormats } from "../../formats.ts";
import { frameWords } from "../../frame-words.ts";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words.ts";
import { CellButton, CellFigures, useShiftAt } from "./CellButton.tsx";
import { AtRisk, Target } from "./Figures.tsx";
import styles from "./Journey.module.css";
import { answeredAt, type Column, cellAddress, groupsOf, type JourneyMap, type MapTouchpoint } from "./journey-map.ts";
import { journeyWords } from "./words.ts";

type Props = { map: JourneyMap; open: string | null; onOpen(address: string | null): void };

/** The map on a narrow screen: a heading a stage, a row a touchpoint; a tap unfolds its channels. */
export function MapList({ map, open, onOpen }: Props) {
  const words = useWords(journeyWords);
  const formats = useFormats();
  return groupsOf(map).map(({ stage, touchpoints }) => (
    <section key={stage?.id ?? "none"} className={styles.group}>
      <h3>
        {stage?.name ?? words.noStage}
        {stage && (
          <span>
            <b>{formats.score(map.metric, stage.score)}</b> {formats.plusMinus(map.metric, stage)}
          </span>
        )}
      </h3>
      {touchpoints.map((touchpoint) => (
        <Folded key={touchpoint.id} map={map} touchpoint={touchpoint} open={open} onOpen={onOpen} />
      ))}
    </section>
  ));
}

function Folded({ map, touchpoint, open, onOpen }: Props & { touchpoint: MapTouchpoint }) {
  const words = useWords(journeyWords);
  const channelNames = useWords(frameWords).channels;
  const columns: Column[] = ["all", ...map.channels];
  const shown = columns.flatMap((column) => {
    const cell = answeredAt(touchpoint, column);
    return cell ? [{ column, cell, address: cellAddress(touchpoint.key, column) }] : [];
  });
  const [isUnfolded, setUnfolded] = useState(shown.some(({ address }) => address === open));
  const shift = useShiftAt({ metric: map.metric, touchpoint, column: "all" });
  const id = useId();
  return (
    <div className={styles.folded}>
      <button
        type="button"
        className={styles.fold}
        aria-expanded={isUnfolded}
        aria-controls={id}
        onClick={() => setUnfolded(!isUnfolded)}
      >
        <span className={styles.name}>
          {touchpoint.name}
          <Target metric={map.metric} target={touchpoint.target} />
        </span>
        {touchpoint.all.n > 0 ? (
          <span className={styles.cell} data-class={touchpoint.all.class}>
            <CellFigures metric={map.metric} cell={touchpoint.all} shift={shift} />
          </span>
        ) : (
          <span className={styles.notAsked}>{words.noAnswers}</span>
        )}
        <Icon name={isUnfolded ? "up" : "down"} />
      </button>
      <div id={id} hidden={!isUnfolded} className={styles.unfolded}>
        {isUnfolded && (
          <ul aria-label={words.unfold(touchpoint.name)}>
            {shown.map(({ column, cell, address }) => {
              const columnName = column === "all" ? words.all : channelNames[column];
              return (
                <li key={column}>
                  <span>{columnName}</span>
                  <CellButton
                    place={{ metric: map.metric, touchpoint, column, columnName }}
                    cell={cell}
                    isOpen={open === address}
                    onToggle={(isOpen) => onOpen(isOpen ? address : null)}
                  />
                </li>
              );
            })}
            {touchpoint.openCases > 0 && (
              <li>
                <span>{words.atRisk}</span>
                <span className={styles.stake}>
                  {words.cell.seeCases(touchpoint.openCases)} · <AtRisk touchpoint={touchpoint} />
                </span>
              </li>
            )}
          </ul>
        )}
      </div>
    </div>
  );
}
