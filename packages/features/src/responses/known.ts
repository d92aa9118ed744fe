import type { Known } from "@otklik/domain/survey/condition";
import { readContact, traitsOf } from "../contacts/index.ts";
import type { Context } from "../context.ts";
import type { InvitationRow } from "../distribution/index.ts";
import { Problem } from "../problem.ts";

/** What branches and texts may speak of for somebody invited. Of somebody erased, nothing is known any more. */
export async function knownOf(
  ctx: Context,
  { contactId, context }: Pick<InvitationRow, "contactId" | "context">,
): Promise<Known> {
  try {
    return { contact: traitsOf(await readContact(ctx, contactId)), context };
  } catch (error) {
    if (error instanceof Problem && error.kind === "not-found") return { context };
    throw error;
  }
}
