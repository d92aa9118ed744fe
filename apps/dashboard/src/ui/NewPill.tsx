import { Button } from "@mantine/core";
import { frameWords } from "../frame-words.ts";
import { useKeys } from "../keys.ts";
import { useWords } from "../words.ts";
import { Key } from "./Key.tsx";
import styles from "./NewPill.module.css";

/** What came in while a list was being read: it waits here, so that no row jumps. */
export function NewPill({ count, show }: { count: number; show(): void }) {
  const words = useWords(frameWords);
  useKeys([{ keys: ".", does: words.keys.showNew, run: show, isOff: count === 0 }]);
  return (
    <div role="status" className={styles.place}>
      {count > 0 && (
        <div className={styles.pill}>
          <i aria-hidden="true" />
          <span>{words.newItems(count)}</span>
          <Button variant="default" onClick={show} rightSection={<Key>.</Key>}>
            {words.showNew}
          </Button>
        </div>
      )}
    </div>
  );
}
