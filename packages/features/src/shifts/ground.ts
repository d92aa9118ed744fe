import { targetOf } from "@otklik/domain/metrics/target";
import type { AlarmSettings } from "@otklik/domain/shifts/alarm-settings";
import type { Located, WatchedPlace } from "@otklik/domain/shifts/place";
import { locate } from "@otklik/domain/shifts/place";
import { levelOfScore } from "@otklik/domain/shifts/unit-scale";
import type { WatchedSeries, WatchSettings } from "@otklik/domain/shifts/watch";
import { readSettings, type SettingsView } from "../accounts/index.ts";
import type { Context } from "../context.ts";
import {
  type DimensionRow,
  listDimensions,
  listJourneys,
  listStages,
  listTouchpoints,
  type TouchpointRow,
} from "../touchpoints/index.ts";

type Named = { id: string; key: string; name: string };

/** What detectors stand on: how a workspace wants to be alarmed, and where its touchpoints stand now. */
export type Ground = {
  alarms: AlarmSettings;
  settings: WatchSettings;
  targets: SettingsView["targets"];
  csiForm: SettingsView["csiForm"];
  touchpoints: ReadonlyMap<string, TouchpointRow & { journeyId: string | null }>;
  stages: ReadonlyMap<string, Named & { journeyId: string }>;
  journeys: ReadonlyMap<string, Named>;
  dimensions: ReadonlyMap<string, DimensionRow>;
};

export async function readGround(ctx: Context): Promise<Ground> {
  const { alarms, targets, csiForm } = await readSettings(ctx);
  const stages = byId(await listStages(ctx));
  const dimensions = await listDimensions(ctx);
  const { falseAlarmsPerYear, sensitivity, minimumBase } = alarms;
  const watchedDimensions = dimensions.flatMap(({ id, key }) => (alarms.watchedDimensions.includes(key) ? [id] : []));
  const placed = (await listTouchpoints(ctx)).map((one) => ({
    ...one,
    journeyId: (one.stageId && stages.get(one.stageId)?.journeyId) || null,
  }));
  return {
    alarms,
    settings: { falseAlarmsPerYear, sensitivity, minimumBase, watchedDimensions },
    targets,
    csiForm,
    touchpoints: byId(placed),
    stages,
    journeys: byId(await listJourneys(ctx)),
    dimensions: byId(dimensions),
  };
}

const byId = <Row extends { id: string }>(rows: Row[]): Map<string, Row> => new Map(rows.map((row) => [row.id, row]));

/** A place with the stage and journey that it stands in now. */
export function located({ touchpoints, stages }: Ground, place: WatchedPlace): Located {
  return locate(place, {
    touchpoint: (id) => touchpoints.get(id),
    stage: (id) => stages.get(id)?.journeyId,
  });
}

/** What a series is held against besides its baseline, on 0..1; null: nothing. */
export function targetLevelOf(
  { alarms, targets, csiForm, touchpoints }: Ground,
  { metric, scale, place }: Pick<WatchedSeries, "metric" | "scale" | "place">,
): number | null {
  if (!alarms.watchTargets || metric === "responseRate" || metric === "followUp") return null;
  const target = targetOf(metric, targets, place.touchpointId ? touchpoints.get(place.touchpointId) : undefined);
  return target === null ? null : levelOfScore(metric, scale, target, csiForm);
}

/** A series as API.md names it: keys, and of each only what is part of its level. */
export type SeriesName = {
  level: WatchedPlace["level"];
  touchpointKey?: string;
  channel?: string;
  stage?: string;
  journey?: string;
  segment?: string;
  /** Of a response rate. */
  distributionId?: string;
};

export function nameOf(ground: Ground, place: WatchedPlace): SeriesName {
  const { touchpointId, channel, stageId, journeyId, dimensionId, dimensionValue, distributionId } = located(
    ground,
    place,
  );
  const parts = {
    touchpointKey: touchpointId && ground.touchpoints.get(touchpointId)?.key,
    channel,
    stage: stageId && ground.stages.get(stageId)?.key,
    journey: journeyId && ground.journeys.get(journeyId)?.key,
    segment: dimensionId && `${ground.dimensions.get(dimensionId)?.key}:${dimensionValue}`,
    distributionId,
  };
  return {
    level: place.level,
    ...Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== null && part !== undefined)),
  };
}

/** What people call a series: the touchpoint, stage or journey by name; null for the workspace as a whole. */
export function titleOf(ground: Ground, { touchpointId, stageId, journeyId }: WatchedPlace): string | null {
  if (touchpointId) return ground.touchpoints.get(touchpointId)?.name ?? null;
  if (stageId) return ground.stages.get(stageId)?.name ?? null;
  return (journeyId && ground.journeys.get(journeyId)?.name) || null;
}
