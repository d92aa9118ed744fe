import { Button, SegmentedControl, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useBlocker, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { ApiProblem, api, ask } from "../../../api.ts";
import type { Search } from "../../../search.ts";
import { useWorkspace } from "../../../session.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { useUndo } from "../../../ui/Undo.tsx";
import { useWords } from "../../../words.ts";
import { draftFrom, type StoredSurvey } from "../saving.ts";
import { words as pageWords } from "../words.ts";
import { Editor } from "./Editor.tsx";
import { EditingProvider, useEditing, useEditingOf } from "./editing.ts";
import { Foot } from "./Foot.tsx";
import { ImportNotes } from "./ImportNotes.tsx";
import { Languages } from "./Languages.tsx";
import { LivePreview } from "./LivePreview.tsx";
import type { Place, Problem } from "./problems.ts";
import { QuestionList } from "./QuestionList.tsx";
import styles from "./SurveyBuilder.module.css";
import { Tester } from "./Tester.tsx";
import { useAutosave } from "./use-autosave.ts";
import { builderWords } from "./words.ts";

const views = ["build", "test", "languages"] as const;
type View = (typeof views)[number];
const steps = ["list", "edit", "preview"] as const;
type Step = (typeof steps)[number];

/** A survey being made: its questions, the one that is edited, and what customers will see. */
export function SurveyBuilder({ survey }: { survey: StoredSurvey }) {
  const { at } = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const choose = (place: Place) =>
    void navigate({
      to: ".",
      search: (known: Search) => ({ ...known, at: place ?? "values" }),
      replace: true,
      resetScroll: false,
    });
  const [start] = useState(() => draftFrom(survey));
  const chosen = at === "values" ? null : (at ?? start.questions[0]?.id ?? null);
  const editing = useEditingOf(start, chosen, choose);
  return (
    <EditingProvider value={editing}>
      <Builder survey={survey} />
    </EditingProvider>
  );
}

function Builder({ survey }: { survey: StoredSurvey }) {
  const words = useWords(builderWords);
  const page = useWords(pageWords).form;
  const editing = useEditing();
  const { draft, change, problems } = editing;
  const canKeep = !problems.some(({ stops }) => stops === "saving");
  const { keeping, keep, take, seen, putBy, offered, settle } = useAutosave(survey, draft, canKeep);
  useBlocker({
    shouldBlockFn: ({ current, next }) =>
      current.pathname !== next.pathname && !putBy() && !window.confirm(words.foot.losing),
    enableBeforeUnload: false,
  });
  const [step, setStep] = useState<Step>("list");
  const search = useSearch({ strict: false }) as Search;
  const view = views.find((one) => one === search.view) ?? "build";
  const look = (next: View) =>
    void navigate({
      to: ".",
      search: (known: Search) => ({ ...known, view: next === "build" ? undefined : next }),
      replace: true,
    });
  const { slug } = useWorkspace();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const tell = useUndo();
  useUndoKeys();

  const publishing = useMutation({
    mutationFn: async () => {
      if (!(await keep())) return null;
      return ask(
        api.v1.surveys[":id"].publish.$post(
          { param: { id: survey.id } },
          { headers: { "if-match": `"${seen.current}"` } },
        ),
      );
    },
    onSuccess: (published) => {
      if (!published) return;
      void queries.invalidateQueries({ queryKey: ["surveys"] });
      tell(page.published(published.version ?? 1));
      void navigate({
        to: "/$workspace/surveys/$surveyId/results",
        params: { workspace: slug, surveyId: survey.id },
      });
    },
  });
  const takeTheirs = async () => {
    const theirs = await ask(api.v1.surveys[":id"].$get({ param: { id: survey.id } }));
    const stored = draftFrom(theirs as StoredSurvey);
    take(stored, theirs.updatedAt as string);
    change(stored);
    tell(words.foot.taken);
  };
  const show = ({ place, field }: Problem) => {
    if (field === "name") return document.getElementById("survey-name")?.focus();
    void navigate({
      to: ".",
      search: (known: Search) => ({ ...known, view: undefined, at: place ?? "values" }),
      replace: true,
    });
    setStep("edit");
  };
  const refused = publishing.error instanceof ApiProblem ? publishing.error.detail : null;
  return (
    <div className={styles.builder} data-step={step}>
      <div className={styles.bar}>
        <TextInput
          id="survey-name"
          className={styles.name}
          aria-label={words.name}
          value={draft.name}
          maxLength={200}
          onChange={({ currentTarget }) => change({ ...draft, name: currentTarget.value }, "name")}
        />
        <Button
          variant="subtle"
          color="gray"
          disabled={!editing.canUndo}
          onClick={editing.undo}
          aria-label={words.undo}
          aria-keyshortcuts="Control+Z"
        >
          <Icon name="undo" />
        </Button>
        <Button
          variant="subtle"
          color="gray"
          disabled={!editing.canRedo}
          onClick={editing.redo}
          aria-label={words.redo}
          aria-keyshortcuts="Control+Shift+Z"
        >
          <Icon name="redo" />
        </Button>
        <SegmentedControl
          className={styles.views}
          aria-label={words.views}
          data={views.map((value) => ({ value, label: words.view[value] }))}
          value={view}
          onChange={(value) => look(value as View)}
        />
      </div>
      <ImportNotes surveyId={survey.id} />
      {view === "test" && <Tester />}
      {view === "languages" && <Languages />}
      {view === "build" && (
        <>
          <SegmentedControl
            className={styles.steps}
            fullWidth
            data={steps.map((value) => ({ value, label: words.steps[value] }))}
            value={step}
            onChange={(value) => setStep(value as Step)}
          />
          <div className={styles.columns}>
            {/* biome-ignore lint/a11y/noStaticElementInteractions: on a phone the next step follows what was chosen in the list; each button acts by itself */}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above */}
            <div
              className={styles.list}
              onClick={({ target }) => target instanceof Element && target.closest("[data-main]") && setStep("edit")}
            >
              <QuestionList />
            </div>
            <div className={styles.edit}>
              <Editor />
            </div>
            <div className={styles.preview}>
              <LivePreview surveyId={survey.id} revision={keeping.revision} isKept={keeping.is === "saved"} />
            </div>
          </div>
        </>
      )}
      <Foot
        keeping={keeping}
        offered={offered}
        isOlder={offered !== null && offered.from !== seen.current}
        restore={() => {
          if (offered) change(offered.draft);
          settle();
        }}
        discard={settle}
        version={survey.version}
        isPublishing={publishing.isPending}
        refused={refused}
        retry={() => void keep()}
        takeTheirs={() => void takeTheirs()}
        keepMine={() => void keep(true)}
        test={() => look("test")}
        publish={() => publishing.mutate()}
        show={show}
      />
    </div>
  );
}

/** Ctrl+Z takes back and Ctrl+Shift+Z brings again, in fields as well: letter by letter is what fields do by themselves. */
function useUndoKeys(): void {
  const { undo, redo } = useEditing();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.code !== "KeyZ") return;
      event.preventDefault();
      if (event.shiftKey) redo();
      else undo();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [undo, redo]);
}
