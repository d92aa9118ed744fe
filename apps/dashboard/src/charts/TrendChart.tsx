import { type ReactNode, useMemo } from "react";
import { type Metric, useFormats } from "../formats.ts";
import { useWords } from "../words.ts";
import { type Answers, useOpenAnswers } from "./answers-of.ts";
import { ChartFrame } from "./ChartFrame.tsx";
import styles from "./Charts.module.css";
import { useColours } from "./colours.ts";
import { usePlaceText } from "./place-text.ts";
import { type BucketLength, isSmall, isWithin, type TrendBucket, trendOf, windowOf } from "./trend.ts";
import { type TrendMark, trendConfig } from "./trend-config.ts";
import { legendOf, sentenceOf, tableOf, underOf } from "./trend-told.ts";
import { chartWords } from "./words.ts";

type Props = {
  title: string;
  note?: ReactNode;
  metric: Metric;
  /** As `GET /v1/scores/{metric}?bucket=auto` answers; `bucket` is how long each is. */
  buckets: readonly TrendBucket[];
  bucket: BucketLength;
  /** The window that was asked for: a first bucket that began before it is left out. */
  from?: string;
  to?: string;
  target?: number | null;
  /** What the score usually is: the level that shifts are told from. */
  baseline?: number | null;
  marks?: readonly TrendMark[];
  /** Of which place the answers are, where the page's own filters do not say so. */
  answers?: Answers;
  /** Whose score it is, for a saved picture, where the page's filters do not say so: "Ticket delivery, SMS". */
  place?: string;
  height?: number;
  /** For the files it is saved as, without an ending. */
  fileName?: string;
  /** What stands below the chart. */
  children?: ReactNode;
};

/** A score over time: its line, its interval as a band, its target and usual level; the bucket still open is hollow. */
export function TrendChart(props: Props) {
  const { title, note, metric, buckets, bucket, from, to, place, height, fileName } = props;
  const { target = null, baseline = null, answers = everywhere } = props;
  const words = useWords(chartWords);
  const formats = useFormats();
  const colours = useColours();
  const open = useOpenAnswers();
  const trend = useMemo(() => trendOf(buckets, { bucket, from, now: new Date() }), [buckets, bucket, from]);
  const marks = useMemo(
    () => (props.marks ?? none).filter((mark) => isWithin(mark, trend.points, bucket)),
    [props.marks, trend, bucket],
  );
  const told = useMemo(() => ({ metric, bucket, formats, words }), [metric, bucket, formats, words]);
  const around = useMemo(
    () => ({ to, marks, answers: (window: Answers) => ({ ...answers, metric, period: undefined, ...window }) }),
    [to, marks, answers, metric],
  );
  const config = useMemo(() => {
    const openBucket = (index: number) => open(around.answers(windowOf(trend.points, index, { bucket, to })));
    return trendConfig(trend, told, { target, baseline, marks, colours, open: openBucket });
  }, [trend, told, target, baseline, marks, colours, open, around, bucket, to]);
  const table = useMemo(() => tableOf(trend, told, around), [trend, told, around]);
  const filtered = usePlaceText();
  const under = [place ?? filtered, ...underOf(trend.points, to, told)];
  return (
    <ChartFrame
      title={title}
      note={note}
      sentence={sentenceOf(title, trend, told)}
      table={table}
      caption={{ under, legend: legendOf(trend, { target, baseline, marks }, told) }}
      fileName={fileName ?? `${metric}-by-${bucket}`}
      config={config}
      height={height}
    >
      {trend.points.some(isSmall) && <p className={styles.small}>{words.greyIsSmall}</p>}
      {props.children}
    </ChartFrame>
  );
}

const none: readonly TrendMark[] = [];
const everywhere: Answers = {};
