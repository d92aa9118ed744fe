import type { Planning } from "../context.ts";
import type { EventNamed } from "../events.ts";
import { forgetContext } from "./store.ts";

/** What an erased contact's events and invitations said of them goes; that they took place stays. */
export function forgetEvents(planning: Planning, { contactId }: EventNamed<"contact.erased">): Promise<void> {
  const { workspaceId } = planning;
  return planning.inTx((tx) => forgetContext({ tx, workspaceId }, contactId));
}
