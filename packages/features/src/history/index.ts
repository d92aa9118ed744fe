export { exportContact, type HistoryEntry, readTimeline } from "./history.ts";
