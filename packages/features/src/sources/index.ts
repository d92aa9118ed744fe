export {
  type FileRow,
  type ImportCounts,
  type ImportDoor,
  type ImportedAnswer,
  type ImportedRow,
  importAnswers,
} from "./import-answers.ts";
export { type ImportMap, type PreparedImport, prepareImport } from "./prepare-import.ts";
export { recordImport } from "./record-import.ts";
