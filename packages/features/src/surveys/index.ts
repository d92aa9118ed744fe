export { findSurvey, findVersion, type SeriesRow, seriesMeasuring, seriesOf, type VersionRow } from "./store.ts";
export { createSurvey, publishSurvey, readSurvey, readSurveys, replaceDraft, type SurveyInput, type SurveyView } from "./surveys.ts";
