CREATE TABLE "spent_invitations" (
	"workspace_id" uuid NOT NULL,
	"invitation_id" uuid NOT NULL,
	CONSTRAINT "spent_invitations_workspace_id_invitation_id_pk" PRIMARY KEY("workspace_id","invitation_id")
);
--> statement-breakpoint
ALTER TABLE "responses" ADD COLUMN "anonymous" text;--> statement-breakpoint
ALTER TABLE "series" ADD COLUMN "is_anonymous" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "spent_invitations" ADD CONSTRAINT "spent_is_an_invitation" FOREIGN KEY ("workspace_id","invitation_id") REFERENCES "public"."invitations"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "responses_anonymous" ON "responses" USING btree ("workspace_id","survey_id") WHERE anonymous is not null;--> statement-breakpoint
select tenant_table('spent_invitations');
