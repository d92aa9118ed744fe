import { readIdentities } from "../contacts/index.ts";
import { type Context, type PublishedSurvey, system } from "../context.ts";
import type { House } from "../house.ts";
import type { Ports } from "../ports.ts";
import type { ImportDoor, ImportedAnswer } from "../sources/index.ts";
import { openCapture } from "./capture.ts";
import { digestOf, prepareResponse, type Submission } from "./prepare.ts";
import { finishedDigests } from "./store.ts";

/** The door for answers out of files: the same verb as every other door, under the workspace's own name. */
export function openImportDoor(house: House, workspaceId: string): ImportDoor {
  const capture = openCapture(house);
  return {
    stored: (answers) => house.inWorkspace(workspaceId, system, (ctx) => compareWithStored(ctx, answers)),
    submit: (answer, contact) => capture.submit(workspaceId, system, submissionOf(answer), contact),
  };
}

/** Checks each answer as the door above would, and stores nothing. */
export function checkingDoor(ports: Ports, survey: PublishedSurvey): ImportDoor {
  return {
    stored: async () => new Map(),
    submit: async (answer, contact) => {
      if (contact) readIdentities(contact, "/contact");
      prepareResponse(ports, submissionOf(answer), { survey, touchpointId: survey.id, dimensions: [] });
      return { isNew: true };
    },
  };
}

const submissionOf = (answer: ImportedAnswer): Submission => ({
  ...answer,
  finished: true,
  source: "import",
  isTest: false,
});

/** Asked for many at once: one by one, importing a file again would take as long as the first time. */
async function compareWithStored(ctx: Context, answers: ImportedAnswer[]): Promise<Map<string, "same" | "changed">> {
  const digests = await finishedDigests(
    ctx,
    answers.map(({ submissionId }) => submissionId),
  );
  const compared = answers.flatMap((answer) => {
    const digest = digests.get(answer.submissionId);
    return digest === undefined
      ? []
      : [[answer.submissionId, digest === digestOf(ctx.ports, submissionOf(answer)) ? "same" : "changed"] as const];
  });
  return new Map(compared);
}
