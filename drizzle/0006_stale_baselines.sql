ALTER TABLE "shift_watches" ADD COLUMN "is_stale" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "shift_watches" DROP COLUMN "tried_at";
