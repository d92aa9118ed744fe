import { Icon } from "../../../ui/Icon.tsx";
import { useUndo } from "../../../ui/Undo.tsx";
import { useWords } from "../../../words.ts";
import { AnonymityEditor } from "./AnonymityEditor.tsx";
import styles from "./Editor.module.css";
import { EndingEditor } from "./EndingEditor.tsx";
import { useEditing } from "./editing.ts";
import { duplicate, remove } from "./operations.ts";
import { PageEditor } from "./PageEditor.tsx";
import { ProblemsOf } from "./ProblemsOf.tsx";
import { QuestionEditor } from "./QuestionEditor.tsx";
import { QuotasEditor } from "./QuotasEditor.tsx";
import { pageNumber } from "./sentences.ts";
import { ValuesEditor } from "./ValuesEditor.tsx";
import { builderWords } from "./words.ts";

/** What is chosen on the left, to be worded and led on. */
export function Editor() {
  const words = useWords(builderWords);
  const { draft, chosen } = useEditing();
  const at = draft.questions.findIndex(({ id }) => id === chosen);
  const question = draft.questions[at];
  const page = draft.pages?.find(({ id }) => id === chosen);
  const ending = draft.endings.find(({ id }) => id === chosen);
  if (question)
    return (
      <section className={styles.editor} aria-label={words.edit.question(at + 1)} key={question.id}>
        <Head title={words.edit.question(at + 1)} note={words.types[question.type]} id={question.id} isQuestion />
        <QuestionEditor question={question} at={at} />
      </section>
    );
  if (page)
    return (
      <section className={styles.editor} aria-label={words.edit.page(pageNumber(draft, page.id))} key={page.id}>
        <Head title={words.edit.page(pageNumber(draft, page.id))} id={page.id} />
        <PageEditor page={page} />
      </section>
    );
  if (ending)
    return (
      <section className={styles.editor} aria-label={words.edit.ending} key={ending.id}>
        <Head title={words.edit.ending} id={ending.id} />
        <EndingEditor ending={ending} />
      </section>
    );
  return (
    <section className={styles.editor} aria-label={words.values.title}>
      <div className={styles.head}>
        <h2>{words.values.title}</h2>
      </div>
      <ProblemsOf place={null} />
      {draft.questions.length === 0 && <p className={styles.note}>{words.edit.nothing}</p>}
      <ValuesEditor />
      <QuotasEditor />
      <AnonymityEditor />
    </section>
  );
}

function Head({ title, note, id, isQuestion }: { title: string; note?: string; id: string; isQuestion?: boolean }) {
  const words = useWords(builderWords);
  const { draft, change, choose, undo } = useEditing();
  const tell = useUndo();
  const go = (edited: { draft: typeof draft; id: string } | null) => {
    if (!edited) return;
    change(edited.draft);
    choose(edited.id);
  };
  const takeOut = () => {
    const at = draft.questions.findIndex((one) => one.id === id);
    change(remove(draft, id));
    const next = draft.questions[at + 1] ?? draft.questions[at - 1];
    choose(next && next.id !== id ? next.id : null);
    tell(words.list.deleted(title), () => {
      undo();
      choose(id);
    });
  };
  return (
    <>
      <div className={styles.head}>
        <h2>
          {title}
          {note && <small> · {note}</small>}
        </h2>
        {isQuestion && (
          <button
            type="button"
            className={styles.icon}
            aria-label={words.edit.duplicate}
            title={words.edit.duplicate}
            onClick={() => go(duplicate(draft, id))}
          >
            <Icon name="copy" />
          </button>
        )}
        <button
          type="button"
          className={styles.icon}
          aria-label={words.edit.remove}
          title={words.edit.remove}
          onClick={takeOut}
        >
          <Icon name="trash" />
        </button>
      </div>
      <ProblemsOf place={id} />
    </>
  );
}
