export { type JourneyView, putStages, readJourneys, upsertJourney } from "./journeys.ts";
export { readSegment, segmentsOf, segmentValues } from "./segments.ts";
export { type DimensionRow, findTouchpoint, listDimensions, listTouchpoints, type TouchpointRow } from "./store.ts";
export {
  type DimensionView,
  readDimensions,
  readTouchpoints,
  type TouchpointInput,
  type TouchpointView,
  upsertDimension,
  upsertTouchpoint,
} from "./touchpoints.ts";
