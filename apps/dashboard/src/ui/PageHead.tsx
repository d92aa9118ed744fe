import { type ReactNode, useEffect } from "react";
import { frameWords } from "../frame-words.ts";
import { openPalette } from "../shell/palette-door.ts";
import { useWords } from "../words.ts";
import { Icon, Sign } from "./Icon.tsx";
import { Key } from "./Key.tsx";
import styles from "./PageHead.module.css";

type Props = {
  title: string;
  /** The way to the list that this is one of. */
  above?: ReactNode;
  children?: ReactNode;
};

/** A page's title, what belongs beside it, and the way to everything else. */
export function PageHead({ title, above, children }: Props) {
  const words = useWords(frameWords);
  useEffect(() => {
    document.title = `${title} · Otklik`;
  }, [title]);
  return (
    <header className={styles.head}>
      <span className={styles.sign}>
        <Sign size={26} />
      </span>
      <h1>
        {above && <span className={styles.above}>{above} › </span>}
        {title}
      </h1>
      <div className={styles.right}>{children}</div>
      <button type="button" className={styles.find} onClick={openPalette}>
        <Icon name="search" />
        <span>{words.find}</span>
        <Key>mod+K</Key>
      </button>
    </header>
  );
}
