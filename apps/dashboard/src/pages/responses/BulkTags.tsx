import { Autocomplete, Button } from "@mantine/core";
import { longestTag, tidyTag } from "@otklik/domain/values/tag";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ask } from "../../api.ts";
import { useFormats } from "../../formats.ts";
import { useUndo } from "../../ui/Undo.tsx";
import { useWords } from "../../words.ts";
import styles from "./BulkTags.module.css";
import { bulkWords } from "./bulk-words.ts";
import type { ListQuery } from "./list-query.ts";
import type { Selection } from "./selection.ts";

type Retagging = Parameters<typeof api.v1.responses.tags.$post>[0]["json"];

/** What can be done with the chosen answers: all of them get a tag, or lose it. */
export function BulkTags({
  query,
  selection,
  total,
}: {
  query: ListQuery;
  selection: Selection;
  total: number | null;
}) {
  const words = useWords(bulkWords);
  const formats = useFormats();
  const tell = useUndo();
  const queries = useQueryClient();
  const [tag, setTag] = useState("");
  const [isBusy, setBusy] = useState(false);
  const known = useQuery({ queryKey: ["responses", "tags"], queryFn: () => ask(api.v1.responses.tags.$get()) });
  const tidy = tidyTag(tag);
  const n = selection.isAll ? (total ?? 0) : selection.ids.size;

  const send = async (json: Retagging) => {
    const { changed } = await ask(api.v1.responses.tags.$post({ json }));
    await queries.invalidateQueries({ queryKey: ["responses"] });
    return changed;
  };
  const failed = () => tell(words.failed);
  const retag = async (take: "on" | "off") => {
    setBusy(true);
    const which = selection.isAll ? { filter: query as Retagging["filter"] } : { ids: [...selection.ids] };
    try {
      const changed = await send({ tag: tidy, take, ...which });
      const back = take === "on" ? "off" : "on";
      const undo = () => send({ tag: tidy, take: back, ids: changed }).catch(failed);
      tell(
        words.done[take](changed.length, formats.number(changed.length), tidy),
        changed.length > 0 ? undo : undefined,
      );
      setTag("");
      selection.clear();
    } catch {
      failed();
    } finally {
      setBusy(false);
    }
  };
  const isReady = tidy !== "" && tidy.length <= longestTag && !isBusy;
  return (
    <section className={styles.bar} aria-label={words.label}>
      <span role="status">{words.chosen(n, formats.number(n))}</span>
      {!selection.isAll && total !== null && total > selection.ids.size && (
        <Button variant="subtle" onClick={selection.chooseAll}>
          {words.all(formats.number(total))}
        </Button>
      )}
      <Autocomplete
        aria-label={words.tag}
        placeholder={words.tag}
        value={tag}
        onChange={setTag}
        data={(known.data?.data ?? []).map((one) => one.tag)}
        limit={8}
        maxLength={longestTag}
        className={styles.tag}
        comboboxProps={{ shadow: "md" }}
      />
      <Button disabled={!isReady} onClick={() => void retag("on")}>
        {words.on}
      </Button>
      <Button variant="default" disabled={!isReady} onClick={() => void retag("off")}>
        {words.off}
      </Button>
      <Button variant="subtle" onClick={selection.clear}>
        {words.clear}
      </Button>
    </section>
  );
}
