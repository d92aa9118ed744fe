import { Button, FileInput, Modal, Textarea } from "@mantine/core";
import { fromSurveyJs, isSurveyJs } from "@otklik/domain/survey/surveyjs/from-surveyjs";
import type { NotTaken } from "@otklik/domain/survey/surveyjs/reading";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ApiProblem, api, ask } from "../../api.ts";
import { useWorkspace } from "../../session.ts";
import { useUndo } from "../../ui/Undo.tsx";
import { useWords } from "../../words.ts";
import { authoringWords } from "./authoring-words.ts";
import styles from "./ImportDialog.module.css";
import { keepNotTaken } from "./import-notes.ts";
import { NotTakenList } from "./NotTakenList.tsx";

type Document = Parameters<typeof api.v1.surveys.import.$post>[0]["json"];
type Kept = { fault: null; document: Document; notTaken: NotTaken[] };
type Found = { fault: "unreadable" | "unknown" | "empty"; notTaken: NotTaken[] } | Kept;

function foundIn(text: string): Found {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return { fault: "unreadable", notTaken: [] };
  }
  if (isSurveyJs(document)) {
    const { survey, notTaken } = fromSurveyJs(document);
    return survey
      ? { fault: null, document: { schemaVersion: 1, ...survey } as unknown as Document, notTaken }
      : { fault: "empty", notTaken };
  }
  const isOurs = typeof document === "object" && document !== null && "schemaVersion" in document;
  return isOurs ? { fault: null, document: document as Document, notTaken: [] } : { fault: "unknown", notTaken: [] };
}

/** A survey out of a file or a text: what is found in it, and what could not be taken over, before it is kept. */
export function ImportDialog({ close }: { close(): void }) {
  const words = useWords(authoringWords).import;
  const { slug } = useWorkspace();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const tell = useUndo();
  const [text, setText] = useState("");
  const found = text.trim() === "" ? null : foundIn(text);
  const keeping = useMutation({
    mutationFn: ({ document: json }: Kept) => ask(api.v1.surveys.import.$post({ query: {}, json })),
    onSuccess: ({ id }, { notTaken }) => {
      keepNotTaken(id, notTaken);
      void queries.invalidateQueries({ queryKey: ["surveys"] });
      tell(words.kept);
      void navigate({ to: "/$workspace/surveys/$surveyId/edit", params: { workspace: slug, surveyId: id } });
    },
  });
  const read = (file: File | null) => {
    keeping.reset();
    void file?.text().then(setText);
  };
  return (
    <Modal
      opened
      onClose={close}
      title={words.title}
      centered
      size={560}
      closeButtonProps={{ "aria-label": words.close }}
    >
      <div className={styles.form}>
        <p>{words.hint}</p>
        <FileInput label={words.file} accept="application/json,.json" onChange={read} placeholder="survey.json" />
        <Textarea
          label={words.paste}
          value={text}
          onChange={({ currentTarget }) => {
            keeping.reset();
            setText(currentTarget.value);
          }}
          minRows={4}
          maxRows={8}
          autosize
          spellCheck={false}
          error={found?.fault ? words[found.fault] : undefined}
        />
        {found?.fault === null && (
          <p role="status">
            <b>{words.found(String(found.document.name ?? ""), found.document.questions?.length ?? 0)}</b>{" "}
            {found.notTaken.length === 0 ? words.all : words.notTaken(found.notTaken.length)}
          </p>
        )}
        {found && found.notTaken.length > 0 && <NotTakenList notTaken={found.notTaken} />}
        {keeping.error && (
          <div role="alert" className={styles.fault}>
            {keeping.error.message}
            {keeping.error instanceof ApiProblem && (
              <ul className={styles.list}>
                {keeping.error.errors.map(({ pointer, detail }) => (
                  <li key={pointer + detail}>
                    {detail} <small>{pointer}</small>
                  </li>
                ))}
              </ul>
            )}
          </div>
        )}
        <div className={styles.end}>
          <Button variant="default" onClick={close}>
            {words.cancel}
          </Button>
          <Button
            disabled={found?.fault !== null}
            loading={keeping.isPending}
            onClick={() => found?.fault === null && keeping.mutate(found)}
          >
            {words.keep}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
