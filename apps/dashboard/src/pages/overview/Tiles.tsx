import { smallestBase } from "@otklik/domain/metrics/verdict";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { keptFilters, useFilters } from "../../filters.ts";
import { type Formats, type Interval, type Metric, useFormats } from "../../formats.ts";
import type { Search } from "../../search.ts";
import { useWorkspace } from "../../session.ts";
import { ShareBar } from "../../ui/ShareBar.tsx";
import { AsyncState, Learning, Loading } from "../../ui/States.tsx";
import { Whisker } from "../../ui/Whisker.tsx";
import { useWords } from "../../words.ts";
import type { ComparisonQuery, RateQuery } from "./queries.ts";
import styles from "./Tiles.module.css";
import { type OverviewWords, overviewWords } from "./words.ts";
import { zoomOn } from "./zoom.ts";

type Difference = { value: number; low: number; high: number };
type Judged = {
  verdict: "rose" | "fell" | "noVisibleChange" | "cannotTell" | "learning";
  difference: Difference | null;
};

/** How we are: each metric with its base, interval and target, and what may be said of the change. */
export function ScoreTile({
  metric,
  query,
  invited,
}: {
  metric: Metric;
  query: ComparisonQuery;
  invited: number | null;
}) {
  const words = useWords(overviewWords);
  const formats = useFormats();
  return (
    <section className={styles.tile} data-wide={metric === "nps" || undefined} aria-label={words.tiles[metric]}>
      <AsyncState query={query} what={words.theScore} loading={<Blocks label={words.tiles[metric]} />}>
        {({ after, before, target, ...judged }) => {
          const isLearning = after.n > 0 && after.n < smallestBase;
          const label = metric === "csi" && after.form === "ratioToMax" ? words.tiles.csiRatio : words.tiles[metric];
          return (
            <>
              <Label label={label} base={words.answers(after.n, formats.number(after.n))} />
              <Figure
                value={formats.score(metric, after.score)}
                margin={formats.plusMinus(metric, after)}
                isGrey={after.n < smallestBase}
                note={target !== null && words.target(formats.target(target))}
              />
              {after.n === 0 && <Nobody invited={invited} />}
              {isLearning && <Learns have={after.n} />}
              {after.n >= smallestBase && (
                <>
                  <div className={styles.middle}>
                    {metric === "nps" ? (
                      <Shares {...after} />
                    ) : (
                      <Gauge metric={metric} score={after.score} interval={after.interval} target={target} />
                    )}
                  </div>
                  <Verdict {...judged} metric={metric} before={before.n} />
                </>
              )}
            </>
          );
        }}
      </AsyncState>
    </section>
  );
}

/** How many of those who were asked have answered. */
export function RateTile({ query }: { query: RateQuery }) {
  const words = useWords(overviewWords);
  const formats = useFormats();
  return (
    <section className={styles.tile} data-rate aria-label={words.tiles.rate}>
      <AsyncState query={query} what={words.theScore} loading={<Blocks label={words.tiles.rate} />}>
        {({ invited, rate, interval, before, ...judged }) => (
          <>
            <Label label={words.tiles.rate} base={words.invited(invited, formats.number(invited))} />
            <Figure
              value={formats.score("csat", rate)}
              unit={rate === null ? undefined : "%"}
              margin={formats.plusMinus("csat", { score: rate, interval })}
              isGrey={invited < smallestBase}
            />
            {invited === 0 && <p className={styles.verdict}>{words.nobodyInvited}</p>}
            {invited > 0 && (
              <>
                <div className={styles.middle}>
                  <Gauge metric="csat" score={rate} interval={interval} target={null} />
                </div>
                {invited >= smallestBase && <Verdict {...judged} metric="csat" before={before.invited} />}
              </>
            )}
          </>
        )}
      </AsyncState>
    </section>
  );
}

function Label({ label, base }: { label: string; base: string }) {
  return (
    <div className={styles.label}>
      <h2>{label}</h2>
      <span>{base}</span>
    </div>
  );
}

function Blocks({ label }: { label: string }) {
  return (
    <>
      <Label label={label} base="" />
      <Loading height={96} />
    </>
  );
}

