export type { DecisionView } from "./decide.ts";
export {
  createDistribution,
  type DistributionInput,
  type DistributionView,
  readDistribution,
  readDistributions,
  switchDistribution,
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
export { linksOf } from "./links.ts";
export { type ReportedEvent, reportEvent } from "./report-event.ts";
export { sendInvitation } from "./send-invitation.ts";
export {
  type CustomerEventRow,
  findDistribution,
  findInvitation,
  forgetContext,
  type InvitationRow,
  lockInvitation,
  updateInvitation,
} from "./store.ts";
