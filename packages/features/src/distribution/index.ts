export { type AddedOccasion, addPastOccasions, type Fate, type PastOccasion } from "./add-past-occasions.ts";
export type { DecisionView } from "./decide.ts";
export {
  changeDistribution,
  createDistribution,
  type DistributionChange,
  type DistributionInput,
  type DistributionView,
  readDistribution,
  readDistributions,
} from "./distributions.ts";
export { type EligibilityView, readEligibility } from "./eligibility.ts";
export {
  type FoundLink,
  findInvitationLink,
  findOpenLink,
  findUnsubscribeLink,
  markOpened,
  markScanned,
  unsubscribeByLink,
} from "./follow-link.ts";
export { forgetEvents } from "./forget.ts";
export {
  decideAgain,
  type InvitationView,
  type InviteInput,
  inviteContact,
  readDecisions,
  readInvitation,
} from "./invite-contact.ts";
export type { LinkSettings } from "./link-settings.ts";
export { takenBy, takePlace } from "./link-store.ts";
export { linksOf } from "./links.ts";
export { enterPin, isPinProof, pinRememberedMs, pinWindowMs } from "./pin.ts";
export { type MessagesView, previewMessages } from "./preview-messages.ts";
export { type ReportedEvent, reportEvent } from "./report-event.ts";
export { sendInvitation } from "./send-invitation.ts";
export { sendTest, type TestView } from "./send-test.ts";
export { countSettled, invitationsSent } from "./sent-store.ts";
export { makeSingleUseLinks, openSingleUse, pageOfSingleUse, type SingleUseView } from "./single-use.ts";
export {
  type CustomerEventRow,
  type DistributionRow,
  findDistribution,
  findInvitation,
  forgetContext,
  type InvitationRow,
  lockInvitation,
  updateInvitation,
} from "./store.ts";
