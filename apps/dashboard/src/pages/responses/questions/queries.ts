import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, ask } from "../../../api.ts";
import { usePreferences } from "../../../preferences.tsx";
import type { ListQuery } from "../list-query.ts";

/** What was answered to the survey that the filters name, question by question. */
export function useQuestionResults(survey: string, query: ListQuery) {
  const { language } = usePreferences();
  const asked = { ...query, survey, locale: language };
  return useQuery({
    queryKey: ["responses", "questions", asked],
    queryFn: () => ask(api.v1.responses.questions.$get({ query: asked })),
    placeholderData: keepPreviousData,
  });
}

export type QuestionResults = NonNullable<ReturnType<typeof useQuestionResults>["data"]>;
export type QuestionResult = QuestionResults["questions"][number];
type Spread = QuestionResult["spread"];
export type SpreadOf<Kind extends Spread["kind"]> = Extract<Spread, { kind: Kind }>;
