import { Button, NativeSelect, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { enteredWorkspace } from "../../../api.ts";
import { useLanguageName } from "../../../language-names.ts";
import { useWords } from "../../../words.ts";
import { languagesOf } from "../draft.ts";
import { useEditing } from "./editing.ts";
import { PageFrame } from "./PageFrame.tsx";
import styles from "./Preview.module.css";
import { builderWords } from "./words.ts";

type Props = { surveyId: string; revision: number; isKept: boolean };

/** The draft as customers will see it, drawn by the survey page's own code. */
export function LivePreview({ surveyId, revision, isKept }: Props) {
  const words = useWords(builderWords).preview;
  const { draft, chosen } = useEditing();
  const nameOf = useLanguageName();
  const languages = languagesOf(draft);
  const [width, setWidth] = useState<"phone" | "desktop">("phone");
  const [scheme, setScheme] = useState<"light" | "dark">("light");
  const [wanted, setLanguage] = useState(draft.locale);
  const [fromStart, setFromStart] = useState(0);
  const language = languages.includes(wanted) ? wanted : draft.locale;
  const shown = draft.pages?.find(({ id }) => id === chosen)?.from ?? chosen;
  const query = new URLSearchParams({
    workspace: enteredWorkspace() ?? "",
    lang: language,
    ...(shown !== null && fromStart === 0 && { at: shown }),
  });
  return (
    <section className={styles.preview} aria-label={words.title}>
      <div className={styles.bar}>
        <SegmentedControl
          size="xs"
          aria-label={words.width}
          data={(["phone", "desktop"] as const).map((value) => ({ value, label: words.widths[value] }))}
          value={width}
          onChange={(value) => setWidth(value as typeof width)}
        />
        <SegmentedControl
          size="xs"
          aria-label={words.scheme}
          data={(["light", "dark"] as const).map((value) => ({ value, label: words.schemes[value] }))}
          value={scheme}
          onChange={(value) => setScheme(value as typeof scheme)}
        />
        {languages.length > 1 && (
          <NativeSelect
            size="xs"
            aria-label={words.language}
            data={languages.map((value) => ({ value, label: nameOf(value) }))}
            value={language}
            onChange={({ currentTarget }) => setLanguage(currentTarget.value)}
          />
        )}
        <Button variant="subtle" color="gray" size="compact-xs" onClick={() => setFromStart(fromStart + 1)}>
          {words.restart}
        </Button>
      </div>
      <PageFrame
        key={`${chosen}`}
        title={words.frame}
        address={`/v1/surveys/${surveyId}/preview?${query}`}
        again={`${revision}.${fromStart}`}
        width={width}
        scheme={scheme}
      />
      <p className={styles.note}>{isKept ? words.real : words.held}</p>
    </section>
  );
}
