import { hourOf } from "@otklik/domain/survey/anonymity";
import { followAnswer, forgetCases, openCase, watchDue } from "./cases/index.ts";
import type { Context, Planning, Work } from "./context.ts";
import { decideAgain, forgetEvents, sendInvitation } from "./distribution/index.ts";
import { type EventName, type EventNamed, type HouseEvent, loggedPayload } from "./events.ts";
import { addToScores, rebuildScores } from "./metrics/index.ts";
import {
  finishSilent,
  forgetAnswers,
  forgetViews,
  mixAnonymous,
  quarantineScanned,
  readyPastAnswers,
} from "./responses/index.ts";
import {
  hearFollowUp,
  outdateBaselines,
  planAlerts,
  sendAlert,
  sendDigest,
  watchNights,
  watchShifts,
} from "./shifts/index.ts";

/** A step of the verb's own transaction. */
type Step<Name extends EventName> = (planning: Planning, event: EventNamed<Name>) => void | Promise<void>;

/** A job of its own, left by the same transaction, then run and retried alone. Its payload holds ids only. */
export type Follower<Event extends HouseEvent> = {
  queue: string;
  when?(event: Event): boolean;
  /** When it is due; at once if not said. */
  at?(event: Event): Date;
  /** Without one there is a job a workspace: however many ask for it, it is there once. */
  payload(event: Event): Record<string, string>;
  /** Never given up: whoever comes after it would wait for ever. */
  keepsTrying?: boolean;
  /** Leads to mail to customers or members: not in a restored copy, until somebody says that the original is gone. */
  sends?: boolean;
  run(work: Work, payload: Record<string, string>): Promise<void>;
};

type Flow = { [Name in EventName]: { within: Step<Name>[]; after: Follower<EventNamed<Name>>[] } };

/** What happens next. Nothing else in the house knows. */
export const flow: Flow = {
  "response.created": { within: [log, addToScores], after: [watchShifts, openCase] },
  "response.updated": { within: [log, addToScores, tellCase], after: [watchShifts, openCase] },
  "response.unfinished": { within: [], after: [finishSilent] },
  "answers.unmixed": { within: [], after: [mixAnonymous] },
  "response.finished": { within: [log], after: [] },
  "callback.requested": { within: [log], after: [] },
  "invitation.scheduled": { within: [], after: [sendInvitation] },
  "invitation.scanned": { within: [], after: [quarantineScanned] },
  "invitation.sent": { within: [log], after: [] },
  "invitation.failed": { within: [log], after: [] },
  "decision.deferred": { within: [], after: [decideAgain] },
  "contact.unsubscribed": { within: [log], after: [] },
  "contact.erased": { within: [log, forgetEvents, forgetAnswers, forgetViews, forgetCases], after: [] },
  "workspace.zone-changed": { within: [recountDays], after: [] },
  "shift.detected": { within: [log], after: [planAlerts] },
  "shift.cleared": { within: [log], after: [planAlerts] },
  "alert.planned": { within: [], after: [sendAlert] },
  "digest.planned": { within: [], after: [sendDigest] },
  "responses.imported": { within: [learnAnew], after: [] },
  "alarms.changed": { within: [learnAnew], after: [] },
  "detectors.refreshed": { within: [], after: [watchNights] },
  "case.due": { within: [hearOfFollowUp], after: [] },
  "case.opened": { within: [log], after: [watchDue] },
  "case.assigned": { within: [log], after: [] },
  "case.overdue": { within: [log], after: [] },
  "case.resolved": { within: [log], after: [] },
};

/** Left by migrations, for what was saved before them. */
const leftByMigrations: Follower<HouseEvent>[] = [readyPastAnswers];

/** Every follower by its queue, for the worker. */
export const followers: ReadonlyMap<string, Follower<HouseEvent>> = new Map(
  [...Object.values(flow), { after: leftByMigrations }].flatMap(({ after }) =>
    (after as Follower<HouseEvent>[]).map((follower) => [follower.queue, follower] as const),
  ),
);

/** Those that speak to somebody outside. */
export const sendingQueues: readonly string[] = [...followers.values()].flatMap(({ queue, sends }) =>
  sends ? queue : [],
);

/** Runs the steps and leaves the jobs of one event. */
export async function follow(planning: Planning, event: HouseEvent): Promise<void> {
  const { within, after } = flow[event.name] as { within: Step<EventName>[]; after: Follower<HouseEvent>[] };
  for (const step of within) await step(planning, event);
  for (const follower of after) {
    if (follower.when && !follower.when(event)) continue;
    const payload = follower.payload(event);
    const isShared = Object.keys(payload).length === 0;
    planning.changes.jobs.push({
      response_id: isShared ? null : onlyWith(event),
      id: planning.ports.crypto.uuidv7(),
      queue: follower.queue,
      payload,
      dedupe_key: isShared ? planning.workspaceId : Object.values(payload).join(":"),
      run_at: (follower.at?.(event) ?? planning.ports.now()).toISOString(),
    });
  }
}

// Days begin elsewhere now. A zone is changed by a person, in a transaction that can also read.
async function recountDays(planning: Planning): Promise<void> {
  await rebuildScores(planning as Context);
}

async function learnAnew(planning: Planning): Promise<void> {
  await outdateBaselines(planning as Context);
}

// An edit has a transaction of its own; only what is new is written in batches.
async function tellCase(planning: Planning, event: EventNamed<"response.created" | "response.updated">): Promise<void> {
  await followAnswer(planning as Context, event);
}

// It happens in a job of its own, whose transaction can also read.
async function hearOfFollowUp(planning: Planning, event: EventNamed<"case.due">): Promise<void> {
  await hearFollowUp(planning as Context, event);
}

function log(planning: Planning, event: HouseEvent): void {
  planning.changes.log.push({
    response_id: onlyWith(event),
    name: event.name,
    payload: loggedPayload(event),
    ...("isAnonymous" in event && event.isAnonymous && { at: hourOf(planning.ports.now()).toISOString() }),
  });
}

const onlyWith = (event: HouseEvent): string | null =>
  "ifInserted" in event && event.ifInserted ? event.responseId : null;
