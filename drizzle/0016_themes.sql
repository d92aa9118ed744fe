CREATE TABLE "themes" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"keywords" text[] NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "themes_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
ALTER TABLE "themes" ADD CONSTRAINT "themes_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
select tenant_table('themes');
--> statement-breakpoint
-- As found_responses, and as the owner for the same reason; what customers wrote themselves, whatever the ending of a word.
create function responses_about(keywords text[]) returns setof uuid
language plpgsql stable security definer set search_path = public, pg_temp as $body$
declare
  here uuid := nullif(current_setting('app.workspace_id', true), '')::uuid;
  wanted tsquery;
begin
  select string_agg('(' || said.query || ')', ' | ')::tsquery into wanted
  from unnest(keywords) keyword
  cross join lateral (select phraseto_tsquery('pg_catalog.russian', in_small_letters(keyword))::text as query) said
  where said.query <> '';
  if wanted is null then
    return;
  end if;
  return query select w.response_id from response_words w where w.workspace_id = here and w.words @@ wanted;
end $body$;
