import { Link } from "@tanstack/react-router";
import { keptFilters } from "../../../filters.ts";
import { useFormats } from "../../../formats.ts";
import { frameWords } from "../../../frame-words.ts";
import { useWorkspace } from "../../../session.ts";
import { ScoreChip, type ScoreClass } from "../../../ui/ScoreChip.tsx";
import { useWords } from "../../../words.ts";
import { words as pageWords } from "../words.ts";
import styles from "./NewestComments.module.css";
import type { TextResult } from "./queries.ts";

/** The last things that were said, and the way to all of them. */
export function NewestComments({ question, survey }: { question: TextResult; survey: string }) {
  const words = useWords(pageWords).results;
  const frame = useWords(frameWords);
  const formats = useFormats();
  const { slug } = useWorkspace();
  const { comments, newest } = question;
  return (
    <>
      <ul className={styles.comments}>
        {newest.map(({ responseId, text, score, class: scoreClass, channel, at }) => (
          <li key={responseId}>
            <ScoreChip score={score} scoreClass={scoreClass as ScoreClass | null} />
            <Link
              to="/$workspace/responses/{-$responseId}"
              params={{ workspace: slug, responseId }}
              search={(was) => ({ ...keptFilters(was), survey })}
            >
              {text}
            </Link>
            <span>
              {frame.channels[channel as keyof typeof frame.channels] ?? channel} · {formats.ago(at)}
            </span>
          </li>
        ))}
      </ul>
      {comments > newest.length && (
        <p className={styles.all}>
          <Link
            to="/$workspace/responses/{-$responseId}"
            params={{ workspace: slug }}
            search={(was) => ({ ...keptFilters(was), survey })}
          >
            {words.allComments(formats.number(comments))}
          </Link>
        </p>
      )}
    </>
  );
}
