CREATE TABLE "outcome_days" (
	"workspace_id" uuid NOT NULL,
	"metric" text NOT NULL,
	"touchpoint_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"distribution_id" uuid,
	"day" integer NOT NULL,
	"n" integer NOT NULL,
	"hits" integer NOT NULL,
	CONSTRAINT "one_count_per_outcome_and_day" UNIQUE NULLS NOT DISTINCT("workspace_id","metric","touchpoint_id","channel","distribution_id","day")
);
--> statement-breakpoint
ALTER TABLE "outcome_days" ADD CONSTRAINT "outcome_days_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcome_days" ADD CONSTRAINT "outcomes_at_a_touchpoint" FOREIGN KEY ("workspace_id","touchpoint_id") REFERENCES "public"."touchpoints"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcome_days" ADD CONSTRAINT "outcomes_of_a_distribution" FOREIGN KEY ("workspace_id","distribution_id") REFERENCES "public"."distributions"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shift_watches" DROP COLUMN "follow_ups_until";--> statement-breakpoint
select tenant_table('outcome_days');
