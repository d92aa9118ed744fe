export { answerInvitation, type InvitedAnswer, quarantineAnswer, quarantineScanned, ScannerLike } from "./answer-invitation.ts";
export { type Capture, openCapture } from "./capture.ts";
export { forgetAnswers } from "./forget.ts";
export type { Submission } from "./prepare.ts";
export { readResponses, readStoredResponse, type ResponseQuestion } from "./read-responses.ts";
export { type Saved, saveResponse } from "./save-response.ts";
export { findResponse, type StoredResponse } from "./store.ts";
export { openDistribution, openInvitation, openUnsubscribe, type OpenedSurvey } from "./survey-doors.ts";
export { type ResponseView, viewOfStored } from "./view.ts";
