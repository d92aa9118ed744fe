import { Button, Checkbox, NativeSelect } from "@mantine/core";
import { channels as allChannels } from "@otklik/domain/survey/channels";
import { type ReactNode, useId } from "react";
import { useFormats } from "../../formats.ts";
import { frameWords } from "../../frame-words.ts";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words.ts";
import styles from "./Places.module.css";
import { placesWords } from "./places-words.ts";
import { SavedText } from "./SavedText.tsx";
import type { Stage, Touchpoint, TouchpointChange } from "./usePlaces.ts";

type Props = {
  touchpoint: Touchpoint;
  stages: Stage[];
  moves: ReactNode;
  isOpen: boolean;
  onToggle(): void;
  onChange(change: TouchpointChange): void;
  onStage(key: string): void;
  onRemove(): void;
};

/** "−20", "37.5" or nothing, as a target is typed. */
function readTarget(text: string): number | null | undefined {
  if (text === "") return null;
  const value = Number(text.replace("−", "-").replace(",", "."));
  return Number.isFinite(value) && Math.abs(value) <= 100 ? value : undefined;
}

/** A touchpoint in one line; unfolded, everything about it. */
export function TouchpointRow({ touchpoint, stages, moves, isOpen, onToggle, onChange, onStage, onRemove }: Props) {
  const words = useWords(placesWords).touchpoints;
  const channelNames = useWords(frameWords).channels;
  const formats = useFormats();
  const id = useId();
  const { name, channels, target } = touchpoint;
  const isUsed = (channel: (typeof allChannels)[number]) => channels.includes(channel);
  const switchChannel = (channel: (typeof allChannels)[number]) =>
    onChange({ channels: allChannels.filter((one) => (one === channel ? !isUsed(one) : isUsed(one))) });
  return (
    <>
      <div className={styles.row}>
        <button
          type="button"
          className={styles.open}
          aria-expanded={isOpen}
          aria-controls={id}
          data-follow={`${touchpoint.key} open`}
          onClick={onToggle}
        >
          <span>{name}</span>
          <small>
            {allChannels
              .filter(isUsed)
              .map((channel) => channelNames[channel])
              .join(", ")}{" "}
            · {target === null ? words.noTarget : words.targetIs(formats.score("nps", target))}
          </small>
        </button>
        {moves}
      </div>
      <div id={id} hidden={!isOpen} className={styles.fields}>
        {isOpen && (
          <>
            <SavedText label={words.name} value={name} maxLength={200} onSave={(text) => onChange({ name: text })} />
            <div className={styles.pair}>
              <SavedText
                label={words.target}
                description={words.targetHint}
                descriptionProps={{ fz: 12 }}
                inputMode="numeric"
                value={target === null ? "" : String(target)}
                isValid={(text) => readTarget(text) !== undefined}
                onSave={(text) => onChange({ target: readTarget(text) ?? null })}
              />
              <NativeSelect
                label={words.stage}
                description={`${words.key}: ${touchpoint.key}`}
                descriptionProps={{ fz: 12 }}
                value={touchpoint.stage ?? ""}
                data={[
                  ...(touchpoint.stage === null ? [{ value: "", label: words.noStage }] : []),
                  ...stages.map((stage) => ({ value: stage.key, label: stage.name })),
                ]}
                onChange={({ currentTarget }) => onStage(currentTarget.value)}
              />
            </div>
            <fieldset className={styles.channels}>
              <legend>{words.channels}</legend>
              {allChannels.map((channel) => {
                const isLast = isUsed(channel) && channels.length === 1;
                return (
                  <Checkbox
                    key={channel}
                    label={channelNames[channel]}
                    checked={isUsed(channel)}
                    disabled={isLast}
                    title={isLast ? words.channelNeeded : undefined}
                    onChange={() => switchChannel(channel)}
                  />
                );
              })}
            </fieldset>
            <div>
              <Button variant="default" leftSection={<Icon name="trash" size={14} />} onClick={onRemove}>
                {words.remove}
              </Button>
            </div>
          </>
        )}
      </div>
    </>
  );
}
