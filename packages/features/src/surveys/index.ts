export { findSurvey, findVersion, type SeriesRow, seriesMeasuring, seriesOf, type SurveyRow, surveysNamed, type VersionRow } from "./store.ts";
export { createSurvey, publishSurvey, readSurvey, readSurveys, replaceDraft, type SurveyInput, type SurveyView } from "./surveys.ts";
