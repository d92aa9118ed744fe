import { Select } from "@mantine/core";
import { useMemo } from "react";
import { useFormats } from "../../formats.ts";
import { useWords } from "../../words.ts";
import { TextSetting } from "./fields.tsx";
import { Section, Setting } from "./Setting.tsx";
import styles from "./Settings.module.css";
import { useSetting } from "./useSetting.ts";
import { settingsWords } from "./words.ts";

export function GeneralSection() {
  const words = useWords(settingsWords);
  const { locale } = useFormats();
  const zones = useMemo(() => zoneChoices(), []);
  const currencies = useMemo(() => currencyChoices(locale), [locale]);
  const languages = (["en", "ru"] as const).map((value) => ({ value, label: words.languages[value] }));
  const forms = (["range", "ratioToMax"] as const).map((value) => ({ value, label: words.csiForms[value] }));
  return (
    <Section title={words.sections.general}>
      <TextSetting name="name" />
      <Choice name="locale" choices={languages} />
      <Choice name="timeZone" choices={zones} search={words.searchZone} />
      <Choice name="currency" choices={currencies} search={words.searchCurrency} />
      <Choice name="csiForm" choices={forms} />
    </Section>
  );
}

type Choices = { value: string; label: string }[];
type ChoiceProps = { name: "locale" | "timeZone" | "currency" | "csiForm"; choices: Choices; search?: string };

function Choice({ name, choices, search }: ChoiceProps) {
  const words = useWords(settingsWords);
  const saving = useSetting(name);
  // A value that was set by other means and stands in no list of ours stays what it is.
  const data = choices.some(({ value }) => value === saving.saved)
    ? choices
    : [{ value: saving.saved, label: saving.saved }, ...choices];
  return (
    <Setting saving={saving} cost={words.says[name]}>
      <Select
        label={words.fields[name]}
        className={styles.wide}
        data={data}
        value={saving.saved}
        allowDeselect={false}
        disabled={!saving.mayChange}
        error={saving.fault !== null}
        searchable={search !== undefined}
        placeholder={search}
        nothingFoundMessage={words.nothingFound}
        limit={100}
        maxDropdownHeight={280}
        comboboxProps={{ transitionProps: { duration: 0 } }}
        onChange={(value) => value !== null && saving.save(value as never)}
      />
    </Setting>
  );
}

/** "Europe/Moscow (UTC+3)": found by city, told apart by how far it is. */
function zoneChoices(): Choices {
  const now = new Date();
  return ["UTC", ...Intl.supportedValuesOf("timeZone")].map((value) => {
    const parts = new Intl.DateTimeFormat("en", { timeZone: value, timeZoneName: "shortOffset" }).formatToParts(now);
    const offset = parts.find(({ type }) => type === "timeZoneName")?.value.replace("GMT", "UTC");
    return { value, label: value === "UTC" ? value : `${value.replaceAll("_", " ")} (${offset})` };
  });
}

function currencyChoices(locale: string): Choices {
  const names = new Intl.DisplayNames([locale], { type: "currency" });
  return Intl.supportedValuesOf("currency").map((value) => ({ value, label: `${value}, ${names.of(value)}` }));
}
