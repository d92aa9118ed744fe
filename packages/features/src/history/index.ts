export { type ContactSummary, readContacts } from "./contacts.ts";
export {
  beginExport,
  type ExportPage,
  type ExportPlan,
  type ExportSettings,
  readExportPage,
} from "./export-responses.ts";
export { jsonObjects, tableRows } from "./export-rows.ts";
export { exportContact, readTimeline } from "./history.ts";
export { type HistoryEntry, type HistoryKind, historyKinds } from "./history-entries.ts";
export { type FiledResponse, type ResponseFile, readFiledResponses, readResponseFile } from "./response-files.ts";
