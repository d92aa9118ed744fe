import { useMemo, useSyncExternalStore } from "react";

const tokens = [
  "text",
  "text2",
  "line",
  "control",
  "card",
  "sunken",
  "accent",
  "promoter",
  "passive",
  "detractor",
  "band",
] as const;

/** The tokens as a canvas needs them: it does not know CSS variables. */
export type Colours = Record<(typeof tokens)[number], string>;

const scheme = "data-mantine-color-scheme";

function watchScheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: [scheme] });
  return () => observer.disconnect();
}

/** Read again whenever the page turns light or dark. */
export function useColours(): Colours {
  const current = useSyncExternalStore(watchScheme, () => document.documentElement.getAttribute(scheme) ?? "");
  return useMemo(() => {
    void current;
    const style = getComputedStyle(document.documentElement);
    return Object.fromEntries(tokens.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])) as Colours;
  }, [current]);
}
