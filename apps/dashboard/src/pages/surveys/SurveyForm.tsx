import { Button, Checkbox, SegmentedControl, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { ApiProblem } from "../../api.ts";
import { usePreferences } from "../../preferences.tsx";
import { Card } from "../../ui/Card.tsx";
import { useWords } from "../../words.ts";
import {
  type Draft,
  labelIn,
  languagesOf,
  promptIn,
  withLabel,
  withLanguage,
  withoutLanguage,
  withPrompt,
} from "./draft.ts";
import styles from "./SurveyForm.module.css";
import { SurveyPreview } from "./SurveyPreview.tsx";
import { words as pageWords } from "./words.ts";

type Props = {
  start: Draft;
  /** The version that is asked now. */
  version: number | null;
  /** Words of a language that is added, where the draft came from a template. */
  translate?(language: string): Draft["translations"][string] | undefined;
  isBusy: boolean;
  error: unknown;
  save(draft: Draft, then: "keep" | "publish"): void;
};

const offered = ["en", "ru"] as const;

/** A survey's words in each of its languages, with what customers will see beside them. */
export function SurveyForm({ start, version, translate, isBusy, error, save }: Props) {
  const words = useWords(pageWords).form;
  const own = usePreferences().language;
  const [draft, setDraft] = useState(start);
  const languages = languagesOf(draft);
  const [chosen, setChosen] = useState<string>(languages.includes(own) ? own : draft.locale);
  const language = languages.includes(chosen) ? chosen : draft.locale;
  const [isChecked, setChecked] = useState(false);
  const named = (locale: string) => words.languageNames[locale as "en" | "ru"] ?? locale;
  const isMissing = [...draft.questions, ...draft.endings].some(({ prompt }) => prompt.trim() === "");
  const missing = (text: string, said: string) =>
    isChecked && language === draft.locale && text.trim() === "" ? said : undefined;

  const submit = (then: "keep" | "publish") => {
    setChecked(true);
    if (draft.name.trim() === "") return document.getElementById("survey-name")?.focus();
    if (isMissing) return setChosen(draft.locale);
    save(draft, then);
  };
  const toggle = (locale: string, isOn: boolean) => {
    setDraft(isOn ? withLanguage(draft, locale, translate?.(locale)) : withoutLanguage(draft, locale));
    if (isOn) setChosen(locale);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit("keep");
  };

  return (
    <form className={styles.form} onSubmit={onSubmit} noValidate>
      <Card title={words.texts} className={styles.words}>
        <TextInput
          id="survey-name"
          label={words.name}
          description={words.nameHint}
          value={draft.name}
          maxLength={200}
          error={isChecked && draft.name.trim() === "" ? words.nameNeeded : undefined}
          onChange={({ currentTarget }) => setDraft({ ...draft, name: currentTarget.value })}
        />
        <fieldset className={styles.languages}>
          <legend>{words.languages}</legend>
          <p>{words.languagesHint}</p>
          <div>
            {[...new Set([...offered, ...languages])].map((locale) => (
              <Checkbox
                key={locale}
                iconColor="var(--on-ink)"
                label={named(locale)}
                checked={languages.includes(locale)}
                disabled={languages.length === 1 && languages.includes(locale)}
                onChange={({ currentTarget }) => toggle(locale, currentTarget.checked)}
              />
            ))}
          </div>
        </fieldset>
        {languages.length > 1 && (
          <SegmentedControl
            aria-label={words.language}
            data={languages.map((locale) => ({ value: locale, label: named(locale) }))}
            value={language}
            onChange={setChosen}
          />
        )}
        {draft.questions.map((question, index) => {
          const prompt = promptIn(draft, question, language);
          return (
            <div key={question.id} className={styles.question}>
              <Textarea
                label={words.question(index + 1, words.types[question.type])}
                value={prompt}
                placeholder={language === draft.locale ? undefined : question.prompt}
                lang={language}
                maxLength={2000}
                autosize
                minRows={1}
                error={missing(prompt, words.needed)}
                onChange={({ currentTarget }) =>
                  setDraft(withPrompt(draft, question.id, language, currentTarget.value))
                }
              />
              {question.type === "csi" &&
                question.items.map((item, part) => (
                  <TextInput
                    key={item.id}
                    className={styles.part}
                    label={words.part(part + 1)}
                    value={labelIn(draft, item, language)}
                    placeholder={language === draft.locale ? undefined : item.label}
                    lang={language}
                    maxLength={500}
                    error={missing(labelIn(draft, item, language), words.needed)}
                    onChange={({ currentTarget }) => setDraft(withLabel(draft, item.id, language, currentTarget.value))}
                  />
                ))}
            </div>
          );
        })}
        {draft.endings.map((ending) => (
          <Textarea
            key={ending.id}
            label={words.ending}
            value={promptIn(draft, ending, language)}
            placeholder={language === draft.locale ? undefined : ending.prompt}
            lang={language}
            maxLength={2000}
            autosize
            minRows={1}
            error={missing(promptIn(draft, ending, language), words.needed)}
            onChange={({ currentTarget }) => setDraft(withPrompt(draft, ending.id, language, currentTarget.value))}
          />
        ))}
      </Card>
      <Card title={words.preview} note={named(language)} className={styles.preview}>
        <SurveyPreview draft={draft} language={language} />
      </Card>
      <div className={styles.actions}>
        <span>{words.draftOf(version)}</span>
        {error instanceof Error && (
          <span className={styles.fault} role="alert">
            {words.failed}: {error instanceof ApiProblem ? error.detail : error.message}
          </span>
        )}
        <Button type="submit" variant="default" disabled={isBusy}>
          {words.save}
        </Button>
        <Button type="button" loading={isBusy} onClick={() => submit("publish")}>
          {words.publish}
        </Button>
      </div>
    </form>
  );
}
