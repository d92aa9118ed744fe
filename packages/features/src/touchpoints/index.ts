export { arrangeTouchpoints, type StageArrangement } from "./arrange.ts";
export { type JourneyView, putStages, readJourneys, upsertJourney } from "./journeys.ts";
export { readSegment, segmentsOf, segmentValues } from "./segments.ts";
export {
  type DimensionRow,
  findTouchpoint,
  listDimensions,
  listJourneys,
  listStages,
  listTouchpoints,
  lockDimension,
  lockTouchpoint,
  type TouchpointRow,
} from "./store.ts";
export {
  type DimensionView,
  deleteDimension,
  deleteTouchpoint,
  readDimensions,
  readTouchpoints,
  type TouchpointInput,
  type TouchpointView,
  upsertDimension,
  upsertTouchpoint,
} from "./touchpoints.ts";
