import { type QueryClient, queryOptions, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { ApiProblem, api, ask } from "./api.ts";
import { forgetKept } from "./kept-texts.ts";

/** Who is signed in; null: nobody. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: () =>
    ask(api.auth.session.$get()).catch((error: unknown) => {
      if (error instanceof ApiProblem && error.status === 401) return null;
      throw error;
    }),
  staleTime: 60_000,
});

export const settingsQuery = queryOptions({
  queryKey: ["workspace"],
  queryFn: () => ask(api.v1.workspace.$get()),
  staleTime: 60_000,
});

/** The workspace that the address names, with its settings. Loaded before any of its pages is shown. */
export function useWorkspace() {
  const { workspace: slug } = useParams({ strict: false });
  const { data: session } = useSuspenseQuery(sessionQuery);
  const { data: settings } = useSuspenseQuery(settingsQuery);
  const membership = session?.workspaces.find((one) => one.slug === slug);
  if (!session || !membership) throw new Error("a page of a workspace is shown to its members only");
  return { user: session.user, slug: membership.slug, role: membership.role, settings };
}

export function useSettings() {
  return useQuery(settingsQuery).data ?? null;
}

export async function signOut(queries: QueryClient): Promise<void> {
  const session = queries.getQueryData(sessionQuery.queryKey);
  await ask(api.auth["sign-out"].$post());
  if (session) forgetKept(session.user.id);
  queries.clear();
  location.assign("/sign-in");
}
