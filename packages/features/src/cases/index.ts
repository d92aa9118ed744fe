export { forgetCases, openCase } from "./open-case.ts";
export { type CaseFile, type CaseView, readCase, readCases } from "./read-cases.ts";
export type { CaseFilter } from "./store.ts";
export {
  addNote,
  type CaseChange,
  changeCase,
  type NoteView,
  type Resolution,
  reopenCase,
  resolveCase,
} from "./work-case.ts";
