-- What was saved before has neither words nor a time that silence is counted from: a job a workspace sees to it, in parts.
CREATE INDEX "responses_unfinished" ON "responses" USING btree ("workspace_id","last_saved_at") WHERE last_saved_at is not null;
--> statement-breakpoint
insert into "jobs" ("id", "workspace_id", "queue", "payload", "dedupe_key", "run_at")
select gen_random_uuid(), "id", 'readyPastAnswers', '{}', "id"::text, now() from "workspaces";
