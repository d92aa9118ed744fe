import { Modal } from "@mantine/core";
import { useState } from "react";
import { frameWords } from "../frame-words.ts";
import { useKeyList, useKeys } from "../keys.ts";
import { Key } from "../ui/Key.tsx";
import { useWords } from "../words.ts";
import styles from "./KeyList.module.css";

/** What keys do on the page one is on. */
export function KeyList() {
  const words = useWords(frameWords);
  const [isOpen, setOpen] = useState(false);
  useKeys([{ keys: "shift+/", does: words.keys.list, run: () => setOpen(true) }]);
  const actions = useKeyList();
  const distinct = [...new Map(actions.map((action) => [`${action.keys} ${action.does}`, action])).values()];
  return (
    <Modal
      opened={isOpen}
      onClose={() => setOpen(false)}
      title={words.keysTitle}
      closeButtonProps={{ "aria-label": words.close }}
      centered
    >
      <dl className={styles.list}>
        {distinct.map(({ keys, does }) => (
          <div key={`${keys} ${does}`}>
            <dt>
              <Key>{keys === "shift+/" ? "?" : keys}</Key>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.note}>{words.keysNote}</p>
    </Modal>
  );
}
