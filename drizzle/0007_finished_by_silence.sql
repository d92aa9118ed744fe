ALTER TABLE "workspace_settings" ADD COLUMN "silence_minutes" integer DEFAULT 60 NOT NULL;--> statement-breakpoint
ALTER TABLE "responses" ADD COLUMN "finished_by_silence" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "responses" ADD COLUMN "last_saved_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "responses_unfinished" ON "responses" USING btree ("workspace_id","last_saved_at") WHERE last_saved_at is not null;--> statement-breakpoint
-- Silence of what is unfinished already is counted from its first save, and somebody must look at it.
alter table "responses" no force row level security;--> statement-breakpoint
update "responses" set "last_saved_at" = "received_at" where "status" = 'partial';--> statement-breakpoint
insert into "jobs" ("id", "workspace_id", "queue", "payload", "dedupe_key", "run_at")
select gen_random_uuid(), "workspace_id", 'finishSilent', '{}', "workspace_id"::text, now()
from (select distinct "workspace_id" from "responses" where "status" = 'partial') as waiting;--> statement-breakpoint
alter table "responses" force row level security;
