import { useQuery } from "@tanstack/react-query";
import { api, ask } from "../../api.ts";
import { useFormats } from "../../formats.ts";
import { useLanguageName } from "../../language-names.ts";
import { Card } from "../../ui/Card.tsx";
import { AsyncState } from "../../ui/States.tsx";
import { useWords } from "../../words.ts";
import styles from "./SurveyVersions.module.css";
import { VersionChanges } from "./VersionChanges.tsx";
import { words as pageWords } from "./words.ts";

type Scales = Record<string, number>;

/** Every version that was asked, and whether its answers go on counting with those before. */
export function SurveyVersions({ id }: { id: string }) {
  const all = useWords(pageWords);
  const words = all.results;
  const formats = useFormats();
  const nameOf = useLanguageName();
  const query = useQuery({
    queryKey: ["surveys", id, "versions"],
    queryFn: () => ask(api.v1.surveys[":id"].versions.$get({ param: { id } })),
  });
  const startsAnew = (now: Scales, before: Scales | undefined) =>
    before && Object.entries(now).some(([question, scale]) => before[question] !== scale);
  return (
    <Card title={words.versions} className={styles.card}>
      <AsyncState query={query} what={words.whatVersions}>
        {({ data }) => (
          <>
            <ul className={styles.versions}>
              {data.map(
                ({ version, name, publishedAt, isCurrent, locales, questions, scaleVersions, newSeries }, index) => {
                  const before = data[index + 1]?.scaleVersions;
                  const why = [...new Set(newSeries.flatMap(({ because }) => because))].map(
                    (one) => words.scaleChanges[one],
                  );
                  return (
                    <li key={version}>
                      <b>{all.version(version)}</b> {isCurrent && <em>{words.current}</em>}
                      <span>
                        {[
                          name,
                          formats.day(publishedAt),
                          all.templates.questions(questions.length),
                          locales.map((one) => nameOf(one)).join(", "),
                          ...(before
                            ? [startsAnew(scaleVersions, before) ? words.scaleNew(why.join(", ")) : words.scaleHeld]
                            : []),
                        ].join(" · ")}
                      </span>
                    </li>
                  );
                },
              )}
            </ul>
            {data.length > 0 && (
              <VersionChanges id={id} name={data[0]?.name ?? ""} versions={data.map(({ version }) => version)} />
            )}
          </>
        )}
      </AsyncState>
    </Card>
  );
}
