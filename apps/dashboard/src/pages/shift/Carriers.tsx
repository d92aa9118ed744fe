import { NativeSelect } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useFormats } from "../../formats.ts";
import { frameWords } from "../../frame-words.ts";
import type { Search } from "../../search.ts";
import { writtenAs } from "../../shifts/texts.ts";
import { Card } from "../../ui/Card.tsx";
import { Whisker } from "../../ui/Whisker.tsx";
import { useWords } from "../../words.ts";
import styles from "./Carriers.module.css";
import { answersOf, type Carrier, type CarrierGroup, type Shift, type Windows } from "./queries.ts";
import { ToAnswers } from "./ToAnswers.tsx";
import { oneShiftWords } from "./words.ts";

type Props = { shift: Shift; windows: Windows; groups: readonly CarrierGroup[] };

const keyOf = ({ by, dimension }: CarrierGroup) => dimension?.key ?? by;

/** Which parts of the answers moved: by touchpoint, channel or dimension, each row with how sure that is. */
export function Carriers({ shift, windows, groups }: Props) {
  const words = useWords(oneShiftWords).carriers;
  const formats = useFormats();
  const { by } = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const group = groups.find((one) => keyOf(one) === by) ?? groups[0];
  if (!group) return null;
  const nameOf = ({ by: way, dimension }: CarrierGroup) =>
    way === "segment" ? words.by.segment(dimension?.name ?? "") : words.by[way];
  return (
    <Card
      title={words.title}
      right={
        <NativeSelect
          aria-label={words.divide}
          value={keyOf(group)}
          onChange={({ currentTarget }) => {
            const chosen = currentTarget.value;
            void navigate({
              to: ".",
              search: (was: Search) => ({ ...was, by: chosen }),
              replace: true,
              resetScroll: false,
            });
          }}
          data={groups.map((one) => ({ value: keyOf(one), label: nameOf(one) }))}
          classNames={{ input: styles.select }}
        />
      }
    >
      <Rows shift={shift} windows={windows} group={group} />
      <p className={styles.note}>
        {group.compared === 0 ? words.none : words.note(group.compared, formats.percent(group.confidence, 1))}
      </p>
    </Card>
  );
}

function Rows({ shift, windows, group }: Pick<Props, "shift" | "windows"> & { group: CarrierGroup }) {
  const words = useWords(oneShiftWords).carriers;
  const { columns } = words;
  const scale = scaleFor(group.rows);
  const head = group.by === "segment" ? (group.dimension?.name ?? "") : words.head[group.by];
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          <th scope="col">{columns.before}</th>
          <th scope="col">{columns.since}</th>
          <th scope="col">{columns.answers}</th>
          <th scope="col">{columns.difference}</th>
          <th scope="col">
            <span className="visually-hidden">{words.title}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {group.rows.map((row) => (
          <Row key={row.value} shift={shift} windows={windows} group={group} row={row} scale={scale} />
        ))}
      </tbody>
    </table>
  );
}

type RowProps = Pick<Props, "shift" | "windows"> & { group: CarrierGroup; row: Carrier; scale: Scale };

function Row({ shift, windows, group, row, scale }: RowProps) {
  const words = useWords(oneShiftWords).carriers;
  const channels = useWords(frameWords).channels;
  const formats = useFormats();
  const as = writtenAs(shift.metric);
  const name = row.name ?? (group.by === "channel" ? channels[row.value as keyof typeof channels] : null) ?? row.value;
  const level = (side: Carrier["before"]) => (
    <>
      {formats.score(as, side.score)} <small>{formats.plusMinus(as, side)}</small>
    </>
  );
  const { difference, verdict } = row;
  const tone = verdict === "fell" ? "worse" : verdict === "rose" ? "better" : "plain";
  const search = (side: "before" | "since") => answersOf(shift, windows, { side, part: partOf(group, row) });
  return (
    <tr data-learning={verdict === "learning" || undefined}>
      <th scope="row">{name}</th>
      <td data-label={words.columns.before}>
        <ToAnswers search={search("before")}>{level(row.before)}</ToAnswers>
      </td>
      <td data-label={words.columns.since}>
        <ToAnswers search={search("since")}>{level(row.since)}</ToAnswers>
      </td>
      <td data-label={words.columns.answers}>
        <ToAnswers search={search("since")}>{formats.number(row.since.n)}</ToAnswers>
      </td>
      <td className={styles.difference} data-label={words.columns.difference}>
        <span className={styles.both}>
          <Whisker
            value={difference?.value ?? null}
            low={difference?.low ?? null}
            high={difference?.high ?? null}
            {...scale}
            zero={0}
            tone={tone}
            width={116}
          />
          <span className={styles.size}>
            <b>{difference ? formats.signed(as, difference.value) : "–"}</b>{" "}
            <small>{difference && formats.range(as, difference, { isDifference: true })}</small>
          </span>
        </span>
      </td>
      <td className={styles.verdict} data-tone={tone}>
        {verdict === "fell" && <span aria-hidden="true">▼ </span>}
        {verdict === "rose" && <span aria-hidden="true">▲ </span>}
        {verdict === "learning" ? words.verdicts.learning(row.missing ?? 0) : words.verdicts[verdict]}
      </td>
    </tr>
  );
}

function partOf({ by, dimension }: CarrierGroup, { value }: Carrier): Search {
  return by === "segment" ? { segment: `${dimension?.key}:${value}` } : { [by]: value };
}

type Scale = { min: number; max: number };

/** One scale for all rows that holds every interval and zero. */
function scaleFor(rows: readonly Carrier[]): Scale {
  const ends = rows.flatMap(({ difference }) => (difference ? [difference.low, difference.high] : []));
  const [min, max] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  return min === max ? { min: -1, max: 1 } : { min, max };
}
