CREATE TABLE "response_notes" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"response_id" uuid NOT NULL,
	"author_kind" text NOT NULL,
	"author_id" text,
	"body" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "response_notes_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "response_tags" (
	"workspace_id" uuid NOT NULL,
	"response_id" uuid NOT NULL,
	"tag" text NOT NULL,
	CONSTRAINT "response_tags_workspace_id_response_id_tag_pk" PRIMARY KEY("workspace_id","response_id","tag")
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "name" text;--> statement-breakpoint
ALTER TABLE "workspace_settings" ADD COLUMN "accent" text;--> statement-breakpoint
ALTER TABLE "workspace_settings" ADD COLUMN "targets" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "case_notes" ADD COLUMN "kind" text DEFAULT 'note' NOT NULL;--> statement-breakpoint
ALTER TABLE "touchpoints" ADD COLUMN "position" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "response_notes" ADD CONSTRAINT "note_of_a_response" FOREIGN KEY ("workspace_id","response_id") REFERENCES "public"."responses"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "response_tags" ADD CONSTRAINT "tag_of_a_response" FOREIGN KEY ("workspace_id","response_id") REFERENCES "public"."responses"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notes_of_a_response" ON "response_notes" USING btree ("workspace_id","response_id","id");--> statement-breakpoint
CREATE INDEX "responses_by_tag" ON "response_tags" USING btree ("workspace_id","tag");--> statement-breakpoint
select tenant_table('response_notes');
--> statement-breakpoint
select tenant_table('response_tags');
