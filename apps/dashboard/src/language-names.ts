import { useMemo } from "react";
import { useFormats } from "./formats.ts";

/** A language tag in the reader's own words: "Russian", «русский». */
export function useLanguageName(): (tag: string) => string {
  const { locale } = useFormats();
  return useMemo(() => {
    const names = new Intl.DisplayNames([locale], { type: "language" });
    return (tag: string) => {
      try {
        return names.of(tag) ?? tag;
      } catch {
        return tag;
      }
    };
  }, [locale]);
}
