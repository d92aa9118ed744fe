import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import styles from "./Places.module.css";

type Props = { label: string; placeholder?: string; button: string; onAdd(name: string): void };

/** One field and one button: something new, by its name. */
export function AddByName({ label, placeholder = label, button, onAdd }: Props) {
  const [name, setName] = useState("");
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (!name.trim()) return;
    onAdd(name.trim());
    setName("");
  };
  return (
    <form className={styles.add} onSubmit={add}>
      <TextInput
        aria-label={label}
        placeholder={placeholder}
        value={name}
        maxLength={200}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <Button type="submit" variant="default">
        {button}
      </Button>
    </form>
  );
}
