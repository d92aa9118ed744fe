import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { withStandardTexts } from "@otklik/domain/survey/standard-wording";
import { completenessOf, type SurveyText, textIn, textsIn } from "@otklik/domain/survey/texts";
import { directionOf, respondentLanguages } from "@otklik/domain/words/languages";
import { type FormEvent, useState } from "react";
import { useLanguageName } from "../../../language-names.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { useUndo } from "../../../ui/Undo.tsx";
import { useWords } from "../../../words.ts";
import { type Draft, languagesOf, withLanguage, withoutLanguage, withText } from "../draft.ts";
import { useEditing } from "./editing.ts";
import styles from "./Languages.module.css";
import { builderWords } from "./words.ts";

const whole = (draft: Draft) => ({ schemaVersion: 1 as const, ...draft });

/** The survey in its languages, two side by side: what is there, what is missing. */
export function Languages() {
  const words = useWords(builderWords).languages;
  const nameOf = useLanguageName();
  const { draft, change, undo } = useEditing();
  const tell = useUndo();
  const others = languagesOf(draft).slice(1);
  const [wanted, setWanted] = useState<string | null>(null);
  const shown = wanted !== null && others.includes(wanted) ? wanted : (others[0] ?? null);
  const add = (language: string) => {
    const added = withLanguage(draft, language);
    change(withLanguage(added, language, withStandardTexts(whole(added), language)));
    setWanted(language);
  };
  const takeOut = (language: string) => {
    change(withoutLanguage(draft, language));
    tell(words.removed(nameOf(language)), undo);
  };
  return (
    <section className={styles.languages} aria-label={words.title}>
      <h2>{words.title}</h2>
      <p className={styles.note}>{words.hint}</p>
      <ul className={styles.list}>
        {languagesOf(draft).map((language) => {
          const { present, total, missing } = completenessOf(whole(draft), language);
          return (
            <li key={language}>
              <button
                type="button"
                disabled={language === draft.locale}
                aria-pressed={language === shown}
                onClick={() => setWanted(language)}
              >
                <b>{nameOf(language)}</b>{" "}
                <span data-missing={missing.length > 0 || undefined}>
                  {language === draft.locale
                    ? words.own
                    : `${words.share(present, total)} · ${missing.length > 0 ? words.missing(missing.length) : words.whole}`}
                </span>
              </button>
              {languagesOf(draft).length > 1 && (
                <button
                  type="button"
                  className={styles.icon}
                  aria-label={words.remove(nameOf(language))}
                  onClick={() => takeOut(language)}
                >
                  <Icon name="close" size={14} />
                </button>
              )}
            </li>
          );
        })}
      </ul>
      <AddLanguage add={add} />
      {shown !== null && <Texts language={shown} />}
    </section>
  );
}

function AddLanguage({ add }: { add(language: string): void }) {
  const words = useWords(builderWords).languages;
  const nameOf = useLanguageName();
  const { draft } = useEditing();
  const known = languagesOf(draft);
  const offered = respondentLanguages.filter((language) => !known.includes(language));
  const [chosen, setChosen] = useState<string>(offered[0] ?? "");
  const [tag, setTag] = useState("");
  const isOther = chosen === "" || !offered.some((language) => language === chosen);
  const wanted = isOther ? canonical(tag) : chosen;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wanted === null || known.includes(wanted)) return;
    add(wanted);
    setTag("");
  };
  return (
    <form className={styles.add} onSubmit={submit}>
      <NativeSelect
        label={words.add}
        data={[
          ...offered.map((language) => ({ value: language, label: nameOf(language) })),
          { value: "", label: words.other },
        ]}
        value={isOther ? "" : chosen}
        onChange={({ currentTarget }) => setChosen(currentTarget.value)}
      />
      {isOther && (
        <TextInput
          aria-label={words.other}
          value={tag}
          maxLength={35}
          onChange={({ currentTarget }) => setTag(currentTarget.value)}
        />
      )}
      <Button type="submit" variant="default" disabled={wanted === null || known.includes(wanted)}>
        {words.addThis}
      </Button>
    </form>
  );
}

/** A language tag as it is written; null for what is none. */
function canonical(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag.trim())[0] ?? null;
  } catch {
    return null;
  }
}

function Texts({ language }: { language: string }) {
  const words = useWords(builderWords).languages;
  const nameOf = useLanguageName();
  const { draft, change } = useEditing();
  const kindOf = ({ pointer }: SurveyText) => {
    const field = pointer.split("/").at(-1) ?? "";
    if (pointer.startsWith("/pages")) return words.kinds.page;
    if (pointer.startsWith("/endings")) return field === "label" ? words.kinds.link : words.kinds.ending;
    return words.kinds[
      ({ help: "help", lowLabel: "low", highLabel: "high", label: "label" } as const)[field] ?? "prompt"
    ];
  };
  return (
    <table className={styles.texts}>
      <thead>
        <tr>
          <th scope="col">{nameOf(draft.locale)}</th>
          <th scope="col">{nameOf(language)}</th>
        </tr>
      </thead>
      <tbody>
        {textsIn(whole(draft)).map((text) => {
          const said = textIn(whole(draft), text, language);
          const own = draft.translations[language]?.[text.kind] ?? {};
          const key = text.keys.find((one) => Object.hasOwn(own, one)) ?? text.keys[0];
          return (
            <tr key={text.pointer} data-missing={!said?.trim() || undefined}>
              <td lang={draft.locale}>
                <small>{kindOf(text)}</small>
                {text.text}
              </td>
              <td>
                <Textarea
                  aria-label={words.of(text.text, nameOf(language))}
                  lang={language}
                  dir={directionOf(language)}
                  autosize
                  minRows={1}
                  maxLength={2000}
                  placeholder={said ?? text.text}
                  value={own[key] ?? ""}
                  onChange={({ currentTarget }) =>
                    change(
                      withText(draft, language, text.kind, key, currentTarget.value),
                      `${language}.${text.kind}.${key}`,
                    )
                  }
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
