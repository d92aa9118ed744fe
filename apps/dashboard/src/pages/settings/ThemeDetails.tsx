import { Button, FileButton, SegmentedControl, Select, TextInput } from "@mantine/core";
import { type Font, faultsOfTheme, fonts, schemes, type Theme } from "@otklik/domain/values/theme";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, ask } from "../../api.ts";
import { useFormats } from "../../formats.ts";
import { useSettings } from "../../session.ts";
import { smallLogo } from "../../small-image.ts";
import { useWords } from "../../words.ts";
import { Setting } from "./Setting.tsx";
import styles from "./Settings.module.css";
import { themeWords } from "./theme-words.ts";
import { useSetting } from "./useSetting.ts";

const isColour = (text: string) => /^#[0-9a-f]{6}$/i.test(text);
const ours = { background: "#FFFFFF", text: "#1B1E23" };

/** What a page looks like beside its accent: logo, ground and text, font, light or dark. */
export function ThemeDetails() {
  const words = useWords(themeWords);
  const saving = useSetting("theme");
  const theme = saving.saved;
  const set = (change: Partial<Theme>) => saving.save({ ...theme, ...change });
  const id = useSettings()?.id ?? "";
  const upload = useMutation({
    mutationFn: async (file: File) => {
      const small = await smallLogo(file);
      if (!small) throw new Error(words.tooLarge);
      const { id: image } = await ask(api.v1.images.$post({ json: { purpose: "logo", data: small.data } }));
      return { image, width: small.width, height: small.height };
    },
    onSuccess: (logo) => set({ logo }),
  });
  const { logo } = theme;
  return (
    <>
      <h3 className={styles.sub}>{words.logo}</h3>
      <Setting saving={saving} cost={words.logoHint}>
        {logo && (
          <img
            src={`/media/${id}/${logo.image}`}
            width={logo.width}
            height={logo.height}
            alt={words.logoAlt}
            style={{ background: theme.background ?? ours.background, borderRadius: 5 }}
          />
        )}
        <FileButton accept="image/png,image/jpeg,image/webp" onChange={(file) => file && upload.mutate(file)}>
          {(props) => (
            <Button {...props} variant="default" disabled={!saving.mayChange} loading={upload.isPending}>
              {logo ? words.otherLogo : words.chooseLogo}
            </Button>
          )}
        </FileButton>
        {logo && (
          <Button variant="default" disabled={!saving.mayChange} onClick={() => set({ logo: null })}>
            {words.noLogo}
          </Button>
        )}
      </Setting>
      {upload.error && (
        <p className={styles.fault} role="alert">
          {words.notTaken}: {upload.error.message}
        </p>
      )}
      <h3 className={styles.sub}>{words.colours}</h3>
      <Colour name="background" theme={theme} set={set} mayChange={saving.mayChange} />
      <Colour name="text" theme={theme} set={set} mayChange={saving.mayChange} />
      <p className={styles.cost}>{words.coloursHint}</p>
      <h3 className={styles.sub}>{words.font}</h3>
      <Select
        aria-label={words.font}
        className={styles.wide}
        data={(Object.keys(fonts) as Font[]).map((value) => ({ value, label: words.fonts[value] }))}
        value={theme.font}
        disabled={!saving.mayChange}
        allowDeselect={false}
        styles={{ input: { fontFamily: fonts[theme.font] } }}
        onChange={(font) => font && set({ font: font as Font })}
      />
      <h3 className={styles.sub}>{words.scheme}</h3>
      <SegmentedControl
        aria-label={words.scheme}
        data={schemes.map((value) => ({ value, label: words.schemes[value] }))}
        value={theme.scheme}
        disabled={!saving.mayChange}
        onChange={(scheme) => set({ scheme: scheme as Theme["scheme"] })}
      />
    </>
  );
}

type ColourProps = {
  name: "background" | "text";
  theme: Theme;
  set(change: Partial<Theme>): void;
  mayChange: boolean;
};

/** A colour that is kept once it can be read; until then what was measured, and the nearest that can. */
function Colour({ name, theme, set, mayChange }: ColourProps) {
  const words = useWords(themeWords);
  const formats = useFormats();
  const accent = useSettings()?.accent ?? null;
  const kept = theme[name] ?? ours[name];
  const [text, setText] = useState(kept);
  useEffect(() => setText(kept), [kept]);
  const faults = isColour(text) ? faultsOfTheme({ ...theme, [name]: text }, accent) : [];
  const fault = faults[0] ?? null;
  const save = (colour = text) => {
    if (!isColour(colour) || faultsOfTheme({ ...theme, [name]: colour }, accent).length > 0) return;
    const chosen = colour.toUpperCase() === ours[name] ? null : colour.toUpperCase();
    if (chosen !== theme[name]) set({ [name]: chosen });
  };
  const number = (value: number) =>
    new Intl.NumberFormat(formats.locale, { maximumFractionDigits: 1 }).format(Math.floor(value * 10) / 10);
  return (
    <div className={styles.setting}>
      <div className={styles.control}>
        <input
          type="color"
          className={styles.swatch}
          aria-label={words.pick[name]}
          value={isColour(text) ? text : kept}
          disabled={!mayChange}
          onChange={(event) => setText(event.currentTarget.value.toUpperCase())}
          onBlur={() => save()}
        />
        <TextInput
          label={words[name]}
          className={styles.hex}
          value={text}
          maxLength={7}
          spellCheck={false}
          disabled={!mayChange}
          error={fault !== null}
          onChange={(event) => setText(event.currentTarget.value)}
          onBlur={() => save()}
          onKeyDown={(event) => event.key === "Enter" && save()}
        />
        {fault && fault.field === name && (
          <Button variant="default" onClick={() => save(fault.nearest)}>
            {words.take(fault.nearest)}
          </Button>
        )}
      </div>
      {fault && (
        <p className={styles.fault} role="status">
          {words.poor(words.of[fault.field], number(fault.ratio), number(fault.least))}
        </p>
      )}
    </div>
  );
}
