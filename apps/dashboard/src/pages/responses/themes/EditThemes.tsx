import { Button, Modal, Textarea, TextInput } from "@mantine/core";
import type { FormEvent } from "react";
import { api, ask } from "../../../api.ts";
import { AsyncState } from "../../../ui/States.tsx";
import { useUndo } from "../../../ui/Undo.tsx";
import { useWords } from "../../../words.ts";
import { type Theme, useThemes, useThemesAnew } from "./queries.ts";
import styles from "./Themes.module.css";
import { themeWords } from "./words.ts";

const keywordsIn = (text: string) =>
  text
    .split(/[,\n]/)
    .map((one) => one.trim())
    .filter((one) => one !== "");

/** The themes of a workspace with their words: what is written here is kept when a field is left. */
export function EditThemes({ close }: { close(): void }) {
  const words = useWords(themeWords);
  const themes = useThemes();
  const { keep, change, remove } = useChanges();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    const name = String(given.get("name") ?? "").trim();
    const keywords = keywordsIn(String(given.get("keywords") ?? ""));
    if (name === "" || keywords.length === 0) return;
    void keep({ name, keywords }).then(() => form.reset());
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
      <div className={styles.editing}>
        <p className={styles.none}>{words.hint}</p>
        <AsyncState query={themes} what={words.what}>
          {({ data }) => (
            <ul className={styles.list}>
              {data.map((theme) => (
                <li key={theme.id}>
                  <TextInput
                    aria-label={words.name}
                    defaultValue={theme.name}
                    maxLength={200}
                    onBlur={({ currentTarget: { value } }) => {
                      if (value.trim() !== "" && value.trim() !== theme.name)
                        void change(theme, { name: value.trim() });
                    }}
                  />
                  <Textarea
                    aria-label={words.keywordsOf(theme.name)}
                    defaultValue={theme.keywords.join(", ")}
                    autosize
                    onBlur={({ currentTarget: { value } }) => {
                      const keywords = keywordsIn(value);
                      if (keywords.length > 0 && keywords.join() !== theme.keywords.join())
                        void change(theme, { keywords });
                    }}
                  />
                  <Button variant="subtle" aria-label={words.remove(theme.name)} onClick={() => void remove(theme)}>
                    {words.delete}
                  </Button>
                </li>
              ))}
            </ul>
          )}
        </AsyncState>
        <form className={styles.keep} onSubmit={submit}>
          <TextInput name="name" label={words.name} placeholder={words.example} maxLength={200} />
          <Textarea name="keywords" label={words.keywords} placeholder={words.keywordsExample} autosize minRows={2} />
          <Button type="submit">{words.keep}</Button>
        </form>
      </div>
    </Modal>
  );
}

type Given = Pick<Theme, "name" | "keywords">;

function useChanges() {
  const words = useWords(themeWords);
  const anew = useThemesAnew();
  const tell = useUndo();
  const attempt = async (work: Promise<unknown>) => {
    await work.catch(() => tell(words.failed));
    await anew();
  };
  const keep = (json: Given) => attempt(ask(api.v1.themes.$post({ json })));
  return {
    keep,
    change: ({ id }: Theme, json: Partial<Given>) => attempt(ask(api.v1.themes[":id"].$patch({ param: { id }, json }))),
    remove: async ({ id, name, keywords }: Theme) => {
      await attempt(ask(api.v1.themes[":id"].$delete({ param: { id } })));
      tell(words.removed(name), () => keep({ name, keywords }));
    },
  };
}
