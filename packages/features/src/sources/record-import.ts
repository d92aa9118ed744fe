import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import type { ImportCounts } from "./import-answers.ts";
import type { PreparedImport } from "./prepare-import.ts";

/** Leaves a trace of who put these answers in, and says that there are more of the past now. */
export async function recordImport(
  ctx: Context,
  { survey, touchpointKey }: PreparedImport,
  counts: ImportCounts,
): Promise<void> {
  await audit(ctx, {
    action: "responses.import",
    subjectKind: "survey",
    subjectId: survey.id,
    details: { touchpointKey, ...counts },
  });
  await ctx.emit({ name: "responses.imported" });
}
