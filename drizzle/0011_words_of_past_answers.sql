-- Only reads responses, which are answered meanwhile: those have their words by the trigger of the migration before.
set local statement_timeout = 0;
--> statement-breakpoint
do $body$ declare one uuid; begin
  for one in select id from workspaces loop
    perform set_config('app.workspace_id', one::text, true);
    insert into response_words (workspace_id, response_id, words)
    select workspace_id, id, words_of_answers(answers) from responses
    where workspace_id = one and has_words(comment, answers)
    on conflict (workspace_id, response_id) do nothing;
  end loop;
  perform set_config('app.workspace_id', '', true);
end $body$;
