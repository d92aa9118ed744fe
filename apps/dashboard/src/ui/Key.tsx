import styles from "./Key.module.css";

const isApple = /Mac|iPhone|iPad/.test(navigator.platform);

/** A key as it stands on the board: "mod" is ⌘ or Ctrl. */
export function Key({ children }: { children: string }) {
  const text = children
    .replace(/mod\+?/i, isApple ? "⌘" : "Ctrl ")
    .replace(/shift\+\?/i, "?")
    .replace(/shift\+/i, "⇧")
    .replace(/alt\+/i, isApple ? "⌥" : "Alt ")
    .replace(/enter/i, "↵")
    .replace(/escape/i, "Esc")
    .replace(
      /arrow(up|down|left|right)/gi,
      (_, way: string) => ({ up: "↑", down: "↓", left: "←", right: "→" })[way.toLowerCase()] ?? "",
    );
  return <kbd className={styles.key}>{text}</kbd>;
}
