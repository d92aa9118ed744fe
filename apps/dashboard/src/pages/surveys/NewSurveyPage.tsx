import {
  draftOf,
  type Template,
  type TemplateLanguage,
  templateLanguages,
} from "@otklik/domain/survey/templates/draft-of";
import { templates } from "@otklik/domain/survey/templates/templates";
import { Link, useSearch } from "@tanstack/react-router";
import { usePreferences } from "../../preferences.tsx";
import type { Search } from "../../search.ts";
import { useWorkspace } from "../../session.ts";
import { Card } from "../../ui/Card.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { PageHead } from "../../ui/PageHead.tsx";
import { useWords } from "../../words.ts";
import styles from "./NewSurveyPage.module.css";
import { SurveyForm } from "./SurveyForm.tsx";
import { useSavingSurvey } from "./saving.ts";
import { words as pageWords } from "./words.ts";

/** A survey out of a template: which one, then its words. */
export function NewSurveyPage() {
  const words = useWords(pageWords);
  const { template: id } = useSearch({ strict: false }) as Search;
  const template = templates.find((one) => one.id === id);
  return (
    <>
      <PageHead title={words.create} />
      {template ? <Worded key={template.id} template={template} /> : <Templates />}
    </>
  );
}

function Templates() {
  const words = useWords(pageWords);
  const { language } = usePreferences();
  const { slug } = useWorkspace();
  return (
    <section className={styles.templates} aria-label={words.templates.title}>
      <h2>{words.templates.title}</h2>
      <ul>
        {templates.map(({ id, name, about, kind, questions }) => (
          <li key={id}>
            <Link to="/$workspace/surveys/new" params={{ workspace: slug }} search={{ template: id }}>
              <Card title={name[language]}>
                <p>{about[language]}</p>
                <span>
                  {measuredBy(questions)
                    .map((metric) => words.metrics[metric])
                    .join(" + ")}{" "}
                  · {words.templates.questions(questions.length)} · {words.templates[kind]}
                </span>
              </Card>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

const metrics = ["nps", "csi", "csat", "ces"] as const;
const measuredBy = (questions: Template["questions"]) =>
  metrics.filter((metric) => questions.some(({ type }) => type === metric));

function Worded({ template }: { template: Template }) {
  const words = useWords(pageWords);
  const { language } = usePreferences();
  const { slug } = useWorkspace();
  const saving = useSavingSurvey();
  const others = templateLanguages.filter((one) => one !== language);
  const translate = (locale: string) =>
    templateLanguages.includes(locale as TemplateLanguage)
      ? draftOf(template, [language, locale as TemplateLanguage]).translations[locale]
      : undefined;
  return (
    <>
      <Link className={styles.back} to="/$workspace/surveys/new" params={{ workspace: slug }}>
        <Icon name="left" size={14} /> {words.templates.other}
      </Link>
      <SurveyForm
        start={draftOf(template, [language, ...others])}
        version={null}
        translate={translate}
        isBusy={saving.isPending}
        error={saving.error}
        save={(draft, then) => saving.mutate({ draft, then })}
      />
    </>
  );
}
