export { duplicateSurvey, exportSurvey, importSurvey, readChanges, restoreVersion } from "./copies.ts";
export {
  findSurvey,
  findVersion,
  listVersions,
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
  readVersions,
  replaceDraft,
  type SurveyInput,
  type SurveyView,
  type VersionView,
} from "./surveys.ts";
