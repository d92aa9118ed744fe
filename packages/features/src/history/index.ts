export { type ContactSummary, readContacts } from "./contacts.ts";
export {
  beginExport,
  type ExportPage,
  type ExportPlan,
  type ExportSettings,
  readExportPage,
} from "./export-responses.ts";
export { jsonObjects, tableRows } from "./export-rows.ts";
export { exportContact, type HistoryEntry, type HistoryKind, historyKinds, readTimeline } from "./history.ts";
export { type FiledResponse, type ResponseFile, readFiledResponses, readResponseFile } from "./response-files.ts";
