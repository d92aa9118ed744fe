import type { Question } from "@otklik/domain/survey/definition";
import { isMetricQuestion, isRequired, scaleOf } from "@otklik/domain/survey/definition";
import { endLabelOf, itemLabelOf, promptOf } from "@otklik/domain/survey/texts";
import { wordsFor } from "@otklik/domain/words/words";
import type { Draft } from "./draft.ts";
import styles from "./SurveyPreview.module.css";

/** The survey as its page will ask it, by the same definition; nothing in it can be pressed. */
export function SurveyPreview({ draft, language }: { draft: Draft; language: string }) {
  const definition = { schemaVersion: 1 as const, ...draft };
  const words = wordsFor(language);
  return (
    <div className={styles.page} lang={language}>
      {draft.questions.map((question) => (
        <div key={question.id} className={styles.question}>
          {question.type !== "callback" && (
            <p>
              {promptOf(definition, question, language)}
              {question.type !== "statement" && !isRequired(definition, question) && (
                <span> {words.survey.optional}</span>
              )}
            </p>
          )}
          <Control question={question} draft={draft} language={language} />
        </div>
      ))}
      <div className={styles.send}>{words.survey.send}</div>
      {draft.endings.map((ending) => (
        <p key={ending.id} className={styles.ending}>
          {promptOf(definition, ending, language)}
        </p>
      ))}
    </div>
  );
}

function Control({ question, draft, language }: { question: Question; draft: Draft; language: string }) {
  const definition = { schemaVersion: 1 as const, ...draft };
  if (question.type === "text") return <div className={styles.text} aria-hidden="true" />;
  if (question.type === "callback")
    return (
      <div className={styles.check}>
        <i aria-hidden="true" /> {promptOf(definition, question, language)}
      </div>
    );
  if (!isMetricQuestion(question)) return null;
  const { min, max } = scaleOf(question);
  const ends = wordsFor(language).survey.ends[question.type];
  const scale = (
    <div className={styles.scale} aria-hidden="true">
      {Array.from({ length: max - min + 1 }, (_, step) => min + step).map((score) => (
        <i key={score}>{score}</i>
      ))}
    </div>
  );
  return (
    <>
      {question.type === "csi"
        ? question.items.map((item) => (
            <div key={item.id} className={styles.part}>
              <span>{itemLabelOf(definition, item, language)}</span>
              {scale}
            </div>
          ))
        : scale}
      <div className={styles.ends}>
        <span>
          {min} = {endLabelOf(definition, question, "low", language) ?? ends.low}
        </span>
        <span>
          {max} = {endLabelOf(definition, question, "high", language) ?? ends.high}
        </span>
      </div>
    </>
  );
}
