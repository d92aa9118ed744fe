import { useEffect, useState } from "react";
import { useFormats } from "../../formats.ts";
import { useWords } from "../../words.ts";
import { HostsSetting, NumberSetting, TextSetting } from "./fields.tsx";
import { Section, Setting } from "./Setting.tsx";
import styles from "./Settings.module.css";
import { useSetting } from "./useSetting.ts";
import { settingsWords } from "./words.ts";

const weeksOfYear = 52;

export function BudgetSection() {
  const words = useWords(settingsWords);
  const { budget } = words;
  const cost = (days: number) =>
    days < 1 ? budget.noLimit : budget.cost(Math.max(1, Math.min(weeksOfYear, Math.floor(365 / days))));
  return (
    <Section title={words.sections.budget} lead={budget.lead}>
      <NumberSetting name="transactionalRestDays" around={budget.transactional} cost={cost} />
      <NumberSetting name="relationalRestDays" around={budget.relational} cost={cost} />
    </Section>
  );
}

export function SilenceSection() {
  const words = useWords(settingsWords);
  return (
    <Section title={words.sections.silence}>
      <NumberSetting name="silenceMinutes" around={words.says.silenceMinutes} cost={() => words.says.silenceCost} />
    </Section>
  );
}

export function CasesSection() {
  const words = useWords(settingsWords);
  return (
    <Section title={words.sections.cases}>
      <NumberSetting name="caseDueHours" around={words.says.caseDueHours} cost={() => words.says.caseDueCost} />
    </Section>
  );
}

export function SenderSection() {
  const words = useWords(settingsWords);
  return (
    <Section title={words.sections.sender}>
      <TextSetting name="senderName" />
      <TextSetting name="senderAddress" type="email" />
      <TextSetting name="postalAddress" long />
      <TextSetting name="privacyUrl" type="url" />
      <HostsSetting />
    </Section>
  );
}

const metrics = ["nps", "csi", "csat", "ces"] as const;
type Targets = Partial<Record<(typeof metrics)[number], number>>;

export function TargetsSection() {
  const words = useWords(settingsWords);
  return (
    <Section title={words.sections.targets} lead={words.targets.lead}>
      {metrics.map((metric) => (
        <Target key={metric} metric={metric} />
      ))}
    </Section>
  );
}

function Target({ metric }: { metric: (typeof metrics)[number] }) {
  const words = useWords(settingsWords);
  const saving = useSetting("targets");
  const saved = saving.saved as Targets;
  const { locale } = useFormats();
  const written = new Intl.NumberFormat(locale, { useGrouping: false, maximumFractionDigits: 10 });
  const kept = saved[metric] === undefined ? "" : written.format(saved[metric]).replace("-", "−");
  const [text, setText] = useState(kept);
  useEffect(() => setText(kept), [kept]);
  const save = () => {
    const { [metric]: _, ...others } = saved;
    const value = Number(text.trim().replace("−", "-").replace(",", "."));
    saving.save(text.trim() === "" ? others : { ...others, [metric]: value });
  };
  return (
    <Setting saving={saving} cost={words.targets.empty}>
      <label className={styles.sentence}>
        <span>{words.targets[metric]}</span>
        <input
          type="text"
          inputMode="decimal"
          size={6}
          className={styles.number}
          value={text}
          disabled={!saving.mayChange}
          aria-invalid={saving.fault !== null}
          onChange={(event) => setText(event.currentTarget.value)}
          onBlur={save}
          onKeyDown={(event) => event.key === "Enter" && save()}
        />
      </label>
    </Setting>
  );
}
