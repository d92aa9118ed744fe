import { Button, NativeSelect } from "@mantine/core";
import { useFilters } from "../../filters.ts";
import { useWords } from "../../words.ts";
import { type Days, daysBefore, readDays, written, yearBefore } from "./compared-days.ts";
import styles from "./Scores.module.css";
import { useChoices } from "./side-names.ts";
import { dimensionOf, type Sides, type Way, ways } from "./sides.ts";
import { useChange } from "./use-change.ts";
import { scoresWords } from "./words.ts";

/** What is compared with what. Everything chosen stands in the address. */
export function SideChoice({ sides }: { sides: Sides }) {
  const words = useWords(scoresWords).compare;
  const change = useChange();
  const { by, days, against } = sides;
  const choose = (way: Way) => change({ by: way === "period" ? undefined : way, other: undefined });
  return (
    <div className={styles.sides}>
      <NativeSelect
        label={words.by}
        value={by}
        onChange={({ currentTarget }) => choose(currentTarget.value as Way)}
        data={ways.map((way) => ({ value: way, label: words.ways[way] }))}
      />
      {by === "period" ? (
        <>
          <DaysFields name={words.first} days={days} set={(one) => change({ days: written(one) })} />
          <DaysFields name={words.second} days={against} set={(one) => change({ against: written(one) })} />
          <span className={styles.quick}>
            <Button variant="default" onClick={() => change({ against: written(daysBefore(days)) })}>
              {words.before}
            </Button>
            <Button variant="default" onClick={() => change({ against: written(yearBefore(days)) })}>
              {words.yearBefore}
            </Button>
          </span>
        </>
      ) : (
        <>
          <PlaceFields by={by} sides={sides} />
          <DaysFields name={words.days} days={days} set={(one) => change({ days: written(one) })} />
        </>
      )}
    </div>
  );
}

function PlaceFields({ by, sides }: { by: Exclude<Way, "period">; sides: Sides }) {
  const words = useWords(scoresWords).compare;
  const { set } = useFilters();
  const change = useChange();
  const choices = useChoices()[by];
  const { first, other } = sides;
  const isOfFirst = (value: string) => by !== "segment" || dimensionOf(value) === dimensionOf(first);
  const others = choices.filter(({ value }) => value !== first && isOfFirst(value));
  const none = { value: "", label: words.choose };
  return (
    <>
      <NativeSelect
        label={words.first}
        value={first ?? ""}
        onChange={({ currentTarget }) => set({ [by]: currentTarget.value || undefined })}
        data={[none, ...choices]}
      />
      <NativeSelect
        label={words.second}
        value={others.some(({ value }) => value === other) ? other : ""}
        onChange={({ currentTarget }) => change({ other: currentTarget.value || undefined })}
        data={[none, ...others]}
      />
    </>
  );
}

/** Two dates, written into the address as soon as both are days in their order. */
function DaysFields({ name, days, set }: { name: string; days: Days; set(days: Days): void }) {
  const words = useWords(scoresWords).compare;
  const take = (change: Partial<Days>) => {
    const chosen = readDays(written({ ...days, ...change }));
    if (chosen) set(chosen);
  };
  return (
    <fieldset className={styles.days} key={written(days)}>
      <legend>{name}</legend>
      <label>
        <span className="visually-hidden">{words.from}</span>
        <input
          type="date"
          defaultValue={days.first}
          max={days.last}
          onBlur={({ currentTarget }) => currentTarget.value !== days.first && take({ first: currentTarget.value })}
        />
      </label>
      <span aria-hidden="true">–</span>
      <label>
        <span className="visually-hidden">{words.to}</span>
        <input
          type="date"
          defaultValue={days.last}
          min={days.first}
          onBlur={({ currentTarget }) => currentTarget.value !== days.last && take({ last: currentTarget.value })}
        />
      </label>
    </fieldset>
  );
}
