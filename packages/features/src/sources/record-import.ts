import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import type { ImportCounts } from "./import-answers.ts";
import type { PreparedImport } from "./prepare-import.ts";

/** Leaves a trace of who put these answers in. */
export function recordImport(
  ctx: Context,
  { survey, touchpointKey }: PreparedImport,
  counts: ImportCounts,
): Promise<void> {
  return audit(ctx, {
    action: "responses.import",
    subjectKind: "survey",
    subjectId: survey.id,
    details: { touchpointKey, ...counts },
  });
}
