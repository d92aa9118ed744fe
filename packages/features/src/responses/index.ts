export { addPastAnswers, type PastAnswer } from "./add-past-answers.ts";
export {
  answerInvitation,
  type InvitedAnswer,
  quarantineAnswer,
  quarantineScanned,
  ScannerLike,
} from "./answer-invitation.ts";
export { type Capture, openCapture } from "./capture.ts";
export { noResponse, noteResponse, noteView, type ResponseNote, readTags, tagResponse } from "./file-response.ts";
export { finishSilent } from "./finish-silent.ts";
export { forgetAnswers } from "./forget.ts";
export { holdResponse, releaseResponse } from "./hold-response.ts";
export { checkingDoor, openImportDoor } from "./import-door.ts";
export { openDraft } from "./open-draft.ts";
export type { Submission } from "./prepare.ts";
export { countsOfQuotas, recountQuotas } from "./quota-store.ts";
export { overQuota } from "./quotas.ts";
export { type ResponseQuestion, readResponses, resolveFilter } from "./read-responses.ts";
export { type Saved, saveResponse } from "./save-response.ts";
export { DoorShut } from "./shut-door.ts";
export { readSingleUseLinks } from "./single-use-links.ts";
export {
  findResponse,
  leaveDetectors,
  listResponses,
  lockResponse,
  notesOf,
  type ResponseFilter,
  type ScannedAnswer,
  type StoredResponse,
  scanAnswers,
  surveysAnswered,
  type TagCount,
  tagsOf,
} from "./store.ts";
export { type ResponseSummary, summariseResponses } from "./summarise-responses.ts";
export {
  answerAtDoor,
  type OpenedLink,
  type OpenedSurvey,
  openDistribution,
  openInvitation,
  openUnsubscribe,
} from "./survey-doors.ts";
export { type ResponseView, viewOfStored } from "./view.ts";
