/** Where a series is watched. What is not part of its level is null; a segment is a value of a declared dimension. */
export type WatchedPlace = {
  level: "leaf" | "touchpoint" | "stage" | "journey" | "workspace";
  touchpointId: string | null;
  channel: string | null;
  stageId: string | null;
  journeyId: string | null;
  dimensionId: string | null;
  dimensionValue: string | null;
  /** Of response rates only: whose invitations they are the answers to. */
  distributionId: string | null;
};

/** Where an answer was given, with the stage and journey that its touchpoint stands in now. */
export type Leaf = {
  touchpointId: string;
  channel: string;
  stageId: string | null;
  journeyId: string | null;
  distributionId?: string | null;
};

const everywhere: WatchedPlace = {
  level: "workspace",
  touchpointId: null,
  channel: null,
  stageId: null,
  journeyId: null,
  dimensionId: null,
  dimensionValue: null,
  distributionId: null,
};

/** Every place that an answer belongs to: its leaf, the roll-ups above it, and each chosen dimension value. */
export function placesOfAnswer(
  leaf: Leaf,
  segments: readonly { dimensionId: string; value: string }[],
): WatchedPlace[] {
  const { touchpointId, channel, stageId, journeyId } = leaf;
  return [
    { ...everywhere, level: "leaf", touchpointId, channel },
    { ...everywhere, level: "touchpoint", touchpointId },
    ...(stageId ? [{ ...everywhere, level: "stage" as const, stageId }] : []),
    ...(journeyId ? [{ ...everywhere, level: "journey" as const, journeyId }] : []),
    everywhere,
    ...segments.map(({ dimensionId, value }) => ({ ...everywhere, dimensionId, dimensionValue: value })),
  ];
}

/** Where invitations that were answered are watched: by distribution; unhappy customers who were contacted: by touchpoint. */
export function placesOfOutcome(metric: "responseRate" | "followUp", leaf: Leaf): WatchedPlace[] {
  const { touchpointId, distributionId = null } = leaf;
  const touchpoint: WatchedPlace = { ...everywhere, level: "touchpoint", touchpointId };
  return metric === "responseRate" ? [{ ...touchpoint, distributionId }] : [touchpoint, everywhere];
}

/** A place with everything above it filled in. */
export type Located = WatchedPlace;

/** Fills in stage and journey of a touchpoint, and the journey of a stage, so that two places can be compared. */
export function locate(
  place: WatchedPlace,
  above: {
    touchpoint(id: string): { stageId: string | null; journeyId: string | null } | undefined;
    stage(id: string): string | undefined;
  },
): Located {
  if (place.touchpointId) return { ...place, ...(above.touchpoint(place.touchpointId) ?? {}) };
  if (place.stageId) return { ...place, journeyId: above.stage(place.stageId) ?? null };
  return place;
}

const isSegment = (place: Located) => place.dimensionId !== null;

/** Whether every answer of one place is an answer of the other. */
function holds(wide: Located, narrow: Located): boolean {
  if (isSegment(wide)) return false;
  return (["touchpointId", "channel", "stageId", "journeyId", "distributionId"] as const).every(
    (part) => wide[part] === null || wide[part] === narrow[part],
  );
}

/** Whether two places share answers because one holds the other, or because one is a segment, which cuts across all. */
function areRelated(one: Located, other: Located): boolean {
  if (isSegment(one) && isSegment(other)) return one.dimensionId !== other.dimensionId;
  return isSegment(one) || isSegment(other) || holds(one, other) || holds(other, one);
}

/** When something began, in days, with its standard deviation. */
export type Began = { onset: number; onsetDeviation: number };

/** Onsets closer than this are one, however sure each seems. */
const leastRange = 3;

export function beganTogether(one: Began, other: Began): boolean {
  const reach = ({ onsetDeviation }: Began) => Math.max(leastRange, 2 * onsetDeviation);
  return Math.abs(one.onset - other.onset) <= reach(one) + reach(other);
}

/** When a shift began: what the surest of its parts says, which is seldom the one that alarmed first. */
export function surestOf<Part extends Pick<Began, "onsetDeviation">>(parts: readonly Part[]): Part | undefined {
  return parts.toSorted((a, b) => a.onsetDeviation - b.onsetDeviation)[0];
}

/**
 * Whether a new alarm belongs to a shift that is there: it holds, or is held by, its head or a part as narrow as a
 * touchpoint. A wider part would tie together touchpoints that have nothing to do with each other.
 */
export function belongsTo(alarm: Located, head: Located, parts: readonly Located[]): boolean {
  const isNarrow = ({ level, dimensionId }: Located) =>
    dimensionId === null && (level === "leaf" || level === "touchpoint");
  return [head, ...parts.filter(isNarrow)].some((place) => areRelated(alarm, place));
}

/**
 * The place that a shift is named after: the touchpoint, if it or two of its channels moved; the channel, if it moved
 * alone; what several touchpoints have in common; otherwise the narrowest of the parts.
 */
export function headOf(parts: readonly Located[]): Located {
  const narrow = parts.filter(
    ({ level, dimensionId }) => dimensionId === null && (level === "leaf" || level === "touchpoint"),
  );
  const touchpointIds = new Set(narrow.map(({ touchpointId }) => touchpointId));
  const [first] = narrow;
  if (first && touchpointIds.size === 1) {
    if (narrow.length === 1) return first;
    return { ...first, level: "touchpoint", channel: null };
  }
  if (first) {
    const shares = (part: "stageId" | "journeyId") =>
      first[part] !== null && narrow.every((place) => place[part] === first[part]);
    if (shares("stageId")) return { ...everywhere, level: "stage", stageId: first.stageId, journeyId: first.journeyId };
    if (shares("journeyId")) return { ...everywhere, level: "journey", journeyId: first.journeyId };
    return everywhere;
  }
  const order = { leaf: 0, touchpoint: 1, stage: 2, journey: 3, workspace: 4 };
  const whole = parts.filter((place) => !isSegment(place));
  return [...(whole.length > 0 ? whole : parts)].sort((a, b) => order[a.level] - order[b.level])[0] ?? everywhere;
}
