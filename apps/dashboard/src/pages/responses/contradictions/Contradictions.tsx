import { leastScored } from "@otklik/domain/insights/unhappy-words";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { api, ask } from "../../../api.ts";
import { useFormats } from "../../../formats.ts";
import type { Search } from "../../../search.ts";
import { useWorkspace } from "../../../session.ts";
import { Card } from "../../../ui/Card.tsx";
import { ScoreChip, type ScoreClass } from "../../../ui/ScoreChip.tsx";
import { AsyncState, Loading } from "../../../ui/States.tsx";
import { useWords } from "../../../words.ts";
import comments from "../../surveys/results/NewestComments.module.css";
import type { ListQuery } from "../list-query.ts";
import styles from "./Contradictions.module.css";
import { contradictionWords } from "./words.ts";

const read = (query: ListQuery) => ask(api.v1.responses.contradictions.$get({ query }));
type Read = Awaited<ReturnType<typeof read>>;

/** Answers whose words say the contrary of a good score, with how far the words can be trusted; what is below comes with it, so that it does not jump. */
export function Contradictions({
  query: { flag: _, ...query },
  nameOf,
  children,
}: {
  query: ListQuery;
  nameOf(key: string): string;
  children: ReactNode;
}) {
  const words = useWords(contradictionWords);
  const found = useQuery({ queryKey: ["responses", "contradictions", query], queryFn: () => read(query) });
  if (found.isPending) return <Loading lines={6} height={60} />;
  return (
    <>
      <Card title={words.title} className={styles.card}>
        <AsyncState query={found} what={words.what} loading={<Loading lines={2} height={60} />}>
          {({ models, data }) => (
            <>
              {data.length > 0 ? (
                <Found data={data} nameOf={nameOf} />
              ) : (
                models.some(({ isEarned }) => isEarned) && <p className={styles.note}>{words.none}</p>
              )}
              <Trust models={models} />
            </>
          )}
        </AsyncState>
      </Card>
      {children}
    </>
  );
}

function Found({ data, nameOf }: Pick<Read, "data"> & { nameOf(key: string): string }) {
  const words = useWords(contradictionWords);
  const formats = useFormats();
  const { slug } = useWorkspace();
  return (
    <>
      <p className={styles.note}>{words.note}</p>
      <ul className={comments.comments}>
        {data.map(({ responseId, comment, score, class: scoreClass, touchpointKey, at, alike }) => (
          <li key={responseId}>
            <ScoreChip score={score} scoreClass={scoreClass as ScoreClass | null} />
            <Link
              to="/$workspace/responses/{-$responseId}"
              params={{ workspace: slug, responseId }}
              search={(was: Search) => was}
              resetScroll={false}
            >
              {comment}
            </Link>
            <span>
              {[nameOf(touchpointKey), formats.ago(at), alike > 0 && words.alike(alike)].filter(Boolean).join(" · ")}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** How far each language's words can be trusted, or why they are not. */
function Trust({ models }: Pick<Read, "models">) {
  const words = useWords(contradictionWords);
  const formats = useFormats();
  if (models.length === 0) return <p className={styles.note}>{words.noComments}</p>;
  const said = ({ language, n, right, usual, reason }: Read["models"][number]) => {
    const name = words.languages[language];
    if (reason === "tooFewComments") return words.tooFewComments(name, leastScored - n);
    if (reason === "tooFewOfASide") return words.tooFewOfASide(name);
    if (reason === "notBetter" || !right) return words.notBetter(name, formats.number(n));
    const [share, low, high, most] = [right.share, right.low, right.high, usual].map((one) => formats.percent(one, 0));
    return words.earned(name, share ?? "", low ?? "", high ?? "", formats.number(n), most ?? "");
  };
  return models.map((model) => (
    <p key={model.language} className={styles.note}>
      {said(model)}
    </p>
  ));
}
