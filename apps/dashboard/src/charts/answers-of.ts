import { useNavigate } from "@tanstack/react-router";
import type { ChartOptions } from "chart.js";
import { useCallback } from "react";
import { keptFilters } from "../filters.ts";
import type { Search } from "../search.ts";
import { useWorkspace } from "../session.ts";

/** What of the address is other where the answers behind a number are listed. */
export type Answers = Search;

export const responsesPath = "/$workspace/responses/{-$responseId}";

/** The filters of the page, narrowed to the answers behind one number. Scores are never of one class or tag only. */
export const searchOf = (was: Search, answers: Answers): Search => ({
  ...keptFilters(was),
  class: undefined,
  tag: undefined,
  ...answers,
});

/** Leads to the answers behind a number. */
export function useOpenAnswers(): (answers: Answers) => void {
  const navigate = useNavigate();
  const { slug } = useWorkspace();
  return useCallback(
    (answers) =>
      void navigate({
        to: responsesPath,
        params: { workspace: slug, responseId: undefined },
        search: (was: Search) => searchOf(was, answers),
      }),
    [navigate, slug],
  );
}

type Hit = { index: number; datasetIndex: number };

/** A click on what is drawn leads on, and the pointer says so. By keys the same is reached in the table. */
export function clickable(open: (hit: Hit) => void): Pick<ChartOptions, "onClick" | "onHover"> {
  return {
    onClick: (_, [hit]) => hit && open(hit),
    onHover: (event, hits) => {
      const target = event.native?.target as HTMLElement | null;
      if (target) target.style.cursor = hits.length > 0 ? "pointer" : "";
    },
  };
}
