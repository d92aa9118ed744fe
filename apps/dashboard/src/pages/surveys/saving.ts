import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { api, ask } from "../../api.ts";
import { useWorkspace } from "../../session.ts";
import { useUndo } from "../../ui/Undo.tsx";
import { useWords } from "../../words.ts";
import type { Draft } from "./draft.ts";
import { words as pageWords } from "./words.ts";

/** A survey as the API gives it. */
export type StoredSurvey = Draft & { id: string; version: number | null; updatedAt: string };

/** What of a stored survey is edited. */
export const draftFrom = ({
  name,
  locale,
  translations,
  questions,
  pages,
  computed,
  endings,
}: StoredSurvey): Draft => ({
  name,
  locale,
  translations: translations ?? {},
  questions,
  ...(pages && { pages }),
  ...(computed && { computed }),
  endings,
});

export const bodyOf = ({ name, locale, translations, questions, pages, computed, endings }: Draft) => ({
  name: name.trim(),
  locale,
  translations,
  questions,
  ...(pages && { pages }),
  ...(computed && { computed }),
  endings,
});

/** Keeps a draft, new or not, and publishes it on request; then shows what can be done next. */
export function useSavingSurvey(id?: string) {
  const words = useWords(pageWords).form;
  const { slug } = useWorkspace();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const tell = useUndo();
  // A new survey that was kept and could not be published is the same one at the next try.
  const made = useRef(id);
  return useMutation({
    mutationFn: async ({ draft, then }: { draft: Draft; then: "keep" | "publish" }) => {
      const json = bodyOf(draft);
      const survey = made.current
        ? await ask(api.v1.surveys[":id"].$put({ param: { id: made.current }, json }))
        : await ask(api.v1.surveys.$post({ json }));
      made.current = survey.id;
      if (then === "keep") return { survey, isPublished: false };
      return {
        survey: await ask(api.v1.surveys[":id"].publish.$post({ param: { id: survey.id } })),
        isPublished: true,
      };
    },
    onSuccess: ({ survey, isPublished }) => {
      void queries.invalidateQueries({ queryKey: ["surveys"] });
      const params = { workspace: slug, surveyId: survey.id };
      tell(isPublished ? words.published(survey.version ?? 1) : `${words.saved} ${words.savedNote}`);
      if (isPublished) void navigate({ to: "/$workspace/surveys/$surveyId/results", params });
      else if (!id) void navigate({ to: "/$workspace/surveys/$surveyId/edit", params, replace: true });
    },
  });
}
