import { Checkbox, Radio } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { api, ask } from "../../api.ts";
import { useFormats } from "../../formats.ts";
import { useWorkspace } from "../../session.ts";
import { watchingQuery } from "../../shifts/watching.ts";
import { useWords } from "../../words.ts";
import { AlarmCost } from "./AlarmCost.tsx";
import { alarmsWords } from "./alarms-words.ts";
import { NumberIn } from "./fields.tsx";
import { Section, Setting } from "./Setting.tsx";
import styles from "./Settings.module.css";
import { useSetting } from "./useSetting.ts";
import { settingsWords } from "./words.ts";

/** How much evidence an alarm needs, and what is watched. */
export function AlarmsSection() {
  const words = useWords(settingsWords);
  const { lead } = useWords(alarmsWords);
  return (
    <Section title={words.sections.alarms} lead={lead}>
      <Limit />
      <Sensitivity />
      <Base />
      <Targets />
      <Dimensions />
    </Section>
  );
}

type Alarms = ReturnType<typeof useSetting<"alarms">>["saved"];

/** One of the settings of alarms, with what is wrong with it in its own words. */
function useAlarm<Name extends keyof Alarms>(name: Name, fault?: string) {
  const words = useWords(settingsWords);
  const saving = useSetting("alarms");
  return {
    ...saving,
    fault: saving.fault === words.faults.alarms ? (fault ?? saving.fault) : saving.fault,
    value: saving.saved[name],
    put: (value: Alarms[Name]) => saving.save({ ...saving.saved, [name]: value }),
  };
}

function useTypedNumber(saved: number) {
  const { locale } = useFormats();
  const written = new Intl.NumberFormat(locale, { useGrouping: false, maximumFractionDigits: 1 }).format(saved);
  const [text, setText] = useState(written);
  useEffect(() => setText(written), [written]);
  return { text, setText, number: text.trim() === "" ? saved : Number(text.trim().replace(",", ".")) };
}

const [leastLimit, mostLimit] = [0.1, 365];

function Limit() {
  const words = useWords(alarmsWords);
  const saving = useAlarm("falseAlarmsPerYear", words.limitFault);
  const { text, setText, number } = useTypedNumber(saving.value);
  const isPossible = number >= leastLimit && number <= mostLimit;
  const [asked] = useDebouncedValue(isPossible && number !== saving.value ? number : undefined, 300);
  const now = useQuery(watchingQuery());
  const then = useQuery({ ...watchingQuery(asked), enabled: asked !== undefined });
  const cost = now.data && <AlarmCost now={now.data} then={asked === undefined ? null : (then.data ?? null)} />;
  return (
    <Setting saving={saving} cost={cost}>
      <NumberIn around={words.limit} text={text} setText={setText} saving={saving} save={() => saving.put(number)} />
    </Setting>
  );
}

function Sensitivity() {
  const words = useWords(alarmsWords);
  const saving = useAlarm("sensitivity");
  return (
    <Setting saving={saving}>
      <Radio.Group
        label={words.sensitivity}
        value={saving.value}
        onChange={(value) => saving.put(value as Alarms["sensitivity"])}
      >
        {(["budget", "sensitive"] as const).map((value) => (
          <Radio
            key={value}
            className={styles.choice}
            value={value}
            label={words.sensitivities[value]}
            disabled={!saving.mayChange}
          />
        ))}
      </Radio.Group>
    </Setting>
  );
}

function Base() {
  const words = useWords(alarmsWords);
  const saving = useAlarm("minimumBase", words.baseFault);
  const { text, setText, number } = useTypedNumber(saving.value);
  return (
    <Setting saving={saving} cost={words.baseCost}>
      <NumberIn around={words.base} text={text} setText={setText} saving={saving} save={() => saving.put(number)} />
    </Setting>
  );
}

function Targets() {
  const words = useWords(alarmsWords);
  const saving = useAlarm("watchTargets");
  const { slug } = useWorkspace();
  const to = (section: string, text: string) => (
    <Link to="/$workspace/settings/{-$section}" params={{ workspace: slug, section }} search={{}}>
      {text}
    </Link>
  );
  return (
    <Setting saving={saving} cost={words.targetsCost}>
      <Checkbox
        label={words.targets}
        checked={saving.value}
        disabled={!saving.mayChange}
        onChange={({ currentTarget }) => saving.put(currentTarget.checked)}
      />
      <p className={styles.links}>
        {to("targets", words.toTargets)}
        {to("touchpoints", words.toTouchpoints)}
      </p>
    </Setting>
  );
}

function Dimensions() {
  const words = useWords(alarmsWords);
  const saving = useAlarm("watchedDimensions");
  const { slug } = useWorkspace();
  const { data } = useQuery({
    queryKey: ["dimensions", "values"],
    queryFn: () => ask(api.v1.dimensions.values.$get()),
  });
  const declared = data?.data ?? [];
  const keys = declared.map(({ key }) => key);
  const flip = (key: string) => saving.put(keys.filter((one) => saving.value.includes(one) !== (one === key)));
  return (
    <Setting saving={saving} cost={declared.length > 0 && words.dimensionsCost}>
      <fieldset className={styles.checks}>
        <legend>{words.dimensions}</legend>
        {declared.map(({ key, name, values }) => (
          <Checkbox
            key={key}
            label={`${name} · ${words.values(values.length)}`}
            checked={saving.value.includes(key)}
            disabled={!saving.mayChange}
            onChange={() => flip(key)}
          />
        ))}
        {data && declared.length === 0 && (
          <p className={styles.links}>
            {words.noDimensions}
            <Link to="/$workspace/settings/{-$section}" params={{ workspace: slug, section: "dimensions" }} search={{}}>
              {words.toDimensions}
            </Link>
          </p>
        )}
      </fieldset>
    </Setting>
  );
}
