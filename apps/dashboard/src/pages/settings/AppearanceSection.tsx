import { Radio, Switch } from "@mantine/core";
import { type Language, type Preferences, usePreferences } from "../../preferences.tsx";
import { useWorkspace } from "../../session.ts";
import { useWords } from "../../words.ts";
import { Section } from "./Setting.tsx";
import styles from "./Settings.module.css";
import { settingsWords } from "./words.ts";

/** What one person wants in one browser: at once, without asking the server. */
export function AppearanceSection() {
  const words = useWords(settingsWords);
  const { appearance, languages } = words;
  const { preferences, change } = usePreferences();
  const { settings } = useWorkspace();
  const usual = languages[settings.locale.startsWith("ru") ? "ru" : "en"];
  return (
    <Section title={words.sections.appearance} lead={appearance.lead}>
      <Radio.Group
        label={appearance.scheme}
        className={styles.setting}
        value={preferences.scheme}
        onChange={(scheme) => change({ scheme: scheme as Preferences["scheme"] })}
      >
        {(["auto", "light", "dark"] as const).map((scheme) => (
          <Radio key={scheme} value={scheme} label={appearance.schemes[scheme]} className={styles.choice} />
        ))}
      </Radio.Group>
      <Radio.Group
        label={appearance.language}
        className={styles.setting}
        value={preferences.language ?? ""}
        onChange={(language) => change({ language: (language || null) as Language | null })}
      >
        <Radio value="" label={appearance.ofWorkspace(usual)} className={styles.choice} />
        <Radio value="en" label={languages.en} className={styles.choice} />
        <Radio value="ru" label={languages.ru} className={styles.choice} />
      </Radio.Group>
      <div className={styles.setting}>
        <Switch
          label={appearance.letters}
          color="var(--ink)"
          styles={{ thumb: { background: "var(--card)", borderColor: "var(--control)" } }}
          checked={preferences.letterKeys}
          onChange={(event) => change({ letterKeys: event.currentTarget.checked })}
        />
        <p className={styles.cost}>{appearance.lettersNote}</p>
      </div>
    </Section>
  );
}