type FigureProps = { value: string; unit?: string; margin: string; isGrey: boolean; note?: ReactNode };

function Figure({ value, unit, margin, isGrey, note }: FigureProps) {
  return (
    <div className={styles.figure}>
      <span className={styles.big} data-grey={isGrey || undefined}>
        {value}
        {unit && <small>{unit}</small>}
      </span>
      <span className={styles.margin}>{margin}</span>
      {note && <span className={styles.note}>{note}</span>}
    </div>
  );
}

type Bands = { detractors?: number; passives?: number; promoters?: number; n: number };

function Shares({ detractors = 0, passives = 0, promoters = 0, n }: Bands) {
  const words = useWords(overviewWords).shares;
  const formats = useFormats();
  const share = (count: number) => formats.percent(count / n, 0);
  return (
    <>
      <ShareBar detractors={detractors} passives={passives} promoters={promoters} />
      <div className={styles.shares}>
        <span className={styles.worse}>{words.detractors(share(detractors))}</span>
        <span>{words.passives(share(passives))}</span>
        <span className={styles.better}>{words.promoters(share(promoters))}</span>
      </div>
    </>
  );
}

type GaugeProps = { metric: Metric; score: number | null; interval: Interval | null; target: number | null };

function Gauge({ metric, score, interval, target }: GaugeProps) {
  const { min, max } = zoomOn(metric, [score, interval?.low ?? null, interval?.high ?? null, target]);
  return (
    <Whisker
      value={score}
      low={interval?.low ?? null}
      high={interval?.high ?? null}
      min={min}
      max={max}
      target={target}
      width={196}
    />
  );
}

/** A learning tile counts what is missing now; a thin window before is said as such, because it will not fill. */
function Learns({ have }: { have: number }) {
  const { range } = useFilters();
  return (
    <div className={styles.learns}>
      <Learning have={have} missing={smallestBase - have} perDay={have / range.days} />
    </div>
  );
}

function Nobody({ invited }: { invited: number | null }) {
  const words = useWords(overviewWords);
  const formats = useFormats();
  const { slug } = useWorkspace();
  if (!invited) return <p className={styles.verdict}>{words.nobody}</p>;
  return (
    <p className={styles.verdict}>
      {words.nobodyOf(invited, formats.number(invited))}{" "}
      <Link to="/$workspace/distributions" params={{ workspace: slug }} search={(was: Search) => keptFilters(was)}>
        {words.seeInvitations}
      </Link>
    </p>
  );
}

function Verdict({ metric, before, ...judged }: Judged & { metric: Metric; before: number }) {
  const words = useWords(overviewWords);
  const formats = useFormats();
  const sign = { rose: "▲", fell: "▼" }[judged.verdict as "rose" | "fell"];
  return (
    <p className={styles.verdict}>
      {sign && (
        <span className={judged.verdict === "rose" ? styles.better : styles.worse} aria-hidden="true">
          {sign}{" "}
        </span>
      )}
      {/* An interval is one thing: no line breaks inside it. */}
      {verdictText(judged, { metric, before, words, formats }).replaceAll("…", "\u2060…\u2060")}
    </p>
  );
}

type Telling = { metric: Metric; before: number; words: OverviewWords; formats: Formats };

function verdictText({ verdict, difference }: Judged, { metric, before, words, formats }: Telling): string {
  const said = words.verdict;
  if (before < smallestBase) return said.tooFewBefore(before, formats.number(before));
  if (!difference) return said.cannotTell("");
  const covers = formats.range(metric, difference, { isDifference: true });
  if (verdict === "noVisibleChange") return said.noVisibleChange(covers);
  if (verdict === "cannotTell" || verdict === "learning") return said.cannotTell(covers);
  const [near, far] = [Math.abs(difference.low), Math.abs(difference.high)].sort((a, b) => a - b) as [number, number];
  const size = formats.score(metric, Math.abs(difference.value));
  const range = formats.range(metric, { low: near, high: far });
  if (metric === "ces") return verdict === "rose" ? said.easier(size, range) : said.harder(size, range);
  return verdict === "rose" ? said.rose(size, range) : said.fell(size, range);
}
