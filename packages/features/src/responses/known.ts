import type { Known } from "@otklik/domain/survey/condition";
import { readContact, traitsOf } from "../contacts/index.ts";
import type { Context } from "../context.ts";
import { Problem } from "../problem.ts";

/** What branches and texts may speak of for a contact, beside what the link or the request carried. Of somebody erased, nothing is known any more. */
export async function knownOf(
  ctx: Context,
  { contactId, context }: { contactId: string | null; context: Record<string, unknown> },
): Promise<Known> {
  if (contactId === null) return { context };
  try {
    return { contact: traitsOf(await readContact(ctx, contactId)), context };
  } catch (error) {
    if (error instanceof Problem && error.kind === "not-found") return { context };
    throw error;
  }
}
