import { Menu } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api, ask } from "../../api.ts";
import { saveAs } from "../../save-as.ts";
import { useWorkspace } from "../../session.ts";
import { Icon } from "../../ui/Icon.tsx";
import { useUndo } from "../../ui/Undo.tsx";
import { useWords } from "../../words.ts";
import { authoringWords } from "./authoring-words.ts";
import styles from "./SurveysPage.module.css";

/** Hands a survey over as a file: its draft, or one of its versions. */
export async function exportSurvey(id: string, name: string, version?: number): Promise<void> {
  const query = version === undefined ? {} : { version: String(version) };
  const document = await ask(api.v1.surveys[":id"].export.$get({ param: { id }, query }));
  const file = `${name.replace(/[^\p{L}\p{N}]+/gu, "-")}${version === undefined ? "" : `-v${version}`}.json`;
  saveAs(file, JSON.stringify(document, null, 2), "application/json");
}

/** What else can be done with a survey of the list. */
export function SurveyMenu({ id, name }: { id: string; name: string }) {
  const words = useWords(authoringWords).menu;
  const { slug } = useWorkspace();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const tell = useUndo();
  const params = { workspace: slug, surveyId: id };
  const duplicating = useMutation({
    mutationFn: () => ask(api.v1.surveys[":id"].duplicate.$post({ param: { id }, json: {} })),
    onSuccess: (copy) => {
      void queries.invalidateQueries({ queryKey: ["surveys"] });
      tell(words.duplicated(copy.name));
    },
    onError: () => tell(words.failed),
  });
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <button type="button" className={styles.more} aria-label={words.open(name)}>
          <Icon name="more" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void navigate({ to: "/$workspace/surveys/$surveyId/edit", params })}>
          {words.edit}
        </Menu.Item>
        <Menu.Item onClick={() => void navigate({ to: "/$workspace/surveys/$surveyId/results", params })}>
          {words.versions}
        </Menu.Item>
        <Menu.Item onClick={() => duplicating.mutate()}>{words.duplicate}</Menu.Item>
        <Menu.Item onClick={() => void exportSurvey(id, name).catch(() => tell(words.failed))}>
          {words.export}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
