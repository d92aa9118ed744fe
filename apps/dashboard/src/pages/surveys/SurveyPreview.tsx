import type { Question } from "@otklik/domain/survey/definition";
import { isRequired, stepsOf } from "@otklik/domain/survey/definition";
import { endLabelOf, helpOf, itemLabelOf, partLabelOf, promptOf } from "@otklik/domain/survey/texts";
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
          {question.type !== "callback" && question.type !== "consent" && (
            <p>
              {promptOf(definition, question, language)}
              {question.type !== "statement" && !isRequired(definition, question) && (
                <span> {words.survey.optional}</span>
              )}
              {question.help && <span className={styles.help}>{helpOf(definition, question, language)}</span>}
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

type ControlProps = { question: Question; draft: Draft; language: string };

function Control({ question, draft, language }: ControlProps) {
  const definition = { schemaVersion: 1 as const, ...draft };
  switch (question.type) {
    case "text":
      return <div className={styles.text} aria-hidden="true" />;
    case "number":
    case "date":
    case "email":
    case "phone":
      return <div className={styles.line} aria-hidden="true" />;
    case "callback":
    case "consent":
      return <Check text={promptOf(definition, question, language)} />;
    case "statement":
      return null;
    case "nps":
    case "csat":
    case "ces":
    case "csi":
    case "rating":
      return <Scale question={question} draft={draft} language={language} />;
    case "matrix":
      return question.rows.map((row) => (
        <div key={row.id} className={styles.part}>
          <span>{partLabelOf(definition, question, row, language)}</span>
          <div className={styles.choices}>
            {question.columns.map((column) => (
              <Check key={column.id} text={partLabelOf(definition, question, column, language)} />
            ))}
          </div>
        </div>
      ));
    default:
      return (
        <div className={styles.choices}>
          {question.choices.map((choice) => (
            <Check key={choice.id} text={partLabelOf(definition, question, choice, language)} />
          ))}
          {"other" in question && question.other && <Check text={wordsFor(language).survey.other} />}
        </div>
      );
  }
}

function Check({ text }: { text: string }) {
  return (
    <div className={styles.check}>
      <i aria-hidden="true" /> {text}
    </div>
  );
}

type Rated = Extract<Question, { type: "nps" | "csat" | "ces" | "csi" | "rating" }>;

function Scale({ question, draft, language }: ControlProps & { question: Rated }) {
  const definition = { schemaVersion: 1 as const, ...draft };
  const { min, max } = question.type === "csi" ? question.scale : stepsOf(question);
  const standard = question.type === "rating" ? null : wordsFor(language).survey.ends[question.type];
  const endOf = (end: "low" | "high") => endLabelOf(definition, question, end, language) ?? standard?.[end];
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
        <span>{endOf("low") && `${min} = ${endOf("low")}`}</span>
        <span>{endOf("high") && `${max} = ${endOf("high")}`}</span>
      </div>
    </>
  );
}
