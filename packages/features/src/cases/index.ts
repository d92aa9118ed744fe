export type { CaseHistoryEntry } from "./case-history.ts";
export { followAnswer } from "./follow-answer.ts";
export { forgetCases, openCase } from "./open-case.ts";
export { type CaseFile, readCase } from "./read-case.ts";
export { type CaseSummary, type CaseView, readCases, summariseCases } from "./read-cases.ts";
export { watchDue } from "./watch-due.ts";
export {
  addNote,
  type CaseChange,
  changeCase,
  type NoteView,
  type Resolution,
  removeNote,
  reopenCase,
  resolveCase,
  undoChange,
} from "./work-case.ts";
