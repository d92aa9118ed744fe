CREATE INDEX "history_of_a_subject" ON "audit_log" USING btree ("workspace_id","subject_kind","subject_id","id");--> statement-breakpoint
CREATE INDEX "decision_of_an_invitation" ON "decisions" USING btree ("workspace_id","invitation_id");--> statement-breakpoint
CREATE INDEX "decisions_of_a_distribution" ON "decisions" USING btree ("workspace_id","distribution_id","at");--> statement-breakpoint
CREATE INDEX "invitations_by_sending" ON "invitations" USING btree ("workspace_id","sent_at");--> statement-breakpoint
CREATE INDEX "invitations_of_a_distribution" ON "invitations" USING btree ("workspace_id","distribution_id","created_at");