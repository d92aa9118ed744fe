import { Button, NativeSelect, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { enteredWorkspace } from "../../../api.ts";
import { useLanguageName } from "../../../language-names.ts";
import { useWords } from "../../../words.ts";
import { languagesOf } from "../draft.ts";
import { useEditing } from "./editing.ts";
import { MailPreview, SmsPreview } from "./MessagePreviews.tsx";
import { PageFrame } from "./PageFrame.tsx";
import styles from "./Preview.module.css";
import { WidgetPreview } from "./WidgetPreview.tsx";
import { builderWords } from "./words.ts";

type Props = { surveyId: string; revision: number; isKept: boolean };

const kinds = ["page", "email", "sms", "widget"] as const;
type Kind = (typeof kinds)[number];

/** The draft as customers will see it, drawn by the code of the page, the mail and the message themselves. */
export function LivePreview({ surveyId, revision, isKept }: Props) {
  const words = useWords(builderWords).preview;
  const { draft, chosen } = useEditing();
  const nameOf = useLanguageName();
  const languages = languagesOf(draft);
  const [kind, setKind] = useState<Kind>("page");
  const [width, setWidth] = useState<"phone" | "desktop">("phone");
  const [scheme, setScheme] = useState<"light" | "dark">("light");
  const [wanted, setLanguage] = useState(draft.locale);
  // Whoever wants the page from the start has it until they choose another question.
  const [started, setStarted] = useState<{ at: typeof chosen; times: number }>({ at: null, times: 0 });
  const language = languages.includes(wanted) ? wanted : draft.locale;
  const isFromStart = started.times > 0 && started.at === chosen;
  const shown = draft.pages?.find(({ id }) => id === chosen)?.from ?? chosen;
  const query = new URLSearchParams({
    workspace: enteredWorkspace() ?? "",
    lang: language,
    ...(shown !== null && !isFromStart && { at: shown }),
  });
  const framed = { title: words.frame, width, scheme };
  return (
    <section className={styles.preview} aria-label={words.title}>
      <div className={styles.bar}>
        <SegmentedControl
          size="xs"
          aria-label={words.as}
          data={kinds.map((value) => ({ value, label: words.kinds[value] }))}
          value={kind}
          onChange={(value) => setKind(value as Kind)}
        />
        {(kind === "page" || kind === "email") && (
          <SegmentedControl
            size="xs"
            aria-label={words.width}
            data={(["phone", "desktop"] as const).map((value) => ({ value, label: words.widths[value] }))}
            value={width}
            onChange={(value) => setWidth(value as typeof width)}
          />
        )}
        {(kind === "page" || kind === "email") && (
          <SegmentedControl
            size="xs"
            aria-label={words.scheme}
            data={(["light", "dark"] as const).map((value) => ({ value, label: words.schemes[value] }))}
            value={scheme}
            onChange={(value) => setScheme(value as typeof scheme)}
          />
        )}
        {languages.length > 1 && (
          <NativeSelect
            size="xs"
            aria-label={words.language}
            data={languages.map((value) => ({ value, label: nameOf(value) }))}
            value={language}
            onChange={({ currentTarget }) => setLanguage(currentTarget.value)}
          />
        )}
        {kind === "page" && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            onClick={() => setStarted(({ times }) => ({ at: chosen, times: times + 1 }))}
          >
            {words.restart}
          </Button>
        )}
      </div>
      {kind === "page" && (
        <PageFrame
          {...framed}
          address={`/v1/surveys/${surveyId}/preview?${query}`}
          again={`${revision}.${started.times}`}
        />
      )}
      {kind === "email" && <MailPreview {...framed} surveyId={surveyId} revision={revision} language={language} />}
      {kind === "sms" && <SmsPreview surveyId={surveyId} revision={revision} language={language} />}
      {kind === "widget" && <WidgetPreview language={language} />}
      <p className={styles.note}>
        {kind === "widget" ? words.widgetNote : !isKept ? words.held : kind === "page" ? words.real : ""}
      </p>
    </section>
  );
}
