export {
  findSurvey,
  findVersion,
  type SeriesRow,
  type SurveyRow,
  seriesMeasuring,
  seriesOf,
  surveysNamed,
  type VersionRow,
} from "./store.ts";
export {
  createSurvey,
  publishSurvey,
  readSurvey,
  readSurveys,
  replaceDraft,
  type SurveyInput,
  type SurveyView,
} from "./surveys.ts";
