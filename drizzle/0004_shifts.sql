CREATE TABLE "alert_preferences" (
	"workspace_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"mode" text NOT NULL,
	"quiet_from" text,
	"quiet_to" text,
	CONSTRAINT "alert_preferences_workspace_id_user_id_pk" PRIMARY KEY("workspace_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "marks" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"note" text,
	"touchpoint_id" uuid,
	"at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "marks_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "shift_alerts" (
	"workspace_id" uuid NOT NULL,
	"shift_id" uuid NOT NULL,
	"state" text NOT NULL,
	"user_id" uuid NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"is_digest" boolean NOT NULL,
	"status" text NOT NULL,
	"sent_at" timestamp (3) with time zone,
	CONSTRAINT "shift_alerts_workspace_id_shift_id_state_user_id_pk" PRIMARY KEY("workspace_id","shift_id","state","user_id")
);
--> statement-breakpoint
CREATE TABLE "shift_changes" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"shift_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text,
	"note" text,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "shift_changes_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "shift_parts" (
	"workspace_id" uuid NOT NULL,
	"shift_id" uuid NOT NULL,
	"series_id" uuid NOT NULL,
	"against" text NOT NULL,
	"onset" timestamp (3) with time zone NOT NULL,
	"onset_deviation" double precision NOT NULL,
	"detected_at" timestamp (3) with time zone NOT NULL,
	"evidence" double precision NOT NULL,
	"threshold" double precision NOT NULL,
	"level" double precision NOT NULL,
	"low" double precision NOT NULL,
	"high" double precision NOT NULL,
	"expected" double precision NOT NULL,
	"answers" double precision NOT NULL,
	"taught_from" integer NOT NULL,
	"taught_to" integer NOT NULL,
	CONSTRAINT "shift_parts_workspace_id_shift_id_series_id_against_pk" PRIMARY KEY("workspace_id","shift_id","series_id","against")
);
--> statement-breakpoint
CREATE TABLE "shift_series" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"metric" text NOT NULL,
	"scale_version" integer NOT NULL,
	"scale_min" integer NOT NULL,
	"scale_max" integer NOT NULL,
	"level" text NOT NULL,
	"touchpoint_id" uuid,
	"channel" text,
	"stage_id" uuid,
	"journey_id" uuid,
	"dimension_id" uuid,
	"dimension_value" text,
	"distribution_id" uuid,
	"since" integer,
	"live_on" integer,
	"n" integer DEFAULT 0 NOT NULL,
	"mean" double precision,
	"variance" double precision,
	"dead_zone" double precision,
	"per_day" double precision,
	"detector" double precision[] NOT NULL,
	"target_detector" double precision[],
	"target" double precision,
	CONSTRAINT "shift_series_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "one_detector_per_place" UNIQUE NULLS NOT DISTINCT("workspace_id","metric","scale_version","scale_min","scale_max","level","touchpoint_id","channel","stage_id","journey_id","dimension_id","dimension_value","distribution_id")
);
--> statement-breakpoint
CREATE TABLE "shift_watches" (
	"workspace_id" uuid PRIMARY KEY NOT NULL,
	"taken_seq" bigint DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"refreshed_on" integer,
	"tried_at" integer,
	"workspace_series" integer DEFAULT 0 NOT NULL,
	"other_series" integer DEFAULT 0 NOT NULL,
	"baselines" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"invitations_until" timestamp (3) with time zone,
	"follow_ups_until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "shifts" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"head_id" uuid NOT NULL,
	"direction" text NOT NULL,
	"status" text NOT NULL,
	"onset" timestamp (3) with time zone NOT NULL,
	"onset_deviation" double precision NOT NULL,
	"detected_at" timestamp (3) with time zone NOT NULL,
	"evidence" double precision NOT NULL,
	"threshold" double precision NOT NULL,
	"cleared_at" timestamp (3) with time zone,
	"mark_id" uuid,
	CONSTRAINT "shifts_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
ALTER TABLE "workspace_settings" ADD COLUMN "alarms" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "alert_preferences" ADD CONSTRAINT "alert_preferences_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "marks" ADD CONSTRAINT "marks_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "marks" ADD CONSTRAINT "mark_at_a_touchpoint" FOREIGN KEY ("workspace_id","touchpoint_id") REFERENCES "public"."touchpoints"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shift_alerts" ADD CONSTRAINT "alert_of_a_shift" FOREIGN KEY ("workspace_id","shift_id") REFERENCES "public"."shifts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shift_changes" ADD CONSTRAINT "change_of_a_shift" FOREIGN KEY ("workspace_id","shift_id") REFERENCES "public"."shifts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shift_parts" ADD CONSTRAINT "part_of_a_shift" FOREIGN KEY ("workspace_id","shift_id") REFERENCES "public"."shifts"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shift_parts" ADD CONSTRAINT "part_is_a_series" FOREIGN KEY ("workspace_id","series_id") REFERENCES "public"."shift_series"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shift_series" ADD CONSTRAINT "shift_series_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shift_series" ADD CONSTRAINT "shift_series_at_a_touchpoint" FOREIGN KEY ("workspace_id","touchpoint_id") REFERENCES "public"."touchpoints"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shift_series" ADD CONSTRAINT "shift_series_of_a_stage" FOREIGN KEY ("workspace_id","stage_id") REFERENCES "public"."stages"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shift_series" ADD CONSTRAINT "shift_series_of_a_journey" FOREIGN KEY ("workspace_id","journey_id") REFERENCES "public"."journeys"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shift_series" ADD CONSTRAINT "shift_series_of_a_dimension" FOREIGN KEY ("workspace_id","dimension_id") REFERENCES "public"."dimensions"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shift_series" ADD CONSTRAINT "shift_series_of_a_distribution" FOREIGN KEY ("workspace_id","distribution_id") REFERENCES "public"."distributions"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shift_watches" ADD CONSTRAINT "shift_watches_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shifts" ADD CONSTRAINT "shifts_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shifts" ADD CONSTRAINT "shift_named_after_a_series" FOREIGN KEY ("workspace_id","head_id") REFERENCES "public"."shift_series"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shifts" ADD CONSTRAINT "shift_explained_by_a_mark" FOREIGN KEY ("workspace_id","mark_id") REFERENCES "public"."marks"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "marks_by_time" ON "marks" USING btree ("workspace_id","at");--> statement-breakpoint
CREATE INDEX "alerts_due" ON "shift_alerts" USING btree ("workspace_id","due_at") WHERE status = 'waiting';--> statement-breakpoint
CREATE INDEX "changes_of_a_shift" ON "shift_changes" USING btree ("workspace_id","shift_id","id");--> statement-breakpoint
CREATE INDEX "shifts_of_a_series" ON "shift_parts" USING btree ("workspace_id","series_id");--> statement-breakpoint
CREATE INDEX "shifts_by_detection" ON "shifts" USING btree ("workspace_id","detected_at","id");--> statement-breakpoint
CREATE INDEX "shifts_not_cleared" ON "shifts" USING btree ("workspace_id") WHERE cleared_at is null;--> statement-breakpoint
CREATE INDEX "responses_for_detectors" ON "responses" USING btree ("workspace_id","detector_seq") WHERE detector_seq is not null;--> statement-breakpoint
select tenant_table('shift_watches');
--> statement-breakpoint
select tenant_table('shift_series');
--> statement-breakpoint
select tenant_table('marks');
--> statement-breakpoint
select tenant_table('shifts');
--> statement-breakpoint
select tenant_table('shift_parts');
--> statement-breakpoint
select tenant_table('shift_changes');
--> statement-breakpoint
select tenant_table('shift_alerts');
--> statement-breakpoint
select tenant_table('alert_preferences');
