import { rowsOf } from "@otklik/db/database";
import { responses, responseWords, spentInvitations } from "@otklik/db/schema/index";
import { and, eq, sql } from "drizzle-orm";
import type { Context } from "../context.ts";

export async function isSpent({ tx, workspaceId }: Context, invitationId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: spentInvitations.invitationId })
    .from(spentInvitations)
    .where(and(eq(spentInvitations.workspaceId, workspaceId), eq(spentInvitations.invitationId, invitationId)));
  return rows.length > 0;
}

export async function spendInvitation({ tx, workspaceId }: Context, invitationId: string): Promise<void> {
  await tx.insert(spentInvitations).values({ workspaceId, invitationId });
}

/** Where answers wait to be mixed, and how many. */
export type FreshGroup = { surveyId: string; touchpointId: string; channel: string; n: number };

export async function freshGroups({ tx, workspaceId }: Context): Promise<FreshGroup[]> {
  return rowsOf<FreshGroup>(
    await tx.execute(sql`
      select survey_id as "surveyId", touchpoint_id as "touchpointId", channel, count(*)::int as n
      from responses
      where workspace_id = ${workspaceId} and anonymous = 'fresh'
      group by survey_id, touchpoint_id, channel`),
  );
}

/**
 * Writes the fresh answers of a group anew in the order of their random ids, and the invitations spent on them in that of
 * their making: neither the order of rows nor the transaction that wrote them tells any longer which belong together.
 */
export async function mixGroup(
  { tx, workspaceId }: Context,
  { surveyId, touchpointId, channel }: Omit<FreshGroup, "n">,
): Promise<void> {
  const fresh = await tx
    .select({ id: responses.id })
    .from(responses)
    .where(
      and(
        eq(responses.workspaceId, workspaceId),
        eq(responses.anonymous, "fresh"),
        eq(responses.surveyId, surveyId),
        eq(responses.touchpointId, touchpointId),
        eq(responses.channel, channel),
      ),
    )
    .orderBy(responses.id)
    .for("update");
  // One by one: a single update would write them in the order in which they lie.
  for (const { id } of fresh) {
    await tx
      .update(responses)
      .set({ anonymous: "mixed" })
      .where(and(eq(responses.workspaceId, workspaceId), eq(responses.id, id)));
    await tx
      .update(responseWords)
      .set({ words: sql`words` })
      .where(and(eq(responseWords.workspaceId, workspaceId), eq(responseWords.responseId, id)));
  }
  await tx.execute(sql`
    with spent as (
      delete from spent_invitations s using invitations i
      where s.workspace_id = ${workspaceId} and i.workspace_id = s.workspace_id and i.id = s.invitation_id
        and i.survey_id = ${surveyId} and i.touchpoint_id = ${touchpointId} and i.channel = ${channel}
      returning s.invitation_id as id
    )
    update invitations i set status = 'completed' from spent
    where i.workspace_id = ${workspaceId} and i.id = spent.id`);
}
