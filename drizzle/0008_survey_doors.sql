CREATE TABLE "distribution_doors" (
	"workspace_id" uuid NOT NULL,
	"distribution_id" uuid NOT NULL,
	"taken" integer DEFAULT 0 NOT NULL,
	"pin_tries" integer DEFAULT 0 NOT NULL,
	"pin_tried_from" timestamp (3) with time zone,
	CONSTRAINT "distribution_doors_workspace_id_distribution_id_pk" PRIMARY KEY("workspace_id","distribution_id")
);
--> statement-breakpoint
CREATE TABLE "single_use_links" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"distribution_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"label" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "single_use_links_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "one_link_per_token" UNIQUE("workspace_id","distribution_id","token_hash")
);
--> statement-breakpoint
ALTER TABLE "workspace_settings" ADD COLUMN "redirect_hosts" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "distributions" ADD COLUMN "pin_hash" text;--> statement-breakpoint
ALTER TABLE "distributions" ADD COLUMN "single_use" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "distributions" ADD COLUMN "opens_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "distributions" ADD COLUMN "closes_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "distributions" ADD COLUMN "response_limit" integer;--> statement-breakpoint
ALTER TABLE "distributions" ADD COLUMN "redirect_url" text;--> statement-breakpoint
ALTER TABLE "distribution_doors" ADD CONSTRAINT "door_of_a_distribution" FOREIGN KEY ("workspace_id","distribution_id") REFERENCES "public"."distributions"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "single_use_links" ADD CONSTRAINT "link_of_a_distribution" FOREIGN KEY ("workspace_id","distribution_id") REFERENCES "public"."distributions"("workspace_id","id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
select tenant_table('distribution_doors');
--> statement-breakpoint
select tenant_table('single_use_links');
