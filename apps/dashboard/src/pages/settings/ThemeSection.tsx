import { Button, TextInput } from "@mantine/core";
import { accentColours, accentContrast, leastContrast } from "@otklik/domain/values/accent";
import { fonts, pageColours, type Theme } from "@otklik/domain/values/theme";
import { type CSSProperties, useEffect, useState } from "react";
import { useFormats } from "../../formats.ts";
import { useSettings } from "../../session.ts";
import { useWords } from "../../words.ts";
import { Section, Setting } from "./Setting.tsx";
import styles from "./Settings.module.css";
import { ThemeDetails } from "./ThemeDetails.tsx";
import { useSetting } from "./useSetting.ts";
import { settingsWords } from "./words.ts";

const isColour = (text: string) => /^#[0-9a-f]{6}$/i.test(text);

export function ThemeSection() {
  const words = useWords(settingsWords);
  const { theme } = words;
  const formats = useFormats();
  const saving = useSetting("accent");
  const kept = saving.saved ?? accentColours(null).light;
  const [text, setText] = useState(kept);
  useEffect(() => setText(kept), [kept]);
  const colour = isColour(text) ? text : null;
  const isReadable = colour !== null && accentContrast(colour) >= leastContrast;
  // Ours is kept as none, so that it stays ours when it changes.
  const save = () => {
    if (colour === null || (isReadable && text !== kept)) saving.save(text);
  };
  const ratio = (value: number) =>
    new Intl.NumberFormat(formats.locale, { maximumFractionDigits: 1 }).format(Math.floor(value * 10) / 10);
  return (
    <Section title={words.sections.theme} lead={theme.lead}>
      <Setting saving={saving}>
        <input
          type="color"
          className={styles.swatch}
          aria-label={theme.pick}
          value={colour ?? kept}
          disabled={!saving.mayChange}
          onChange={(event) => setText(event.currentTarget.value.toUpperCase())}
          onBlur={save}
        />
        <TextInput
          aria-label={theme.colour}
          className={styles.hex}
          value={text}
          maxLength={7}
          spellCheck={false}
          disabled={!saving.mayChange}
          error={saving.fault !== null || (colour !== null && !isReadable)}
          onChange={(event) => setText(event.currentTarget.value)}
          onBlur={save}
          onKeyDown={(event) => event.key === "Enter" && save()}
        />
        {saving.saved !== null && (
          <Button variant="default" disabled={!saving.mayChange} onClick={() => saving.save(null)}>
            {theme.reset}
          </Button>
        )}
      </Setting>
      {colour && (
        <p className={isReadable ? styles.cost : styles.fault} role="status">
          {theme.contrast(ratio(accentContrast(colour)))}
          {", "}
          {isReadable ? theme.good : theme.poor(ratio(leastContrast))}
        </p>
      )}
      <h3 className={styles.sub}>{theme.preview}</h3>
      <div className={styles.previews}>
        <Preview colour={colour ?? kept} scheme="light" />
        <Preview colour={colour ?? kept} scheme="dark" />
      </div>
      <p className={styles.cost}>{theme.darkNote}</p>
      <ThemeDetails />
    </Section>
  );
}

const grounds = {
  light: { "--ground": "#FFFFFF", "--ink-on": "#1B1E23", "--quiet": "#565C66", "--edge": "#838892" },
  dark: { "--ground": "#151719", "--ink-on": "#ECEDEF", "--quiet": "#A9AFB8", "--edge": "#7B818B" },
};
const groundOf = (theme: Pick<Theme, "background" | "text">) => {
  const { ground, text, quiet, edge } = pageColours(theme);
  return { "--ground": ground, "--ink-on": text, "--quiet": quiet, "--edge": edge };
};
const chosen = 9;

/** A survey page in small, in the colours that the page itself would be drawn in. */
function Preview({ colour, scheme }: { colour: string; scheme: "light" | "dark" }) {
  const { theme } = useWords(settingsWords);
  const settings = useSettings();
  const kept = settings?.theme;
  // Ours has a dark form of its own, which is no derived one.
  const colours = accentColours(colour.toUpperCase() === accentColours(null).light ? null : colour);
  const [accent, on] = scheme === "light" ? [colours.light, colours.onLight] : [colours.dark, colours.onDark];
  const look: Record<string, string> = {
    ...(scheme === "light" && kept ? groundOf(kept) : grounds[scheme]),
    "--of-brand": accent,
    "--on-brand": on,
    ...(kept && kept.font !== "system" && { fontFamily: fonts[kept.font] }),
  };
  return (
    <figure className={styles.preview} style={look as CSSProperties}>
      {kept?.logo && (
        <img
          className={styles.mark}
          src={`/media/${settings?.id}/${kept.logo.image}`}
          width={kept.logo.width}
          height={kept.logo.height}
          alt=""
        />
      )}
      <div className={styles.asked}>{theme.question}</div>
      <div className={styles.scale} aria-hidden="true">
        {Array.from({ length: 11 }, (_, score) => score).map((score) => (
          <span key={score} data-chosen={score === chosen || undefined}>
            {score}
          </span>
        ))}
      </div>
      <div className={styles.ends}>
        <span>{theme.low}</span>
        <span>{theme.high}</span>
      </div>
      <div className={styles.send}>{theme.send}</div>
      <figcaption>{theme[scheme]}</figcaption>
    </figure>
  );
}
