import { draftOf, type Template, templateLanguages } from "@otklik/domain/survey/templates/draft-of";
import { templates } from "@otklik/domain/survey/templates/templates";
import { usePreferences } from "../../preferences.tsx";
import { Card } from "../../ui/Card.tsx";
import { PageHead } from "../../ui/PageHead.tsx";
import { useWords } from "../../words.ts";
import { freshDraft } from "./builder/new-question.ts";
import { firstWords } from "./builder/words.ts";
import styles from "./NewSurveyPage.module.css";
import { useNewSurvey } from "./saving.ts";
import { words as pageWords } from "./words.ts";

/** A survey out of a template, or out of nothing; it is kept at once and opened in the builder. */
export function NewSurveyPage() {
  return (
    <>
      <PageHead title={useWords(pageWords).create} />
      <Templates />
    </>
  );
}

function Templates() {
  const words = useWords(pageWords);
  const { language } = usePreferences();
  const making = useNewSurvey();
  const others = templateLanguages.filter((one) => one !== language);
  return (
    <section className={styles.templates} aria-label={words.templates.title}>
      <h2>{words.templates.title}</h2>
      {making.error && <p role="alert">{making.error.message}</p>}
      <ul>
        <li>
          <button
            type="button"
            disabled={making.isPending}
            onClick={() => making.mutate(freshDraft(words.create, language, firstWords[language]))}
          >
            <Card title={words.templates.blank}>
              <p>{words.templates.blankAbout}</p>
              <span>{words.templates.questions(1)}</span>
            </Card>
          </button>
        </li>
        {templates.map((template) => {
          const { id, name, about, kind, questions } = template;
          return (
            <li key={id}>
              <button
                type="button"
                disabled={making.isPending}
                onClick={() => making.mutate(draftOf(template, [language, ...others]))}
              >
                <Card title={name[language]}>
                  <p>{about[language]}</p>
                  <span>
                    {measuredBy(questions)
                      .map((metric) => words.metrics[metric])
                      .join(" + ")}{" "}
                    · {words.templates.questions(questions.length)} · {words.templates[kind]}
                  </span>
                </Card>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

const metrics = ["nps", "csi", "csat", "ces"] as const;
const measuredBy = (questions: Template["questions"]) =>
  metrics.filter((metric) => questions.some(({ type }) => type === metric));
