import { type Changes, changesStatement, changesValues, noChanges, type Written } from "@otklik/db/write-changes";
import type { GivenContact } from "../contacts/index.ts";
import type { Actor, Planning } from "../context.ts";
import { databaseCode } from "../database-code.ts";
import type { House } from "../house.ts";
import { readCatalogue } from "./catalogue.ts";
import { eventsOfNew, type Prepared, prepareResponse, type Submission } from "./prepare.ts";
import { type Saved, saveResponse } from "./save-response.ts";
import { viewOfNew } from "./view.ts";

/** The door for answers that need nothing else of the database: everything is checked here, then written in batches. */
export type Capture = {
  submit(workspaceId: string, actor: Actor, submission: Submission, contact?: GivenContact): Promise<Saved>;
};

type Waiting = { changes: Changes; responseId: string; settle(isInserted: boolean): void; fail(error: unknown): void };

// Larger batches gain nothing more and make the first of a batch wait for the last.
const mostInBatch = 128;
// Two at a time a workspace would only wait for each other's lock; of different workspaces, this many at once.
const mostWriters = 4;

/**
 * While one batch is being committed the next one gathers, so there is no timer: an idle server answers at the speed
 * of one transaction. Every answer is acknowledged after the commit that holds it.
 */
export function openCapture(house: House): Capture {
  const waiting = new Map<string, Waiting[]>();
  const shared = new Map<string, Promise<unknown>>();
  const writing = new Set<string>();

  const writeNext = (): void => {
    for (const [workspaceId, queue] of waiting) {
      if (writing.size >= mostWriters) return;
      if (writing.has(workspaceId)) continue;
      const batch = queue.splice(0, mostInBatch);
      if (queue.length === 0) waiting.delete(workspaceId);
      writing.add(workspaceId);
      // The next batch is on its way before anybody of this one is answered: the database never waits for us to talk.
      void writeBatch(house, workspaceId, batch, () => {
        writing.delete(workspaceId);
        writeNext();
      });
    }
  };

  const write = (workspaceId: string, { row }: Prepared, changes: Changes): Promise<boolean> =>
    new Promise((settle, fail) => {
      const queue = waiting.get(workspaceId) ?? [];
      queue.push({ changes, responseId: row.id, settle, fail });
      waiting.set(workspaceId, queue);
      writeNext();
    });

  return {
    submit: async (workspaceId, actor, given, contact) => {
      // One attempt has one name from here on: whatever is tried again finds what was stored under it.
      const submission = { ...given, submissionId: given.submissionId ?? house.ports.crypto.uuidv7() };
      const alone = () => house.inWorkspace(workspaceId, actor, (ctx) => saveResponse(ctx, submission, contact));
      if (contact) return alone();
      const prepared = await prepareForBatch(house, shared, workspaceId, submission);
      // Whether it still fits in a quota is known under a lock only, which a batch has not.
      if (submission.finished && prepared.quotas.length > 0) return alone();
      const changes = await changesOf(house, workspaceId, prepared);
      const isInserted = await write(workspaceId, prepared, changes);
      // Not inserted: the submissionId is known. Whether that is a repeat, an edit or a conflict is decided under its lock.
      return isInserted ? { response: viewOfNew(prepared), isNew: true } : alone();
    },
  };
}

/** The same where nothing outlives a request: an answer is read, decided and written in one transaction of its own. */
export function captureOneByOne(house: House): Capture {
  return {
    submit: (workspaceId, actor, given, contact) => {
      const submission = { ...given, submissionId: given.submissionId ?? house.ports.crypto.uuidv7() };
      return house.inWorkspace(workspaceId, actor, (ctx) => saveResponse(ctx, submission, contact));
    },
  };
}

async function prepareForBatch(
  house: House,
  shared: Map<string, Promise<unknown>>,
  workspaceId: string,
  submission: Submission,
): Promise<Prepared> {
  const read = <T>(
    work: (reading: {
      tx: Parameters<Parameters<typeof house.database.inWorkspace>[1]>[0];
      workspaceId: string;
    }) => Promise<T>,
  ) => house.database.inWorkspace(workspaceId, (tx) => work({ tx, workspaceId }));
  const catalogue = readCatalogue({ workspaceId, memory: house.memory, now: house.ports.now(), read, shared });
  return prepareResponse(house.ports, submission, {
    survey: await catalogue.survey(submission.surveyId),
    touchpointId: await catalogue.touchpointId(submission.touchpointKey),
    dimensions: await catalogue.dimensions(),
  });
}

async function changesOf(house: House, workspaceId: string, prepared: Prepared): Promise<Changes> {
  const changes = noChanges(prepared.row.received_at);
  const planning: Planning = {
    workspaceId,
    ports: house.ports,
    memory: house.memory,
    changes,
    inTx: (work) => house.database.inWorkspace(workspaceId, work),
    // What a step reads or makes here has a transaction of its own, committed by the time it returns.
    afterCommit: (work) => work(),
  };
  changes.responses.push(prepared.row);
  for (const event of eventsOfNew(prepared)) await house.follow(planning, event);
  return changes;
}

async function writeBatch(house: House, workspaceId: string, batch: Waiting[], goOn: () => void): Promise<void> {
  try {
    const inserted = await writeOnce(house, workspaceId, batch);
    goOn();
    for (const one of batch) one.settle(inserted === null || inserted.includes(one.responseId));
  } catch (error) {
    const isFaultOfData = /^(22|23|54)/.test(databaseCode(error) ?? "");
    if (batch.length === 1 || !isFaultOfData) {
      goOn();
      for (const one of batch) one.fail(error);
      return;
    }
    // One bad answer must not take the others down: each is tried alone, so that only its own sender hears of it.
    for (const one of batch) {
      await writeOnce(house, workspaceId, [one]).then((inserted) => one.settle(inserted === null), one.fail);
    }
    goOn();
  }
}

/** The ids that were new, or null if all of them were. */
async function writeOnce(house: House, workspaceId: string, batch: Waiting[]): Promise<string[] | null> {
  const changes = noChanges((batch.at(-1) as Waiting).changes.at);
  for (const one of batch) {
    changes.responses.push(...one.changes.responses);
    changes.additions.push(...one.changes.additions);
    changes.log.push(...one.changes.log);
    changes.jobs.push(...one.changes.jobs);
    changes.takeUps.push(...one.changes.takeUps);
  }
  changes.jobs = withoutRepeats(changes.jobs);
  const [row] = await house.database.statementInWorkspace(
    workspaceId,
    changesStatement,
    changesValues(workspaceId, changes),
  );
  if (!row) throw new Error("the workspace is gone");
  return (row as Written).inserted;
}

/** What is to be done once however many answers ask for it is left once. */
function withoutRepeats(jobs: Changes["jobs"]): Changes["jobs"] {
  const seen = new Set<string>();
  return jobs.filter(({ response_id, queue, dedupe_key }) => {
    if (response_id !== null) return true;
    const isRepeat = seen.has(`${queue} ${dedupe_key}`);
    seen.add(`${queue} ${dedupe_key}`);
    return !isRepeat;
  });
}
