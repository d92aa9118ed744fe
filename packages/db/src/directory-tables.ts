/**
 * Tables without row-level security: they are read before the tenant is known, map a global secret or name to
 * `(workspace_id, id)` and hold nothing else about a customer; or they are about the installation itself. Every other
 * table belongs to a tenant.
 */
export const directoryTables = [
  "api_keys",
  "credentials",
  "installation",
  "jobs",
  "link_tokens",
  "member_invitations",
  "members",
  "otklik_migrations",
  "sessions",
  "survey_slugs",
  "users",
  "verifications",
  "workspaces",
] as const;
