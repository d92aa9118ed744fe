import {
  customerEvents,
  decisions,
  invitations,
  responses,
  surveyVersions,
  touchpoints,
} from "@otklik/db/schema/index";
import type { SurveyDefinition } from "@otklik/domain/survey/definition";
import { and, desc, eq, or } from "drizzle-orm";
import type { Context } from "../context.ts";
import type { CaseRow } from "./store.ts";

export type AnswerRow = {
  id: string;
  occurredAt: Date;
  score: number | null;
  class: string | null;
  comment: string | null;
  channel: string;
  touchpointName: string;
  definition: SurveyDefinition;
};

/** The answers that a case is about or that its customer gave, newest first. */
export async function answersAround(
  { tx, workspaceId }: Context,
  { contactId, subjectId }: CaseRow,
  limit: number,
): Promise<AnswerRow[]> {
  return tx
    .select({
      id: responses.id,
      occurredAt: responses.occurredAt,
      score: responses.score,
      class: responses.class,
      comment: responses.comment,
      channel: responses.channel,
      touchpointName: touchpoints.name,
      definition: surveyVersions.definition,
    })
    .from(responses)
    .innerJoin(
      touchpoints,
      and(eq(touchpoints.workspaceId, responses.workspaceId), eq(touchpoints.id, responses.touchpointId)),
    )
    .innerJoin(
      surveyVersions,
      and(
        eq(surveyVersions.workspaceId, responses.workspaceId),
        eq(surveyVersions.surveyId, responses.surveyId),
        eq(surveyVersions.version, responses.surveyVersion),
      ),
    )
    .where(
      and(
        eq(responses.workspaceId, workspaceId),
        contactId ? or(eq(responses.contactId, contactId), eq(responses.id, subjectId)) : eq(responses.id, subjectId),
      ),
    )
    .orderBy(desc(responses.occurredAt), desc(responses.id))
    .limit(limit);
}

export async function invitationsOf({ tx, workspaceId }: Context, contactId: string, limit: number) {
  return tx
    .select({
      id: invitations.id,
      createdAt: invitations.createdAt,
      sentAt: invitations.sentAt,
      channel: invitations.channel,
      status: invitations.status,
      reason: invitations.reason,
      touchpointName: touchpoints.name,
    })
    .from(invitations)
    .innerJoin(
      touchpoints,
      and(eq(touchpoints.workspaceId, invitations.workspaceId), eq(touchpoints.id, invitations.touchpointId)),
    )
    .where(and(eq(invitations.workspaceId, workspaceId), eq(invitations.contactId, contactId)))
    .orderBy(desc(invitations.id))
    .limit(limit);
}

export type EventRow = { id: string; name: string; occurredAt: Date; properties: Record<string, unknown> };

const eventColumns = {
  id: customerEvents.id,
  name: customerEvents.name,
  occurredAt: customerEvents.occurredAt,
  properties: customerEvents.properties,
};

export async function eventsOf({ tx, workspaceId }: Context, contactId: string, limit: number): Promise<EventRow[]> {
  return tx
    .select(eventColumns)
    .from(customerEvents)
    .where(and(eq(customerEvents.workspaceId, workspaceId), eq(customerEvents.contactId, contactId)))
    .orderBy(desc(customerEvents.id))
    .limit(limit);
}

/** What the customer did that they were asked about. */
export async function eventBehind({ tx, workspaceId }: Context, invitationId: string): Promise<EventRow | null> {
  const [row] = await tx
    .select(eventColumns)
    .from(decisions)
    .innerJoin(
      customerEvents,
      and(eq(customerEvents.workspaceId, decisions.workspaceId), eq(customerEvents.id, decisions.customerEventId)),
    )
    .where(and(eq(decisions.workspaceId, workspaceId), eq(decisions.invitationId, invitationId)))
    .limit(1);
  return row ?? null;
}
