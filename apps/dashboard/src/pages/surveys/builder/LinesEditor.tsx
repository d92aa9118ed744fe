import { Checkbox, NumberInput, TextInput } from "@mantine/core";
import { type ClipboardEvent, type KeyboardEvent, useId, useRef } from "react";
import { Icon } from "../../../ui/Icon.tsx";
import { useWords } from "../../../words.ts";
import styles from "./Editor.module.css";
import { freshParts } from "./ids.ts";
import { LineImage } from "./LineImage.tsx";
import { useDragOrder } from "./use-drag-order.ts";
import { builderWords } from "./words.ts";

type Line = { id: string; label: string; fixed?: boolean; weight?: number; image?: string };
type Props = {
  title: string;
  lines: readonly Line[];
  /** Ids of new lines begin with it: c1, c2. */
  prefix: string;
  /** Ids that are taken elsewhere. */
  taken?: readonly string[];
  language: string;
  hasFixed?: boolean;
  hasWeights?: boolean;
  hasImages?: boolean;
  onChange(lines: Line[], mark?: string): void;
};

/** Choices, rows, columns or parts: Enter adds one, a pasted list becomes several, Alt and the arrows move one. */
export function LinesEditor({ title, lines, prefix, taken = [], language, onChange, ...has }: Props) {
  const { hasFixed, hasWeights, hasImages } = has;
  const words = useWords(builderWords).edit;
  const id = useId();
  const fields = useRef(new Map<string, HTMLInputElement>());
  const ids = lines.map((line) => line.id);
  const move = (line: string, to: number) => {
    const from = ids.indexOf(line);
    const moved = lines[from];
    if (!moved || to < 0 || to >= lines.length) return;
    onChange(lines.toSpliced(from, 1).toSpliced(to, 0, moved));
    requestAnimationFrame(() => fields.current.get(line)?.focus());
  };
  const { list, handle, lineOf } = useDragOrder(ids, move);
  const add = (at: number, labels: readonly string[]) => {
    const fresh = freshParts([...ids, ...taken], prefix, labels.length);
    const added = labels.map((label, n) => ({
      id: fresh[n] as string,
      label: label.slice(0, 500),
      ...(hasWeights && { weight: 1 }),
      ...(hasImages && { image: "" }),
    }));
    onChange(lines.toSpliced(at, 0, ...added));
    requestAnimationFrame(() => fields.current.get(fresh.at(-1) ?? "")?.focus());
  };
  const takeOut = (at: number) => {
    onChange(lines.toSpliced(at, 1));
    const next = lines[at - 1] ?? lines[at + 1];
    requestAnimationFrame(() => fields.current.get(next?.id ?? "")?.focus());
  };
  const press = (at: number) => (event: KeyboardEvent<HTMLInputElement>) => {
    const line = lines[at];
    if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      add(at + 1, [""]);
    } else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      if (line) move(line.id, at + (event.key === "ArrowUp" ? -1 : 1));
    } else if (event.key === "Backspace" && line?.label === "" && lines.length > 1) {
      event.preventDefault();
      takeOut(at);
    }
  };
  const paste = (at: number) => (event: ClipboardEvent<HTMLInputElement>) => {
    const pasted = event.clipboardData
      .getData("text")
      .split(/\r?\n/)
      .map((label) => label.replace(/^\s*(?:[-*•–]|\d+[.)])\s+/, "").trim())
      .filter((label) => label !== "");
    if (pasted.length < 2) return;
    event.preventDefault();
    const isEmpty = lines[at]?.label === "";
    const kept = isEmpty ? lines.toSpliced(at, 1) : lines;
    const fresh = freshParts([...ids, ...taken], prefix, pasted.length);
    const added = pasted.map((label, n) => ({
      id: fresh[n] as string,
      label: label.slice(0, 500),
      ...(hasWeights && { weight: 1 }),
      ...(hasImages && { image: "" }),
    }));
    onChange(kept.toSpliced(isEmpty ? at : at + 1, 0, ...added));
  };
  return (
    <fieldset className={styles.lines} aria-describedby={`${id}-hint`}>
      <legend>{title}</legend>
      <ol ref={list}>
        {lines.map((line, at) => (
          <li key={line.id} className={styles.lineRow} {...lineOf(line.id)}>
            <span
              className={styles.grip}
              aria-hidden="true"
              title={words.moveLine(line.label || words.line(at + 1))}
              {...handle(line.id)}
            >
              <Icon name="grip" size={14} />
            </span>
            {hasImages && (
              <LineImage
                image={line.image ?? ""}
                label={line.label || words.line(at + 1)}
                onChange={(image) => onChange(lines.map((one) => (one.id === line.id ? { ...one, image } : one)))}
              />
            )}
            <TextInput
              ref={(field) => {
                if (field) fields.current.set(line.id, field);
                else fields.current.delete(line.id);
              }}
              className={styles.lineText}
              aria-label={`${title}: ${words.line(at + 1)}`}
              value={line.label}
              lang={language}
              maxLength={500}
              onKeyDown={press(at)}
              onPaste={paste(at)}
              onChange={({ currentTarget }) =>
                onChange(
                  lines.map((one) => (one.id === line.id ? { ...one, label: currentTarget.value } : one)),
                  `${prefix}.${line.id}`,
                )
              }
            />
            {hasWeights && (
              <NumberInput
                className={styles.weight}
                aria-label={words.weightOf(line.label || words.line(at + 1))}
                value={line.weight ?? 1}
                min={0}
                max={1e6}
                decimalScale={4}
                hideControls
                onChange={(value) =>
                  onChange(
                    lines.map((one) => (one.id === line.id ? { ...one, weight: Number(value) } : one)),
                    `${prefix}.${line.id}.weight`,
                  )
                }
              />
            )}
            {hasFixed && (
              <Checkbox
                size="xs"
                label={words.fixed}
                aria-label={words.fixedOf(line.label || words.line(at + 1))}
                checked={line.fixed ?? false}
                onChange={({ currentTarget }) =>
                  onChange(
                    lines.map((one) => {
                      if (one.id !== line.id) return one;
                      const { fixed: _, ...loose } = one;
                      return currentTarget.checked ? { ...loose, fixed: true } : loose;
                    }),
                  )
                }
              />
            )}
            <button
              type="button"
              className={styles.icon}
              aria-label={words.removeLine(line.label || words.line(at + 1))}
              onClick={() => takeOut(at)}
            >
              <Icon name="close" size={14} />
            </button>
          </li>
        ))}
      </ol>
      <div className={styles.under}>
        <button type="button" className={styles.text} onClick={() => add(lines.length, [""])}>
          <Icon name="plus" size={12} /> {words.addLine}
        </button>
        <span id={`${id}-hint`} className={styles.note}>
          {words.linesHint}
        </span>
      </div>
    </fieldset>
  );
}
