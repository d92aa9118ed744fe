import type { SurveyPage } from "@otklik/domain/survey/definition";
import { useWords } from "../../../words.ts";
import { Branching } from "./Branching.tsx";
import styles from "./Editor.module.css";
import { useEditing } from "./editing.ts";
import { withPage } from "./operations.ts";
import { PipedText } from "./PipedText.tsx";
import { builderWords } from "./words.ts";

/** A page's title, and where it leads when it is left by its end. */
export function PageEditor({ page }: { page: SurveyPage }) {
  const words = useWords(builderWords);
  const { draft, change } = useEditing();
  const placeOf = (id: string) => draft.questions.findIndex((question) => question.id === id);
  const start = placeOf(page.from);
  const later = (draft.pages ?? []).map(({ from }) => placeOf(from)).filter((place) => place > start);
  const end = Math.min(...later, draft.questions.length) - 1;
  const put = (fields: object, mark?: string) =>
    change((known) => withPage(known, page.id, fields), mark && `${page.id}.${mark}`);
  return (
    <div className={styles.fields}>
      <PipedText
        label={words.edit.pageTitle}
        value={page.title ?? ""}
        before={start}
        onChange={(title) => put({ title: title === "" ? undefined : title }, "title")}
      />
      <Branching
        next={page.next}
        from={end}
        none={words.branch.nextPage}
        onChange={(next, mark) => put({ next }, mark)}
      />
    </div>
  );
}
