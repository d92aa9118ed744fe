import { ActionIcon } from "@mantine/core";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Icon } from "../../ui/Icon.tsx";
import { useUndo } from "../../ui/Undo.tsx";
import { useWords } from "../../words.ts";
import { AddByName } from "./AddByName.tsx";
import { moved, type StageOrder } from "./arrangement.ts";
import { keyFor } from "./key-for.ts";
import styles from "./Places.module.css";
import { placesWords } from "./places-words.ts";
import { SavedText } from "./SavedText.tsx";
import { TouchpointRow } from "./TouchpointRow.tsx";
import type { Journey, Places, Stage, Touchpoint } from "./usePlaces.ts";

type Props = {
  journey: Journey;
  isNamed: boolean;
  /** Whether touchpoints in no stage are listed here. */
  hasUnplaced: boolean;
  all: Touchpoint[];
  places: Places;
};

export function JourneyEditor({ journey, isNamed, hasUnplaced, all, places }: Props) {
  const every = useWords(placesWords);
  const words = every.touchpoints;
  const tell = useUndo();
  const box = useRef<HTMLDivElement>(null);
  const follow = useRef<string | null>(null);
  const [unfolded, setUnfolded] = useState<string | null>(null);
  // Whoever moves something with the keyboard goes on from where it went: moving takes the focus away.
  useEffect(() => {
    const name = follow.current;
    if (!name || document.activeElement !== document.body) return;
    box.current?.querySelector<HTMLElement>(`[data-follow="${CSS.escape(name)}"]`)?.focus();
  });

  const standingIn = (stage: string | null) =>
    all.filter((one) => one.stage === stage && (stage === null || one.journey === journey.key));
  const stages: (Stage | null)[] =
    hasUnplaced && standingIn(null).length > 0 ? [...journey.stages, null] : journey.stages;
  const order: StageOrder[] = stages.map((stage) => ({
    stage: stage?.key ?? null,
    touchpoints: standingIn(stage?.key ?? null).map(({ key }) => key),
  }));
  const nameOf = (key: string | null) => journey.stages.find((stage) => stage.key === key)?.name ?? words.noStage;
  const arrange = (touchpoint: Touchpoint, next: StageOrder[] | null) => {
    const to = next?.find(({ touchpoints }) => touchpoints.includes(touchpoint.key));
    if (!next || !to) return;
    void places.arrange(journey, every.done.moved(touchpoint.name, nameOf(to.stage)), order, next);
  };
  const moveTouchpoint = (touchpoint: Touchpoint, step: -1 | 1) => {
    follow.current = `${touchpoint.key} ${step}`;
    arrange(touchpoint, moved(order, touchpoint.key, step));
  };
  const moveTo = (touchpoint: Touchpoint, stage: string) => {
    follow.current = `${touchpoint.key} open`;
    arrange(
      touchpoint,
      order.map((one) => {
        const rest = one.touchpoints.filter((key) => key !== touchpoint.key);
        return { stage: one.stage, touchpoints: one.stage === stage ? [...rest, touchpoint.key] : rest };
      }),
    );
  };
  const moveStage = (index: number, step: -1 | 1) => {
    const next = [...journey.stages];
    const [stage] = next.splice(index, 1);
    if (!stage || index + step < 0 || index + step > next.length) return;
    next.splice(index + step, 0, stage);
    follow.current = `stage ${stage.key} ${step}`;
    void places.putStages(journey, every.done.saved(stage.name), next);
  };
  const onAltArrows = (event: KeyboardEvent, move: (step: -1 | 1) => void) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    event.stopPropagation();
    move(event.key === "ArrowUp" ? -1 : 1);
  };

  return (
    <div ref={box} className={styles.journey}>
      {isNamed && <h2>{journey.name}</h2>}
      {stages.map((stage, index) => {
        const here = order[index] as StageOrder;
        return (
          <section
            key={stage?.id ?? "none"}
            className={styles.stage}
            aria-label={stage?.name ?? words.noStage}
            onKeyDown={(event) => stage && onAltArrows(event, (step) => moveStage(index, step))}
          >
            <div className={styles.stageHead}>
              {stage ? (
                <>
                  <SavedText
                    aria-label={words.stageName}
                    className={styles.stageName}
                    value={stage.name}
                    maxLength={200}
                    onSave={(name) =>
                      void places.putStages(
                        journey,
                        every.done.saved(name),
                        journey.stages.map((one) => (one.id === stage.id ? { ...one, name } : one)),
                      )
                    }
                  />
                  <MoveButtons
                    name={stage.name}
                    follow={`stage ${stage.key}`}
                    isFirst={index === 0}
                    isLast={index === journey.stages.length - 1}
                    move={(step) => moveStage(index, step)}
                  />
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={words.removeOf(stage.name)}
                    aria-disabled={here.touchpoints.length > 0}
                    onClick={() =>
                      here.touchpoints.length > 0
                        ? tell(words.stageNotEmpty(here.touchpoints.length))
                        : void places.putStages(
                            journey,
                            every.done.removed(stage.name),
                            journey.stages.filter((one) => one.id !== stage.id),
                          )
                    }
                  >
                    <Icon name="trash" />
                  </ActionIcon>
                </>
              ) : (
                <h3>{words.noStage}</h3>
              )}
            </div>
            {here.touchpoints.length === 0 && <p className={styles.none}>{words.emptyStage}</p>}
            <ul className={styles.rows}>
              {here.touchpoints.map((key) => {
                const touchpoint = all.find((one) => one.key === key) as Touchpoint;
                return (
                  <li
                    key={touchpoint.id}
                    onKeyDown={(event) => onAltArrows(event, (step) => moveTouchpoint(touchpoint, step))}
                  >
                    <TouchpointRow
                      touchpoint={touchpoint}
                      stages={journey.stages}
                      moves={
                        <MoveButtons
                          name={touchpoint.name}
                          follow={touchpoint.key}
                          isFirst={moved(order, key, -1) === null}
                          isLast={moved(order, key, 1) === null}
                          move={(step) => moveTouchpoint(touchpoint, step)}
                        />
                      }
                      isOpen={unfolded === key}
                      onToggle={() => setUnfolded(unfolded === key ? null : key)}
                      onChange={(change) => void places.changeTouchpoint(touchpoint, change)}
                      onStage={(to) => moveTo(touchpoint, to)}
                      onRemove={() => void places.removeTouchpoint(journey, touchpoint, here)}
                    />
                  </li>
                );
              })}
            </ul>
            {stage && (
              <AddByName
                label={words.newTouchpoint(stage.name)}
                placeholder={words.newTouchpointShort}
                button={words.addTouchpoint}
                onAdd={(name) => {
                  const taken = all.map(({ key }) => key);
                  void places.addTouchpoint(journey, here, { key: keyFor(name, taken, "touchpoint"), name });
                }}
              />
            )}
          </section>
        );
      })}
      <AddByName
        label={words.newStage}
        button={words.addStage}
        onAdd={(name) => {
          const taken = journey.stages.map(({ key }) => key);
          const stage = { key: keyFor(name, taken, "stage"), name };
          void places.putStages(journey, every.done.added(name), [...journey.stages, stage]);
        }}
      />
    </div>
  );
}

type Moves = { name: string; follow: string; isFirst: boolean; isLast: boolean; move(step: -1 | 1): void };

function MoveButtons({ name, follow, isFirst, isLast, move }: Moves) {
  const words = useWords(placesWords).touchpoints;
  return (
    <span className={styles.moves}>
      {/* Not switched off at the ends: a button that is loses the focus of whoever has just come there with it. */}
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={words.up(name)}
        aria-disabled={isFirst}
        data-follow={`${follow} -1`}
        onClick={() => !isFirst && move(-1)}
      >
        <Icon name="up" />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={words.down(name)}
        aria-disabled={isLast}
        data-follow={`${follow} 1`}
        onClick={() => !isLast && move(1)}
      >
        <Icon name="down" />
      </ActionIcon>
    </span>
  );
}
