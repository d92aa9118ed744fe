import { ActionIcon, Button, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ApiProblem, api, ask } from "../../api.ts";
import { Icon } from "../../ui/Icon.tsx";
import { AsyncState, Empty } from "../../ui/States.tsx";
import { useUndo } from "../../ui/Undo.tsx";
import { useWords } from "../../words.ts";
import { keyFor } from "./key-for.ts";
import styles from "./Places.module.css";
import { placesWords } from "./places-words.ts";
import { SavedText } from "./SavedText.tsx";
import { Section } from "./Setting.tsx";

const mostDimensions = 10;
const shownValues = 4;
const listDimensions = () => ask(api.v1.dimensions.values.$get());
type Dimension = Awaited<ReturnType<typeof listDimensions>>["data"][number];

/** What scores are counted by. Everything keeps itself and can be taken back. */
export function DimensionsSection() {
  const every = useWords(placesWords);
  const words = every.dimensions;
  const tell = useUndo();
  const queries = useQueryClient();
  const dimensions = useQuery({ queryKey: ["dimensions", "values"], queryFn: listDimensions });

  const put = (json: { key: string; name: string }) => ask(api.v1.dimensions.$post({ json }));
  const remove = (id: string) => ask(api.v1.dimensions[":id"].$delete({ param: { id } }));
  const attempt = async <T,>(name: string, work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      const problem = error instanceof ApiProblem ? error : null;
      tell(problem?.code === "dimension.in-use" ? every.inUse(name) : every.failed(problem?.detail ?? ""));
      return null;
    } finally {
      await queries.invalidateQueries({ queryKey: ["dimensions"] });
    }
  };
  const declare = async (input: { key: string; name: string }) => {
    const made = await attempt(input.name, () => put(input));
    if (made) tell(every.done.added(input.name), () => attempt(input.name, () => remove(made.id)));
  };
  const rename = async ({ key, name: was }: Dimension, name: string) => {
    const made = await attempt(name, () => put({ key, name }));
    if (made) tell(every.done.saved(name), () => attempt(was, () => put({ key, name: was })));
  };
  const takeBack = async ({ id, key, name }: Dimension) => {
    const isGone = await attempt(name, async () => {
      await remove(id);
      return true;
    });
    if (isGone) tell(every.done.removed(name), () => attempt(name, () => put({ key, name })));
  };

  return (
    <Section title={words.what} lead={`${words.intro} ${words.source}`}>
      <AsyncState query={dimensions} what={words.what}>
        {({ data }) => (
          <div className={styles.dimensions}>
            {data.length === 0 && <Empty title={words.none.title} text={words.none.text} />}
            <ul className={styles.rows}>
              {data.map((dimension) => (
                <li key={dimension.id} className={styles.dimension}>
                  <SavedText
                    aria-label={words.name}
                    value={dimension.name}
                    maxLength={200}
                    onSave={(name) => void rename(dimension, name)}
                  />
                  <small>
                    {words.keyOf(dimension.key)} · {valuesOf(dimension, words)}
                  </small>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={words.removeOf(dimension.name)}
                    onClick={() => void takeBack(dimension)}
                  >
                    <Icon name="trash" />
                  </ActionIcon>
                </li>
              ))}
            </ul>
            {data.length < mostDimensions ? (
              <Declare taken={data.map(({ key }) => key)} declare={(input) => void declare(input)} />
            ) : (
              <p className={styles.none}>{words.full}</p>
            )}
          </div>
        )}
      </AsyncState>
    </Section>
  );
}

function valuesOf({ values }: Dimension, words: (typeof placesWords)["en"]["dimensions"]): string {
  if (values.length === 0) return words.noValues;
  return words.values(
    values.length,
    `${values.slice(0, shownValues).join(", ")}${values.length > shownValues ? "…" : ""}`,
  );
}

function Declare({ taken, declare }: { taken: string[]; declare(input: { key: string; name: string }): void }) {
  const words = useWords(placesWords).dimensions;
  const [name, setName] = useState("");
  const [key, setKey] = useState<string | null>(null);
  // Offered from the name until somebody writes it: an attribute often has its key already.
  const proposed = key ?? (name.trim() ? keyFor(name, taken, "dimension") : "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!name.trim() || !proposed) return;
    declare({ key: proposed, name: name.trim() });
    setName("");
    setKey(null);
  };
  return (
    <form className={styles.declare} onSubmit={submit} aria-label={words.newOne}>
      <TextInput
        label={words.name}
        value={name}
        maxLength={200}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <TextInput
        label={words.key}
        title={words.keyHint}
        value={proposed}
        maxLength={64}
        pattern="[A-Za-z0-9][A-Za-z0-9._\-]*"
        onChange={({ currentTarget }) => setKey(currentTarget.value)}
      />
      <Button type="submit" variant="default">
        {words.add}
      </Button>
    </form>
  );
}
