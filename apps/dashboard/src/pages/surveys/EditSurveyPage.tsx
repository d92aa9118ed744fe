import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { api, ask } from "../../api.ts";
import { frameWords } from "../../frame-words.ts";
import { PageHead } from "../../ui/PageHead.tsx";
import { AsyncState, Loading } from "../../ui/States.tsx";
import { useWords } from "../../words.ts";
import { SurveyBuilder } from "./builder/SurveyBuilder.tsx";
import type { StoredSurvey } from "./saving.ts";
import { words as pageWords } from "./words.ts";

/** A survey that is there already, in the builder. */
export function EditSurveyPage() {
  const frame = useWords(frameWords);
  const words = useWords(pageWords);
  const { surveyId: id = "" } = useParams({ strict: false });
  const query = useQuery({
    queryKey: ["surveys", id, "draft"],
    queryFn: () => ask(api.v1.surveys[":id"].$get({ param: { id } })),
    // Always as it stands now: what is edited is kept with the time at which it was read.
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  return (
    <>
      <PageHead title={query.data?.name ?? frame.pages.surveys} />
      <AsyncState query={query} what={words.survey} loading={<Loading lines={8} height={600} />}>
        {(survey) => <SurveyBuilder key={id} survey={survey as unknown as StoredSurvey} />}
      </AsyncState>
    </>
  );
}
