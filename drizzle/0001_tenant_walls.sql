-- The second wall between tenants: row-level security for a role that owns nothing. The first is workspace_id in every key.
-- Where roles cannot be created (some managed databases), "force" makes the policies hold for the owner as well.
do $$ begin
  create role otklik_tenant nologin;
exception when duplicate_object or unique_violation or insufficient_privilege then null;
end $$;
--> statement-breakpoint
do $$ begin
  execute format('grant otklik_tenant to %I', current_user);
exception when undefined_object or insufficient_privilege or unique_violation or invalid_grant_operation then null;
end $$;
--> statement-breakpoint
create function tenant_table(name regclass) returns void language plpgsql as $body$ begin
  execute format('alter table %s enable row level security', name);
  execute format('alter table %s force row level security', name);
  execute format($policy$
    create policy own_workspace_only on %s
    using (workspace_id = (select nullif(current_setting('app.workspace_id', true), '')::uuid))
    with check (workspace_id = (select nullif(current_setting('app.workspace_id', true), '')::uuid))$policy$, name);
  if exists (select from pg_roles where rolname = 'otklik_tenant') then
    execute format('grant select, insert, update, delete on %s to otklik_tenant', name);
  end if;
end $body$;
--> statement-breakpoint
select tenant_table('workspace_settings');
--> statement-breakpoint
select tenant_table('audit_log');
--> statement-breakpoint
select tenant_table('idempotency_answers');
--> statement-breakpoint
select tenant_table('workspace_counters');
--> statement-breakpoint
select tenant_table('event_log');
--> statement-breakpoint
select tenant_table('contacts');
--> statement-breakpoint
select tenant_table('contact_identities');
--> statement-breakpoint
select tenant_table('suppressions');
--> statement-breakpoint
select tenant_table('journeys');
--> statement-breakpoint
select tenant_table('stages');
--> statement-breakpoint
select tenant_table('touchpoints');
--> statement-breakpoint
select tenant_table('dimensions');
--> statement-breakpoint
select tenant_table('surveys');
--> statement-breakpoint
select tenant_table('survey_versions');
--> statement-breakpoint
select tenant_table('series');
--> statement-breakpoint
select tenant_table('distributions');
--> statement-breakpoint
select tenant_table('customer_events');
--> statement-breakpoint
select tenant_table('invitations');
--> statement-breakpoint
select tenant_table('decisions');
--> statement-breakpoint
select tenant_table('contact_ledger');
--> statement-breakpoint
select tenant_table('responses');
--> statement-breakpoint
select tenant_table('score_cells');
--> statement-breakpoint
select tenant_table('score_hours');
--> statement-breakpoint
select tenant_table('score_days');
--> statement-breakpoint
select tenant_table('cases');
--> statement-breakpoint
select tenant_table('case_notes');
--> statement-breakpoint
-- What a tenant's work may do with the directory tables: find and leave jobs, links and slugs, read who its members are.
do $$ begin
  if exists (select from pg_roles where rolname = 'otklik_tenant') then
    grant usage on schema public to otklik_tenant;
    grant select, insert, update, delete on jobs to otklik_tenant;
    grant select, insert, delete on link_tokens, survey_slugs to otklik_tenant;
    grant select, insert, update on api_keys to otklik_tenant;
    grant select, update on workspaces to otklik_tenant;
    grant select on members, users to otklik_tenant;
  end if;
end $$;
