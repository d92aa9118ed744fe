import { Button } from "@mantine/core";
import { useState } from "react";
import { useFormats } from "../../../formats.ts";
import { Card } from "../../../ui/Card.tsx";
import { AsyncState, Loading } from "../../../ui/States.tsx";
import { useWords } from "../../../words.ts";
import type { ListQuery } from "../list-query.ts";
import { Shares } from "../Shares.tsx";
import { EditThemes } from "./EditThemes.tsx";
import { useThemeCounts } from "./queries.ts";
import styles from "./Themes.module.css";
import { themeWords } from "./words.ts";

/** What the listed answers speak of, by themes that this workspace has named. */
export function Themes({ query }: { query: ListQuery }) {
  const words = useWords(themeWords);
  const formats = useFormats();
  const counts = useThemeCounts(query);
  const [isEditing, setEditing] = useState(false);
  const has = counts.data && counts.data.data.length > 0;
  return (
    <Card
      title={words.title}
      note={counts.data && has && words.written(counts.data.written, formats.number(counts.data.written))}
      right={
        <Button variant="default" size="compact-sm" className={styles.edit} onClick={() => setEditing(true)}>
          {has ? words.edit : words.create}
        </Button>
      }
    >
      <AsyncState query={counts} what={words.what} loading={<Loading lines={3} height={120} />}>
        {({ data }) =>
          data.length === 0 ? (
            <p className={styles.none}>{words.none}</p>
          ) : (
            <Shares
              name={words.theme}
              rows={data.map(({ id, name, ...of }) => ({ ...of, key: id, label: name, change: { theme: id } }))}
            />
          )
        }
      </AsyncState>
      {isEditing && <EditThemes close={() => setEditing(false)} />}
    </Card>
  );
}
