CREATE TABLE "response_words" (
	"workspace_id" uuid NOT NULL,
	"response_id" uuid NOT NULL,
	"words" "tsvector" NOT NULL,
	CONSTRAINT "response_words_workspace_id_response_id_pk" PRIMARY KEY("workspace_id","response_id")
);
--> statement-breakpoint
CREATE TABLE "saved_views" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"search" text NOT NULL,
	"owner_id" text,
	"position" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "saved_views_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
ALTER TABLE "response_words" ADD CONSTRAINT "words_of_a_response" FOREIGN KEY ("workspace_id","response_id") REFERENCES "public"."responses"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "responses_by_word" ON "response_words" USING gin ("words");--> statement-breakpoint
CREATE INDEX "views_in_order" ON "saved_views" USING btree ("workspace_id","position","id");
--> statement-breakpoint
select tenant_table('response_words');
--> statement-breakpoint
select tenant_table('saved_views');
--> statement-breakpoint
-- A database whose collation is "C" knows the two cases of Latin letters only.
create function in_small_letters(text) returns text language sql immutable parallel safe
return translate($1, 'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ', 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя');
--> statement-breakpoint
-- Whether there is anything that somebody wrote: choices are ids.
create function may_have_words(comment text, answers jsonb) returns boolean language sql immutable parallel safe
return comment is not null or jsonb_path_exists(answers, '$.* ? (@.type() == "string")') or jsonb_path_exists(answers, '$.*.other');
--> statement-breakpoint
-- A single word may be an id: what was asked tells.
create function has_words(r responses) returns boolean language sql stable
return r.comment is not null
  or jsonb_path_exists(r.answers, '$.* ? (@.type() == "string" && @ like_regex " ")') or jsonb_path_exists(r.answers, '$.*.other')
  or exists (
    select from survey_versions v cross join lateral jsonb_array_elements(v.definition -> 'questions') q
    where v.workspace_id = r.workspace_id and v.survey_id = r.survey_id and v.version = r.survey_version
      and q ->> 'type' = 'text' and r.answers ? (q ->> 'id')
  );
--> statement-breakpoint
-- The Russian configuration takes words in Latin letters for English ones.
create function words_of_answers(answers jsonb) returns tsvector language sql immutable parallel safe
return jsonb_to_tsvector('pg_catalog.russian'::regconfig, in_small_letters(answers::text)::jsonb, '["string"]');
--> statement-breakpoint
create function keep_response_words() returns trigger language plpgsql as $body$ begin
  if has_words(new) then
    insert into response_words (workspace_id, response_id, words)
    values (new.workspace_id, new.id, words_of_answers(new.answers))
    on conflict (workspace_id, response_id) do update set words = excluded.words;
  else
    delete from response_words where workspace_id = new.workspace_id and response_id = new.id;
  end if;
  return null;
end $body$;
--> statement-breakpoint
create trigger words_of_a_new_response after insert on responses
for each row when (may_have_words(new.comment, new.answers)) execute function keep_response_words();
--> statement-breakpoint
create trigger words_of_a_changed_response after update of comment, answers on responses
for each row when (old.answers is distinct from new.answers or old.comment is distinct from new.comment) execute function keep_response_words();
--> statement-breakpoint
-- What is looked for, as search fields have it: "in quotes", or, -without; the word that is being typed by its beginning.
create function words_wanted(q text) returns tsquery language plpgsql immutable parallel safe as $body$
declare
  wanted tsquery := websearch_to_tsquery('pg_catalog.russian', in_small_letters(q));
begin
  if q ~ '[^-\s"():&|!.,]{3}\*?$' and q !~ '(^|\s)-\S+$' and (length(q) - length(replace(q, '"', ''))) % 2 = 0 and wanted::text like '%''' then
    return (wanted::text || ':*')::tsquery;
  end if;
  return wanted;
end $body$;
--> statement-breakpoint
-- As the owner, so that the index can be used: behind row-level security no operator may be asked before the wall. Every
-- table is therefore asked for the workspace by name. Signs alone, or nothing but exclusions, are looked for as text.
create function found_responses(q text, pattern text) returns setof uuid
language plpgsql stable security definer set search_path = public, pg_temp as $body$
declare
  here uuid := nullif(current_setting('app.workspace_id', true), '')::uuid;
  wanted tsquery := words_wanted(q);
begin
  if numnode(wanted) = 0 or querytree(wanted) in ('', 'T') then
    return query select r.id from responses r where r.workspace_id = here and r.comment ~ pattern;
    return;
  end if;
  return query
    select w.response_id from response_words w where w.workspace_id = here and w.words @@ wanted
    union select n.response_id from response_notes n
      where n.workspace_id = here and to_tsvector('pg_catalog.russian', in_small_letters(n.body)) @@ wanted
    union select t.response_id from response_tags t
      where t.workspace_id = here and to_tsvector('pg_catalog.russian', t.tag) @@ wanted
    union select r.id from contacts c join responses r on r.workspace_id = c.workspace_id and r.contact_id = c.id
      where c.workspace_id = here and c.name ~ pattern;
end $body$;
