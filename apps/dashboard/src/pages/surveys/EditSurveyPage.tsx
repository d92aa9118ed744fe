import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { api, ask } from "../../api.ts";
import { frameWords } from "../../frame-words.ts";
import { PageHead } from "../../ui/PageHead.tsx";
import { AsyncState, Loading } from "../../ui/States.tsx";
import { useWords } from "../../words.ts";
import { SurveyForm } from "./SurveyForm.tsx";
import { useSavingSurvey } from "./saving.ts";
import { words as pageWords } from "./words.ts";

/** The words of a survey that is there already. */
export function EditSurveyPage() {
  const frame = useWords(frameWords);
  const words = useWords(pageWords);
  const { surveyId: id = "" } = useParams({ strict: false });
  const query = useQuery({
    queryKey: ["surveys", id, "draft"],
    queryFn: () => ask(api.v1.surveys[":id"].$get({ param: { id } })),
  });
  const saving = useSavingSurvey(id);
  return (
    <>
      <PageHead title={query.data?.name ?? frame.pages.surveys} />
      <AsyncState query={query} what={words.survey} loading={<Loading lines={8} height={600} />}>
        {(survey) => (
          <SurveyForm
            key={id}
            start={survey}
            version={survey.version}
            isBusy={saving.isPending}
            error={saving.error}
            save={(draft, then) => saving.mutate({ draft, then })}
          />
        )}
      </AsyncState>
    </>
  );
}
