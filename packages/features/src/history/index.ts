export { type ContactSummary, readContacts } from "./contacts.ts";
export { exportContact, type HistoryEntry, type HistoryKind, historyKinds, readTimeline } from "./history.ts";
export { type FiledResponse, type ResponseFile, readFiledResponses, readResponseFile } from "./response-files.ts";
