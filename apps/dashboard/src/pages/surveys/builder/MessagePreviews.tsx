import { useQuery } from "@tanstack/react-query";
import { api, ask, enteredWorkspace } from "../../../api.ts";
import { useWords } from "../../../words.ts";
import { PageFrame } from "./PageFrame.tsx";
import styles from "./Preview.module.css";
import { builderWords } from "./words.ts";

type Props = { surveyId: string; revision: number; language: string };

const useMessages = ({ surveyId, revision, language }: Props) =>
  useQuery({
    queryKey: ["surveys", surveyId, "messages", language, revision],
    queryFn: () => ask(api.v1.surveys[":id"].messages.$get({ param: { id: surveyId }, query: { lang: language } })),
    placeholderData: (before) => before,
    gcTime: 0,
  });

/** The mail itself, under its subject. */
export function MailPreview(props: Props & { title: string; width: "phone" | "desktop"; scheme: "light" | "dark" }) {
  const words = useWords(builderWords).preview;
  const { data } = useMessages(props);
  const { surveyId, revision, language, ...frame } = props;
  const query = new URLSearchParams({ workspace: enteredWorkspace() ?? "", lang: language });
  return (
    <>
      <p className={styles.subject} lang={language}>
        <small>{words.subject}</small> {data?.email.subject ?? words.loading}
      </p>
      <PageFrame {...frame} address={`/v1/surveys/${surveyId}/preview/email?${query}`} again={String(revision)} />
    </>
  );
}

/** The text message, and as how many it is paid. */
export function SmsPreview(props: Props) {
  const words = useWords(builderWords).preview;
  const { data } = useMessages(props);
  if (!data) return <p className={styles.note}>{words.loading}</p>;
  const { text, segments, units, alphabet } = data.sms;
  return (
    <figure className={styles.sms}>
      <p lang={props.language}>{text}</p>
      <figcaption>{words.sms(segments, units, alphabet === "gsm" ? words.gsm : words.unicode)}</figcaption>
    </figure>
  );
}
