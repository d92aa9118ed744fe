import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api, ask } from "../../api.ts";
import { useWorkspace } from "../../session.ts";
import type { Draft } from "./draft.ts";

/** A survey as the API gives it. */
export type StoredSurvey = Draft & { id: string; version: number | null; updatedAt: string };

/** What of a stored survey is edited: all of its definition, also what the builder has no field for. */
export const draftFrom = (survey: StoredSurvey): Draft => {
  const { name, locale, translations, questions, endings } = survey;
  return { name, locale, translations: translations ?? {}, questions, ...seldomIn(survey), endings };
};

/** A draft as the API takes it. */
export const bodyOf = (draft: Draft) => {
  const { name, locale, translations, questions, endings } = draft;
  return { name: name.trim(), locale, translations, questions, ...seldomIn(draft), endings };
};

/** What most surveys do without. */
function seldomIn({ pages, computed, quotas, anonymous, safeContext }: Draft) {
  return {
    ...(pages && { pages }),
    ...(computed && { computed }),
    ...(quotas && { quotas }),
    ...(anonymous && { anonymous }),
    ...(safeContext && { safeContext }),
  };
}

/** Keeps a new survey as a draft and opens it in the builder. */
export function useNewSurvey() {
  const { slug } = useWorkspace();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (draft: Draft) => ask(api.v1.surveys.$post({ json: bodyOf(draft) })),
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: ["surveys"] });
      void navigate({ to: "/$workspace/surveys/$surveyId/edit", params: { workspace: slug, surveyId: id } });
    },
  });
}
