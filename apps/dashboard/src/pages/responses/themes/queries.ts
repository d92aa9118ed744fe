import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask } from "../../../api.ts";
import type { ListQuery } from "../list-query.ts";

export const useThemes = () =>
  useQuery({ queryKey: ["themes"], queryFn: () => ask(api.v1.themes.$get()), staleTime: 60_000 });

export type Theme = NonNullable<ReturnType<typeof useThemes>["data"]>["data"][number];

/** How many of the listed answers speak of each theme. */
export const useThemeCounts = (query: ListQuery) =>
  useQuery({
    queryKey: ["responses", "themes", query],
    queryFn: () => ask(api.v1.responses.themes.$get({ query })),
    placeholderData: (before) => before,
  });

/** Themes are few and their counts are read again whenever one changes. */
export function useThemesAnew(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await queries.invalidateQueries({ queryKey: ["themes"] });
    await queries.invalidateQueries({ queryKey: ["responses", "themes"] });
  };
}
