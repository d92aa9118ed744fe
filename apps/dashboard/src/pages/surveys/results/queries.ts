import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask } from "../../../api.ts";
import { useFilters } from "../../../filters.ts";
import { useCoalesced, useLive } from "../../../live.ts";
import { usePreferences } from "../../../preferences.tsx";

type Asked = { from: string; to: string; touchpoint?: string; channel?: string; segment?: string; locale: string };
const readResults = (id: string, query: Asked) =>
  ask(
    api.v1.surveys[":id"].results.$get({
      param: { id },
      query: { ...query, channel: query.channel as "email" | undefined, bucket: "auto" },
    }),
  );

export type Results = Awaited<ReturnType<typeof readResults>>;
export type Question = Results["questions"][number];
export type MetricResult = Extract<Question, { score: unknown }>;
export type TextResult = Extract<Question, { type: "text" }>;

/** What was answered to a survey under the filters; read anew as answers come in. */
export function useResults(id: string) {
  const { language } = usePreferences();
  const { filters, range } = useFilters();
  const { touchpoint, channel, segment } = filters;
  const asked = { from: range.from, to: range.to, touchpoint, channel, segment, locale: language };
  const queries = useQueryClient();
  const refresh = useCoalesced(() => void queries.invalidateQueries({ queryKey: ["surveys", id, "results"] }), 2000);
  useLive(({ name, data }) => {
    if (name.startsWith("response.") && data.surveyId === id) refresh();
  });
  return useQuery({
    queryKey: ["surveys", id, "results", asked],
    queryFn: () => readResults(id, asked),
    placeholderData: keepPreviousData,
  });
}
