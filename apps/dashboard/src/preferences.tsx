import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";

export type Language = "en" | "ru";
/** What one person wants in one browser; kept there and nowhere else. */
export type Preferences = {
  scheme: "auto" | "light" | "dark";
  /** Null: the workspace's language. */
  language: Language | null;
  /** Whether single letters act (WCAG 2.1.4 wants them to be switched off). */
  letterKeys: boolean;
};

const usual: Preferences = { scheme: "auto", language: null, letterKeys: true };
const place = "otklik.preferences";

function read(): Preferences {
  try {
    return { ...usual, ...(JSON.parse(localStorage.getItem(place) ?? "{}") as Partial<Preferences>) };
  } catch {
    return usual;
  }
}

type Held = {
  preferences: Preferences;
  change(to: Partial<Preferences>): void;
  language: Language;
  /** The language of whoever has not chosen one: set by the workspace once it is known. */
  setUsualLanguage(language: Language): void;
};

const Holder = createContext<Held | null>(null);

const ofBrowser = (): Language => (navigator.language.toLowerCase().startsWith("ru") ? "ru" : "en");

export function PreferencesProvider({ children }: { children: ReactNode }) {
  const [preferences, setPreferences] = useState(read);
  const [usualLanguage, setUsualLanguage] = useState(ofBrowser);
  const language = preferences.language ?? usualLanguage;
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const held = useMemo<Held>(
    () => ({
      preferences,
      change: (to) =>
        setPreferences((was) => {
          const next = { ...was, ...to };
          localStorage.setItem(place, JSON.stringify(next));
          return next;
        }),
      language,
      setUsualLanguage,
    }),
    [preferences, language],
  );
  return <Holder value={held}>{children}</Holder>;
}

export function usePreferences(): Held {
  const held = useContext(Holder);
  if (!held) throw new Error("preferences are held above every page");
  return held;
}
