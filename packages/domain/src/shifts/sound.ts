import { baselineWindow } from "./baseline.ts";
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

type Against = Pick<Alarm, "series" | "against" | "threshold" | "evidence" | "expected" | "taught"> & {
  detector: Detector;
};

function detectorsOf(watch: Watch, series: WatchedSeries, settings: WatchSettings): Against[] {
  const { baseline, detector, target, targetDetector, since } = series;
  if (!baseline) return [];
  const threshold = thresholdNow(watch, series, settings);
  // Before any of them sounds: the first to do so makes the series forget what it was taught.
  const taught = baselineWindow(watch.refreshedOn as number, since);
  const rest = { series, threshold, taught };
  const rolling: Against = {
    ...rest,
    ...{ against: "baseline", detector, evidence: evidenceOf(detector), expected: baseline.mean },
  };
  if (!targetDetector || target === null || series.isOffTarget) return [rolling];
  const evidence = evidenceOf(targetDetector);
  return [rolling, { ...rest, ...{ against: "target", detector: targetDetector, evidence, expected: target } }];
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
    return own.filter(({ evidence, threshold }) => evidence >= threshold).map((one) => sound(one, answer));
  if (!own.some(({ evidence, threshold }) => isWorthAsking(evidence, threshold, watch.otherSeries))) return [];
  const others = [...watch.series.values()].filter((one) => !isWorkspaceWide(one));
  const ratios = others
    .flatMap((one) => detectorsOf(watch, one, settings))
    .map((one) => [one, one.evidence / one.threshold] as const);
  const declared = alarmsAmong(ratios, "sensitive");
  for (const one of declared) touched.add(one.series);
  return declared.map((one) => sound(one, answer));
}

function sound({ detector, ...against }: Against, { receivedAt, receivedOn }: WatchedAnswer): Alarm {
  const { series } = against;
  const finding = findingOf(detector) as Finding;
  restart(detector);
  if (against.against === "target") series.isOffTarget = true;
  else {
    // Surely after the onset: with a day of what was before in it, the same fall would soon be told again.
    const surelySince = finding.onset + 2 * finding.onsetDeviation;
    series.since = receivedOn - Math.floor(Math.max(0, receivedAt - surelySince));
    forget(series);
  }
  return { ...against, finding, at: receivedAt };
}
