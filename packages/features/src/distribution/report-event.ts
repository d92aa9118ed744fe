import { type GivenContact, upsertContact } from "../contacts/index.ts";
import type { Context } from "../context.ts";
import { type DecisionView, decide, decisionView } from "./decide.ts";
import {
  type CustomerEventRow,
  decisionsOn,
  distributionsFor,
  findCustomerEvent,
  insertCustomerEvent,
} from "./store.ts";

export type ReportedEvent = {
  name: string;
  contact: GivenContact;
  properties: Record<string, unknown>;
  occurredAt?: Date;
  /** The caller's own id: the same again gives the first decisions and makes nothing new. */
  eventId?: string;
};

/** A customer reached a touchpoint: decides for every distribution that waits for this event whether to ask them. */
export async function reportEvent(
  ctx: Context,
  input: ReportedEvent,
): Promise<{ eventId: string; decisions: DecisionView[] }> {
  const known = input.eventId === undefined ? null : await findCustomerEvent(ctx, { eventId: input.eventId });
  if (known) return firstDecisions(ctx, known);
  const { contactId } = await upsertContact(ctx, input.contact, "/contact");
  const id = ctx.ports.crypto.uuidv7();
  const now = ctx.ports.now();
  const event: Omit<CustomerEventRow, "workspaceId"> = {
    id,
    eventId: input.eventId ?? id,
    name: input.name,
    contactId,
    properties: input.properties,
    occurredAt: input.occurredAt ?? now,
    receivedAt: now,
  };
  if (!(await insertCustomerEvent(ctx, event))) {
    return firstDecisions(ctx, (await findCustomerEvent(ctx, { eventId: event.eventId })) as CustomerEventRow);
  }

  const decisions: DecisionView[] = [];
  for (const distribution of await distributionsFor(ctx, input.name)) {
    const decision = await decide(ctx, {
      contactId,
      distribution,
      event: { workspaceId: ctx.workspaceId, ...event },
      context: input.properties,
    });
    decisions.push(decisionView(decision));
  }
  return { eventId: event.eventId, decisions };
}

async function firstDecisions(ctx: Context, event: CustomerEventRow) {
  return { eventId: event.eventId, decisions: (await decisionsOn(ctx, event)).map(decisionView) };
}
