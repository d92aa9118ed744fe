import { readIdentities } from "../contacts/index.ts";
import { type Context, type PublishedSurvey, system } from "../context.ts";
import type { House } from "../house.ts";
import type { Ports } from "../ports.ts";
import { Problem } from "../problem.ts";
import type { ImportDoor, ImportedAnswer, ImportedRow } from "../sources/index.ts";
import { openCapture } from "./capture.ts";
import { digestOf, prepareResponse, type Submission } from "./prepare.ts";
import { knownRespondent, prepareInContext } from "./save-response.ts";
import { finishedDigests } from "./store.ts";

// Their identities are locked until the transaction ends: nobody else who knows one of them should wait long.
const contactsAtOnce = 64;

/**
 * The door for answers out of files: capture, as for every other door, under the workspace's own name. What can be asked
 * for many at once is: which of them are stored already, and who gave them.
 */
export function openImportDoor(house: House, workspaceId: string): ImportDoor {
  const capture = openCapture(house);
  let isFirst = true;

  return {
    store: async (rows) => {
      const stored = await house.inWorkspace(workspaceId, system, (ctx) => compareWithStored(ctx, rows));
      const fresh = rows.filter(({ answer }) => !stored.has(answer.submissionId));
      const respondents = await findRespondents(house, workspaceId, fresh);
      const store = async (row: ImportedRow): Promise<"added" | "known"> => {
        const before = stored.get(row.answer.submissionId);
        if (before === "changed")
          throw new Problem("conflict", "response.finished", "This answer was stored otherwise.");
        if (before === "same") return "known";
        const respondent = respondents.get(row) ?? {};
        if (respondent instanceof Problem) throw respondent;
        const { isNew } = await capture.submit(workspaceId, system, { ...submissionOf(row.answer), ...respondent });
        return isNew ? "added" : "known";
      };
      // The first of all goes alone: what it looks up is remembered, and hundreds would each look it up for themselves.
      const alone = isFirst ? await Promise.allSettled(rows.slice(0, 1).map(store)) : [];
      isFirst = false;
      return [...alone, ...(await Promise.allSettled(rows.slice(alone.length).map(store)))];
    },
  };
}

/** Checks each answer as the door above would, and stores nothing. */
export function checkingDoor(ports: Ports, survey: PublishedSurvey): ImportDoor {
  const surroundings = { survey, touchpointId: survey.id, dimensions: [] };
  return {
    store: (rows) =>
      Promise.allSettled(
        rows.map(async ({ answer, contact }) => {
          prepareResponse(ports, submissionOf(answer), surroundings);
          if (contact) readIdentities(contact, "/contact");
          return "added" as const;
        }),
      ),
  };
}

const submissionOf = (answer: ImportedAnswer): Submission => ({
  ...answer,
  finished: true,
  source: "import",
  isTest: false,
});

async function compareWithStored(ctx: Context, rows: ImportedRow[]): Promise<Map<string, "same" | "changed">> {
  const digests = await finishedDigests(
    ctx,
    rows.map(({ answer }) => answer.submissionId),
  );
  const compared = rows.flatMap(({ answer }) => {
    const digest = digests.get(answer.submissionId);
    if (digest === undefined) return [];
    return [[answer.submissionId, digest === digestOf(ctx.ports, submissionOf(answer)) ? "same" : "changed"] as const];
  });
  return new Map(compared);
}

type Respondents = Map<ImportedRow, Awaited<ReturnType<typeof knownRespondent>> | Problem>;

/** Finds or makes those who gave the answers. An answer that will be refused makes nobody. */
async function findRespondents(house: House, workspaceId: string, rows: ImportedRow[]): Promise<Respondents> {
  const named = rows.filter(({ contact }) => contact !== undefined);
  const found: Respondents = new Map();
  for (let from = 0; from < named.length; from += contactsAtOnce) {
    await house.inWorkspace(workspaceId, system, async (ctx) => {
      for (const row of named.slice(from, from + contactsAtOnce)) found.set(row, await findRespondent(ctx, row));
    });
  }
  return found;
}

async function findRespondent(ctx: Context, { answer, contact = {} }: ImportedRow) {
  try {
    await prepareInContext(ctx, submissionOf(answer));
    return await knownRespondent(ctx, contact);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}
