import { baselineWindow, type SeriesBaseline } from "./baseline.ts";
import { type AlarmBudget, alarmsAmong, isWorthAsking, thresholdOf } from "./budget.ts";
import { type Detector, evidenceOf, type Finding, findingOf, restart } from "./detector.ts";
import { forget, isWorkspaceWide } from "./learn.ts";
import type { Alarm, Watch, WatchedAnswer, WatchedSeries, WatchMeans, WatchSettings } from "./watch.ts";

/** Evidence in days that is an alarm of this series now. */
function thresholdNow(watch: Watch, series: WatchedSeries, settings: WatchSettings): number {
  const budget: AlarmBudget = {
    falseAlarmsPerYear: settings.falseAlarmsPerYear,
    workspaceSeries: watch.workspaceSeries,
    otherSeries: watch.otherSeries,
  };
  return thresholdOf(budget, { isWorkspace: isWorkspaceWide(series), hasTarget: series.targetDetector !== null });
}

type Against = { series: WatchedSeries; against: Alarm["against"]; threshold: number; evidence: number };

function detectorsOf(watch: Watch, series: WatchedSeries, settings: WatchSettings): Against[] {
  if (!series.baseline) return [];
  const threshold = thresholdNow(watch, series, settings);
  const one = (against: Alarm["against"], detector: Detector) => ({
    ...{ series, against, threshold },
    evidence: evidenceOf(detector),
  });
  const rolling = one("baseline", series.detector);
  if (!series.targetDetector || series.isOffTarget) return [rolling];
  return [rolling, one("target", series.targetDetector)];
}

/** The alarms that one answer has brought to a series, and with a sensitive setting to others that speak at once. */
export function alarmsAfter(
  watch: Watch,
  series: WatchedSeries,
  answer: WatchedAnswer,
  { settings, touched }: WatchMeans,
): Alarm[] {
  const own = detectorsOf(watch, series, settings);
  if (settings.sensitivity === "budget" || isWorkspaceWide(series))
    return own.filter(({ evidence, threshold }) => evidence >= threshold).map((one) => sound(watch, one, answer));
  if (!own.some(({ evidence, threshold }) => isWorthAsking(evidence, threshold, watch.otherSeries))) return [];
  const others = [...watch.series.values()].filter((one) => !isWorkspaceWide(one));
  const ratios = others
    .flatMap((one) => detectorsOf(watch, one, settings))
    .map((one) => [one, one.evidence / one.threshold] as const);
  const declared = alarmsAmong(ratios, "sensitive");
  for (const one of declared) touched.add(one.series);
  return declared.map((one) => sound(watch, one, answer));
}

function sound(
  watch: Watch,
  { series, against, threshold, evidence }: Against,
  { receivedAt, receivedOn }: WatchedAnswer,
): Alarm {
  const taught = baselineWindow(watch.refreshedOn ?? receivedOn, series.since);
  const detector = against === "target" ? (series.targetDetector as Detector) : series.detector;
  const finding = findingOf(detector) as Finding;
  const expected = against === "target" ? (series.target as number) : (series.baseline as SeriesBaseline).mean;
  restart(detector);
  if (against === "target") series.isOffTarget = true;
  else {
    // Surely after the onset: with a day of what was before in it, the same fall would soon be told again.
    const surelySince = finding.onset + 2 * finding.onsetDeviation;
    series.since = receivedOn - Math.floor(Math.max(0, receivedAt - surelySince));
    forget(series);
  }
  return { series, against, finding, evidence, threshold, at: receivedAt, expected, taught };
}
