export { addPastAnswers, type PastAnswer } from "./add-past-answers.ts";
export {
  answerInvitation,
  type InvitedAnswer,
  quarantineAnswer,
  quarantineScanned,
  ScannerLike,
} from "./answer-invitation.ts";
export { type Capture, captureOneByOne, openCapture } from "./capture.ts";
export {
  noResponse,
  noteResponse,
  noteView,
  type ResponseNote,
  type Retagging,
  readTags,
  retagResponses,
  tagResponse,
} from "./file-response.ts";
export { notesOf, tagsOf } from "./filing-store.ts";
export { finishSilent } from "./finish-silent.ts";
export { forgetAnswers, forgetViews } from "./forget.ts";
export { holdResponse, releaseResponse } from "./hold-response.ts";
export { checkingDoor, openImportDoor } from "./import-door.ts";
export {
  type FoundIds,
  findAll,
  foundIn,
  isTellable,
  listFound,
  listResponses,
  newestScoredComments,
  type ResponseFilter,
  type ScannedAnswer,
  scanAnswers,
  surveysAnswered,
  type TagCount,
  tellableSurveys,
} from "./matching-store.ts";
export { mixAnonymous } from "./mix-anonymous.ts";
export { openDraft } from "./open-draft.ts";
export type { Submission } from "./prepare.ts";
export { countsOfQuotas, recountQuotas } from "./quota-store.ts";
export { type ResponseQuestion, readResponses, resolveFilter } from "./read-responses.ts";
export { readyPastAnswers } from "./ready-past-answers.ts";
export { type Saved, saveResponse } from "./save-response.ts";
export {
  addView,
  arrangeViews,
  changeView,
  readViews,
  removeView,
  type SavedView,
  type ViewInput,
} from "./saved-views.ts";
export { DoorShut, givenAtOf } from "./shut-door.ts";
export { readSingleUseLinks } from "./single-use-links.ts";
export {
  findResponse,
  leaveDetectors,
  lockResponse,
  type StoredResponse,
} from "./store.ts";
export { type ResponseSummary, summariseResponses } from "./summarise-responses.ts";
export {
  answerAtDoor,
  brandOf,
  type OpenedLink,
  type OpenedSurvey,
  openDistribution,
  openInvitation,
  openUnsubscribe,
  type Visit,
} from "./survey-doors.ts";
export {
  addTheme,
  changeTheme,
  countThemes,
  readThemes,
  removeTheme,
  type ThemeCounts,
  type ThemeView,
} from "./themes.ts";
export { type ResponseView, viewOfStored } from "./view.ts";
