const day = 86_400_000;

/** Why no survey at all can be sent to a contact now, whatever it asks. */
export type StandingReason = "unsubscribed" | "suppressed" | "unreachable" | "contact-budget";

export type Standing = {
  canBeAsked: boolean;
  reason: StandingReason | null;
  /** When the contact budget allows it again; null: now, or not as long as the reason lasts. */
  nextEligibleAt: Date | null;
};

type Person = {
  hasUnsubscribed: boolean;
  /** Whether there is an address for some channel that sends, suppressed or not. */
  hasAddress: boolean;
  /** Whether one of them can be written to now. */
  canBeReached: boolean;
  /** Of a contact made or planned, over all channels and surveys. */
  lastContactAt: Date | null;
};

/** What holds for every survey of one kind: consent first, then a way to reach them, then rest. */
export function standingOf(person: Person, restDays: number, now: Date): Standing {
  const never = (reason: StandingReason): Standing => ({ canBeAsked: false, reason, nextEligibleAt: null });
  if (person.hasUnsubscribed) return never("unsubscribed");
  if (!person.canBeReached) return never(person.hasAddress ? "suppressed" : "unreachable");
  const rested = person.lastContactAt && new Date(person.lastContactAt.getTime() + restDays * day);
  if (rested && rested > now) return { canBeAsked: false, reason: "contact-budget", nextEligibleAt: rested };
  return { canBeAsked: true, reason: null, nextEligibleAt: null };
}
