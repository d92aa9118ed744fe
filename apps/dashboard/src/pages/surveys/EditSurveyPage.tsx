import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { api, ask } from "../../api.ts";
import { PageHead } from "../../ui/PageHead.tsx";
import { AsyncState, Loading } from "../../ui/States.tsx";
import { useWords } from "../../words.ts";
import { SurveyBuilder } from "./builder/SurveyBuilder.tsx";
import { builderWords } from "./builder/words.ts";
import type { StoredSurvey } from "./saving.ts";
import { words as pageWords } from "./words.ts";

/** A survey that is there already, in the builder. */
export function EditSurveyPage() {
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
      <PageHead title={useWords(builderWords).title} />
      <AsyncState query={query} what={words.survey} loading={<Loading lines={8} height={600} />}>
        {(survey) => <SurveyBuilder key={id} survey={survey as unknown as StoredSurvey} />}
      </AsyncState>
    </>
  );
}
