import { Button, NativeSelect } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ask } from "../../api.ts";
import { usePreferences } from "../../preferences.tsx";
import { AsyncState } from "../../ui/States.tsx";
import { useUndo } from "../../ui/Undo.tsx";
import { useWords } from "../../words.ts";
import { authoringWords } from "./authoring-words.ts";
import { exportSurvey } from "./SurveyMenu.tsx";
import styles from "./SurveyVersions.module.css";
import { bodyOf, draftFrom, type StoredSurvey } from "./saving.ts";

type Props = { id: string; name: string; versions: readonly number[] };

/** What differs between any two versions, or one and the draft; and the way back to one. */
export function VersionChanges({ id, name, versions }: Props) {
  const words = useWords(authoringWords).versions;
  const menu = useWords(authoringWords).menu;
  const { language } = usePreferences();
  const tell = useUndo();
  const [newest = 1] = versions;
  const [from, setFrom] = useState(String(versions[1] ?? newest));
  const [to, setTo] = useState(versions.length > 1 ? String(newest) : "draft");
  const query = useQuery({
    queryKey: ["surveys", id, "changes", from, to, language],
    queryFn: () => ask(api.v1.surveys[":id"].changes.$get({ param: { id }, query: { from, to, locale: language } })),
  });
  const restoring = useRestoring(id);
  const sides = [
    ...versions.map((one) => ({ value: String(one), label: words.version(one) })),
    { value: "draft", label: words.draft },
  ];
  return (
    <section className={styles.changes} aria-label={words.whatDiffers}>
      <h3>{words.whatDiffers}</h3>
      <div className={styles.sides}>
        <NativeSelect
          label={words.from}
          data={sides}
          value={from}
          onChange={({ currentTarget }) => setFrom(currentTarget.value)}
        />
        <NativeSelect
          label={words.to}
          data={sides}
          value={to}
          onChange={({ currentTarget }) => setTo(currentTarget.value)}
        />
      </div>
      <AsyncState query={query} what={words.what}>
        {({ changes }) =>
          changes.length === 0 ? (
            <p>{words.same}</p>
          ) : (
            <ul>
              {changes.map(({ pointer, sentence, startsSeries }) => (
                <li key={pointer + sentence}>
                  {sentence} {startsSeries && <em>{words.series}</em>}
                </li>
              ))}
            </ul>
          )
        }
      </AsyncState>
      {from !== "draft" && (
        <div className={styles.actions}>
          <Button variant="default" loading={restoring.isPending} onClick={() => restoring.mutate(Number(from))}>
            {words.restore(Number(from))}
          </Button>
          <Button
            variant="default"
            onClick={() => void exportSurvey(id, name, Number(from)).catch(() => tell(menu.failed))}
          >
            {words.export(Number(from))}
          </Button>
        </div>
      )}
    </section>
  );
}

/** Makes a version the draft again, and on request the draft what it was. */
function useRestoring(id: string) {
  const words = useWords(authoringWords);
  const queries = useQueryClient();
  const tell = useUndo();
  const param = { id };
  const again = () => queries.invalidateQueries({ queryKey: ["surveys"] });
  return useMutation({
    mutationFn: async (version: number) => {
      const before = (await ask(api.v1.surveys[":id"].$get({ param }))) as unknown as StoredSurvey;
      await ask(api.v1.surveys[":id"].restore.$post({ param, json: { version } }));
      return { before, version };
    },
    onSuccess: ({ before, version }) => {
      void again();
      tell(words.versions.restored(version), async () => {
        await ask(api.v1.surveys[":id"].$put({ param, json: bodyOf(draftFrom(before)) }));
        await again();
        tell(words.versions.undone);
      });
    },
    onError: () => tell(words.menu.failed),
  });
}
