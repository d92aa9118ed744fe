ALTER TABLE "workspace_settings" ADD COLUMN "silence_minutes" integer DEFAULT 60 NOT NULL;--> statement-breakpoint
ALTER TABLE "responses" ADD COLUMN "finished_by_silence" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "responses" ADD COLUMN "last_saved_at" timestamp (3) with time zone;