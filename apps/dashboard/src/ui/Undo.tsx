import { Button, CloseButton } from "@mantine/core";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from "react";
import { frameWords } from "../frame-words.ts";
import { useKeys } from "../keys.ts";
import { useWords } from "../words.ts";
import { Key } from "./Key.tsx";
import styles from "./Undo.module.css";

type Told = { text: string; undo?: () => unknown };

const Teller = createContext<(text: string, undo?: () => unknown) => void>(() => {});
const shownMs = 10_000;

/** Says what was done and takes it back on request, instead of asking beforehand. Without `undo` it only says. */
export const useUndo = () => useContext(Teller);

export function UndoProvider({ children }: { children: ReactNode }) {
  const words = useWords(frameWords);
  const [told, setTold] = useState<Told | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const tell = useCallback((text: string, undo?: () => unknown) => setTold({ text, undo }), []);
  useEffect(() => {
    if (!told) return;
    timer.current = setTimeout(() => setTold(null), shownMs);
    return () => clearTimeout(timer.current ?? undefined);
  }, [told]);
  const undo = () => {
    void told?.undo?.();
    setTold(null);
  };
  useKeys([{ keys: "Z", does: words.keys.undo, run: undo, isOff: !told?.undo }]);
  return (
    <Teller value={tell}>
      {children}
      <div className={styles.place} role="status">
        {told && (
          <div className={styles.toast}>
            <span>{told.text}</span>
            {told.undo ? (
              <Button variant="default" onClick={undo} rightSection={<Key>Z</Key>}>
                {words.undo}
              </Button>
            ) : (
              <CloseButton aria-label={words.close} onClick={() => setTold(null)} />
            )}
          </div>
        )}
      </div>
    </Teller>
  );
}
