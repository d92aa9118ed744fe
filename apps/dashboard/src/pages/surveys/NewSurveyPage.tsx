import { Button, Checkbox, TextInput } from "@mantine/core";
import { draftOf, type Template, touchpointKinds } from "@otklik/domain/survey/templates/draft-of";
import { templates } from "@otklik/domain/survey/templates/templates";
import { completenessOf, textsIn } from "@otklik/domain/survey/texts";
import { nameOfLanguage, type RespondentLanguage, respondentLanguages } from "@otklik/domain/words/languages";
import { Link, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useLanguageName } from "../../language-names.ts";
import { usePreferences } from "../../preferences.tsx";
import type { Search } from "../../search.ts";
import { useWorkspace } from "../../session.ts";
import { Card } from "../../ui/Card.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { PageHead } from "../../ui/PageHead.tsx";
import { useWords } from "../../words.ts";
import { authoringWords } from "./authoring-words.ts";
import { freshDraft } from "./builder/new-question.ts";
import { builderWords, firstWords } from "./builder/words.ts";
import { ImportDialog } from "./ImportDialog.tsx";
import styles from "./NewSurveyPage.module.css";
import { useNewSurvey } from "./saving.ts";
import { words as pageWords } from "./words.ts";

/** A survey out of a template: which one, then in which languages. */
export function NewSurveyPage() {
  const words = useWords(pageWords);
  const { template: id } = useSearch({ strict: false }) as Search;
  const template = templates.find((one) => one.id === id);
  return (
    <>
      <PageHead title={words.create} />
      {template ? <Chosen key={template.id} template={template} /> : <Gallery />}
    </>
  );
}

function Gallery() {
  const words = useWords(pageWords);
  const authoring = useWords(authoringWords);
  const { language } = usePreferences();
  const { slug } = useWorkspace();
  const [wanted, setWanted] = useState("");
  const [isImporting, setImporting] = useState(false);
  const making = useNewSurvey();
  const found = templates.filter((template) => isAbout(template, wanted, language));
  return (
    <section className={styles.templates} aria-label={words.templates.title}>
      <div className={styles.bar}>
        <h2>{words.templates.title}</h2>
        <TextInput
          type="search"
          aria-label={authoring.search}
          placeholder={authoring.search}
          leftSection={<Icon name="search" size={14} />}
          value={wanted}
          onChange={({ currentTarget }) => setWanted(currentTarget.value)}
        />
        <Button variant="default" onClick={() => setImporting(true)}>
          {authoring.import.open}
        </Button>
        <Button
          variant="default"
          loading={making.isPending}
          onClick={() => making.mutate(freshDraft(words.create, language, firstWords[language]))}
        >
          {words.templates.blank}
        </Button>
      </div>
      {isImporting && <ImportDialog close={() => setImporting(false)} />}
      {found.length === 0 && <p role="status">{authoring.none}</p>}
      {touchpointKinds.map((kind) => {
        const ofKind = found.filter(({ touchpoint }) => touchpoint === kind);
        return (
          ofKind.length > 0 && (
            <div key={kind}>
              <h3>{authoring.groups[kind]}</h3>
              <ul>
                {ofKind.map(({ id, name, about, kind: reach, questions }) => (
                  <li key={id}>
                    <Link to="/$workspace/surveys/new" params={{ workspace: slug }} search={{ template: id }}>
                      <Card title={name[language]}>
                        <p>{about[language]}</p>
                        <span>
                          {measuredBy(questions)
                            .map((metric) => words.metrics[metric])
                            .join(" + ")}{" "}
                          · {words.templates.questions(questions.length)} · {words.templates[reach]}
                        </span>
                      </Card>
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          )
        );
      })}
    </section>
  );
}

const metrics = ["nps", "csi", "csat", "ces"] as const;
const measuredBy = (questions: Template["questions"]) =>
  metrics.filter((metric) => questions.some(({ type }) => type === metric));

/** By any word of its name, its sentence, its questions or its metric. */
function isAbout(template: Template, wanted: string, language: "en" | "ru"): boolean {
  const texts = textsIn(draftOf(template, [language])).map(({ text }) => text);
  const said = [template.name[language], template.about[language], ...measuredBy(template.questions), ...texts]
    .join(" ")
    .toLocaleLowerCase(language);
  return wanted
    .toLocaleLowerCase(language)
    .split(/\s+/)
    .every((word) => said.includes(word));
}

function Chosen({ template }: { template: Template }) {
  const types = useWords(builderWords).types;
  const authoring = useWords(authoringWords);
  const { language } = usePreferences();
  const { slug } = useWorkspace();
  const making = useNewSurvey();
  const nameOf = useLanguageName();
  const [languages, setLanguages] = useState<readonly RespondentLanguage[]>(
    language === "en" ? ["en", "ru"] : ["ru", "en"],
  );
  const [first = language, ...others] = languages;
  const draft = draftOf(template, [first, ...others]);
  const shown = draftOf(template, [language]);
  const whole = draftOf(template, [language, ...respondentLanguages.filter((one) => one !== language)]);
  const toggle = (one: RespondentLanguage, isOn: boolean) =>
    setLanguages(isOn ? [...languages, one] : languages.filter((other) => other !== one));
  return (
    <>
      <Link className={styles.back} to="/$workspace/surveys/new" params={{ workspace: slug }}>
        <Icon name="left" size={14} /> {authoring.other}
      </Link>
      <div className={styles.chosen}>
        <Card title={template.name[language]}>
          <p>{template.about[language]}</p>
          <h3>{authoring.asks}</h3>
          <ol>
            {shown.questions.map((question) => (
              <li key={question.id}>
                {question.prompt}{" "}
                <small>
                  {types[question.type]}
                  {question.when && ` · ${authoring.ifAsked}`}
                </small>
                {"items" in question && <small>{question.items.map(({ label }) => label).join(" · ")}</small>}
                {"choices" in question && <small>{question.choices.map(({ label }) => label).join(" · ")}</small>}
              </li>
            ))}
          </ol>
          <h3>{authoring.endsWith}</h3>
          <ul className={styles.endings}>
            {shown.endings.map(({ id, prompt, when }) => (
              <li key={id}>
                {prompt} {when && <small>{authoring.ifShown}</small>}
              </li>
            ))}
          </ul>
        </Card>
        <Card title={authoring.languages}>
          <p>{authoring.languagesHint}</p>
          <div className={styles.languages}>
            {respondentLanguages.map((one) => {
              const { missing } = completenessOf(whole, one);
              const note =
                one === first ? authoring.first : missing.length > 0 ? authoring.missing(missing.length) : null;
              return (
                <Checkbox
                  key={one}
                  iconColor="var(--on-ink)"
                  label={
                    <>
                      {nameOf(one)} {one !== language && <bdi lang={one}>{nameOfLanguage(one)}</bdi>}{" "}
                      {note && <small>{note}</small>}
                    </>
                  }
                  checked={languages.includes(one)}
                  disabled={languages.length === 1 && languages.includes(one)}
                  onChange={({ currentTarget }) => toggle(one, currentTarget.checked)}
                />
              );
            })}
          </div>
          {making.error && (
            <p role="alert" className={styles.fault}>
              {authoring.failed}: {making.error.message}
            </p>
          )}
          <Button loading={making.isPending} onClick={() => making.mutate(draft)}>
            {authoring.make}
          </Button>
        </Card>
      </div>
    </>
  );
}
