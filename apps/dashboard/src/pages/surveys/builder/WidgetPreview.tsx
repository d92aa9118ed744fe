import { primaryQuestion, stepsOf } from "@otklik/domain/survey/definition";
import { endLabelOf, promptOf } from "@otklik/domain/survey/texts";
import { directionOf } from "@otklik/domain/words/languages";
import { wordsFor } from "@otklik/domain/words/words";
import { useWords } from "../../../words.ts";
import { useEditing } from "./editing.ts";
import styles from "./Preview.module.css";
import { builderWords } from "./words.ts";

/** The card of a widget with the first question. It is a picture of it: the widget is not here. */
export function WidgetPreview({ language }: { language: string }) {
  const words = useWords(builderWords).preview;
  const { draft } = useEditing();
  const definition = { schemaVersion: 1 as const, ...draft };
  const question = primaryQuestion(definition) ?? draft.questions.find(({ type }) => type !== "statement");
  if (!question) return null;
  const isScale = question.type === "nps" || question.type === "csat" || question.type === "ces";
  const { min, max } = isScale ? stepsOf(question) : { min: 0, max: -1 };
  const steps = Array.from({ length: max - min + 1 }, (_, step) => min + step);
  const ends = isScale ? wordsFor(language).survey.ends[question.type] : null;
  return (
    <div className={styles.site}>
      <div className={styles.card} lang={language} dir={directionOf(language)}>
        <p>{promptOf(definition, question, language)}</p>
        {isScale && (
          <>
            <div className={styles.scale} aria-hidden="true">
              {steps.map((step) => (
                <i key={step}>{step}</i>
              ))}
            </div>
            <div className={styles.ends}>
              <span>{endLabelOf(definition, question, "low", language) ?? ends?.low}</span>
              <span>{endLabelOf(definition, question, "high", language) ?? ends?.high}</span>
            </div>
          </>
        )}
        <small>{words.notNow}</small>
      </div>
    </div>
  );
}
