import { TextInput, type TextInputProps } from "@mantine/core";
import { type KeyboardEvent, useEffect, useState } from "react";

type Props = Omit<TextInputProps, "value" | "onChange" | "onBlur" | "onKeyDown"> & {
  value: string;
  /** Called once editing ends, when the text differs. */
  onSave(text: string): void;
  isValid?(text: string): boolean;
};

/** A text that keeps itself: on leaving the field and on Enter. Escape, or leaving it invalid, puts back what was there. */
export function SavedText({ value, onSave, isValid = (text) => text !== "", ...rest }: Props) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const end = () => {
    const next = text.trim();
    if (next === value) return setText(value);
    if (isValid(next)) onSave(next);
    else setText(value);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter") end();
    if (event.key === "Escape") setText(value);
  };
  return (
    <TextInput
      {...rest}
      value={text}
      onChange={({ currentTarget }) => setText(currentTarget.value)}
      onBlur={end}
      onKeyDown={onKeyDown}
    />
  );
}
