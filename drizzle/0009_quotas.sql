CREATE TABLE "quota_answers" (
	"workspace_id" uuid NOT NULL,
	"response_id" uuid NOT NULL,
	"survey_id" uuid NOT NULL,
	"quota_id" text NOT NULL,
	"is_counted" boolean NOT NULL,
	CONSTRAINT "quota_answers_workspace_id_response_id_quota_id_pk" PRIMARY KEY("workspace_id","response_id","quota_id")
);
--> statement-breakpoint
CREATE TABLE "quota_counts" (
	"workspace_id" uuid NOT NULL,
	"survey_id" uuid NOT NULL,
	"quota_id" text NOT NULL,
	"n" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "quota_counts_workspace_id_survey_id_quota_id_pk" PRIMARY KEY("workspace_id","survey_id","quota_id")
);
--> statement-breakpoint
ALTER TABLE "quota_answers" ADD CONSTRAINT "answer_in_a_quota" FOREIGN KEY ("workspace_id","survey_id","quota_id") REFERENCES "public"."quota_counts"("workspace_id","survey_id","quota_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quota_counts" ADD CONSTRAINT "quota_of_a_survey" FOREIGN KEY ("workspace_id","survey_id") REFERENCES "public"."surveys"("workspace_id","id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
select tenant_table('quota_counts');
--> statement-breakpoint
select tenant_table('quota_answers');
