export {
  answerInvitation,
  type InvitedAnswer,
  quarantineAnswer,
  quarantineScanned,
  ScannerLike,
} from "./answer-invitation.ts";
export { type Capture, openCapture } from "./capture.ts";
export { forgetAnswers } from "./forget.ts";
export { checkingDoor, openImportDoor } from "./import-door.ts";
export type { Submission } from "./prepare.ts";
export { type ResponseQuestion, readResponses, readStoredResponse } from "./read-responses.ts";
export { type Saved, saveResponse } from "./save-response.ts";
export { findResponse, type StoredResponse } from "./store.ts";
export { type OpenedSurvey, openDistribution, openInvitation, openUnsubscribe } from "./survey-doors.ts";
export { type ResponseView, viewOfStored } from "./view.ts";
